package kz.nusqau.counterparty.bank;

/** How a request to a bank ended, told by what can be proven of it. */
sealed interface BankExchange {

    /** An answer that settles the request. */
    record Answered(Iso20022.Read answer) implements BankExchange {}

    /** The bank turned it away unread. */
    record Rejected(String reason) implements BankExchange {}

    /** Not one byte of the request left this process. */
    record NothingSent(String why) implements BankExchange {}

    /** No longer wanted: not one byte left either. */
    record NotWanted() implements BankExchange {}

    /** The bank has it and is at it; what settles it is yet to come, or to be asked for. */
    record Working() implements BankExchange {}

    /** It may have arrived; nothing usable came back. */
    record NoAnswer(String why) implements BankExchange {}
}
