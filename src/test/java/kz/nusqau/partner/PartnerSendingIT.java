package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.partner.PartnerClient.Received;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.smsc.MessageState;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Texts that a partner sends, from its request to the last outcome. */
class PartnerSendingIT {

    private static final String TEXT = "Order A-4711 is ready.";
    private static final String STRANGER = "77479999999";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of a text that waits for another attempt. */
    private static final String ITS_TIME_IS_OVER =
            """
            UPDATE mailbox.outbound_open o SET give_up_at = clock_timestamp()
              FROM partner.recipient r
             WHERE r.message_id = o.id AND r.sending_id = ?::uuid AND r.place = 2
               AND o.next_attempt > clock_timestamp()
            """;

    private final HubUnderTest hub = PartnerHub.HUB;
    private final JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
    private final String msisdn = FreshMsisdn.next();
    private final Phone phone = new Phone(hub, msisdn);
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    void sendsATextToOneAndTellsThatItArrived() throws JMSException {
        var reply = shop.ask(send(msisdn));

        assertThat(reply.body().at("/sending/counts/accepted").asInt()).isEqualTo(1);
        assertThat(phone.nextMessage()).isEqualTo(TEXT);
        var finished = event("message.finished", reply);
        assertThat(finished.body().at("/sending/counts/delivered").asInt()).isEqualTo(1);
        assertThat(finished.body().path("createdBy")).isEqualTo(reply.body().path("requestId"));
        assertThat(statuses(reply)).containsExactly("delivered");
        assertThat(shop.ask(about("message.get", reply)).body().at("/sending/status").asText())
                .isEqualTo("finished");
    }

    /** Whoever calls support about a text says from which number it was read. */
    @Test
    @Tag("R-OPS-6")
    @Tag("R-OPS-8")
    void isFoundByTheNumberThatItWentTo() throws JMSException {
        String off = FreshMsisdn.next();
        hub.simulator().smsc().toPhone(off, SmscFault.queueFull());
        try {
            var reply = shop.ask(send(msisdn, off));
            phone.nextMessage();
            var support = ConsoleClient.of(hub, "support");
            String requestId = reply.body().path("requestId").asText();

            // The SMSC's receipt comes a moment after the text.
            String page =
                    await().atMost(PATIENCE)
                            .until(() -> page(support, msisdn), it -> it.contains(">delivered<"));
            assertThat(page)
                    .contains("demo-shop, from 7701", requestId)
                    .doesNotContain(msisdn, TEXT);
            assertThat(page(support, off))
                    .contains("demo-shop, from 7701", requestId, ">waits to be sent<")
                    .doesNotContain(">delivered<");
            shop.ask(about("message.cancel", reply));
        } finally {
            hub.simulator().smsc().clearPhone(off);
        }
    }

    private static String page(ConsoleClient support, String number) {
        support.get("/console/failed");
        String found = support.post("/console/search", "q", "+" + number).location();
        assertThat(found).contains("/console/subscribers/");
        return support.get(found.substring(found.indexOf("/console"))).body();
    }

