package kz.nusqau.sms;

import static kz.nusqau.sms.OnTheWire.PHONE;
import static kz.nusqau.sms.OnTheWire.STORED;
import static kz.nusqau.sms.OnTheWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.sms.smpp.BindType;
import kz.nusqau.sms.smpp.InteroperabilityPage;
import kz.nusqau.sms.smpp.Wire;
import org.junit.jupiter.api.Test;

/** How a session begins, is kept up and ends, PDU by PDU. */
class InteroperabilitySessionsIT {

    private final InteroperabilityPage page = new InteroperabilityPage();

    @Test
    void areShownOnThePage() throws Exception {
        binds();
        refusedBinds();
        enquiries();
        unbinds();
        requestsWithoutAnswer();
        page.isShownAs("sessions");
    }

    private void binds() throws Exception {
        page.title("Binds");
        for (var type : BindType.values()) {
            try (var wire = Wire.open(Wire.Setting.of(type), STORED)) {
                wire.hubBinds();
                wire.smscBinds(0);
                if (type == BindType.TX) {
                    wire.smscDelivers(text("9909", "баланс"));
                    wire.hub();
                }
                page.show(wire);
            }
        }
    }

    private void refusedBinds() throws Exception {
        page.title("A wrong password");
        try (var wire = Wire.open(Wire.Setting.of(BindType.TRX), STORED)) {
            wire.hubBinds();
            wire.smscBinds(0x0E);
            wire.hubCloses();
            page.show(wire);
        }
        page.say(
                "After an answer that concerns who the hub is, the next attempt comes after half a"
                        + " minute to a minute, so that no account gets locked; after any other after"
                        + " half a second at first, then twice as long each time, up to half a"
                        + " minute, with jitter.");
        page.row("answer to a bind", "", "who the hub is");
        page.row("---", "---", "---");
        for (int status : List.of(0x05, 0x08, 0x0D, 0x0E, 0x0F, 0x14, 0x53, 0x58)) {
            page.row(
                    "0x%02X".formatted(status),
                    StatusNames.ALL.get(status),
                    Wire.isForWhoWeAre(status) ? "yes" : "no");
        }
        page.endTable();
    }

    private void enquiries() throws Exception {
        page.title("enquire_link");
        try (var wire = Wire.bound(STORED)) {
            wire.smscRequests(CommandId.ENQUIRE_LINK, new byte[0]);
            wire.hub();
            page.show(wire);
        }
        var often =
                new Wire.Setting(BindType.TRX, Duration.ofMillis(700), Duration.ofSeconds(2), 2);
        try (var wire = Wire.open(often, STORED)) {
            wire.hubBinds();
            wire.smscBinds(0);
            wire.remark("… nothing is said for enquire-link-every, 30 s if not agreed otherwise");
            int enquiry = wire.hub();
            wire.smscAnswers(CommandId.ENQUIRE_LINK, 0, enquiry, Octets.EMPTY);
            wire.hub();
            wire.remark("… no answer, nor anything else, for twice that and the response timer");
            wire.hubCloses();
            wire.remark("… and binds again");
            page.show(wire);
        }
    }

    private void unbinds() throws Exception {
        page.title("unbind");
        page.say(
                "By the SMSC: what came before is answered first, then the unbind, and nothing after"
                        + " it. A message after the unbind is not answered, so that it is delivered"
                        + " by another session.");
        var commit = new CompletableFuture<Void>();
        try (var wire = Wire.bound(delivery -> commit)) {
            wire.smscDelivers(text("9909", "баланс"));
            wire.taken();
            wire.smscRequests(CommandId.UNBIND, new byte[0]);
            wire.smscDelivers(text("9909", "курс"));
            wire.smscRequests(CommandId.ENQUIRE_LINK, new byte[0]);
            wire.hub();
            wire.remark("… the first message is on disk");
            commit.complete(null);
            wire.hub();
            wire.hub();
            wire.hubCloses();
            assertThat(wire.tookNothing()).isTrue();
            page.show(wire);
        }
        page.say("By the hub, when it stops or a person pauses the bind:");
        try (var wire = Wire.bound(STORED)) {
            var left = wire.hubLeaves();
            int unbind = wire.hub();
            wire.smscAnswers(CommandId.UNBIND, 0, unbind, Octets.EMPTY);
            wire.hubCloses();
            left.get(10, TimeUnit.SECONDS);
            assertThat(wire.linkStatus()).isEqualTo("PAUSED");
            page.show(wire);
        }
    }

    private void requestsWithoutAnswer() throws Exception {
        page.title("alert_notification and outbind");
        try (var wire = Wire.bound(STORED)) {
            wire.smscRequests(
                    CommandId.ALERT_NOTIFICATION,
                    new FieldWriter()
                            .address(Address.of(PHONE))
                            .address(new Address(0, 0, "hub"))
                            .tlvs(List.of(Tlv.int8(Tlv.MS_AVAILABILITY_STATUS, 0)))
                            .toOctets()
                            .toByteArray());
            assertThat(wire.reachable()).endsWith(" " + PHONE);
            wire.remark(
                    "texts that wait for " + PHONE + " are sent now; no answer, as it has none");
            wire.smscRequests(
                    CommandId.OUTBIND,
                    new FieldWriter().cString("smsc").cString("secret").toOctets().toByteArray());
            wire.hub();
            wire.remark("on a bound session it asks for nothing");
            page.show(wire);
        }
    }
}
