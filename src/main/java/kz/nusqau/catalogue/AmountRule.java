package kz.nusqau.catalogue;

/** Who says how much: the subscriber, or the law. */
public sealed interface AmountRule {

    /** The subscriber states the amount. */
    record Stated() implements AmountRule {}

    /**
     * A share of the monthly calculation index of the payment's day, rounded up to whole tenge.
     *
     * @param basisPoints 10,000 = one index
     */
    record OfIndex(int basisPoints) implements AmountRule {}
}
