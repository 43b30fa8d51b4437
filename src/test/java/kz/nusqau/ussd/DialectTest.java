package kz.nusqau.ussd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import kz.nusqau.sms.smpp.Address;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.ussd.Dialect.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Gateways' dialects, octet by octet. */
class DialectTest {

    @ParameterizedTest
    @CsvSource({
        "its-session-info,     1383, 0702, 01, Dialled, 07",
        "its-session-info,     1383, 0704, 12, Typed,   07",
        "its-session-info,     1383, 0705, 12, Ended,   07",
        "its-session-info,     1383, 0706, 81, Ended,   07",
        "its-session-info-hex, 1383, 0704, 18, Typed,   07",
        "its-dialogue,         1383, 0102, 01, Dialled, 81",
        "its-dialogue,         1383, 0102, 12, Typed,   81",
        "its-dialogue,         1383, 0103, 12, Ended,   81",
        "message-reference,    0204, 0103, 12, Typed,   0103",
        "message-reference,    0204, 0103, 81, Ended,   0103",
        "message-reference,    0204, 0103, 17, Ended,   0103",
        "its-session-info,     1383, 0704, 13, Other,   07",
    })
    void readsSteps(
            String dialect, String tag, String session, String op, String step, String key) {
        var read = dialect(dialect).read(message(0, "2a393930392331", tag, session, op));

        assertThat(read.step().getClass().getSimpleName()).isEqualTo(step);
        assertThat(read.sessionKey()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"0, 3135", "15, 3135", "8, 00310035", "72, 00310035"})
    void readsWhatWasTypedInAnyAlphabet(int coding, String octets) {
        var read = Dialect.USUAL.read(message(coding, octets, "1383", "0704", "12"));

        assertThat(read.step()).isEqualTo(new Step.Typed("15"));
    }

    @Test
    void findsTheCodeInTheDestinationWhereAGatewayPutsIt() {
        var dialect =
                new Dialect(
                        Dialect.SessionIn.ITS_SESSION,
                        Dialect.CodeIn.DESTINATION,
                        Dialect.Operations.DECIMAL,
                        15,
                        72);
        var dialled =
                new ShortMessage(
                        "USSD",
                        new Address(1, 1, "77011234567"),
                        new Address(0, 0, "*9909*1#"),
                        0,
                        15,
                        new byte[0],
                        Map.of(0x0501, new byte[] {1}, 0x1383, new byte[] {7, 2}));

        assertThat(dialect.read(dialled).step()).isEqualTo(new Step.Dialled("*9909*1#"));
        assertThat(dialect.write("9909", "77011234567", new byte[] {7, 2}, "1", false).dataCoding())
                .isEqualTo(15);
        assertThat(dialect.write("9909", "77011234567", new byte[] {7, 2}, "ң", false).dataCoding())
                .isEqualTo(72);
    }

    @Test
    void takesOctetsThatAreNoTextForNoAnswer() {
        var read = Dialect.USUAL.read(message(8, "00", "1383", "0704", "12"));

        assertThat(read.step()).isEqualTo(new Step.Typed(""));
    }

    @ParameterizedTest
    @CsvSource({
        "its-session-info,     1383, 0702, false, 02, 0702",
        "its-session-info,     1383, 0702, true,  11, 0703",
        "its-session-info-hex, 1383, 0702, true,  17, 0703",
        "its-dialogue,         1383, 0102, true,  17, 0103",
        "message-reference,    0204, 0102, true,  17, 0102",
        "message-reference,    0204, 0103, false, 02, 0103",
    })
    void writesScreens(
            String dialect, String tag, String session, boolean ends, String op, String answered) {
        var pdu =
                dialect(dialect)
                        .write(
                                "9909",
                                "77011234567",
                                HexFormat.of().parseHex(session),
                                "1 Balance",
                                ends);

        assertThat(pdu.serviceType()).isEqualTo("USSD");
        assertThat(pdu.registeredDelivery()).isZero();
        assertThat(pdu.dataCoding()).isZero();
        assertThat(pdu.parameters().get(0x0501)).isEqualTo(HexFormat.of().parseHex(op));
        assertThat(pdu.parameters().get(Integer.parseInt(tag, 16)))
                .isEqualTo(HexFormat.of().parseHex(answered));
    }

    @Test
    void writesKazakhAsUcs2() {
        var pdu = Dialect.USUAL.write("9909", "77011234567", new byte[2], "1 Қалдық", false);

        assertThat(pdu.dataCoding()).isEqualTo(8);
        assertThat(pdu.shortMessage()).hasSize(16);
    }

    @Test
    void isDescribedByConfiguration() {
        var described =
                new MapConfigurationPropertySource(
                        Map.of(
                                "nusqau.ussd.dialects.site.session", "its-dialogue",
                                "nusqau.ussd.dialects.site.code-in", "destination",
                                "nusqau.ussd.dialects.site.operations.finish", "3",
                                "nusqau.ussd.dialects.site.operations.ends", "0x17,33",
                                "nusqau.ussd.dialects.site.ucs2-data-coding", "72"));

        var dialects =
                new Binder(described).bind("nusqau.ussd", UssdProperties.class).get().allDialects();

        assertThat(dialects)
                .containsAllEntriesOf(Dialect.BUILT_IN)
                .containsEntry(
                        "site",
                        new Dialect(
                                Dialect.SessionIn.ITS_DIALOGUE,
                                Dialect.CodeIn.DESTINATION,
                                new Dialect.Operations(1, 2, 3, 18, Set.of(0x17, 33)),
                                0,
                                72));
    }

    private static Dialect dialect(String name) {
        return Dialect.BUILT_IN.get(name);
    }

    private static ShortMessage message(
            int coding, String octets, String tag, String session, String op) {
        return new ShortMessage(
                "USSD",
                new Address(1, 1, "77011234567"),
                new Address(0, 0, "9909"),
                0,
                coding,
                HexFormat.of().parseHex(octets),
                Map.of(
                        Integer.parseInt(tag, 16),
                        HexFormat.of().parseHex(session),
                        0x0501,
                        HexFormat.of().parseHex(op)));
    }
}
