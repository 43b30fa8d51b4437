package kz.nusqau.catalogue;

import kz.nusqau.shared.Money;

/** Bounds of one operation and of one Almaty day; amounts without the commission. */
public record Limits(
        Money operationMinimum, Money operationMaximum, Money dayMaximum, int dayCount) {

    /** The strictest of both in every bound (R-LIM-2). */
    public Limits and(Limits other) {
        return new Limits(
                operationMinimum.max(other.operationMinimum),
                smaller(operationMaximum, other.operationMaximum),
                smaller(dayMaximum, other.dayMaximum),
                Math.min(dayCount, other.dayCount));
    }

    public boolean allowsOperation(Money amount) {
        return !operationMinimum.isMoreThan(amount) && !amount.isMoreThan(operationMaximum);
    }

    private static Money smaller(Money one, Money other) {
        return one.isMoreThan(other) ? other : one;
    }
}
