package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.MessageFlags;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import org.jsmpp.bean.BindType;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscReceiptIT {

    private static final String PHONE = "77011234567";
    private static final Receipts AT_ONCE = Receipts.USUAL.delayed(Duration.ZERO);

    private static SmscBuilder smsc(VendorProfile vendor) {
        return Smsc.builder().account("hub", "secret").vendor(vendor);
    }

    private static ShortMessage message(int registeredDelivery) {
        return ShortMessage.of(Address.of("9909"), Address.of(PHONE))
                .withFlags(MessageFlags.NONE.withRegisteredDelivery(registeredDelivery))
                .withMessage(Octets.ofHex("4F4B"));
    }

    @Test
    void sendsReceiptAForeignLibraryUnderstands() throws Exception {
        try (var smsc = smsc(VendorProfile.STANDARD).start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            var id = esme.submit("9909", PHONE, "Hello €[]".getBytes("US-ASCII"), 0, 0, 1);

            var receipt = esme.takeDelivery();

            assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
            assertThat(receipt.getSourceAddr()).isEqualTo(PHONE);
            assertThat(receipt.getDestAddress()).isEqualTo("9909");
            var parsed = receipt.getShortMessageAsDeliveryReceipt();
            assertThat(parsed.getId()).isEqualTo(id);
            assertThat(parsed.getFinalStatus()).isEqualTo(DeliveryReceiptState.DELIVRD);
            assertThat(parsed.getText()).startsWith("Hello");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DECIMAL, 10, 10",
        "HEX, 16, 16",
        "HEX_THEN_DECIMAL, 16, 10",
        "DECIMAL_THEN_HEX, 10, 16"
    })
    void writesIdsAsTheVendorDoes(MessageIds ids, int radixInAnswer, int radixInReceipt)
            throws Exception {
        try (var smsc = smsc(VendorProfile.STANDARD.with(ids).with(AT_ONCE)).start();
                var esme = RawEsme.bound(smsc.port())) {
            var answer = esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());
            var receipt = ShortMessage.parse(esme.read().body());

            var answered = cString(answer.body());
            var receipted = receiptedId(receipt);

            assertThat(Long.parseLong(receipted, radixInReceipt))
                    .isEqualTo(Long.parseLong(answered, radixInAnswer));
            assertThat(text(receipt)).startsWith("id:" + receipted + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, DELIVERED, false",
        "0, UNDELIVERABLE, false",
        "1, DELIVERED, true",
        "1, UNDELIVERABLE, true",
        "2, DELIVERED, false",
        "2, EXPIRED, true",
        "3, DELIVERED, true",
        "3, REJECTED, false"
    })
    void sendsReceiptOnlyWhereItIsAskedFor(int registered, MessageState state, boolean expected)
            throws Exception {
        try (var smsc = smsc(VendorProfile.STANDARD.with(AT_ONCE)).start();
                var esme = RawEsme.bound(smsc.port())) {
            smsc.deliveryState(submitted -> state);
            esme.ask(CommandId.SUBMIT_SM, message(registered).toOctets());
            smsc.alert("hub", PHONE);

            var next = esme.read();

            assertThat(next.commandId())
                    .isEqualTo(expected ? CommandId.DELIVER_SM : CommandId.ALERT_NOTIFICATION);
            if (expected) {
                var receipt = ShortMessage.parse(next.body());
                assertThat(receipt.number(Tlv.MESSAGE_STATE)).contains(state.number());
                assertThat(text(receipt)).contains("stat:" + state.word());
            }
        }
    }

    @Test
    void sendsReceiptBeforeTheAnswer() throws Exception {
        var vendor = VendorProfile.STANDARD.with(Receipts.USUAL.beforeTheResponse());
        try (var smsc = smsc(vendor).start();
                var esme = RawEsme.bound(smsc.port())) {
            var first = esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());
            var second = esme.read();

            assertThat(first.commandId()).isEqualTo(CommandId.DELIVER_SM);
            assertThat(second.commandId()).isEqualTo(CommandId.SUBMIT_SM | CommandId.RESPONSE);
        }
    }

    @Test
    void sendsReceiptTwice() throws Exception {
        try (var smsc = smsc(VendorProfile.STANDARD.with(AT_ONCE.times(2))).start();
                var esme = RawEsme.bound(smsc.port())) {
            esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());

            assertThat(esme.read().body()).isEqualTo(esme.read().body());
        }
    }

    @Test
    void sendsReceiptsOutOfOrder() throws Exception {
        var vendor = VendorProfile.STANDARD.with(AT_ONCE.outOfOrder(3));
        try (var smsc = smsc(vendor).start();
                var esme = RawEsme.bound(smsc.port())) {
            var ids = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                ids.add(cString(esme.ask(CommandId.SUBMIT_SM, message(1).toOctets()).body()));
            }

            var receipted = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                receipted.add(receiptedId(ShortMessage.parse(esme.read().body())));
            }

            assertThat(receipted).isEqualTo(ids.reversed());
        }
    }

    @Test
    void sendsReceiptThatHasNoCompanyAllTheSame() throws Exception {
        var vendor = VendorProfile.STANDARD.with(AT_ONCE.outOfOrder(3));
        try (var smsc = smsc(vendor).start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            var id = esme.submit("9909", PHONE, new byte[] {'a'}, 0, 0, 1);

            assertThat(esme.takeDelivery().getShortMessageAsDeliveryReceipt().getId())
                    .isEqualTo(id);
        }
    }

    @Test
    void neverSendsReceipt() throws Exception {
        try (var smsc = smsc(VendorProfile.STANDARD.with(AT_ONCE.times(0))).start();
                var esme = RawEsme.bound(smsc.port())) {
            esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());

            smsc.alert("hub", PHONE);

            assertThat(esme.read().commandId()).isEqualTo(CommandId.ALERT_NOTIFICATION);
        }
    }

    @Test
    void sendsReceiptAsTextOrAsParametersOnly() throws Exception {
        try (var smsc = smsc(VendorProfile.STANDARD.with(AT_ONCE.withTlvsOnly())).start();
                var esme = RawEsme.bound(smsc.port())) {
            esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());

            var receipt = ShortMessage.parse(esme.read().body());

            assertThat(receipt.message().length()).isZero();
            assertThat(receipt.number(Tlv.MESSAGE_STATE)).contains(2);
        }
        try (var smsc = smsc(VendorProfile.STANDARD.with(AT_ONCE.withTextOnly())).start();
                var esme = RawEsme.bound(smsc.port())) {
            esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());

            assertThat(ShortMessage.parse(esme.read().body()).tlvs()).isEmpty();
        }
    }

    @Test
    void sendsReceiptToAnotherSessionOfTheSameAccountOnly() throws Exception {
        try (var smsc =
                        Smsc.builder()
                                .account("hub", "secret")
                                .account("other", "secret")
                                .vendor(VendorProfile.STANDARD.with(AT_ONCE))
                                .start();
                var other = Esme.bind(smsc.port(), "other", "secret", BindType.BIND_TRX);
                var receiver = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_RX);
                var sender = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TX)) {
            sender.submit("9909", PHONE, new byte[] {'O', 'K'}, 0, 0, 1);

            assertThat(receiver.takeDelivery().isSmscDeliveryReceipt()).isTrue();
            assertThat(other.deliveriesWaiting()).isZero();
        }
    }

    @Test
    void offersReceiptAgainAfterTemporaryRefusal() throws Exception {
        try (var smsc =
                        smsc(VendorProfile.STANDARD.with(AT_ONCE))
                                .redelivery(Redelivery.every(Duration.ofMillis(10)))
                                .start();
                var esme = RawEsme.bound(smsc.port())) {
            esme.ask(CommandId.SUBMIT_SM, message(1).toOctets());

            var first = esme.read();
            esme.send(first.answer(0x64, Octets.of((byte) 0)).toOctets());

            assertThat(esme.read().body()).isEqualTo(first.body());
        }
    }

    private static String cString(Octets octets) {
        return new String(octets.toByteArray(), StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static String receiptedId(ShortMessage receipt) {
        return cString(Tlv.find(receipt.tlvs(), Tlv.RECEIPTED_MESSAGE_ID).orElseThrow());
    }

    private static String text(ShortMessage message) {
        return new String(message.message().toByteArray(), StandardCharsets.US_ASCII);
    }

    @Test
    void printsNoPasswordOfAPdu() {
        var bind = kz.nusqau.simulator.smsc.pdu.Bind.parse(RawEsme.bind("hub", "secret", ""));

        assertThat(bind.toString()).doesNotContain("secret");
        assertThat(Account.of("hub", "secret").toString()).doesNotContain("secret");
        assertThat(Pdu.genericNack(1, 2).toString()).contains("generic_nack");
    }
}
