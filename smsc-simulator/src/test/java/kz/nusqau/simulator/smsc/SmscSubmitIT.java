package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.MessageFlags;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Segmenter;
import kz.nusqau.simulator.smsc.text.TextForm;
import org.jsmpp.bean.BindType;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscSubmitIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PHONE = "77011234567";

    private static final ShortMessage MESSAGE =
            ShortMessage.of(Address.of("9909"), Address.of(PHONE))
                    .withMessage(Octets.ofHex("4F4B"));

    private static SmscBuilder smsc() {
        return Smsc.builder().account("hub", "secret");
    }

    @Test
    void joinsPartsInAnyOrder() throws Exception {
        var text = "Төлем расталды. ".repeat(12) + "👍 N7K2P";
        var parts = Segmenter.split(MESSAGE, text, TextForm.of(Alphabet.UCS2), 300).reversed();
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            for (var part : parts) {
                assertThat(esme.ask(CommandId.SUBMIT_SM, part.toOctets()).status()).isZero();
            }

            var message = smsc.takeMessage(PHONE, SOON);

            assertThat(message.text()).isEqualTo(text);
            assertThat(message.parts()).isEqualTo(3);
            assertThat(message.alphabet()).isEqualTo(Alphabet.UCS2);
            assertThat(smsc.takeSubmit(SOON).part().orElseThrow().number()).isEqualTo(3);
        }
    }

    @Test
    void showsEveryFieldOfASubmit() throws Exception {
        var flags = new MessageFlags(0, 0, 3, 1, 0, 8, 0);
        var message =
                new ShortMessage(
                        "",
                        Address.of("4404"),
                        Address.of(PHONE),
                        flags,
                        "",
                        "000000000300000R",
                        Alphabet.UCS2.encode("482913"),
                        java.util.List.of());
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            esme.ask(CommandId.SUBMIT_SM, message.toOctets());

            var submitted = smsc.takeSubmit(SOON);

            assertThat(submitted.text()).isEqualTo("482913");
            assertThat(submitted.source()).isEqualTo("4404");
            assertThat(submitted.destination()).isEqualTo(PHONE);
            assertThat(submitted.priority()).isEqualTo(3);
            assertThat(submitted.registeredDelivery()).isEqualTo(1);
            assertThat(submitted.validityPeriod()).isEqualTo("000000000300000R");
            assertThat(submitted.dataCoding()).isEqualTo(8);
            assertThat(submitted.esmClass()).isZero();
            assertThat(submitted.systemId()).isEqualTo("hub");
            assertThat(submitted.session()).isEqualTo(smsc.bound().getFirst().id());
            assertThat(submitted.pdu().body()).isEqualTo(message.toOctets());
        }
    }

    @Test
    void takesDataSm() throws Exception {
        var body =
                new FieldWriter()
                        .cString("")
                        .address(Address.of("9909"))
                        .address(Address.of(PHONE))
                        .int8(0)
                        .int8(0)
                        .int8(8)
                        .tlvs(
                                java.util.List.of(
                                        new Tlv(
                                                Tlv.MESSAGE_PAYLOAD,
                                                Alphabet.UCS2.encode("жарайды"))))
                        .toOctets();
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {

            assertThat(esme.ask(CommandId.DATA_SM, body).status()).isZero();

            assertThat(smsc.takeMessage(PHONE, SOON).text()).isEqualTo("жарайды");
        }
    }

    @Test
    void answersQuery() throws Exception {
        try (var smsc =
                        smsc().vendor(
                                        VendorProfile.STANDARD.with(
                                                Receipts.USUAL.delayed(Duration.ZERO)))
                                .start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            smsc.deliveryState(submitted -> MessageState.UNDELIVERABLE);
            var id = esme.submit("9909", PHONE, "ok");

            var result =
                    esme.session()
                            .queryShortMessage(
                                    id,
                                    org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                                    org.jsmpp.bean.NumberingPlanIndicator.UNKNOWN,
                                    "9909");

            assertThat(result.getMessageState())
                    .isEqualTo(org.jsmpp.bean.MessageState.UNDELIVERABLE);
            assertThat(result.getFinalDate()).matches("\\d{12}020\\+");
            assertThatThrownBy(
                            () ->
                                    esme.session()
                                            .queryShortMessage(
                                                    "12345",
                                                    org.jsmpp.bean.TypeOfNumber.UNKNOWN,
                                                    org.jsmpp.bean.NumberingPlanIndicator.UNKNOWN,
                                                    "9909"))
                    .isInstanceOf(NegativeResponseException.class);
        }
    }

    @Test
    void refusesSubmitBeforeBind() throws Exception {
        try (var smsc = smsc().start();
                var esme = new RawEsme(smsc.port())) {

            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status())
                    .isEqualTo(CommandStatus.INVALID_BIND_STATUS);
        }
    }

    @Test
    void refusesWhatAStrictSmscRefuses() throws Exception {
        var tooLong = MESSAGE.withMessage(Octets.of(new byte[161]));
        var header = MESSAGE.withFlags(MessageFlags.NONE.withEsmClass(MessageFlags.UDHI));
        var partTooLong =
                header.withMessage(Octets.ofHex("0500030A0201").plus(Octets.of(new byte[154])));
        var fullPart =
                header.withMessage(Octets.ofHex("0500030A0201").plus(Octets.of(new byte[153])));
        var noDestination = ShortMessage.of(Address.of("9909"), new Address(1, 1, ""));
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {

            assertThat(esme.ask(CommandId.SUBMIT_SM, tooLong.toOctets()).status())
                    .isEqualTo(CommandStatus.INVALID_MESSAGE_LENGTH);
            assertThat(esme.ask(CommandId.SUBMIT_SM, partTooLong.toOctets()).status())
                    .isEqualTo(CommandStatus.INVALID_MESSAGE_LENGTH);
            assertThat(esme.ask(CommandId.SUBMIT_SM, fullPart.toOctets()).status()).isZero();
            assertThat(esme.ask(CommandId.SUBMIT_SM, noDestination.toOctets()).status())
                    .isEqualTo(CommandStatus.INVALID_DESTINATION_ADDRESS);
        }
    }

    @Test
    void survivesMalformedPdus() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {

            assertThat(esme.ask(CommandId.SUBMIT_SM, Octets.ofHex("0001")).status())
                    .isEqualTo(CommandStatus.INVALID_COMMAND_LENGTH);
            var unknown = esme.ask(0x7777, Octets.EMPTY);
            assertThat(unknown.commandId()).isEqualTo(CommandId.GENERIC_NACK);
            assertThat(unknown.status()).isEqualTo(CommandStatus.INVALID_COMMAND_ID);
            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status()).isZero();

            esme.send(Octets.ofHex("00000003 00000004"));
            assertThat(esme.read().status()).isEqualTo(CommandStatus.INVALID_COMMAND_LENGTH);
            assertThat(esme.readToEnd().length()).isZero();
            assertThat(smsc.stats().malformed()).isEqualTo(3);
        }
    }

    @Test
    void survivesNoise() throws Exception {
        var random = new java.util.Random(11);
        try (var smsc = smsc().start()) {
            for (int run = 0; run < 200; run++) {
                try (var esme = RawEsme.bound(smsc.port())) {
                    esme.send(noise(random));
                }
            }

            try (var esme = RawEsme.bound(smsc.port())) {
                assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status()).isZero();
            }
        }
    }

    /** A PDU with changed octets and a few strangers behind it. */
    private static Octets noise(java.util.Random random) {
        var octets =
                Pdu.request(CommandId.SUBMIT_SM, 9, MESSAGE.toOctets()).toOctets().toByteArray();
        for (int i = 0; i < 4; i++) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        var strangers = new byte[random.nextInt(300)];
        random.nextBytes(strangers);
        return Octets.of(octets).plus(Octets.of(strangers));
    }

    @ParameterizedTest
    @CsvSource({"Throttle, 88", "QueueFull, 20", "Answer, 69"})
    void refusesWithTheStatusOfTheFault(String fault, int status) throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(
                    switch (fault) {
                        case "Throttle" -> SmscFault.throttled();
                        case "QueueFull" -> SmscFault.queueFull();
                        default -> SmscFault.answer(0x45);
                    });

            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status())
                    .isEqualTo(status);
            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status()).isZero();

            assertThat(smsc.stats().submitted()).isEqualTo(1);
        }
    }

    @Test
    void takesMessageButNeverAnswers() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.noResponse());

            esme.send(Pdu.request(CommandId.SUBMIT_SM, 70, MESSAGE.toOctets()).toOctets());
            var next = esme.ask(CommandId.ENQUIRE_LINK, Octets.EMPTY);

            assertThat(next.commandId()).isEqualTo(CommandId.ENQUIRE_LINK | CommandId.RESPONSE);
            assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("OK");
        }
    }

    @Test
    void answersLaterThanWhatCameAfter() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.delay(Duration.ofMillis(100)));

            esme.send(Pdu.request(CommandId.SUBMIT_SM, 70, MESSAGE.toOctets()).toOctets());
            var first = esme.ask(CommandId.ENQUIRE_LINK, Octets.EMPTY);

            assertThat(first.commandId()).isEqualTo(CommandId.ENQUIRE_LINK | CommandId.RESPONSE);
            assertThat(esme.read().sequence()).isEqualTo(70);
        }
    }

    @Test
    void holdsAnswersUntilTheyAreReleased() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.hold(), SmscFault.hold(), SmscFault.hold());
            for (int sequence = 70; sequence < 73; sequence++) {
                esme.send(
                        Pdu.request(CommandId.SUBMIT_SM, sequence, MESSAGE.toOctets()).toOctets());
            }
            var next = esme.ask(CommandId.ENQUIRE_LINK, Octets.EMPTY);
            assertThat(next.commandId()).isEqualTo(CommandId.ENQUIRE_LINK | CommandId.RESPONSE);
            smsc.release(1);
            assertThat(esme.read().sequence()).isEqualTo(70);
            smsc.release();
            assertThat(esme.read().sequence()).isEqualTo(71);
            assertThat(esme.read().sequence()).isEqualTo(72);
            assertThat(smsc.stats().enquired()).isEqualTo(1);
        }
    }

    @Test
    void dropsLinkInPlaceOfTheAnswer() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.dropLink());

            esme.send(Pdu.request(CommandId.SUBMIT_SM, 70, MESSAGE.toOctets()).toOctets());

            assertThat(esme.readToEnd().length()).isZero();
            assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("OK");
        }
    }

    @Test
    void dropsLinkInTheMiddleOfTheAnswer() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.dropMidPdu());

            esme.send(Pdu.request(CommandId.SUBMIT_SM, 70, MESSAGE.toOctets()).toOctets());

            assertThat(esme.readToEnd().length()).isBetween(1, 30);
        }
    }

    @Test
    void garblesTheAnswer() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.garble());

            var answer = esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets());

            assertThat(answer.commandId()).isNotEqualTo(CommandId.SUBMIT_SM | CommandId.RESPONSE);
            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status()).isZero();
        }
    }

    @Test
    void stopsReadingForAWhile() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.enqueue(SmscFault.stall(Duration.ofMillis(150)));

            long start = System.nanoTime();
            esme.send(
                    Pdu.request(CommandId.SUBMIT_SM, 70, MESSAGE.toOctets())
                            .toOctets()
                            .plus(
                                    Pdu.request(CommandId.ENQUIRE_LINK, 71, Octets.EMPTY)
                                            .toOctets()));
            var answers = java.util.List.of(esme.read(), esme.read());

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(150));
            assertThat(answers).extracting(Pdu::sequence).containsExactlyInAnyOrder(70, 71);
        }
    }

    @Test
    void faultCanLastForATime() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.during(Duration.ofMinutes(1), FaultPoint.SUBMIT, SmscFault.throttled());

            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status())
                    .isEqualTo(CommandStatus.THROTTLED);
            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status())
                    .isEqualTo(CommandStatus.THROTTLED);
            smsc.clearFaults();

            assertThat(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status()).isZero();
        }
    }

    @Test
    void faultByChanceRepeatsWithItsSeed() throws Exception {
        try (var smsc = smsc().start();
                var esme = RawEsme.bound(smsc.port())) {
            assertThat(statuses(smsc, esme)).isEqualTo(statuses(smsc, esme)).contains(0, 0x58);
        }
    }

    private static java.util.List<Integer> statuses(Smsc smsc, RawEsme esme) throws Exception {
        smsc.sometimes(0.5, 7, FaultPoint.SUBMIT, SmscFault.throttled());
        var statuses = new java.util.ArrayList<Integer>();
        for (int i = 0; i < 20; i++) {
            statuses.add(esme.ask(CommandId.SUBMIT_SM, MESSAGE.toOctets()).status());
        }
        return statuses;
    }

    @Test
    void refusesBindAndKeepsEnquireLinkUnanswered() throws Exception {
        try (var smsc = smsc().start()) {
            smsc.enqueue(FaultPoint.BIND, SmscFault.answer(CommandStatus.BIND_FAILED));
            try (var refused = new RawEsme(smsc.port())) {
                var answer =
                        refused.ask(CommandId.BIND_TRANSCEIVER, RawEsme.bind("hub", "secret", ""));
                assertThat(answer.status()).isEqualTo(CommandStatus.BIND_FAILED);
            }
            smsc.enqueue(FaultPoint.ENQUIRE_LINK, SmscFault.noResponse());
            try (var esme = RawEsme.bound(smsc.port())) {
                esme.send(Pdu.request(CommandId.ENQUIRE_LINK, 50, Octets.EMPTY).toOctets());
                esme.send(Pdu.request(CommandId.ENQUIRE_LINK, 51, Octets.EMPTY).toOctets());

                assertThat(esme.read().sequence()).isEqualTo(51);
            }
        }
    }

    @Test
    void faultCanStrikeOnePhoneOnly() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            smsc.toPhone("+77010000001", SmscFault.queueFull());

            assertThatThrownBy(() -> esme.submit("9909", "77010000001", "full"))
                    .isInstanceOf(NegativeResponseException.class);
            esme.submit("9909", "77010000002", "not full");
            smsc.clearPhone("77010000001");
            esme.submit("9909", "77010000001", "no more");

            assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("not full");
            assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("no more");
        }
    }

    @Test
    void throttlesAboveTheContractsRate() throws Exception {
        try (var smsc = smsc().submitsPerSecond(5).start();
                var esme = RawEsme.bound(smsc.port())) {
            var statuses = new java.util.ArrayList<Integer>();
            for (int i = 0; i < 20; i++) {
                esme.send(Pdu.request(CommandId.SUBMIT_SM, 70 + i, MESSAGE.toOctets()).toOctets());
            }
            for (int i = 0; i < 20; i++) {
                statuses.add(esme.read().status());
            }
            assertThat(statuses.subList(0, 5)).containsOnly(0);
            assertThat(statuses).contains(CommandStatus.THROTTLED);
        }
    }

    @Test
    void tellsWhatItWaitedFor() {
        try (var smsc = smsc().start()) {
            assertThatThrownBy(() -> smsc.takeMessage(PHONE, Duration.ofMillis(10)))
                    .isInstanceOf(ScriptTimeout.class)
                    .hasMessageContaining(PHONE);
            assertThatThrownBy(() -> smsc.awaitBound(Duration.ofMillis(10)))
                    .isInstanceOf(ScriptTimeout.class)
                    .hasMessageContaining("1 bound");
        }
    }
}
