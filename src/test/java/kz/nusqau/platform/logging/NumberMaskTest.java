package kz.nusqau.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberMaskTest {

    @ParameterizedTest
    @CsvSource({
        "number 77011234567 refused, number 7701*****67 refused",
        "+77011234567, +7701*****67",
        "from 77011234567 to 77020000001, from 7701*****67 to 7702*****01",
        "msisdn=87011234567;, msisdn=8701*****67;",
    })
    void masksNumbersOfSubscribers(String line, String masked) {
        assertThat(NumberMask.mask(line)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "short code 7701",
        "account 7273001123",
        "time 1777011234567",
        "identifier 770112345678",
        "nothing here",
    })
    void leavesOtherFiguresAlone(String line) {
        assertThat(NumberMask.mask(line)).isEqualTo(line);
    }
}
