package kz.nusqau.sms;

import static java.util.concurrent.CompletableFuture.failedFuture;
import static kz.nusqau.sms.OnTheWire.CLOCK;
import static kz.nusqau.sms.OnTheWire.LONG_TEXT;
import static kz.nusqau.sms.OnTheWire.NOW;
import static kz.nusqau.sms.OnTheWire.PHONE;
import static kz.nusqau.sms.OnTheWire.STORED;
import static kz.nusqau.sms.OnTheWire.octets;
import static kz.nusqau.sms.OnTheWire.read;
import static kz.nusqau.sms.OnTheWire.stored;
import static kz.nusqau.sms.OnTheWire.text;
import static kz.nusqau.sms.OnTheWire.ucs2;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.TextForm;
import kz.nusqau.sms.smpp.Delivery;
import kz.nusqau.sms.smpp.InteroperabilityPage;
import kz.nusqau.sms.smpp.Wire;
import org.junit.jupiter.api.Test;

/** What the SMSC delivers and how the hub reads it, PDU by PDU. */
class InteroperabilityInboundIT {

    private final InteroperabilityPage page = new InteroperabilityPage();

    @Test
    void isShownOnThePage() throws Exception {
        alphabets();
        parts();
        receipts();
        refusals();
        page.isShownAs("messages to the hub");
    }

