package kz.nusqau.counterparty;

import java.util.Map;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;

/** What a counterparty is asked to do. The subscriber's number is added when it is sent. */
public sealed interface Operation {

    /** For rows, metrics and people: {@code reserve}. */
    default String name() {
        return switch (this) {
            case Reserve o -> "reserve";
            case Charge o -> "charge";
            case Release o -> "release";
            case TopUp o -> "top-up";
            case PayProvider o -> "pay-provider";
            case Transfer o -> "transfer";
            case Redeem o -> "redeem";
            case ReverseTopUp o -> "reverse-top-up";
        };
    }

    /** Billing: hold the amount of the main balance. */
    record Reserve(Money amount) implements Operation {}

    /** Billing: take the whole reserved amount. */
    record Charge(CommandKey reservation) implements Operation {}

    /** Billing: give the whole reserved amount back. */
    record Release(CommandKey reservation) implements Operation {}

    /** E-money: put the amount into the subscriber's wallet. */
    record TopUp(Money amount) implements Operation {}

    /**
     * E-money: pay a provider from the wallet; can't be undone.
     *
     * @param requisites by the provider's names, {@code account} and the like
     */
    record PayProvider(String provider, Map<String, String> requisites, Money amount)
            implements Operation {

        public PayProvider {
            requisites = Map.copyOf(requisites);
        }
    }

    /** E-money: from the subscriber's wallet to another's. */
    record Transfer(Msisdn payee, Money amount) implements Operation {}

    /**
     * E-money: out of the subscriber's wallet.
     *
     * @param account the subscriber's own IBAN, or the last four digits of a linked card
     */
    record Redeem(String account, Money amount) implements Operation {}

    /**
     * E-money: undo a top-up.
     *
     * @param reference the transaction's reference of the accepted top-up
     */
    record ReverseTopUp(CommandKey topUp, String reference) implements Operation {}
}
