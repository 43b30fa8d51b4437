package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.mailbox.InstructionNeedsReview;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The desk over HTTP, on a whole hub. */
@ExtendWith(SharedHub.class)
class FailedMessagesIT {

    private HubUnderTest hub;
    private DeskClient support;

    @BeforeEach
    void begin(HubUnderTest shared) {
        hub = shared;
        support = new DeskClient(hub, "support");
    }

    @Test
    void keepsABanksNoticeThatNobodyCanReadWithItsCause() {
        send("bank.kaspi.notices", "<hello>" + UUID.randomUUID() + "</hello>");

        JsonNode kept =
                awaitKept(message -> message.path("queue").asText().equals("bank.kaspi.notices"));
        assertThat(kept.path("errorMessage").asText())
                .contains("no message in a version agreed with this bank");
        String id = kept.path("id").asText();
        assertThat(support.act(id, "replay").json().path("effect").asText())
                .isEqualTo("queued-again");
        await().untilAsserted(
                        () ->
                                assertThat(
                                                support.get("/" + id)
                                                        .json()
                                                        .path("message")
                                                        .path("occurrences")
                                                        .asInt())
                                        .isEqualTo(2));
        assertThat(support.act(id, "discard").status()).isEqualTo(200);
    }

    @Test
    void keepsAMessageThatNobodyCanReadAndPutsItBackOnce() {
        String text = "hello " + UUID.randomUUID();
        send("counterparty.billing", text);

        JsonNode kept = awaitKept(FailedMessagesIT::isOpenLetterOfBilling);
        String id = kept.path("id").asText();
        var first = support.act(id, "replay");

        assertThat(kept.path("state").asText()).isEqualTo("open");
        assertThat(kept.path("errorMessage").asText()).contains("no command key");
        assertThat(first.json().path("effect").asText()).isEqualTo("queued-again");
        awaitOpenAgain(id);
        assertThat(support.act(id, "discard").status()).isEqualTo(200);
    }

    /**
     * Who fails again at once would say so before the replay does, which then had the last word.
     */
    @Test
    void sendsAMessageAgainOnlyWithItsRowInHand() {
        send("counterparty.billing", "hello " + UUID.randomUUID());
        String id = awaitKept(FailedMessagesIT::isOpenLetterOfBilling).path("id").asText();

        var replay =
                hub.bean(TransactionTemplate.class)
                        .execute(
                                status -> {
                                    jdbc().queryForList(
                                                    "SELECT FROM failedmessages.failed_message"
                                                            + " WHERE id = ?::uuid FOR UPDATE",
                                                    id);
                                    var acting =
                                            CompletableFuture.supplyAsync(
                                                    () -> support.act(id, "replay"));
                                    await().until(() -> waiting() == 1);
                                    await().during(Duration.ofSeconds(2))
                                            .until(() -> waiting() == 1);
                                    return acting;
                                });

        assertThat(replay.join().json().path("effect").asText()).isEqualTo("queued-again");
        awaitOpenAgain(id);
        assertThat(support.act(id, "discard").status()).isEqualTo(200);
    }

    /** For a row of the desk: the replay, and the letter if it came back. */
    private long waiting() {
        return jdbc().queryForObject(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database()"
                                + " AND query LIKE '%failed_message%'",
                        Long.class);
    }

    private JdbcTemplate jdbc() {
        return hub.bean(JdbcTemplate.class);
    }

    private static boolean isOpenLetterOfBilling(JsonNode message) {
        return message.path("source").asText().equals("queue")
                && message.path("state").asText().equals("open")
                && message.path("queue").asText().equals("counterparty.billing");
    }

    /** It fails again, and is one message that failed twice. */
    private void awaitOpenAgain(String id) {
        await().untilAsserted(
                        () -> {
                            JsonNode again = support.get("/" + id).json().path("message");
                            assertThat(again.path("state").asText()).isEqualTo("open");
                            assertThat(again.path("occurrences").asInt()).isEqualTo(2);
                        });
    }

    @Test
    void keepsAnInstructionThatItsSagaCantEnd() {
        var instruction = InstructionId.next();
        var subscriber = nextSubscriber();
        publish(
                new InstructionNeedsReview(
                        instruction, subscriber, "payment.charge.refused", "77011234567 refused"));

        JsonNode page = support.get("?instruction=" + instruction).json();

        JsonNode kept = page.path("items").get(0);
        assertThat(kept.path("source").asText()).isEqualTo("review");
        assertThat(kept.path("errorMessage").asText()).doesNotContain("77011234567");
        JsonNode detail = support.get("/" + kept.path("id").asText()).json();
        assertThat(detail.path("timeline").toString()).contains("desk.kept");
        assertThat(support.act(kept.path("id").asText(), "replay").json().path("effect").asText())
                .isEqualTo("nothing");
    }