    private void alphabets() throws Exception {
        page.title("Alphabets");
        page.say(
                "Stored first, answered then. What was read is shown below each; what is no text is"
                        + " stored and answered with help.");
        try (var wire = Wire.bound(STORED)) {
            for (var message :
                    List.of(
                            coded(0, new byte[] {'b', 'a', 'l', ' ', 0, 0x1B, 0x65}),
                            coded(1, octets("balance")),
                            coded(3, octets("café £5")),
                            coded(8, ucs2("қалдық")),
                            coded(8, ucs2("баланс 🙂")),
                            coded(0xF0, octets("balance")),
                            coded(8, new byte[] {4, 0x31, 4}),
                            coded(4, new byte[] {1, 2, 3}),
                            coded(8, new byte[0])
                                    .plus(
                                            new Tlv(
                                                    Tlv.MESSAGE_PAYLOAD,
                                                    Octets.of(ucs2("баланс")))))) {
                wire.smscDelivers(message);
                wire.hub();
                wire.remark(read(wire.taken()));
            }
            wire.smscRequests(
                    CommandId.DATA_SM,
                    new FieldWriter()
                            .cString("")
                            .address(Address.of(PHONE))
                            .address(Address.of("9909"))
                            .int8(0)
                            .int8(0)
                            .int8(8)
                            .tlvs(List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, Octets.of(ucs2("баланс")))))
                            .toOctets()
                            .toByteArray());
            wire.hub();
            wire.remark(read(wire.taken()));
            page.show(wire);
        }
    }

    private void parts() throws Exception {
        page.title("Long texts");
        page.say(
                "In any order, by any session of the link, also on two nodes. A text whose parts do"
                        + " not all come in time is answered with help and never taken for an"
                        + " instruction.");
        for (var how :
                List.of(Concatenation.UDH_8_BIT, Concatenation.UDH_16_BIT, Concatenation.SAR)) {
            try (var wire = Wire.bound(STORED)) {
                var pdus =
                        kz.nusqau.simulator.smsc.text.Segmenter.split(
                                ShortMessage.of(Address.of(PHONE), Address.of("9909")),
                                LONG_TEXT,
                                TextForm.fitting(LONG_TEXT).joinedBy(how),
                                0x0107);
                var parts = new TreeMap<Integer, Parts.Kept>();
                for (var pdu : pdus.reversed()) {
                    wire.smscDelivers(pdu);
                    wire.hub();
                    if (stored(wire.taken()) instanceof StoredMessage.OnePart part) {
                        parts.put(
                                part.part().number(),
                                new Parts.Kept(
                                        part.part().number(),
                                        part.dataCoding(),
                                        part.octets(),
                                        new UUID(1, 1),
                                        NOW));
                    }
                }
                var text = Parts.join(List.copyOf(parts.values()), VendorProfile.STANDARD);
                assertThat(text).hasValue(LONG_TEXT);
                wire.remark("read as \"" + text.orElseThrow() + "\"");
                page.show(wire);
            }
        }
    }

    private void receipts() throws Exception {
        page.title("Receipts");
        page.say(
                "Parameters are read before the text; ids are compared without leading zeros and"
                        + " case, and as hexadecimal and decimal numbers where the link's profile says"
                        + " so. A receipt may come before the answer to the submit_sm, twice, or"
                        + " never.");
        var usual =
                "id:00001A2B sub:001 dlvrd:001 submit date:2611211455 done date:2611211456"
                        + " stat:DELIVRD err:000 text:98 499,50";
        try (var wire = Wire.bound(STORED)) {
            receipt(wire, receipt(usual), VendorProfile.STANDARD);
            receipt(
                    wire,
                    receipt("")
                            .plus(
                                    Tlv.cString(Tlv.RECEIPTED_MESSAGE_ID, "1A2B"),
                                    Tlv.int8(Tlv.MESSAGE_STATE, 5),
                                    new Tlv(
                                            Tlv.NETWORK_ERROR_CODE,
                                            Octets.of((byte) 3, (byte) 0, (byte) 27))),
                    VendorProfile.STANDARD);
            receipt(
                    wire,
                    receipt("id:6699 stat:EXPIRED done date:261121145601"),
                    VendorProfile.STANDARD.with(MessageIds.HEX_THEN_DECIMAL));
            receipt(wire, receipt("id:1A2B stat:ENROUTE"), VendorProfile.STANDARD);
            receipt(wire, receipt("stat:DELIVRD, but of what?"), VendorProfile.STANDARD);
            page.show(wire);
        }
    }

    private void refusals() throws Exception {
        page.title("When the hub can't take a message");
        page.say(
                "0x64 asks the SMSC to keep the message and deliver it again. It is the answer when"
                        + " the database can't be reached, when more messages wait for their commit"
                        + " than were agreed on (two in this example), and when the commit takes"
                        + " longer than the SMSC would wait. The same message delivered again is"
                        + " recognised.");
        try (var wire =
                Wire.bound(delivery -> failedFuture(new IllegalStateException("no database")))) {
            wire.smscDelivers(text("9909", "баланс"));
            wire.hub();
            wire.remark("the database is down");
            page.show(wire);
        }
        var commits = new LinkedBlockingQueue<CompletableFuture<Void>>();
        Function<Delivery, CompletableFuture<Void>> slow =
                delivery -> {
                    var commit = new CompletableFuture<Void>();
                    commits.add(commit);
                    return commit;
                };
        try (var wire = Wire.bound(slow)) {
            for (int i = 0; i < 3; i++) {
                wire.smscDelivers(text("9909", "баланс"));
            }
            wire.hub();
            wire.remark("two wait for their commit, which comes now");
            for (int i = 0; i < 2; i++) {
                commits.take().complete(null);
                wire.hub();
            }
            page.show(wire);
        }
    }

    private static void receipt(Wire wire, ShortMessage receipt, VendorProfile profile)
            throws Exception {
        wire.smscDelivers(receipt);
        wire.hub();
        var read = new ReceiptReader(CLOCK).read("operator", profile, wire.taken().message());
        wire.remark(
                read.map(
                                of ->
                                        "message "
                                                + of.normalisedId()
                                                + " is "
                                                + of.state()
                                                + (of.error().isEmpty()
                                                        ? ""
                                                        : ", error " + of.error()))
                        .orElse("names no message; stored for people"));
    }

    private static ShortMessage coded(int coding, byte[] octets) {
        var message = ShortMessage.of(Address.of(PHONE), Address.of("9909"));
        return message.withFlags(message.flags().withDataCoding(coding))
                .withMessage(Octets.of(octets));
    }

    private static ShortMessage receipt(String text) {
        var message = ShortMessage.of(Address.of(PHONE), Address.of("9909"));
        return message.withFlags(message.flags().withEsmClass(4))
                .withMessage(Octets.of(octets(text)));
    }
}
