package kz.nusqau.sms;

import static kz.nusqau.sms.OnTheWire.PHONE;
import static kz.nusqau.sms.OnTheWire.STORED;
import static kz.nusqau.sms.OnTheWire.id;
import static kz.nusqau.sms.OnTheWire.read;
import static kz.nusqau.sms.OnTheWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.sms.smpp.InteroperabilityPage;
import kz.nusqau.sms.smpp.Wire;
import org.junit.jupiter.api.Test;

/** What breaks the protocol, and what the hub says to it, PDU by PDU. */
class InteroperabilityMalformedIT {

    private final InteroperabilityPage page = new InteroperabilityPage();

    @Test
    void isShownOnThePage() throws Exception {
        malformedMessages();
        unknownCommands();
        brokenFrames();
        page.isShownAs("malformed PDUs");
    }

    private void malformedMessages() throws Exception {
        page.title("Messages that break the protocol");
        page.say("Each is refused with a status that says why; the session goes on.");
        try (var wire = Wire.bound(STORED)) {
            var whole = text("9909", "баланс").toOctets().toByteArray();
            deliverRaw(wire, new byte[0], "empty");
            deliverRaw(wire, new byte[] {0, 1, 1, '7', '7'}, "source_addr has no end");
            deliverRaw(
                    wire,
                    new FieldWriter()
                            .cString("")
                            .address(Address.of(PHONE))
                            .int8(0)
                            .toOctets()
                            .toByteArray(),
                    "no destination_addr");
            deliverRaw(
                    wire,
                    java.util.Arrays.copyOf(whole, whole.length - 3),
                    "sm_length is more than there is");
            deliverRaw(
                    wire,
                    text("9909", "баланс")
                            .plus(new Tlv(Tlv.SAR_TOTAL, Octets.of((byte) 2)))
                            .toOctets()
                            .slice(0, whole.length + 3)
                            .toByteArray(),
                    "a parameter is cut off");
            wire.smscDelivers(text("9909", "баланс"));
            wire.hub();
            wire.remark(read(wire.taken()));
            assertThat(wire.tookNothing()).isTrue();
            page.show(wire);
        }
    }

    private void unknownCommands() throws Exception {
        page.title("Requests that no SMSC sends");
        try (var wire = Wire.bound(STORED)) {
            wire.smscRequests(0x99, new byte[0]);
            wire.hub();
            wire.smscRequests(CommandId.SUBMIT_SM, new byte[0]);
            wire.hub();
            wire.smscAnswers(CommandId.SUBMIT_SM, 0, 4_711, id("?"));
            wire.remark("an answer to nothing is counted, and that is all");
            wire.smscRequests(CommandId.ENQUIRE_LINK, new byte[0]);
            wire.hub();
            page.show(wire);
        }
    }

    private void brokenFrames() throws Exception {
        page.title("Lengths that make no sense");
        page.say(
                "Where the next PDU begins is unknown then; the hub says so, closes, and binds again.");
        for (var hex :
                List.of(
                        "0000000F 00000005 00000000 00000001",
                        "00A00000 00000005 00000000 00000001",
                        "47455420 2F204854 54502F31 2E310D0A")) {
            try (var wire = Wire.bound(STORED)) {
                wire.smscRaw(hex);
                wire.hub();
                wire.hubCloses();
                page.show(wire);
            }
        }
        page.say("The same, seen from the SMSC:");
        try (var wire = Wire.bound(STORED)) {
            wire.smscAnswers(0, 0x02, 2, Octets.EMPTY);
            wire.hubCloses();
            page.show(wire);
        }
    }

    private static void deliverRaw(Wire wire, byte[] body, String what) throws Exception {
        wire.smscRequests(CommandId.DELIVER_SM, body);
        wire.hub();
        wire.remark(what);
    }
}
