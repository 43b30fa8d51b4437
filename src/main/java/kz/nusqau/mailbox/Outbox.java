package kz.nusqau.mailbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.mailbox.OutboxTable.Stored;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.platform.GroupCommit;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that has to go out, stored with what caused it. */
@Component
public class Outbox {

    private static final Duration LINGER = Duration.ofMillis(10);

    /** For a text that waits for another; where that takes longer the sweep finds it. */
    private static final List<Duration> LOOK_AGAIN =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(4));

    /** When the answer to a submit is stored, and when one that comes late is. */
    private static final List<Executor> LATER =
            Stream.of(2, 6, 14)
                    .map(delay -> CompletableFuture.delayedExecutor(delay, TimeUnit.SECONDS))
                    .toList();

    private final OutboxTable table;
    private final OutboxStates states;
    private final OutboxSender sender;
    private final Subscribers subscribers;
    private final PersonalData personalData;
    private final GroupCommit<OutboxResult> writer;
    private final Counter sent;

    Outbox(
            OutboxTable table,
            OutboxStates states,
            OutboxSender sender,
            OutboxResults results,
            Subscribers subscribers,
            PersonalData personalData,
            MailboxProperties properties,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.table = table;
        this.states = states;
        this.sender = sender;
        this.subscribers = subscribers;
        this.personalData = personalData;
        this.sent = meters.counter("nusqau.outbox.sent");
        this.writer =
                new GroupCommit<>(
                        "outbox-results",
                        properties.writerBatch(),
                        properties.writerQueue(),
                        LINGER,
                        transaction,
                        results::write);
    }

    /** Stores texts in the caller's transaction; after its commit they are on their way. */
    public void send(List<OutboundText> texts) {
        if (texts.isEmpty()) {
            return;
        }
        Map<SubscriberId, Msisdn> numbers = numbers(texts);
        var handover = new Handover(texts, numbers);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(handover);
        }
        store(texts, numbers, Map.of());
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            handover.afterCompletion(TransactionSynchronization.STATUS_COMMITTED);
        }
    }

    /**
     * Stores texts of which some must not overtake others, in the caller's transaction. A text that
     * another follows is given up if it only waits for its next attempt; the other leaves when the
     * SMSC has it, or it is given up.
     *
     * @param after by the id of a text, the id of the one that it follows
     */
    public void send(List<OutboundText> texts, Map<UUID, UUID> after) {
        Set<UUID> ahead = after.isEmpty() ? Set.of() : stillAhead(after.values());
        var now = new ArrayList<OutboundText>();
        var later = new ArrayList<OutboundText>();
        for (OutboundText text : texts) {
            UUID first = after.get(text.id());
            (first != null && ahead.contains(first) ? later : now).add(text);
        }
        send(now);
        if (!later.isEmpty()) {
            Set<String> links = store(later, numbers(later), after);
            AfterCommit.run(() -> links.forEach(this::lookAgain));
        }
    }

    private void lookAgain(String link) {
        LOOK_AGAIN.forEach(delay -> sender.readAgainAfter(link, delay));
    }

    private Set<UUID> stillAhead(Collection<UUID> texts) {
        List<Outgoing> keys = table.keys(texts);
        table.withdrawIdle(keys, OutboxSender.WITHDRAWN);
        return table.open(keys);
    }

    private Map<SubscriberId, Msisdn> numbers(List<OutboundText> texts) {
        return subscribers.msisdns(texts.stream().map(OutboundText::to).toList());
    }

    /** Returns the links by which they leave. */
    private Set<String> store(
            List<OutboundText> texts, Map<SubscriberId, Msisdn> numbers, Map<UUID, UUID> after) {
        Set<String> links = texts.stream().map(OutboundText::link).collect(Collectors.toSet());
        Set<String> served = sender.served(links);
        table.insert(texts, seal(texts, numbers), served, after);
        if (served.size() < links.size()) {
            table.wakeOthers();
        }
        sent.increment(texts.size());
        return links;
    }

    /** Completes when it is on disk that the SMSC has the part. */
    public CompletableFuture<Void> submitted(PartSubmitted part) {
        return writer.submit(new OutboxResult.Submitted(part));
    }

    /** The SMSC had all parts of the text before. Completes when that is on disk. */
    public CompletableFuture<Void> complete(UUID message) {
        return writer.submit(new OutboxResult.Complete(message));
    }

    /** The text can't be sent, ever. Completes when that is on disk. */
    public CompletableFuture<Void> refused(UUID message, String reason) {
        return writer.submit(new OutboxResult.Refused(message, reason));
    }

    /** The text comes back to the channel after the delay, unless it expires before. */
    public CompletableFuture<Void> retryLater(UUID message, Duration delay, String reason) {
        return writer.submit(new OutboxResult.Retry(message, delay, reason, true));
    }

    /** The same where the text was not at fault, or not even tried: this is no attempt. */
    public CompletableFuture<Void> waitLonger(UUID message, Duration delay, String reason) {
        return writer.submit(new OutboxResult.Retry(message, delay, reason, false));
    }

    /** This node can't send the text now: another may at once, or this one after the delay. */
    public CompletableFuture<Void> letGo(UUID message, Duration delay, String reason) {
        return writer.submit(new OutboxResult.LetGo(message, delay, reason));
    }

    /** Completes when the receipt is on disk: without going through the inbox. */
    public CompletableFuture<Void> received(Receipt receipt) {
        var stored = writer.submit(new OutboxResult.Received(receipt));
        if (receipt.state().isFailure()) {
            // It may be ahead of the answer that says which text it is about.
            LATER.forEach(
                    later -> {
                        var unused =
                                stored.thenComposeAsync(
                                        nothing ->
                                                writer.submit(
                                                        new OutboxResult.Undelivered(receipt)),
                                        later);
                    });
        }
        return stored;
    }

    /**
     * Says once more what a text said, from another sender, in the caller's transaction. What is
     * wiped for the text is wiped for its copy.
     *
     * @return false when that was done before, or the text is wiped
     */
    public boolean repeat(UUID message, String sender, Duration validity) {
        UUID copy = copyOf(message);
        if (states.of(List.of(copy)).containsKey(copy)) {
            return false;
        }
        Optional<Stored> stored = table.stored(message);
        stored.ifPresent(
                text ->
                        send(
                                List.of(
                                        new OutboundText(
                                                copy,
                                                text.to(),
                                                text.link(),
                                                sender,
                                                personalData.openText(text.to(), text.body()),
                                                text.priority(),
                                                validity,
                                                text.instruction()))));
        return stored.isPresent();
    }

    /** The id that the copy of a text has. */
    public static UUID copyOf(UUID message) {
        return TimeOrderedId.beside(message, 1);
    }

    /** A phone can be reached again: what waits for it is tried at once. */
    public void wake(String link, Msisdn phone) {
        SubscriberId subscriber = subscribers.known(List.of(phone)).get(phone);
        if (subscriber != null && table.wake(link, subscriber)) {
            sender.readAgainAfter(link, Duration.ZERO);
        }
    }

    /** Stores receipts in the caller's transaction. */
    public void receipts(List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            table.addReceipts(receipts);
        }
    }

    /** How far the texts got; what is not known is absent. */
    public Map<UUID, OutboundState> states(Collection<UUID> messages) {
        return messages.isEmpty() ? Map.of() : states.of(messages);
    }

    /**
     * Forgets what the texts said, in the caller's transaction; one that is not sent yet never will
     * be.
     */
    public void wipe(Collection<UUID> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<Outgoing> wiped =
                table.wipe(
                        messages.stream()
                                .flatMap(message -> Stream.of(message, copyOf(message)))
                                .sorted()
                                .toList());
        if (!wiped.isEmpty()) {
            table.fail(wiped, OutboxSender.WITHDRAWN);
        }
    }

    @PreDestroy
    void close() {
        writer.close();
    }

    /** Without a number the subscriber was erased, and the key with it. */
    private Map<UUID, byte[]> seal(List<OutboundText> texts, Map<SubscriberId, Msisdn> numbers) {
        var sealing = personalData.sealingFor(numbers.keySet());
        Map<UUID, byte[]> bodies = HashMap.newHashMap(texts.size());
        for (OutboundText text : texts) {
            if (numbers.containsKey(text.to())) {
                bodies.put(text.id(), sealing.seal(text.to(), text.text()));
            }
        }
        return bodies;
    }

    /** Gives what a transaction stored to the sender when it is committed. */
    private final class Handover implements TransactionSynchronization {

        private final List<OutboundMessage> messages = new ArrayList<>();
        private final List<UUID> ids = new ArrayList<>();

        Handover(List<OutboundText> texts, Map<SubscriberId, Msisdn> numbers) {
            Instant now = Instant.now();
            for (OutboundText text : texts) {
                Msisdn number = numbers.get(text.to());
                if (number != null) {
                    Duration validity = text.validity();
                    Instant expiresAt = validity == null ? null : now.plus(validity);
                    messages.add(new OutboundMessage(text, number, 0, Set.of(), expiresAt));
                    ids.add(text.id());
                }
            }
            sender.queues().beingWritten(ids);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
                sender.handOverWritten(messages);
            } else {
                sender.queues().notWritten(ids);
            }
        }
    }
}
