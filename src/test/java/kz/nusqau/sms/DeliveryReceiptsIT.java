package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.simulator.smsc.MessageState;
import kz.nusqau.simulator.smsc.Receipts;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.TextMessage;
import kz.nusqau.simulator.smsc.VendorProfile;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** SMSCs that report in every way but the usual one, each on a link of its own. */
class DeliveryReceiptsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, Smsc> OPERATORS = new LinkedHashMap<>();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        operator("early", VendorProfile.STANDARD.with(Receipts.USUAL.beforeTheResponse()));
        operator("twice", hexThenDecimal(Receipts.USUAL.withTextOnly().times(2)));
        operator("disorder", decimalThenHex(Receipts.USUAL.outOfOrder(3)));
        operator("silent", VendorProfile.STANDARD.with(Receipts.USUAL.times(0)));
        operator("unmarked", VendorProfile.STANDARD.with(Receipts.USUAL.withTlvsOnly().unmarked()));
        operator("plain", VendorProfile.STANDARD.with(Receipts.USUAL.withTextOnly().unmarked()));
        operator("slow", VendorProfile.STANDARD);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("nusqau.mailbox.receipt-within", "1s");
        settings.put("nusqau.smpp.vendor-profiles.plain.receipts-unmarked", true);
        bind(settings, 1, "early", "standard");
        bind(settings, 2, "twice", "hex-then-decimal");
        bind(settings, 3, "disorder", "decimal-then-hex");
        bind(settings, 4, "silent", "standard");
        bind(settings, 5, "unmarked", "standard");
        bind(settings, 6, "plain", "plain");
        bind(settings, 7, "slow", "standard");
        settings.put("nusqau.smpp.binds[7].answer-within", "1s");
        hub = HubUnderTest.start(settings);
        OPERATORS.keySet().forEach(hub::awaitBound);
    }

    @AfterAll
    static void stop() {
        hub.close();
        OPERATORS.values().forEach(Smsc::close);
    }

    private static VendorProfile hexThenDecimal(Receipts receipts) {
        return VendorProfile.HEX_THEN_DECIMAL.with(receipts);
    }

    private static VendorProfile decimalThenHex(Receipts receipts) {
        return VendorProfile.DECIMAL_THEN_HEX.with(receipts);
    }

    private static void operator(String id, VendorProfile vendor) {
        OPERATORS.put(id, Smsc.builder().account("hub", "secret").vendor(vendor).start());
    }

    private static void bind(
            Map<String, Object> settings, int index, String id, String vendorProfile) {
        String prefix = "nusqau.smpp.binds[%d].".formatted(index);
        settings.put(prefix + "id", id);
        settings.put(prefix + "host", "127.0.0.1");
        settings.put(prefix + "port", OPERATORS.get(id).port());
        settings.put(prefix + "system-id", "hub");
        settings.put(prefix + "password", "secret");
        settings.put(prefix + "vendor-profile", vendorProfile);
    }

    @Test
    void knowsAReceiptThatOvertakesTheAnswerToItsSubmit() {
        var reply = answer("early", "77010820001", "баланс");

        awaitDelivered("early", reply);
    }

    @Test
    void takesAReceiptThatComesTwiceForOne() {
        var reply = answer("twice", "77010820002", "баланс");

        awaitDelivered("twice", reply);
        var id = reply.submits().getFirst().messageId();
        await().atMost(SOON)
                .until(
                        () -> receipts("twice", Long.toString(Long.parseLong(id, 16))),
                        count -> count == 2);
        awaitDelivered("twice", reply);
    }

    @Test
    void matchesTheReceiptsOfPartsThatComeLastFirst() {
        var reply = answer("disorder", "77010820003", "что-нибудь, чего хаб совсем не понимает");

        assertThat(reply.parts()).isGreaterThan(1);
        awaitDelivered("disorder", reply);
    }

    /** Taken for texts, they would be answered, and the answers reported, without end. */
    @ParameterizedTest
    @ValueSource(strings = {"unmarked", "plain"})
    void takesAReceiptThatNothingMarksForNoText(String operator) {
        var reply = answer(operator, "77010820006", "баланс");

        awaitDelivered(operator, reply);
        assertThat(answer(operator, "77010820006", "курс usd").text()).contains("520");
    }

    @Test
    @Tag("R-OTP-5")
    void saysACodeAgainWhoseFailureIsToldBeforeItsSubmitIsAnswered() {
        var smsc = OPERATORS.get("early");
        smsc.deliveryState(
                submitted ->
                        submitted.source().equals("4404")
                                ? MessageState.UNDELIVERABLE
                                : MessageState.DELIVERED);

        var prompt = answer("early", "77010820004", "оплата alma 7273001123 1500тг");
        var again = smsc.takeMessage("77010820004", SOON);

        assertThat(prompt.source()).isEqualTo("4404");
        assertThat(again.source()).isEqualTo("9909");
        assertThat(again.text()).isEqualTo(prompt.text());
        awaitDelivered("early", again);
    }

    @Test
    @Tag("R-OTP-5")
    void saysACodeAgainWhoseFailureIsToldLongBeforeItsSubmitIsAnswered() {
        var smsc = OPERATORS.get("early");
        smsc.deliveryState(submitted -> MessageState.UNDELIVERABLE);
        smsc.toPhone("77010820007", SmscFault.hold());
        var prompt = answer("early", "77010820007", "оплата alma 7273001123 1500тг");
        var id = prompt.submits().getFirst().messageId();
        await().atMost(SOON).until(() -> receipts("early", id), count -> count == 1);
        smsc.clearPhone("77010820007");
        smsc.release();
        var again = smsc.takeMessage("77010820007", SOON);

        assertThat(again.source()).isEqualTo("9909");
        assertThat(again.text()).isEqualTo(prompt.text());
        smsc.deliveryState(submitted -> MessageState.DELIVERED);
    }

    /** Until somebody has talked with the operator, which takes longer than a code lives. */
    @Test
    @Tag("R-OTP-5")
    void saysCodesFromTheNumberThatWasAddressedWhileTheSmscRefusesTheirSender() {
        OPERATORS.get("twice").enqueue(SmscFault.answer(0x0A));

        for (var phone : List.of("77010820009", "77010820010")) {
            var code = answer("twice", phone, "оплата alma 7273001123 1500тг");
            assertThat(code.source()).isEqualTo("9909");
            assertThat(Phone.hasCode(code.text())).isTrue();
        }
    }

    @Test
    void sendsNothingAgainOnceTheSmscSaysThatItHasIt() {
        var smsc = OPERATORS.get("slow");
        smsc.toPhone("77010820008", SmscFault.hold());
        var reply = answer("slow", "77010820008", "баланс");
        await().atMost(SOON).until(() -> open("slow", "attempts = 1") == 1);
        smsc.release();
        awaitDelivered("slow", reply);
        assertThat(open("slow", "true")).isZero();
        assertThat(smsc.stats().submitted()).isOne();
    }

    @Test
    void waitsForAReceiptThatNeverComesUntilNoneCanCome() {
        var smsc = OPERATORS.get("silent");
        var reply = answer("silent", "77010820005", "баланс");
        assertThat(state("silent", reply)).isInstanceOf(OutboundState.Submitted.class);

        var code = sendCode("silent", "77010820005");

        assertThat(smsc.takeMessage("77010820005", SOON).text()).isEqualTo("482913");
        hub.bean(JdbcTemplate.class)
                .update(
                        "UPDATE mailbox.outbound SET expires_at = clock_timestamp() WHERE id = ?",
                        code);
        await().atMost(SOON).until(() -> state(code) instanceof OutboundState.Unreported);
        await().atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                hub.bean(JdbcTemplate.class)
                                                .queryForObject(
                                                        "SELECT count(*) FROM mailbox.timeline"
                                                                + " WHERE kind = 'code.unreported'",
                                                        Integer.class)
                                        == 1);
    }

    /** Texts that are not known to be with the SMSC. */
    private static int open(String link, String which) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT count(*) FROM mailbox.outbound_open WHERE link = ? AND " + which,
                        Integer.class,
                        link);
    }

    private static UUID sendCode(String link, String phone) {
        var msisdn = new Msisdn(phone);
        var to = hub.bean(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
        var id = TimeOrderedId.next();
        var text =
                new OutboundText(
                        id, to, link, "4404", "482913", Priority.CODE, Duration.ofMinutes(3), null);
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> hub.bean(Outbox.class).send(List.of(text)));
        return id;
    }

    private static TextMessage answer(String operator, String phone, String text) {
        var smsc = OPERATORS.get(operator);
        assertThat(smsc.deliver(phone, "9909", text).awaitAnswer(SOON)).isZero();
        return smsc.takeMessage(phone, SOON);
    }

    private static void awaitDelivered(String link, TextMessage reply) {
        await().atMost(SOON).until(() -> state(link, reply) instanceof OutboundState.Delivered);
    }

    /** SMSCs that start together may give the same ids. */
    private static OutboundState state(String link, TextMessage reply) {
        var smscId = reply.submits().getFirst().messageId();
        return state(
                await().atMost(SOON)
                        .until(
                                () ->
                                        hub
                                                .bean(JdbcTemplate.class)
                                                .queryForList(
                                                        "SELECT message FROM mailbox.outbound_part"
                                                                + " WHERE link = ? AND smsc_id = ?",
                                                        UUID.class,
                                                        link,
                                                        smscId)
                                                .stream()
                                                .findFirst()
                                                .orElse(null),
                                found -> found != null));
    }

    private static OutboundState state(UUID message) {
        return hub.bean(Outbox.class).states(List.of(message)).get(message);
    }

    private static int receipts(String link, String normalisedId) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT count(*) FROM mailbox.receipt WHERE link = ? AND normalised_id = ?",
                        Integer.class,
                        link,
                        normalisedId);
    }
}