    /** However many recipients there are: by an index, and no more of it than is shown. */
    @Test
    void isFoundByAnIndex() {
        List<String> plan =
                hub.bean(TransactionTemplate.class)
                        .execute(
                                status -> {
                                    // Of few rows it would read all.
                                    jdbc.execute("SET LOCAL enable_seqscan = off");
                                    jdbc.execute("SET LOCAL enable_sort = off");
                                    return jdbc.queryForList(
                                            "EXPLAIN " + SentByPartners.TEXTS,
                                            String.class,
                                            new UUID(7, 7),
                                            50);
                                });

        assertThat(String.join("\n", plan))
                .contains("Index Scan Backward using recipient_of_subscriber")
                .contains("Index Scan using sending_pkey")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void answersTheSameRequestTheSameAndSendsNothingAgain() throws JMSException {
        var request = send(msisdn);

        var first = shop.ask(request);
        var second = shop.ask(request);

        assertThat(second.body()).isEqualTo(first.body());
        event("message.finished", first);
        assertThat(textsTo(msisdn)).isEqualTo(1);
    }

    @Test
    @Tag("R-OPS-7")
    void speaksTheLanguageOfEachSubscriber() throws JMSException {
        String other = FreshMsisdn.next();
        var subscribers = hub.bean(Subscribers.class);
        var id = subscribers.resolve(List.of(new Msisdn(msisdn))).get(new Msisdn(msisdn));
        subscribers.languages(java.util.Map.of(id, Language.KK));
        var request = send(msisdn, other);
        request.putObject("texts").put("kk", "Тапсырыс дайын.").put("ru", "Заказ готов.");

        shop.ask(request);

        assertThat(phone.nextMessage()).isEqualTo("Тапсырыс дайын.");
        // Nobody knows what the other speaks, and the partner's own language isn't there.
        assertThat(new Phone(hub, other).nextMessage()).isEqualTo("Тапсырыс дайын.");
    }

    @Test
    @Tag("R-BLK-1")
    @Tag("R-JOIN-2")
    void refusesARecipientWithoutRefusingTheOthers() throws JMSException {
        String blocked = changed("blocked_at = clock_timestamp()");
        String gone = changed("withdrawn_at = clock_timestamp()");

        var reply = shop.ask(send("8701", msisdn, STRANGER, msisdn, blocked, gone));

        assertThat(reasons(reply.body().at("/sending/refused")))
                .containsExactly(
                        "0 NOT_A_NUMBER",
                        "2 NOT_A_SUBSCRIBER",
                        "3 REPEATED",
                        "4 SUBSCRIBER_NOT_ELIGIBLE",
                        "5 SUBSCRIBER_NOT_ELIGIBLE");
        assertThat(phone.nextMessage()).isEqualTo(TEXT);
        event("message.finished", reply);
        assertThat(statuses(reply))
                .containsExactly(
                        "refused", "delivered", "refused", "refused", "refused", "refused");
        assertThat(subscribersNamed(STRANGER)).isZero();
    }

    @Test
    void addsPartsInTheirOrderAndEachOnce() throws JMSException {
        List<String> phones = Stream.generate(FreshMsisdn::next).limit(3).toList();
        var first = shop.ask(send(phones.get(0), phones.get(1)).put("more", true));
        assertThat(status(first)).isEqualTo("open");

        assertThat(shop.ask(append(first, 3, phones.get(2))).code()).isEqualTo("PART_OUT_OF_ORDER");
        var second = append(first, 2, phones.get(1), phones.get(2));
        var answer = shop.ask(second);
        assertThat(shop.ask(second).body()).isEqualTo(answer.body());
        assertThat(shop.ask(append(first, 2, phones.get(2))).code()).isEqualTo("SENDING_CLOSED");

        assertThat(status(answer)).isEqualTo("sending");
        assertThat(answer.body().at("/sending/recipients").asInt()).isEqualTo(4);
        assertThat(reasons(answer.body().at("/sending/refused"))).containsExactly("2 REPEATED");
        var finished = event("message.finished", first);
        assertThat(finished.body().at("/sending/counts/delivered").asInt()).isEqualTo(3);
        assertThat(finished.body().at("/sending/parts").asInt()).isEqualTo(2);
        assertThat(phones).allSatisfy(each -> assertThat(textsTo(each)).isEqualTo(1));
    }

    @Test
    void comesToAnEndAfterAFailureInTheMiddleWithoutSendingTwice() throws JMSException {
        String other = FreshMsisdn.next();
        // Only the first try fails: a sequence goes on when its transaction is undone.
        jdbc.execute("CREATE SEQUENCE partner.tries");
        jdbc.execute(
                """
                CREATE FUNCTION partner.fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('partner.tries') = 1 THEN RAISE EXCEPTION 'made to fail'; END IF;
                    RETURN NULL;
                END $$
                """);
        jdbc.execute(
                "CREATE CONSTRAINT TRIGGER fail_once AFTER INSERT ON partner.recipient"
                        + " DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION partner.fail_once()");
        Received reply;
        try {
            reply = shop.ask(send(msisdn, other));
        } finally {
            jdbc.execute("DROP TRIGGER fail_once ON partner.recipient");
            jdbc.execute("DROP FUNCTION partner.fail_once()");
            jdbc.execute("DROP SEQUENCE partner.tries");
        }

        assertThat(reply.body().at("/sending/counts/accepted").asInt()).isEqualTo(2);
        event("message.finished", reply);
        assertThat(textsTo(msisdn)).isEqualTo(1);
        assertThat(textsTo(other)).isEqualTo(1);
    }

    @Test
    void takesTenThousandRecipientsAndTellsOfEachInPages() throws JMSException {
        String last = FreshMsisdn.next();
        var first = shop.ask(send(strangers(3_999, msisdn)).put("more", true));
        var second = shop.ask(append(first, 2, strangers(4_000)).put("more", true));
        assertThat(shop.ask(append(first, 3, strangers(2_001))).code())
                .isEqualTo("TOO_MANY_RECIPIENTS");
        var third = shop.ask(append(first, 3, strangers(1_999, last)));

        assertThat(status(second)).isEqualTo("open");
        assertThat(second.body().at("/sending/refused")).hasSize(100);
        assertThat(third.body().at("/sending/recipients").asInt()).isEqualTo(10_000);
        event("message.finished", first);
        List<String> statuses = statuses(first);
        assertThat(statuses).hasSize(10_000);
        assertThat(Collections.frequency(statuses, "delivered")).isEqualTo(2);
        assertThat(statuses.get(3_999)).isEqualTo("delivered");
        assertThat(statuses.get(9_999)).isEqualTo("delivered");
    }

    @Test
    void closesASendingWhosePartsDontCome() throws JMSException {
        var reply = shop.ask(send(msisdn).put("more", true));

        jdbc.update(
                "UPDATE partner.sending SET part_at = part_at - interval '1 hour',"
                        + " look_at = clock_timestamp() WHERE id = ?::uuid",
                sendingId(reply));

        event("message.closed", reply);
        event("message.finished", reply);
        assertThat(shop.ask(append(reply, 2, FreshMsisdn.next())).code())
                .isEqualTo("SENDING_CLOSED");
    }

    @Test
    void doesNotSendWhatIsCancelled() throws JMSException {
        var smsc = hub.simulator().smsc();
        smsc.toPhone(msisdn, SmscFault.queueFull());
        try {
            var reply = shop.ask(send(msisdn).put("more", true));
            var cancelled = shop.ask(about("message.cancel", reply));
            assertThat(cancelled.body().at("/sending/cancelled").asBoolean()).isTrue();
            assertThat(shop.ask(append(reply, 2, FreshMsisdn.next())).code())
                    .isEqualTo("SENDING_CLOSED");
            // What is on its way at that moment may still leave.
            assertThat(cancelled.body().at("/sending/counts/cancelled").asInt()).isZero();
            jdbc.update(
                    "UPDATE partner.sending SET cancelled_at = cancelled_at - interval '1 hour',"
                            + " look_at = clock_timestamp() WHERE id = ?::uuid",
                    sendingId(reply));

            var finished = event("message.finished", reply);
            assertThat(finished.body().at("/sending/counts/cancelled").asInt()).isEqualTo(1);
            assertThat(statuses(reply)).containsExactly("cancelled");
        } finally {
            smsc.clearPhone(msisdn);
        }
    }

    @Test
    void tellsHowFarItIs() throws JMSException {
        String late = FreshMsisdn.next();
        hub.simulator().smsc().toPhone(late, SmscFault.queueFull());
        try {
            var reply = shop.ask(send(msisdn, late));

            var progress =
                    shop.event(
                            event ->
                                    event.body().path("type").asText().equals("message.progress")
                                            && sendingId(event).equals(sendingId(reply))
                                            && event.body().at("/sending/counts/delivered").asInt()
                                                    == 1);
            assertThat(progress.body().at("/sending/counts/accepted").asInt()).isEqualTo(1);
            assertThat(status(progress)).isEqualTo("sending");
            assertThat(statuses(reply)).containsExactly("delivered", "accepted");
            shop.ask(about("message.cancel", reply));
        } finally {
            hub.simulator().smsc().clearPhone(late);
        }
    }

    @Test
    void tellsWhatDidNotArrive() throws JMSException {
        String refused = FreshMsisdn.next();
        String late = FreshMsisdn.next();
        var smsc = hub.simulator().smsc();
        smsc.toPhone(refused, SmscFault.answer(0x0B));
        smsc.toPhone(late, SmscFault.queueFull());
        String off = FreshMsisdn.next();
        Map<String, MessageState> ends =
                Map.of(msisdn, MessageState.UNDELIVERABLE, off, MessageState.EXPIRED);
        smsc.deliveryState(
                submitted -> ends.getOrDefault(submitted.destination(), MessageState.DELIVERED));
        try {
            var reply = shop.ask(send(msisdn, refused, late, off));
            await().atMost(PATIENCE)
                    .until(() -> jdbc.update(ITS_TIME_IS_OVER, sendingId(reply)) == 1);
            hub.bean(Outbox.class).wake("kcell", new Msisdn(late));

            var finished = event("message.finished", reply);
            assertThat(finished.body().at("/sending/counts/undeliverable").asInt()).isEqualTo(2);
            assertThat(finished.body().at("/sending/counts/expired").asInt()).isEqualTo(2);
            assertThat(statuses(reply))
                    .containsExactly("undeliverable", "undeliverable", "expired", "expired");
        } finally {
            smsc.deliveryState(submitted -> MessageState.DELIVERED);
            smsc.clearPhone(refused);
            smsc.clearPhone(late);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/sender, 4404, SENDER_NOT_ALLOWED",
        "/sender, elsewhere, SENDER_NOT_ALLOWED",
        "/texts/ru, длинный, TEXT_TOO_LONG",
        "/texts/en, bell, INVALID_MEMBER",
        "/recipients, none, INVALID_MEMBER",
        "/minutes, 4321, INVALID_MEMBER"
    })
    void saysWhatIsWrongWithARequest(String field, String value, String code) throws JMSException {
        var request = send(msisdn);
        switch (field) {
            case "/sender" -> request.put("sender", value);
            case "/texts/ru" -> request.putObject("texts").put("ru", value.repeat(29));
            case "/texts/en" -> request.putObject("texts").put("en", "a " + value + " \u0007");
            case "/recipients" -> request.putArray("recipients");
            default -> request.put("minutes", Integer.parseInt(value));
        }

        var reply = shop.ask(request);

        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.body().at("/error/field").asText()).isEqualTo(field);
    }

