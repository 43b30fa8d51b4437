package kz.nusqau.sms;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.TextForm;
import kz.nusqau.sms.SmsLinks.SmsLink;
import kz.nusqau.sms.smpp.BindType;
import kz.nusqau.sms.smpp.Delivery;
import kz.nusqau.sms.smpp.InteroperabilityPage;
import kz.nusqau.sms.smpp.PduText;
import kz.nusqau.sms.smpp.SubmitSm;
import kz.nusqau.sms.smpp.Wire;
import kz.nusqau.sms.text.Alphabet;
import kz.nusqau.sms.text.Segmenter;
import kz.nusqau.subscriber.Subscribers;
import org.apache.camel.component.smpp.SmppConstants;
import org.junit.jupiter.api.Test;

/** What the hub says on the wire, PDU by PDU, as the page for operators' engineers shows it. */
class InteroperabilityIT {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Function<Delivery, CompletableFuture<Void>> STORED =
            delivery -> completedFuture(null);
    private static final String PHONE = "77011234567";
    private static final String LONG_TEXT =
            "оплата alma 7273001123 1500тг, пожалуйста, за ноябрь и за декабрь тоже, спасибо";

    /** The statuses of SMPP 3.4 and 5.0 that an SMSC may answer a submit_sm with. */
    private static final Map<Integer, String> STATUSES = statuses();

    private final StringBuilder page = new StringBuilder();

    @Test
    void sessions() throws Exception {
        binds();
        refusedBinds();
        enquiries();
        unbinds();
        requestsWithoutAnswer();
        InteroperabilityPage.shows("sessions", page.toString());
    }

    @Test
    void messagesToTheHub() throws Exception {
        alphabets();
        parts();
        receipts();
        refusals();
        InteroperabilityPage.shows("messages to the hub", page.toString());
    }

    @Test
    void messagesFromTheHub() throws Exception {
        texts();
        answers();
        statusTable();
        InteroperabilityPage.shows("messages from the hub", page.toString());
    }

    @Test
    void malformedPdus() throws Exception {
        malformedMessages();
        unknownCommands();
        brokenFrames();
        InteroperabilityPage.shows("malformed PDUs", page.toString());
    }

    // Sessions

    private void binds() throws Exception {
        title("Binds");
        for (var type : BindType.values()) {
            try (var wire = Wire.open(Wire.Setting.of(type), STORED)) {
                wire.hubBinds();
                wire.smscBinds(0);
                if (type == BindType.TX) {
                    wire.smscDelivers(text("9909", "баланс"));
                    wire.hub();
                }
                show(wire);
            }
        }
    }

    private void refusedBinds() throws Exception {
        title("A wrong password");
        try (var wire = Wire.open(Wire.Setting.of(BindType.TRX), STORED)) {
            wire.hubBinds();
            wire.smscBinds(0x0E);
            wire.hubCloses();
            show(wire);
        }
        say(
                "After an answer that concerns who the hub is, the next attempt comes after half a"
                        + " minute to a minute, so that no account gets locked; after any other after"
                        + " half a second at first, then twice as long each time, up to half a"
                        + " minute, with jitter.");
        row("answer to a bind", "", "who the hub is");
        row("---", "---", "---");
        for (int status : List.of(0x05, 0x08, 0x0D, 0x0E, 0x0F, 0x14, 0x53, 0x58)) {
            row(
                    "0x%02X".formatted(status),
                    STATUSES.get(status),
                    Wire.isForWhoWeAre(status) ? "yes" : "no");
        }
        page.append('\n');
    }

    private void enquiries() throws Exception {
        title("enquire_link");
        try (var wire = Wire.bound(STORED)) {
            wire.smscRequests(CommandId.ENQUIRE_LINK, new byte[0]);
            wire.hub();
            show(wire);
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
            show(wire);
        }
    }

    private void unbinds() throws Exception {
        title("unbind");
        say(
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
            show(wire);
        }
        say("By the hub, when it stops or a person pauses the bind:");
        try (var wire = Wire.bound(STORED)) {
            var left = wire.hubLeaves();
            int unbind = wire.hub();
            wire.smscAnswers(CommandId.UNBIND, 0, unbind, Octets.EMPTY);
            wire.hubCloses();
            left.get(10, TimeUnit.SECONDS);
            assertThat(wire.linkStatus()).isEqualTo("PAUSED");
            show(wire);
        }
    }

