package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-OPS-6")
class MaskingTest {

    @Test
    void keepsTheFormOfXmlAndHidesWhatItSays() {
        String masked =
                Masking.payload(
                        "<Document xmlns=\"urn:iso:camt.054\"><Nm>Айгүл S.</Nm>"
                                + "<Amt Ccy=\"KZT\">1500.00</Amt></Document>");

        assertThat(masked)
                .isEqualTo(
                        "<Document xmlns=\"urn:iso:camt.054\"><Nm>••••• •.</Nm>"
                                + "<Amt Ccy=\"•••\">••••.••</Amt></Document>");
    }

    @Test
    void keepsTheNamesOfJsonAndHidesTheValues() {
        String masked =
                Masking.payload(
                        "{\"name\": \"Ann \\\"B\\\"\", \"n\": 15.5, \"of\": [\"x1\", true]}");

        assertThat(masked)
                .isEqualTo("{\"name\": \"••• \\\"•\\\"\", \"n\": ••.•, \"of\": [\"••\", true]}");
    }

    @Test
    void hidesLongNumbersInOtherTexts() {
        assertThat(Masking.payload("hello 77011234567")).isEqualTo("hello ****67");
    }
}
