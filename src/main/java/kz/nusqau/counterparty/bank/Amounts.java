package kz.nusqau.counterparty.bank;

import java.math.BigDecimal;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.shared.Money;

/** Amounts in messages: as many decimals as the bank likes, as long as they are whole tiyn. */
final class Amounts {

    private Amounts() {}

    /** Fails with {@link CounterpartyUnavailable} when it is none. */
    static Money of(Element amount) {
        try {
            return new Money(
                    new BigDecimal(amount.text()).movePointRight(2).longValueExact(),
                    amount.currency().orElse(""));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new CounterpartyUnavailable("an amount that is none", e);
        }
    }

    static boolean is(Element amount, Money expected) {
        return amount.currency().filter(expected.currency()::equals).isPresent()
                && new BigDecimal(amount.text()).compareTo(new BigDecimal(expected.toDecimal()))
                        == 0;
    }

    static void put(Element parent, String path, Money amount) {
        parent.putAmount(path, amount.toDecimal(), amount.currency());
    }
}
