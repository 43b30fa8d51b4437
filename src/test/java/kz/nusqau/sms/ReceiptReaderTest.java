package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import kz.nusqau.mailbox.Receipt;
import kz.nusqau.mailbox.Receipt.State;
import kz.nusqau.sms.smpp.Address;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.sms.text.Alphabet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String USUAL =
            "id:0012 sub:001 dlvrd:001 submit date:2611211455 done date:261121145601 stat:DELIVRD"
                    + " err:000 text:98 499,50";

    private final ReceiptReader reader = new ReceiptReader(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsTheUsualText() {
        assertThat(reader.read("operator", VendorProfile.STANDARD, text(USUAL)))
                .hasValue(
                        new Receipt(
                                "operator",
                                "12",
                                State.DELIVERED,
                                "",
                                Instant.parse("2026-11-21T09:56:01Z")));
    }

    @Test
    void takesParametersBeforeTheText() {
        var message =
                receipt(
                        USUAL,
                        Map.of(
                                ShortMessage.RECEIPTED_MESSAGE_ID,
                                "AB12\0".getBytes(StandardCharsets.US_ASCII),
                                ShortMessage.MESSAGE_STATE,
                                new byte[] {5},
                                ShortMessage.NETWORK_ERROR_CODE,
                                new byte[] {3, 0, 27}));

        var receipt = reader.read("operator", VendorProfile.STANDARD, message).orElseThrow();

        assertThat(receipt.normalisedId()).isEqualTo("AB12");
        assertThat(receipt.state()).isEqualTo(State.UNDELIVERED);
        assertThat(receipt.error()).isEqualTo("27");
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, DELIVERED",
        "delivrd, DELIVERED",
        "0, DELIVERED",
        "ENROUTE, UNDERWAY",
        "ACCEPTD, UNDERWAY",
        "EXPIRED, EXPIRED",
        "DELETED, UNDELIVERED",
        "UNDELIV, UNDELIVERED",
        "REJECTD, UNDELIVERED",
        "FAILED, UNDELIVERED",
        "UNKNOWN, UNKNOWN",
        "WHATEVER, UNKNOWN"
    })
    void knowsTheWordsOfVendors(String word, State state) {
        var receipt = reader.read("operator", VendorProfile.STANDARD, text("id:7 stat:" + word));

        assertThat(receipt).map(Receipt::state).hasValue(state);
    }

    @ParameterizedTest
    @CsvSource({
        "1, UNDERWAY",
        "2, DELIVERED",
        "3, EXPIRED",
        "4, UNDELIVERED",
        "5, UNDELIVERED",
        "8, UNDELIVERED",
        "7, UNKNOWN"
    })
    void knowsTheNumbersOfStates(byte number, State state) {
        var message = receipt("id:7", Map.of(ShortMessage.MESSAGE_STATE, new byte[] {number}));

        assertThat(reader.read("operator", VendorProfile.STANDARD, message))
                .map(Receipt::state)
                .hasValue(state);
    }

    @Test
    void makesDoWithWhatIsThere() {
        assertThat(reader.read("operator", VendorProfile.STANDARD, text("id:7 done date:9913")))
                .hasValue(new Receipt("operator", "7", State.UNKNOWN, "", NOW));
    }

    @Test
    void saysSoWhenItNamesNoMessage() {
        assertThat(reader.read("operator", VendorProfile.STANDARD, text("stat:DELIVRD"))).isEmpty();
        assertThat(reader.read("operator", VendorProfile.STANDARD, text(""))).isEmpty();
        assertThat(reader.read("operator", VendorProfile.STANDARD, text("paid:7"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'id:7 sub:001 dlvrd:001 done date:2611221000 stat:DELIVRD err:000', true",
        "id:7 stat:DELIVRD, false",
        "balance, false",
    })
    void knowsUnmarkedReceiptsWhereTheyAreNotMarked(String text, boolean receipt) {
        var message =
                new ShortMessage(
                        "",
                        new Address(1, 1, "77011234567"),
                        new Address(0, 0, "9909"),
                        0,
                        0,
                        text.getBytes(StandardCharsets.ISO_8859_1),
                        Map.of());
        var unmarked =
                new VendorProfile(MessageIds.SAME, Alphabet.GSM7, ZoneOffset.UTC, true, true, 0, 0);

        assertThat(ReceiptReader.isReceipt(unmarked, message)).isEqualTo(receipt);
        assertThat(ReceiptReader.isReceipt(VendorProfile.STANDARD, message)).isFalse();
    }

    @Property
    void readsAnything(@ForAll byte[] octets, @ForAll byte[] id, @ForAll byte[] state) {
        var message =
                new ShortMessage(
                        "",
                        new Address(1, 1, "77011234567"),
                        new Address(0, 0, "9909"),
                        0x44,
                        0,
                        octets,
                        Map.of(
                                ShortMessage.RECEIPTED_MESSAGE_ID,
                                id,
                                ShortMessage.MESSAGE_STATE,
                                state));

        assertThat(reader.read("operator", VendorProfile.STANDARD, message)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "SAME, 00AB12, ab12",
        "SAME, 0, 0",
        "HEX_THEN_DECIMAL, 1F, 31",
        "HEX_THEN_DECIMAL, FFFFFFFFFFFFFFFFFF, 4722366482869645213695",
        "DECIMAL_THEN_HEX, 31, 1f",
        "HEX_THEN_DECIMAL, not-a-number, NOT-A-NUMBER",
    })
    void matchesTheTwoWaysToWriteOneId(MessageIds ids, String inResponse, String inReceipt) {
        assertThat(ids.ofResponse(inResponse)).isEqualTo(ids.ofReceipt(inReceipt));
    }

    private static ShortMessage text(String text) {
        return receipt(text, Map.of());
    }

    private static ShortMessage receipt(String text, Map<Integer, byte[]> parameters) {
        return new ShortMessage(
                "",
                new Address(1, 1, "77011234567"),
                new Address(0, 0, "9909"),
                0x04,
                0,
                text.getBytes(StandardCharsets.ISO_8859_1),
                parameters);
    }
}
