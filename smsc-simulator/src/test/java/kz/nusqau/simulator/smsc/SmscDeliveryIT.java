package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.PartOf;
import kz.nusqau.simulator.smsc.text.TextForm;
import org.awaitility.Awaitility;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmscDeliveryIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static SmscBuilder smsc() {
        return Smsc.builder().account("hub", "secret").redelivery(Redelivery.every(PAUSE));
    }

    @Test
    void offersTextAgainAfterTemporaryRefusal() throws Exception {
        var answers = new AtomicInteger();
        try (var smsc = smsc().start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            esme.answering(
                    pdu -> answers.incrementAndGet() < 3 ? CommandStatus.RECEIVER_TEMPORARY : 0);

            var delivery = smsc.deliver("77011234567", "9909", "bal");

            assertThat(delivery.awaitAnswer(SOON)).isEqualTo(CommandStatus.RECEIVER_TEMPORARY);
            assertThat(delivery.awaitOutcome(SOON)).isZero();
            assertThat(delivery.attempts())
                    .extracting(attempt -> attempt.status().orElseThrow())
                    .containsExactly(0x64, 0x64, 0);
            assertThat(smsc.stats().held()).isZero();
            assertThat(smsc.stats().redelivered()).isEqualTo(2);
        }
    }

    @Test
    void dropsTextAfterPermanentRefusal() throws Exception {
        try (var smsc = smsc().start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            esme.answering(pdu -> CommandStatus.RECEIVER_PERMANENT);

            var delivery = smsc.deliver("77011234567", "9909", "bal");

            assertThat(delivery.awaitOutcome(SOON)).isEqualTo(CommandStatus.RECEIVER_PERMANENT);
            assertThat(delivery.attempts()).hasSize(1);
            assertThat(smsc.stats().dropped()).isEqualTo(1);
            assertThat(smsc.stats().held()).isZero();
        }
    }

    @Test
    void offersAgainWhatADroppedLinkLeftUnanswered() throws Exception {
        try (var smsc = smsc().start()) {
            Delivery delivery;
            try (var silent = RawEsme.bound(smsc.port())) {
                delivery = smsc.deliver("77011234567", "9909", "bal");
                assertThat(silent.read().commandId()).isEqualTo(CommandId.DELIVER_SM);
                smsc.dropLinks();
            }
            try (var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
                assertThat(delivery.awaitOutcome(SOON)).isZero();
                assertThat(delivery.attempts()).hasSize(2);
                assertThat(delivery.attempts().getFirst().status()).isEmpty();
                assertThat(esme.deliveriesWaiting()).isEqualTo(1);
            }
        }
    }

    @Test
    void offersAgainWhenTheTimerEnds() throws Exception {
        try (var smsc = smsc().responseTimer(Duration.ofMillis(500)).start();
                var esme = RawEsme.bound(smsc.port())) {
            var delivery = smsc.deliver("77011234567", "9909", "bal");

            var first = esme.read();
            var second = esme.read();
            esme.send(first.answer(0, Octets.of((byte) 0)).toOctets());
            esme.send(second.answer(0, Octets.of((byte) 0)).toOctets());

            assertThat(delivery.awaitOutcome(SOON)).isZero();
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.sequence()).isNotEqualTo(first.sequence());
            assertThat(smsc.stats().lateAnswers()).isEqualTo(1);
        }
    }

    @Test
    void keepsNoMoreUnansweredThanTheWindow() throws Exception {
        try (var smsc = smsc().window(3).start();
                var esme = RawEsme.bound(smsc.port())) {
            for (int i = 0; i < 10; i++) {
                smsc.deliver("77011234567", "9909", "text " + i);
            }
            var unanswered = new ArrayList<Pdu>();
            for (int i = 0; i < 3; i++) {
                unanswered.add(esme.read());
            }
            assertThat(smsc.bound().getFirst().unansweredDeliveries()).isEqualTo(3);
            assertThat(smsc.stats().delivered()).isEqualTo(3);

            esme.send(unanswered.get(1).answer(0, Octets.of((byte) 0)).toOctets());

            assertThat(text(esme.read())).isEqualTo("text 3");
            assertThat(smsc.stats().delivered()).isEqualTo(4);
        }
    }

    @Test
    void takesGenericNackForAnAnswer() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            var delivery = smsc.deliver("77011234567", "9909", "bal");

            var pdu = esme.read();
            esme.send(
                    Pdu.genericNack(CommandStatus.INVALID_COMMAND_LENGTH, pdu.sequence())
                            .toOctets());

            assertThat(delivery.awaitOutcome(SOON)).isEqualTo(CommandStatus.INVALID_COMMAND_LENGTH);
        }
    }

    @Test
    void otherShortCodesDontWaitForABusyOne() throws Exception {
        try (var smsc =
                        Smsc.builder()
                                .account("slow", "secret", "2323")
                                .account("hub", "secret", "9909")
                                .window(1)
                                .start();
                var slow = new RawEsme(smsc.port());
                var hub = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            slow.ask(CommandId.BIND_TRANSCEIVER, RawEsme.bind("slow", "secret", ""));
            for (int i = 0; i < 50; i++) {
                smsc.deliver("77011234567", "2323", "on");
            }

            assertThat(smsc.deliver("77011234567", "9909", "bal").awaitAnswer(SOON)).isZero();
            assertThat(hub.deliveriesWaiting()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Concatenation.class)
    void cutsLongTextTheWayTheScriptAsks(Concatenation how) throws Exception {
        var text = "Қазақша ұзақ мәтін: теңге, ғимарат, үй, іс, өмір, һ. ".repeat(4) + "👍";
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            var form = new TextForm(Alphabet.UCS2, how);

            var delivery = smsc.deliver("77011234567", "7701", text, form);

            var joined = new StringBuilder();
            for (int i = 0; i < delivery.parts(); i++) {
                var pdu = esme.read();
                esme.send(pdu.answer(0, Octets.of((byte) 0)).toOctets());
                joined.append(text(pdu));
            }
            assertThat(joined).hasToString(text);
            assertThat(delivery.parts()).isEqualTo(how == Concatenation.PAYLOAD ? 1 : 4);
            assertThat(delivery.awaitOutcome(SOON)).isZero();
        }
    }

    @Test
    void deliversLatin1AndGsmBytes() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.deliver("77011234567", "7701", "é@", TextForm.of(Alphabet.LATIN1));
            var latin1 = ShortMessage.parse(esme.read().body());
            smsc.deliver("77011234567", "7701", "é@", TextForm.of(Alphabet.GSM7));
            var gsm = ShortMessage.parse(esme.read().body());

            assertThat(latin1.flags().dataCoding()).isEqualTo(3);
            assertThat(latin1.message()).isEqualTo(Octets.ofHex("E940"));
            assertThat(gsm.flags().dataCoding()).isZero();
            assertThat(gsm.message()).isEqualTo(Octets.ofHex("0500"));
        }
    }

    @Test
    void sendsMalformedBodyOnce() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            var delivery = smsc.deliverRaw("9909", Octets.ofHex("00 01"));

            var pdu = esme.read();
            esme.send(pdu.answer(CommandStatus.RECEIVER_TEMPORARY, Octets.of((byte) 0)).toOctets());

            assertThat(pdu.body()).isEqualTo(Octets.ofHex("0001"));
            assertThat(delivery.awaitOutcome(SOON)).isEqualTo(CommandStatus.RECEIVER_TEMPORARY);
            assertThat(delivery.attempts()).hasSize(1);
        }
    }

    @Test
    void sendsAnyOctets() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {

            smsc.sendRaw(Octets.ofHex("DEADBEEF"));
            smsc.dropLinks();

            assertThat(esme.readToEnd()).isEqualTo(Octets.ofHex("DEADBEEF"));
        }
    }

    @Test
    void tellsThatAPhoneIsReachableAgain() throws Exception {
        try (var smsc = smsc().start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {

            smsc.alert("hub", "77011234567");

            assertThat(esme.takeAlert().getSourceAddr()).isEqualTo("77011234567");
        }
    }

    @Test
    void dropsLinkAfterDeliveringAndOffersAgain() throws Exception {
        try (var smsc = smsc().start()) {
            smsc.enqueue(FaultPoint.DELIVER, SmscFault.dropLink());
            var delivery = smsc.deliver("77011234567", "9909", "bal");
            try (var first = RawEsme.bound(smsc.port())) {
                assertThat(first.read().commandId()).isEqualTo(CommandId.DELIVER_SM);
                assertThat(first.readToEnd().length()).isZero();
            }
            try (var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
                assertThat(delivery.awaitOutcome(SOON)).isZero();
                assertThat(esme.deliveriesWaiting()).isEqualTo(1);
            }
        }
    }

    @Test
    void losesAnswerAndDeliversTwice() throws Exception {
        try (var smsc = smsc().start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            smsc.enqueue(FaultPoint.DELIVER, SmscFault.noResponse());

            var delivery = smsc.deliver("77011234567", "9909", "bal");

            assertThat(delivery.awaitOutcome(SOON)).isZero();
            assertThat(esme.deliveriesWaiting()).isEqualTo(2);
        }
    }

    @Test
    void cutsADeliveryInTheMiddle() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(FaultPoint.DELIVER, SmscFault.dropMidPdu());

            smsc.deliver("77011234567", "9909", "bal");

            var half = esme.readToEnd();
            assertThat(half.length()).isBetween(16, 40);
        }
    }

    @Test
    void garblesADeliveryButKeepsItsLength() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(FaultPoint.DELIVER, SmscFault.garble());

            smsc.deliver("77011234567", "9909", "bal");
            smsc.deliver("77011234567", "9909", "again");

            assertThat(esme.read().commandId()).isNotEqualTo(CommandId.DELIVER_SM);
            assertThat(text(esme.read())).isEqualTo("again");
        }
    }

    @Test
    void completesFuturesUnderLoad() throws Exception {
        try (var smsc = smsc().window(50).recording(false).start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            var futures = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 2_000; i++) {
                futures.add(smsc.deliverAsync("7701%07d".formatted(i), "9909", "bal"));
            }

            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                    .get(60, TimeUnit.SECONDS);

            assertThat(futures).allMatch(future -> future.join() == 0);
            Awaitility.await().until(() -> esme.deliveriesWaiting() == 2_000);
        }
    }

    @Test
    void tellsWhenNothingIsHeldAnyMore() throws Exception {
        try (var smsc = smsc().start()) {
            smsc.deliver("77011234567", "9909", "bal");
            assertThatThrownBy(() -> smsc.awaitNothingHeld(Duration.ofMillis(20)))
                    .isInstanceOf(ScriptTimeout.class)
                    .hasMessageContaining("held=1");

            try (var hub = TestHub.bind(smsc.port(), text -> "ok")) {
                smsc.awaitNothingHeld(SOON);
                assertThat(hub.texts()).containsExactly("bal");
            }
        }
    }

    @Test
    void letsGoOfEverythingWhenItCloses() throws Exception {
        var waiting = new ArrayList<Delivery>();
        try (var smsc = smsc().redelivery(Redelivery.every(Duration.ofHours(1))).start();
                var esme = RawEsme.bound(smsc.port())) {
            waiting.add(smsc.deliver("77011234567", "9909", "refused for now"));
            var pdu = esme.read();
            esme.send(pdu.answer(CommandStatus.RECEIVER_TEMPORARY, Octets.of((byte) 0)).toOctets());
            assertThat(waiting.getFirst().awaitAnswer(SOON))
                    .isEqualTo(CommandStatus.RECEIVER_TEMPORARY);
            waiting.add(smsc.deliver("77011234567", "9909", "in flight"));
            esme.read();
        }

        assertThat(waiting)
                .allSatisfy(delivery -> assertThat(delivery.outcome()).isCompletedExceptionally());
    }

    private static String text(Pdu pdu) {
        var message = ShortMessage.parse(pdu.body());
        var alphabet = Alphabet.ofDataCoding(message.flags().dataCoding(), Alphabet.GSM7);
        return alphabet.decode(PartOf.textOctets(message));
    }
}
