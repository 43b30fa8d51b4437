package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscUssdIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PHONE = "77011234567";

    @ParameterizedTest
    @CsvSource({
        "STANDARD,          2, 1, 18",
        "HEXADECIMAL,       2, 1, 24",
        "DIALOGUE_ID,       2, 1, 18",
        "MESSAGE_REFERENCE, 2, 1, 18",
    })
    void leadsADialogue(String style, int ask, int begin, int typed) throws Exception {
        var made = (UssdStyle) UssdStyle.class.getField(style).get(null);
        try (var smsc = started(made);
                var gateway = bound(smsc, "hub-ussd")) {
            var call = smsc.dial(PHONE, "*9909*1#");
            var dialled = step(gateway);
            assertThat(text(dialled)).isEqualTo("*9909*1#");
            assertThat(dialled.destination().digits()).isEqualTo("9909");
            assertThat(dialled.serviceType()).isEqualTo("USSD");
            assertThat(dialled.number(Tlv.USSD_SERVICE_OP)).hasValue(begin);

            assertThat(submit(gateway, screen(dialled, ask, "1 Balance", false))).isZero();
            var shown = call.takeScreen(SOON);
            assertThat(shown.text()).isEqualTo("1 Balance");
            assertThat(shown.ends()).isFalse();

            call.type("1");
            var answer = step(gateway);
            assertThat(text(answer)).isEqualTo("1");
            assertThat(answer.number(Tlv.USSD_SERVICE_OP)).hasValue(typed);
            assertThat(made.key(answer)).isEqualTo(made.key(dialled));

            assertThat(submit(gateway, screen(answer, made.finish(), "100.00", true))).isZero();
            assertThat(call.takeScreen(SOON).ends()).isTrue();
            assertThat(submit(gateway, screen(answer, ask, "Too late", false)))
                    .isEqualTo(CommandStatus.SUBMIT_FAILED);
        }
    }

    @Test
    void refusesWhatNoGatewayTakes() throws Exception {
        try (var smsc = started(UssdStyle.STANDARD);
                var gateway = bound(smsc, "hub-ussd")) {
            smsc.dial(PHONE, "*9909#");
            var dialled = step(gateway);
            var right = screen(dialled, 2, "1 Balance", false);

            assertThat(submit(gateway, right.withServiceType("CMT")))
                    .isEqualTo(CommandStatus.INVALID_SERVICE_TYPE);
            assertThat(submit(gateway, screen(dialled, 23, "1 Balance", false)))
                    .isEqualTo(CommandStatus.INVALID_TLV_VALUE);
            assertThat(submit(gateway, screen(dialled, 17, "No end bit", false)))
                    .isEqualTo(CommandStatus.INVALID_TLV_VALUE);
            assertThat(submit(gateway, screen(dialled, 2, "x".repeat(183), false)))
                    .isEqualTo(CommandStatus.INVALID_MESSAGE_LENGTH);
            assertThat(submit(gateway, screen(dialled, 2, "x".repeat(182), false))).isZero();
        }
    }

    @Test
    void tellsWhoEndedIt() throws Exception {
        try (var smsc = started(UssdStyle.STANDARD);
                var gateway = bound(smsc, "hub-ussd")) {
            smsc.dial(PHONE, "*9909#").abort();
            smsc.dial(PHONE, "*9909#").endByNetwork();

            step(gateway);
            var aborted = step(gateway);
            step(gateway);
            var ended = step(gateway);

            assertThat(aborted.number(Tlv.USSD_SERVICE_OP)).hasValue(0x81);
            assertThat(ended.number(Tlv.ITS_SESSION_INFO).orElseThrow() & 1).isOne();
        }
    }

    @Test
    void givesTextsToOthersOnly() throws Exception {
        try (var smsc = started(UssdStyle.STANDARD);
                var gateway = bound(smsc, "hub-ussd");
                var hub = TestHub.bind(smsc.port(), text -> "ok")) {
            for (int i = 0; i < 4; i++) {
                assertThat(smsc.deliver(PHONE, "9909", "bal").awaitAnswer(SOON)).isZero();
            }

            assertThat(hub.texts()).hasSize(4);
            assertThat(gateway).isNotNull();
        }
    }

    private static Smsc started(UssdStyle style) {
        return Smsc.builder().account("hub", "secret").ussd("hub-ussd", "secret", style).start();
    }

    private static RawEsme bound(Smsc smsc, String systemId) throws IOException {
        var esme = new RawEsme(smsc.port());
        var answer = esme.ask(CommandId.BIND_TRANSCEIVER, RawEsme.bind(systemId, "secret", ""));
        assertThat(answer.status()).isZero();
        return esme;
    }

    private static ShortMessage step(RawEsme gateway) throws IOException {
        var pdu = gateway.read();
        assertThat(pdu.commandId()).isEqualTo(CommandId.DELIVER_SM);
        gateway.send(pdu.answer(0, Octets.of((byte) 0)).toOctets());
        return ShortMessage.parse(pdu.body());
    }

    private static String text(ShortMessage message) {
        return Alphabet.GSM7.decode(message.message());
    }

    private static int submit(RawEsme gateway, ShortMessage screen) throws IOException {
        Pdu answer = gateway.ask(CommandId.SUBMIT_SM, screen.toOctets());
        assertThat(answer.commandId()).isEqualTo(CommandId.SUBMIT_SM | CommandId.RESPONSE);
        return answer.status();
    }

    /** The session as it came, with the end bit where it has one. */
    private static ShortMessage screen(
            ShortMessage step, int operation, String text, boolean ends) {
        var session =
                Tlv.find(step.tlvs(), Tlv.ITS_SESSION_INFO)
                        .map(
                                info ->
                                        Tlv.int16(
                                                Tlv.ITS_SESSION_INFO,
                                                (info.at(0) << 8 | info.at(1) & 0xFE)
                                                        | (ends ? 1 : 0)))
                        .or(
                                () ->
                                        Tlv.find(step.tlvs(), Tlv.USER_MESSAGE_REFERENCE)
                                                .map(
                                                        value ->
                                                                new Tlv(
                                                                        Tlv.USER_MESSAGE_REFERENCE,
                                                                        value)))
                        .orElseThrow();
        return ShortMessage.of(Address.of("9909"), step.source())
                .withServiceType("USSD")
                .withMessage(Alphabet.GSM7.encode(text))
                .plus(
                        List.of(Tlv.int8(Tlv.USSD_SERVICE_OP, operation), session)
                                .toArray(Tlv[]::new));
    }
}
