package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SubmitSmTest {

    @Test
    void countsItsValidityDownWhileItWaits() {
        var message = valid(SubmitSm.relative(180));

        assertThat(validity(message.toBody())).isEqualTo("000000000300000R");
        assertThat(validity(message.toBodyAfter(61))).isEqualTo("000000000159000R");
        assertThat(validity(message.toBodyAfter(179))).isEqualTo("000000000001000R");
        assertThat(message.toBodyAfter(180)).isNull();
    }

    @Test
    void leavesWhatHasNoRelativeValidity() {
        assertThat(validity(valid("").toBodyAfter(1_000_000))).isEmpty();
        assertThat(validity(valid("261122120000020+").toBodyAfter(1_000_000)))
                .isEqualTo("261122120000020+");
    }

    @Test
    void isValidForAMonthAtMost() {
        assertThat(SubmitSm.relative(90_061)).isEqualTo("000001010101000R");
        assertThat(SubmitSm.relative(40 * 86_400)).isEqualTo("000030000000000R");
    }

    private static SubmitSm valid(String validityPeriod) {
        return new SubmitSm(
                new Address(0, 0, "4404"),
                new Address(1, 1, "77011234567"),
                0,
                3,
                validityPeriod,
                1,
                0,
                new byte[] {'1'});
    }

    /** Between the octet after schedule_delivery_time, which is empty, and the next zero. */
    private static String validity(byte[] body) {
        int start = "\0\0\0".length() + "4404\0".length() + 2 + "77011234567\0".length() + 4;
        int end = start;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