    private void requestsWithoutAnswer() throws Exception {
        title("alert_notification and outbind");
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
            show(wire);
        }
    }

    // To the hub

    private void alphabets() throws Exception {
        title("Alphabets");
        say(
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
            show(wire);
        }
    }

    private void parts() throws Exception {
        title("Long texts");
        say(
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
                show(wire);
            }
        }
    }

    private void receipts() throws Exception {
        title("Receipts");
        say(
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
            show(wire);
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

    private void refusals() throws Exception {
        title("When the hub can't take a message");
        say(
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
            show(wire);
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
            show(wire);
        }
    }

    // From the hub

    private void texts() throws Exception {
        title("Texts as they leave");
        say(
                "From a short code or a name; the alphabet is the SMSC's default where it has every"
                        + " character, else UCS2; parts have a user data header and are tracked one by"
                        + " one. priority_flag is 3 for codes, 2 for replies, 1 for notifications and"
                        + " 0 for anything in bulk. A code is valid for as long as it can be used,"
                        + " less what it waited for.");
        page.append("```\n");
        for (var message :
                List.of(
                        outbound(
                                "9909", "Available balance: 100,000.00 KZT.", Priority.REPLY, null),
                        outbound("9909", "Қолжетімді қалдық", Priority.REPLY, null),
                        outbound("Nusqau", "Top up", Priority.NOTIFICATION, null),
                        outbound("9909", "Bulk", Priority.BULK, null),
                        outbound("7701", "482913 - code", Priority.CODE, NOW.plusSeconds(180)),
                        outbound("9909", LONG_TEXT, Priority.REPLY, null))) {
            page.append('"').append(message.text().text()).append("\"\n");
            for (var submit : submits(message)) {
                page.append("hub   ").append(PduText.of(submit)).append('\n');
            }
        }
        page.append("```\n\n");
    }

    private void answers() throws Exception {
        title("Accepted, throttled, no room, unanswered");
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
            show(wire);
        }
    }

    private void statusTable() {
        title("Every command_status");
        row("status", "", "what the hub does");
        row("---", "---", "---");
        STATUSES.forEach(
                (status, name) -> {
                    if (status != 0) {
                        row("0x%02X".formatted(status), name, reaction(status));
                    }
                });
        row("0x400 to 0x4FF", "of vendors", reaction(0x400));
        row("any other", "", reaction(0x7777));
        page.append('\n');
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

    // Malformed

    private void malformedMessages() throws Exception {
        title("Messages that break the protocol");
        say("Each is refused with a status that says why; the session goes on.");
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
            show(wire);
        }
    }

    private static void deliverRaw(Wire wire, byte[] body, String what) throws Exception {
        wire.smscRequests(CommandId.DELIVER_SM, body);
        wire.hub();
        wire.remark(what);
    }

    private void unknownCommands() throws Exception {
        title("Requests that no SMSC sends");
        try (var wire = Wire.bound(STORED)) {
            wire.smscRequests(0x99, new byte[0]);
            wire.hub();
            wire.smscRequests(CommandId.SUBMIT_SM, new byte[0]);
            wire.hub();
            wire.smscAnswers(CommandId.SUBMIT_SM, 0, 4_711, id("?"));
            wire.remark("an answer to nothing is counted, and that is all");
            wire.smscRequests(CommandId.ENQUIRE_LINK, new byte[0]);
            wire.hub();
            show(wire);
        }
    }

    private void brokenFrames() throws Exception {
        title("Lengths that make no sense");
        say("Where the next PDU begins is unknown then; the hub says so, closes, and binds again.");
        for (var hex :
                List.of(
                        "0000000F 00000005 00000000 00000001",
                        "00A00000 00000005 00000000 00000001",
                        "47455420 2F204854 54502F31 2E310D0A")) {
            try (var wire = Wire.bound(STORED)) {
                wire.smscRaw(hex);
                wire.hub();
                wire.hubCloses();
                show(wire);
            }
        }
        say("The same, seen from the SMSC:");
        try (var wire = Wire.bound(STORED)) {
            wire.smscAnswers(0, 0x02, 2, Octets.EMPTY);
            wire.hubCloses();
            show(wire);
        }
    }

    // Words

    private void title(String title) {
        page.append("### ").append(title).append("\n\n");
    }

    private void say(String text) {
        page.append(text).append("\n\n");
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void show(Wire wire) {
        page.append("```\n").append(wire.page()).append("```\n\n");
    }

    private static String read(Delivery delivery) {
        return switch (stored(delivery)) {
            case StoredMessage.Whole(var text) -> "read as \"" + text + "\"";
            case StoredMessage.OnePart part -> "part " + part.part();
            case StoredMessage.NoText none -> "no text";
            case StoredMessage.Incomplete note -> throw new AssertionError(note);
        };
    }

    private static StoredMessage stored(Delivery delivery) {
        return StoredMessage.read(
                new InboxEntry(
                        1,
                        0,
                        Subscribers.NOBODY,
                        Optional.empty(),
                        "operator",
                        new UUID(1, 1),
                        "9909",
                        NOW,
                        Kind.TEXT,
                        new byte[8],
                        delivery.raw().toStored()),
                VendorProfile.STANDARD);
    }

    // Messages

    private static ShortMessage text(String to, String text) {
        var message = ShortMessage.of(Address.of(PHONE), Address.of(to));
        return message.withFlags(message.flags().withDataCoding(8))
                .withMessage(Octets.of(ucs2(text)));
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

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ucs2(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    private static Octets id(String id) {
        return new FieldWriter().cString(id).toOctets();
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

    private static Map<Integer, String> statuses() {
        var names = new TreeMap<Integer, String>();
        names.put(0x00, "ESME_ROK");
        names.put(0x01, "ESME_RINVMSGLEN");
        names.put(0x02, "ESME_RINVCMDLEN");
        names.put(0x03, "ESME_RINVCMDID");
        names.put(0x04, "ESME_RINVBNDSTS");
        names.put(0x05, "ESME_RALYBND");
        names.put(0x06, "ESME_RINVPRTFLG");
        names.put(0x07, "ESME_RINVREGDLVFLG");
        names.put(0x08, "ESME_RSYSERR");
        names.put(0x0A, "ESME_RINVSRCADR");
        names.put(0x0B, "ESME_RINVDSTADR");
        names.put(0x0C, "ESME_RINVMSGID");
        names.put(0x0D, "ESME_RBINDFAIL");
        names.put(0x0E, "ESME_RINVPASWD");
        names.put(0x0F, "ESME_RINVSYSID");
        names.put(0x11, "ESME_RCANCELFAIL");
        names.put(0x13, "ESME_RREPLACEFAIL");
        names.put(0x14, "ESME_RMSGQFUL");
        names.put(0x15, "ESME_RINVSERTYP");
        names.put(0x33, "ESME_RINVNUMDESTS");
        names.put(0x34, "ESME_RINVDLNAME");
        names.put(0x40, "ESME_RINVDESTFLAG");
        names.put(0x42, "ESME_RINVSUBREP");
        names.put(0x43, "ESME_RINVESMCLASS");
        names.put(0x44, "ESME_RCNTSUBDL");
        names.put(0x45, "ESME_RSUBMITFAIL");
        names.put(0x48, "ESME_RINVSRCTON");
        names.put(0x49, "ESME_RINVSRCNPI");
        names.put(0x50, "ESME_RINVDSTTON");
        names.put(0x51, "ESME_RINVDSTNPI");
        names.put(0x53, "ESME_RINVSYSTYP");
        names.put(0x54, "ESME_RINVREPFLAG");
        names.put(0x58, "ESME_RTHROTTLED");
        names.put(0x61, "ESME_RINVSCHED");
        names.put(0x62, "ESME_RINVEXPIRY");
        names.put(0x63, "ESME_RINVDFTMSGID");
        names.put(0x64, "ESME_RX_T_APPN");
        names.put(0x65, "ESME_RX_P_APPN");
        names.put(0x66, "ESME_RX_R_APPN");
        names.put(0x67, "ESME_RQUERYFAIL");
        names.put(0xC0, "ESME_RINVTLVSTREAM");
        names.put(0xC1, "ESME_RTLVNOTALLWD");
        names.put(0xC2, "ESME_RINVTLVLEN");
        names.put(0xC3, "ESME_RMISSINGTLV");
        names.put(0xC4, "ESME_RINVTLVVAL");
        names.put(0xFE, "ESME_RDELIVERYFAILURE");
        names.put(0xFF, "ESME_RUNKNOWNERR");
        names.put(0x100, "ESME_RSERTYPUNAUTH");
        names.put(0x101, "ESME_RPROHIBITED");
        names.put(0x102, "ESME_RSERTYPUNAVAIL");
        names.put(0x103, "ESME_RSERTYPDENIED");
        names.put(0x104, "ESME_RINVDCS");
        return names;
    }
}
