package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-INS-9")
@Tag("R-INS-16")
class ExchangeTest {

    private static final List<BankRate> RATES =
            List.of(
                    new BankRate("USD", new BigDecimal("520.00"), new BigDecimal("526.00")),
                    new BankRate("EUR", new BigDecimal("600.00"), new BigDecimal("609.00")));

    @ParameterizedTest
    @CsvSource({
        "USD, KZT,    100.00, USD,      520.00, 52000.00",
        "KZT, USD,  52600.00, USD,      526.00,   100.00",
        "KZT, USD,  10000.00, USD,      526.00,    19.01",
        "KZT, USD,      2.63, USD,      526.00,     0.01",
        "KZT, USD,      2.62, USD,      526.00,     0.00",
        "EUR, KZT,      0.01, EUR,      600.00,     6.00",
        "USD, EUR,    100.00, USD,    0.853859,    85.39",
        "EUR, USD,    100.00, EUR,    1.140684,   114.07",
    })
    void changesAtTheRateOfTheDayHalfUp(
            String from, String to, String amount, String unit, String rate, String changed) {
        var exchange = Exchange.between(from, to, RATES).orElseThrow();

        assertThat(exchange.unit()).isEqualTo(unit);
        assertThat(exchange.rate()).isEqualByComparingTo(rate);
        assertThat(exchange.of(Money.parse(amount, from))).isEqualTo(Money.parse(changed, to));
    }

    @ParameterizedTest
    @CsvSource({"RUB, KZT", "KZT, RUB", "USD, RUB", "RUB, EUR"})
    void hasNoneWhereTheBankHasNone(String from, String to) {
        assertThat(Exchange.between(from, to, RATES)).isEmpty();
    }

    @Test
    void changesNoOtherCurrency() {
        var exchange = Exchange.between("USD", "KZT", RATES).orElseThrow();

        assertThatThrownBy(() -> exchange.of(Money.tenge(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