    @Test
    void isItsPartnersAlone() throws JMSException {
        var reply = shop.ask(send(msisdn).put("more", true));
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            for (String type : List.of("message.get", "message.outcomes", "message.cancel")) {
                assertThat(bank.ask(about(type, reply)).code()).isEqualTo("SENDING_NOT_FOUND");
            }
            assertThat(bank.ask(append(reply, 2, FreshMsisdn.next())).code())
                    .isEqualTo("SENDING_NOT_FOUND");
        }

        assertThat(status(shop.ask(append(reply, 2, FreshMsisdn.next())))).isEqualTo("sending");
    }

    @Test
    void mayHaveSoManySendingsOpen() throws JMSException {
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            var first = bank.ask(send(FreshMsisdn.next()).put("more", true));
            var second = send(FreshMsisdn.next()).put("more", true);

            assertThat(bank.ask(second).code()).isEqualTo("TOO_MANY_OPEN");
            assertThat(status(bank.ask(send(FreshMsisdn.next())))).isEqualTo("sending");
            bank.ask(append(first, 2, FreshMsisdn.next()));
            var open = bank.ask(second);
            assertThat(status(open)).isEqualTo("open");
            bank.ask(append(open, 2, FreshMsisdn.next()));
        }
    }

    @Test
    void stopsWhenItsPartnerIsSuspended() throws JMSException {
        var supervisor = new OperationsClient(hub, "supervisor");
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            hub.simulator().smsc().toPhone(msisdn, SmscFault.queueFull());
            var reply = bank.ask(send(msisdn));
            supervisor.post("/api/partners/demo-bank/suspend", "{\"reason\": \"a test\"}");
            supervisor.post("/api/partners/demo-bank/resume", "{\"reason\": \"a test\"}");

            var stopped = bank.ask(about("message.get", reply));
            assertThat(stopped.body().at("/sending/cancelled").asBoolean()).isTrue();
        } finally {
            hub.simulator().smsc().clearPhone(msisdn);
        }
    }

    private static ObjectNode send(String... recipients) {
        return send(List.of(recipients));
    }

    private static ObjectNode send(List<String> recipients) {
        var request = request("message.send", id()).put("sender", "7701");
        request.putObject("texts").put("en", TEXT);
        recipients.forEach(request.putArray("recipients")::add);
        return request;
    }

    private static ObjectNode append(Received opened, int part, String... recipients) {
        return append(opened, part, List.of(recipients));
    }

    private static ObjectNode append(Received opened, int part, List<String> recipients) {
        var request =
                request("message.append", id())
                        .put("createdBy", opened.body().path("requestId").asText())
                        .put("part", part);
        recipients.forEach(request.putArray("recipients")::add);
        return request;
    }

    /** What is no number, and some that are. */
    private static List<String> strangers(int count, String... others) {
        List<String> all = new ArrayList<>(Collections.nCopies(count, "870112345678"));
        all.addAll(List.of(others));
        return all;
    }

    private static ObjectNode about(String type, Received reply) {
        return request(type, id()).put("sendingId", sendingId(reply));
    }

    private static String sendingId(Received reply) {
        return reply.body().at("/sending/sendingId").asText();
    }

    private static String status(Received reply) {
        return reply.body().at("/sending/status").asText();
    }

    private Received event(String type, Received reply) throws JMSException {
        return shop.event(
                event ->
                        event.body().path("type").asText().equals(type)
                                && sendingId(event).equals(sendingId(reply)));
    }

    /** Of all recipients in the order of their places, page by page. */
    private List<String> statuses(Received reply) throws JMSException {
        List<String> statuses = new ArrayList<>();
        JsonNode next = PartnerClient.JSON.getNodeFactory().numberNode(0);
        while (!next.isMissingNode()) {
            var request = about("message.outcomes", reply);
            request.set("from", next);
            var page = shop.ask(request);
            assertThat(((TextMessage) page.message()).getText().length())
                    .isLessThan(Bodies.MOST_BYTES);
            for (JsonNode outcome : page.body().at("/outcomes/list")) {
                assertThat(outcome.path("place").asInt()).isEqualTo(statuses.size());
                statuses.add(outcome.path("status").asText());
            }
            next = page.body().at("/outcomes/next");
        }
        return statuses;
    }

    private static List<String> reasons(JsonNode refused) {
        List<String> reasons = new ArrayList<>();
        refused.forEach(
                each ->
                        reasons.add(
                                each.path("place").asInt() + " " + each.path("reason").asText()));
        return reasons;
    }

    /** Somebody that the hub knows, and what became of them. */
    private String changed(String assignment) {
        String number = FreshMsisdn.next();
        var id =
                hub.bean(Subscribers.class)
                        .resolve(List.of(new Msisdn(number)))
                        .get(new Msisdn(number));
        jdbc.update("UPDATE subscriber.subscriber SET " + assignment + " WHERE id = ?", id.value());
        return number;
    }

    private int subscribersNamed(String number) {
        return hub.bean(Subscribers.class).known(List.of(new Msisdn(number))).size();
    }

    /** How many texts the outbox ever had for somebody. */
    private int textsTo(String number) {
        var id =
                hub.bean(Subscribers.class)
                        .known(List.of(new Msisdn(number)))
                        .get(new Msisdn(number));
        Integer count =
                jdbc.queryForObject(
                        "SELECT count(*) FROM mailbox.outbound WHERE subscriber_id = ?",
                        Integer.class,
                        id.value());
        return count == null ? 0 : count;
    }
}
