package kz.nusqau.catalogue;

import kz.nusqau.shared.Money;

/** A commission. Percentages round half up to the tiyn. */
public sealed interface Fee {

    Money of(Money amount);

    record None() implements Fee {
        @Override
        public Money of(Money amount) {
            return new Money(0, amount.currency());
        }
    }

    record Fixed(Money fee) implements Fee {
        @Override
        public Money of(Money amount) {
            return fee;
        }
    }

    /**
     * A percentage with a floor.
     *
     * @param basisPoints 100 = 1 %
     */
    record Share(int basisPoints, Money minimum) implements Fee {
        @Override
        public Money of(Money amount) {
            return amount.share(basisPoints).max(minimum);
        }
    }
}
