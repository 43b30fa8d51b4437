package kz.nusqau.console;

import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.counterparty.CreditNotice;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.failedmessages.EditProposal;
import kz.nusqau.failedmessages.Edits;
import kz.nusqau.failedmessages.FailedMessageView;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.failedmessages.Filter;
import kz.nusqau.failedmessages.GroupReplays;
import kz.nusqau.failedmessages.State;
import kz.nusqau.mailbox.InstructionNeedsReview;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.payment.PaymentView;
import kz.nusqau.reconciliation.Reconciliation;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts things on the desk of a hub under test. */
final class Desk {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HubUnderTest hub;

    Desk(HubUnderTest hub) {
        this.hub = hub;
    }

    /**
     * A payment whose first command was never sent, since its redelivery was exhausted. Confirmed
     * behind the hub's back, or the command would have left at once.
     */
    UUID parkedCommand() {
        String msisdn = FreshMsisdn.next();
        new Phone(hub, msisdn).ask("7701", "pay alma 7273001123 1500tg");
        PaymentView payment = newest(subscriber(msisdn));
        var key = new CommandKey(payment.id(), "reserve", 1);
        var request =
                new CommandRequest(
                        key,
                        "billing",
                        payment.subscriber(),
                        new Operation.Reserve(payment.amount()),
                        Instant.now().plus(Duration.ofHours(1)));
        var commands = hub.bean(Commands.class);
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            hub.bean(JdbcTemplate.class)
                                    .update(
                                            "UPDATE payment.payment SET state = 'RESERVING',"
                                                    + " open = true, confirmed_at = now(),"
                                                    + " deadline = now() + interval '1 hour'"
                                                    + " WHERE id = ?",
                                            payment.id().value());
                            commands.request(List.of(request));
                            commands.park(Set.of(key));
                        });
        bury(key.toString());
        return awaitKept(key.instruction()).id();
    }

    /** A payment that is settled. */
    PaymentView paid(String msisdn) {
        var phone = new Phone(hub, msisdn);
        phone.ask("4404", Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg")));
        SubscriberId subscriber = subscriber(msisdn);
        return await().atMost(PATIENCE)
                .until(() -> newest(subscriber), found -> found.state() == PaymentState.SETTLED);
    }

    PaymentView newest(SubscriberId subscriber) {
        return hub.bean(PaymentDesk.class).of(subscriber, 1).getFirst();
    }

    private void bury(String text) {
        new JmsTemplate(hub.context().getBean("pooledConnectionFactory", ConnectionFactory.class))
                .convertAndSend(
                        "dead-letters",
                        text,
                        message -> {
                            message.setStringProperty("nusqau_queue", "counterparty.billing");
                            message.setStringProperty("nusqau_route", "counterparty-billing");
                            message.setStringProperty(
                                    "nusqau_cause", "connection refused by 77011234567");
                            message.setIntProperty("nusqau_attempts", 13);
                            return message;
                        });
    }

    /** An instruction that its saga can't end. */
    UUID review(InstructionId instruction, SubscriberId subscriber, String cause, String detail) {
        var event = new InstructionNeedsReview(instruction, subscriber, cause, detail);
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> hub.context().publishEvent(event));
        return awaitKept(instruction).id();
    }

    /** A bank's notice that nobody can read. */
    UUID unreadable(CreditNotice notice) {
        new JmsTemplate(hub.context().getBean("pooledConnectionFactory", ConnectionFactory.class))
                .convertAndSend(CreditNotice.QUEUE, notice.broken());
        String text = notice.broken();
        var theirs =
                new Filter(
                        State.OPEN,
                        null,
                        null,
                        null,
                        CreditNotice.QUEUE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1_000);
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                hub.bean(FailedMessages.class).list(theirs).stream()
                                        .map(FailedMessageView::id)
                                        .filter(id -> isAbout(id, notice))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private boolean isAbout(UUID message, CreditNotice notice) {
        return hub.bean(Edits.class)
                .formInClear(message)
                .filter(form -> form.text().contains(notice.id()))
                .isPresent();
    }

    /** What the bank meant, proposed by somebody. */
    UUID proposed(UUID message, CreditNotice notice) {
        var proposal =
                hub.bean(Edits.class)
                        .propose(message, notice.repaired(), "somebody", "the offset is missing")
                        .orElseThrow();
        return ((EditProposal.Proposed) proposal).edit().id();
    }

    void assign(List<UUID> messages, String who) {
        messages.forEach(
                each -> hub.bean(FailedMessages.class).assign(each, "a test", Optional.of(who)));
    }

    /** A list of these, frozen. */
    UUID group(List<UUID> messages, String who) {
        assign(messages, who);
        var theirs = new Filter(null, null, null, null, null, null, who, null, null, null, 100);
        return hub.bean(GroupReplays.class).prepare(theirs, "a test").orElseThrow().id();
    }

    /** They have been waiting for more than a year. */
    void age(List<UUID> messages) {
        messages.forEach(
                each ->
                        hub.bean(JdbcTemplate.class)
                                .update(
                                        "UPDATE failedmessages.failed_message SET first_failed_at"
                                                + " = now() - interval '400 days' WHERE id = ?",
                                        each));
    }

    /** A line of a counterparty that nobody here knows. */
    long difference() {
        var jdbc = hub.bean(JdbcTemplate.class);
        UUID file = UUID.randomUUID();
        jdbc.update(
                "INSERT INTO reconciliation.day_file (id, counterparty, day, digest, size_bytes,"
                        + " lines, matched, breaks, resolved, source, imported_by)"
                        + " VALUES (?, ?, '2026-01-15', '', 1, 1, 0, 1, 0, 'upload', 'a test')",
                file,
                "bank-" + file);
        return jdbc.queryForObject(
                "INSERT INTO reconciliation.break (counterparty, day, day_file, kind, reference,"
                        + " repeated, line, currency, their_amount, their_state)"
                        + " VALUES (?, '2026-01-15', ?, 'missing-here', '', false, 1, 'KZT',"
                        + " 150000, 'settled') RETURNING id",
                Long.class,
                "bank-" + file,
                file);
    }

    void explain(long difference) {
        hub.bean(Reconciliation.class).resolve(difference, "the test is over", "a test");
    }

    UUID review(String cause) {
        return review(InstructionId.next(), subscriber(FreshMsisdn.next()), cause, "a test");
    }

    SubscriberId subscriber(String digits) {
        var msisdn = new Msisdn(digits);
        return hub.bean(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
    }

    FailedMessageView find(UUID id) {
        return hub.bean(FailedMessages.class).detail(id).orElseThrow().message();
    }

    private FailedMessageView awaitKept(InstructionId instruction) {
        var filter =
                new Filter(
                        null,
                        null,
                        null,
                        instruction.value(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1);
        return await().atMost(PATIENCE)
                .until(() -> hub.bean(FailedMessages.class).list(filter), found -> !found.isEmpty())
                .getFirst();
    }
}