    @Test
    void keepsNothingOfATransactionThatRollsBack() {
        var instruction = InstructionId.next();
        var event = new InstructionNeedsReview(instruction, nextSubscriber(), "payment.stuck", "");

        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            hub.context().publishEvent(event);
                            status.setRollbackOnly();
                        });

        assertThat(support.get("?instruction=" + instruction).json().path("items")).isEmpty();
    }

    @Test
    void discardsWithAReasonAndKeepsWhoDidIt() {
        String id = kept("payment.discarded");

        var discarded = support.act(id, "discard", "{\"reason\":\" billing says it is fine \"}");

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.json().path("message").path("state").asText()).isEqualTo("discarded");
        JsonNode act = discarded.json().path("acts").get(1);
        assertThat(act.path("who").asText()).isEqualTo("support");
        assertThat(act.path("reason").asText()).isEqualTo("billing says it is fine");
        assertThat(support.act(id, "replay").json().path("effect").asText()).isEqualTo("nothing");
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 5; i++) {
            publish(
                    new InstructionNeedsReview(
                            InstructionId.next(), nextSubscriber(), "payment.paged", "case " + i));
        }
        String group =
                StreamSupport.stream(
                                support.get("/groups").json().path("items").spliterator(), false)
                        .filter(each -> each.path("errorClass").asText().equals("payment.paged"))
                        .findFirst()
                        .orElseThrow()
                        .path("causeGroup")
                        .asText();

        List<String> seen = new ArrayList<>();
        String query = "?limit=2&state=open&source=review&group=" + group;
        JsonNode page = support.get(query).json();
        while (true) {
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            if (page.path("next").isNull()) {
                break;
            }
            page = support.get(query + "&after=" + page.path("next").asText()).json();
        }

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void namesTheFieldAtFault() {
        String id = UUID.randomUUID().toString();

        assertFault(support.get("?state=lost"), 400, "state");
        assertFault(support.get("?source=moon"), 400, "source");
        assertFault(support.get("?limit=0"), 400, "limit");
        assertFault(support.get("?limit=x"), 400, "limit");
        assertFault(support.get("?instruction=1"), 400, "instruction");
        assertFault(support.get("?after=yesterday"), 400, "after");
        assertFault(support.get("/1"), 400, "id");
        assertFault(support.act(id, "replay", "{}"), 400, "reason");
        assertFault(support.act(id, "discard", "{\"reason\":\" \"}"), 400, "reason");
        assertFault(support.act(id, "replay"), 404, "");
        assertFault(support.get("/" + id), 404, "");
        assertThat(support.act(id, "replay", "no json").status()).isEqualTo(400);
    }

    @Test
    void letsAuditorsReadAndNotAct() {
        var auditor = new DeskClient(hub, "auditor");
        String id = kept("payment.audited");

        assertThat(auditor.get("/" + id).status()).isEqualTo(200);
        assertThat(auditor.act(id, "replay").status()).isEqualTo(403);
        assertThat(new DeskClient(hub, "operations").get("").status()).isEqualTo(403);
    }

    @Test
    @Tag("R-OPS-6")
    void showsNoLongNumbers() {
        publish(
                new InstructionNeedsReview(
                        InstructionId.next(),
                        nextSubscriber(),
                        "payment.masked",
                        "number 77019998877, account 7273001123"));

        String page = support.get("?limit=200").json().toString();

        assertThat(page).doesNotContain("77019998877").doesNotContain("7273001123");
    }

    private static void assertFault(DeskClient.Reply reply, int status, String field) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.type()).startsWith("application/problem+json");
        assertThat(reply.json().path("field").asText("")).isEqualTo(field);
        assertThat(reply.json().path("detail").asText()).isNotBlank();
    }

    /** The id of a new message on the desk. */
    private String kept(String cause) {
        var instruction = InstructionId.next();
        publish(new InstructionNeedsReview(instruction, nextSubscriber(), cause, ""));
        return support.get("?instruction=" + instruction)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asText();
    }

    private JsonNode awaitKept(java.util.function.Predicate<JsonNode> which) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                StreamSupport.stream(
                                                support.get("?limit=200")
                                                        .json()
                                                        .path("items")
                                                        .spliterator(),
                                                false)
                                        .filter(which)
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void publish(Object event) {
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> hub.context().publishEvent(event));
    }

    private void send(String queue, String text) {
        jms().convertAndSend(queue, text);
    }

    private JmsTemplate jms() {
        return new JmsTemplate(
                hub.context().getBean("pooledConnectionFactory", ConnectionFactory.class));
    }

    private SubscriberId nextSubscriber() {
        var number = new Msisdn(FreshMsisdn.next());
        return hub.bean(Subscribers.class).resolve(List.of(number)).get(number);
    }
}
