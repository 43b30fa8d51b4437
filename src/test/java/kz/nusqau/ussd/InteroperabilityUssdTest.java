package kz.nusqau.ussd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.sms.smpp.InteroperabilityPage;
import kz.nusqau.sms.smpp.PduText;
import kz.nusqau.sms.smpp.RawMessage;
import kz.nusqau.ussd.Dialect.Received;
import kz.nusqau.ussd.Dialect.Step;
import org.junit.jupiter.api.Test;

/** One dialogue in every dialect, as the page for operators' engineers shows it. */
class InteroperabilityUssdTest {

    private static final String PHONE = "77011234567";

    /** What a gateway of that kind sends, octet by octet. */
    private static final List<Gateway> GATEWAYS =
            List.of(
                    new Gateway(
                            "its-session-info",
                            Tlv.ITS_SESSION_INFO,
                            new Sent("01", "0700"),
                            new Sent("12", "0702"),
                            new Sent("81", "0704")),
                    new Gateway(
                            "its-session-info-hex",
                            Tlv.ITS_SESSION_INFO,
                            new Sent("01", "0700"),
                            new Sent("18", "0702"),
                            new Sent("18", "0705")),
                    new Gateway(
                            "its-dialogue",
                            Tlv.ITS_SESSION_INFO,
                            new Sent("01", "0102"),
                            new Sent("12", "0102"),
                            new Sent("12", "0103")),
                    new Gateway(
                            "message-reference",
                            Tlv.USER_MESSAGE_REFERENCE,
                            new Sent("01", "0103"),
                            new Sent("12", "0103"),
                            new Sent("81", "0103")));

    private final InteroperabilityPage page = new InteroperabilityPage();
    private final StringBuilder said = new StringBuilder();

    private record Gateway(String dialect, int tag, Sent dialled, Sent typed, Sent ended) {}

    private record Sent(String operation, String session) {}

    @Test
    void isShownOnThePage() throws IOException {
        assertThat(GATEWAYS.stream().map(Gateway::dialect))
                .containsExactlyInAnyOrderElementsOf(Dialect.BUILT_IN.keySet());
        for (var gateway : GATEWAYS) {
            page.title("`" + gateway.dialect + "`");
            var dialect = Dialect.BUILT_IN.get(gateway.dialect);
            var dialled = gateway(dialect, gateway, gateway.dialled, "*9909#");
            hub(dialect, dialled, "1 Баланс", false);
            var typed = gateway(dialect, gateway, gateway.typed, "1");
            hub(dialect, typed, "Balance: 100 KZT", true);
            gateway(dialect, gateway, gateway.ended, "");
            page.show(said.toString());
            said.setLength(0);
        }
        page.isShownAs("USSD");
    }

    private Received gateway(Dialect dialect, Gateway gateway, Sent sent, String text) {
        var message =
                ShortMessage.of(Address.of(PHONE), Address.of("9909"))
                        .withServiceType("USSD")
                        .withMessage(Octets.of(text.getBytes(StandardCharsets.US_ASCII)))
                        .plus(
                                new Tlv(Tlv.USSD_SERVICE_OP, octets(sent.operation)),
                                new Tlv(gateway.tag, octets(sent.session)));
        said.append("SMSC  ").append(PduText.ofDelivery(message.toOctets())).append('\n');
        var read = dialect.read(new RawMessage(false, message.toOctets().toByteArray()).read());
        var words =
                switch (read.step()) {
                    case Step.Dialled(var code) -> "\"" + code + "\" was dialled";
                    case Step.Typed(var typed) -> "\"" + typed + "\" was typed";
                    case Step.Ended() -> "the user or the network ended the dialogue; no answer";
                    case Step.Other(var operation) -> "nothing to the hub: " + operation;
                };
        said.append("      ").append(words).append('\n');
        return read;
    }

    private void hub(Dialect dialect, Received to, String screen, boolean ends) {
        var submit = dialect.write("9909", PHONE, to.sessionInfo(), screen, ends);
        said.append("hub   ").append(PduText.of(submit)).append('\n');
        said.append("      shows \"")
                .append(screen)
                .append(ends ? "\" and ends the dialogue\n" : "\" and asks\n");
    }

    private static Octets octets(String hex) {
        return Octets.of(HexFormat.of().parseHex(hex));
    }
}
