package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-OPS-6")
class MaskedTest {

    @ParameterizedTest
    @CsvSource({
        "refused for 77011234567, refused for ****67",
        "+77011234567 and 7273001123, +****67 and ****23",
        "KZ60722C100002969794, KZ60722C****94",
        "topup/1 accepted W0000000001, topup/1 accepted W****01",
        "1500000.00 KZT to 7701, 1500000.00 KZT to 7701",
        "01a205a6-0a92-7a01-ab5d-901234567890/charge/1,"
                + " 01a205a6-0a92-7a01-ab5d-901234567890/charge/1",
    })
    void hidesNumbersAndKeepsAmountsAndIds(String text, String shown) {
        assertThat(Masked.numbers(text)).isEqualTo(shown);
    }
}
