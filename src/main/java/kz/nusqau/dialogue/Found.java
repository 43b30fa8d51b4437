package kz.nusqau.dialogue;

import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.shared.Money;

/** What the look-ups for a turn brought. */
sealed interface Found {

    /** Nothing was needed. */
    record Nothing() implements Found {}

    record Personal(SubscriberFacts facts) implements Found {}

    record Wallet(Money balance) implements Found {}

    record Payable(SubscriberFacts facts, Quote quote) implements Found {}

    /** The operator doesn't know the number. */
    record Stranger() implements Found {}

    /** No answer in time: say so, nothing was started. */
    record Unavailable(String why) implements Found {}
}
