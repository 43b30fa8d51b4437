package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;

import kz.nusqau.shared.Msisdn;
import kz.nusqau.sms.smpp.Address;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderNumberTest {

    @ParameterizedTest
    @CsvSource({
        "1, 77011234567, 77011234567",
        "0, 77011234567, 77011234567",
        "1, +77011234567, 77011234567",
        "0, +77011234567, 77011234567",
        "0, 87011234567, 77011234567",
        "2, 7011234567, 77011234567",
        "1, 79161234567, 79161234567",
        "1, 996555123456, 996555123456"
    })
    void findsTheNumberHoweverItIsWritten(int ton, String written, String digits) {
        assertThat(SenderNumber.of(new Address(ton, 1, written))).hasValue(new Msisdn(digits));
    }

    @ParameterizedTest
    @CsvSource({"5, Kaspi", "0, 9909", "3, 7701", "1, ''", "0, 77o11234567", "0, 1"})
    void takesNamesAndShortCodesForNoNumber(int ton, String written) {
        assertThat(SenderNumber.of(new Address(ton, 1, written))).isEmpty();
    }

    @Property
    void readsAnything(@ForAll @IntRange(max = 255) int ton, @ForAll String written) {
        assertThat(SenderNumber.of(new Address(ton, 0, written))).isNotNull();
    }
}
