package kz.nusqau.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void roundsPercentageHalfUpToTheTiyn() {
        assertThat(Money.tiyn(50).share(100)).isEqualTo(Money.tiyn(1));
        assertThat(Money.tiyn(49).share(100)).isEqualTo(Money.tiyn(0));
    }

    @Test
    void readsAndWritesTheWireForm() {
        assertThat(Money.parse("1500.05", "KZT")).isEqualTo(Money.tiyn(150_005));
        assertThat(Money.tiyn(150_005).toDecimal()).isEqualTo("1500.05");
    }

    @Test
    void refusesToBecomeNegative() {
        assertThatThrownBy(() -> Money.tenge(1).minus(Money.tenge(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToMixCurrencies() {
        assertThatThrownBy(() -> Money.tenge(1).plus(new Money(1, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
