package kz.nusqau.sms;

import static kz.nusqau.sms.OnTheWire.CLOCK;
import static kz.nusqau.sms.OnTheWire.LONG_TEXT;
import static kz.nusqau.sms.OnTheWire.NOW;
import static kz.nusqau.sms.OnTheWire.PHONE;
import static kz.nusqau.sms.OnTheWire.STORED;
import static kz.nusqau.sms.OnTheWire.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.sms.SmsLinks.SmsLink;
import kz.nusqau.sms.smpp.InteroperabilityPage;
import kz.nusqau.sms.smpp.PduText;
import kz.nusqau.sms.smpp.SubmitSm;
import kz.nusqau.sms.smpp.Wire;
import kz.nusqau.sms.text.Alphabet;
import kz.nusqau.sms.text.Segmenter;
import org.apache.camel.component.smpp.SmppConstants;
import org.junit.jupiter.api.Test;

/** What the hub submits and what it does about each answer, PDU by PDU. */
class InteroperabilityOutboundIT {

    private final InteroperabilityPage page = new InteroperabilityPage();

    @Test
    void isShownOnThePage() throws Exception {
        texts();
        answers();
        statusTable();
        page.isShownAs("messages from the hub");
    }

    private void texts() throws Exception {
        page.title("Texts as they leave");
        page.say(
                "From a short code or a name; the alphabet is the SMSC's default where it has every"
                        + " character, else UCS2; parts have a user data header and are tracked one by"
                        + " one. priority_flag is 3 for codes, 2 for replies, 1 for notifications and"
                        + " 0 for anything in bulk. A code is valid for as long as it can be used,"
                        + " less what it waited for.");
        var texts = new StringBuilder();
        for (var message :
                List.of(
                        outbound(
                                "9909", "Available balance: 100,000.00 KZT.", Priority.REPLY, null),
                        outbound("9909", "Қолжетімді қалдық", Priority.REPLY, null),
                        outbound("Nusqau", "Top up", Priority.NOTIFICATION, null),
                        outbound("9909", "Bulk", Priority.BULK, null),
                        outbound("7701", "482913 - code", Priority.CODE, NOW.plusSeconds(180)),
                        outbound("9909", LONG_TEXT, Priority.REPLY, null))) {
            texts.append('"').append(message.text().text()).append("\"\n");
            for (var submit : submits(message)) {
                texts.append("hub   ").append(PduText.of(submit)).append('\n');
            }
        }
        page.show(texts.toString());
    }

    private void answers() throws Exception {
        page.title("Accepted, throttled, no room, unanswered");
        try (var wire = Wire.bound(STORED)) {
            var submit = submits(outbound("9909", "ok", Priority.REPLY, null)).getFirst();
            var accepted = wire.hubSubmits(submit);
            wire.smscAnswers(CommandId.SUBMIT_SM, 0, wire.hub(), id("1A2B"));
            assertThat(accepted.get(10, TimeUnit.SECONDS).getMessage().getHeader(SmppConstants.ID))
                    .asString()
                    .contains("1A2B");
            var throttled = wire.hubSubmits(submit);
            wire.smscAnswers(CommandId.SUBMIT_SM, 0x58, wire.hub(), Octets.EMPTY);
            wire.remark("… half the rate, after a pause of half a second; nothing overtakes it");
            wire.smscAnswers(CommandId.SUBMIT_SM, 0, wire.hub(), id("1A2C"));
            assertThat(throttled.get(10, TimeUnit.SECONDS).getException()).isNull();
            var full = wire.hubSubmits(submit);
            wire.smscAnswers(CommandId.SUBMIT_SM, 0x14, wire.hub(), Octets.EMPTY);
            assertThat(full.get(10, TimeUnit.SECONDS).getException()).isNotNull();
            wire.remark("only this phone's texts wait; after ten in a row the bind slows down");
            var unknown = wire.hubSubmits(submit);
            wire.hub();
            wire.smscCloses();
            assertThat(unknown.get(10, TimeUnit.SECONDS).getException()).isNotNull();
            wire.remark(
                    "the outcome is unknown: the text may be sent again, money never moves by it");
            page.show(wire);
        }
    }

    private void statusTable() {
        page.title("Every command_status");
        page.row("status", "", "what the hub does");
        page.row("---", "---", "---");
        StatusNames.ALL.forEach(
                (status, name) -> {
                    if (status != 0) {
                        page.row("0x%02X".formatted(status), name, reaction(status));
                    }
                });
        page.row("0x400 to 0x4FF", "of vendors", reaction(0x400));
        page.row("any other", "", reaction(0x7777));
        page.endTable();
    }

    private static String reaction(int status) {
        var first = StatusPolicy.refused(status, 0);
        var words =
                switch (first) {
                    case PartOutcome.Accepted accepted -> throw new AssertionError(accepted);
                    case PartOutcome.Later later -> again(status);
                    case PartOutcome.PhoneFull full ->
                            "tries again later; meanwhile only this phone's texts wait";
                    case PartOutcome.SenderRefused refused ->
                            "sends nothing from this sender until a person has looked";
                    case PartOutcome.UnknownNumber unknown ->
                            "tries once by the link that routing names for the number, then gives up";
                    case PartOutcome.Failed failed -> "gives up and says so";
                };
        return switch (status) {
            case 0x04, 0x05 -> "ends the session, binds again and " + words;
            case 0x58 ->
                    "halves the bind's rate and sends the same again, in order, up to 20 times;"
                            + " then "
                            + words;
            default -> words;
        };
    }

    private static String again(int status) {
        for (int attempts = 1; attempts < 50; attempts++) {
            if (StatusPolicy.refused(status, attempts) instanceof PartOutcome.Failed) {
                return "tries %d times, ever more seldom, then gives up".formatted(attempts + 1);
            }
        }
        return "tries again until the text expires";
    }

    private static OutboundMessage outbound(
            String sender, String text, Priority priority, Instant expiresAt) {
        return new OutboundMessage(
                new OutboundText(
                        new UUID(1, 1),
                        new SubscriberId(new UUID(1, 1)),
                        "operator",
                        sender,
                        text,
                        priority,
                        null,
                        null),
                new Msisdn(PHONE),
                0,
                Set.of(),
                expiresAt);
    }

    private static List<SubmitSm> submits(OutboundMessage message) throws TextExpired {
        var alphabet = Alphabet.GSM7.orUcs2For(message.text().text());
        var octets = Segmenter.split(message.text().text(), alphabet);
        var link = new SmsLink("operator", VendorProfile.STANDARD, false);
        var text =
                new OutgoingText(
                        message,
                        link,
                        message.text().sender(),
                        alphabet,
                        octets.size(),
                        octets.size(),
                        7);
        var submits = new ArrayList<SubmitSm>();
        for (int i = 0; i < octets.size(); i++) {
            submits.add(
                    new SmsOutbox(CLOCK).write(new OutgoingPart(text, i + 1, octets.get(i), i)));
        }
        return submits;
    }
}
