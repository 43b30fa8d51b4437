package kz.nusqau.counterparty;

/** The answer to a look-up of a number. */
public sealed interface FactsResult {

    record Known(SubscriberFacts facts) implements FactsResult {}

    /** The number isn't this operator's. */
    record UnknownSubscriber() implements FactsResult {}
}
