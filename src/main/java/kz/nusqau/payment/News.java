package kz.nusqau.payment;

import java.time.LocalDate;
import kz.nusqau.shared.RefusalReason;

/** What a subscriber is to be told of a payment. */
public sealed interface News {

    /** The provider is paid: the receipt. */
    record Paid(String paymentNumber) implements News {}

    /** Refused before anything was held. */
    record NotPaid(RefusalReason reason) implements News {}

    /** Given up after money was held; all of it is back. */
    record Undone(RefusalReason reason) implements News {}

    /** It takes long; told once. */
    record StillWorking() implements News {}

    /** It waits for the bank, which executes it on that day; told once. */
    record Scheduled(LocalDate day) implements News {}

    /** A person looks into it. */
    record UnderReview() implements News {}

    /** Nobody confirmed in time. */
    record Expired() implements News {}
}
