package kz.nusqau.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import kz.nusqau.mailbox.OutboundQueues.Reading;
import kz.nusqau.mailbox.OutboxTable.Lingering;
import kz.nusqau.mailbox.OutboxTable.OpenRow;
import kz.nusqau.mailbox.OutboxTable.Stored;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives texts to the channel: new ones from memory, all others from the table. */
@Component
class OutboxSender {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final long IDLE_MILLIS = 200;
    private static final int OVERDUE_AT_ONCE = 500;
    private static final String EXPIRED = "expired";

    /** Why a text was given up that nobody needs any more. */
    static final String WITHDRAWN = "withdrawn";

    private final OutboxTable table;
    private final Leases leases;
    private final Subscribers subscribers;
    private final PersonalData personalData;
    private final ObjectProvider<OutboundChannel> channels;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final OutboundQueues queues = new OutboundQueues(this::room);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("outbox-timer").daemon(true).factory());
    private @Nullable Thread reader;

    /** Looked up when first needed: the channels need the outbox themselves. */
    private volatile List<OutboundChannel> known = List.of();

    private volatile boolean running;

    OutboxSender(
            OutboxTable table,
            Leases leases,
            Subscribers subscribers,
            PersonalData personalData,
            ObjectProvider<OutboundChannel> channels,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.table = table;
        this.leases = leases;
        this.subscribers = subscribers;
        this.personalData = personalData;
        this.channels = channels;
        this.transaction = transaction;
        this.events = events;
        meters.gauge("nusqau.outbox.with-channel", queues, OutboundQueues::depth);
    }

    OutboundQueues queues() {
        return queues;
    }

    void start() {
        running = true;
        readAgain();
        reader = Thread.ofPlatform().name("outbox-reader").daemon(true).start(this::read);
    }

    void stop() {
        running = false;
        timer.shutdownNow();
        if (reader != null) {
            try {
                reader.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reader = null;
        }
    }

    /** Gives what was just committed to the channel, or leaves it to the reader. */
    void handOverWritten(List<OutboundMessage> messages) {
        handOver(running ? queues.written(messages) : List.of());
    }

    /** The table may have texts that memory doesn't know, of any link. */
    void readAgain() {
        table.links().forEach(queues::readAgain);
        queues.readAgain();
    }

    void readAgainAfter(String link, Duration delay) {
        after(delay, () -> queues.readAgain(link));
    }

    /** Until then the text is for other nodes: this one counts it among those that it has. */
    void takeBackAfter(Outgoing key, Duration delay) {
        after(
                delay,
                () -> {
                    queues.done(List.of(key.id()));
                    queues.readAgain(key.link());
                });
    }

    private void after(Duration delay, Runnable work) {
        try {
            var unused = timer.schedule(work, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the outbox is read at the next start");
        }
    }

    /** Of these links, those that this node serves. */
    Set<String> served(Collection<String> links) {
        return links.stream().filter(queues::isServed).collect(Collectors.toSet());
    }

    /**
     * Looks after texts that have been open for so long: those for links that this node serves no
     * longer are for other nodes, those whose time is over are given up, whoever was to send them.
     */
    void sweep(Duration age) {
        List<Lingering> lingering = table.lingering(age);
        for (Lingering texts : lingering) {
            if (texts.ours() && !queues.isServed(texts.link())) {
                letGo(texts.link());
            }
            queues.readAgain(texts.link());
        }
        if (lingering.stream().anyMatch(Lingering::overdue)) {
            giveUpOverdue();
        }
    }

    private void letGo(String link) {
        transaction.executeWithoutResult(
                status -> {
                    table.letGo(link);
                    table.wakeOthers();
                });
    }

    private void giveUpOverdue() {
        List<Outgoing> overdue;
        do {
            overdue = table.overdue(OVERDUE_AT_ONCE);
            giveUp(overdue);
        } while (overdue.size() == OVERDUE_AT_ONCE);
    }

    private void giveUp(List<Outgoing> keys) {
        if (!keys.isEmpty()) {
            transaction.executeWithoutResult(
                    status -> table.fail(keys, EXPIRED).forEach(events::publishEvent));
        }
    }

    private int room(String link) {
        return channel(link).map(channel -> channel.room(link)).orElse(0);
    }

    private void read() {
        while (running) {
            try {
                Optional<Reading> reading = queues.nextReading(IDLE_MILLIS);
                if (reading.isPresent()) {
                    handOver(read(reading.get()));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the outbox is read again after {}", e.toString());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    private List<OutboundMessage> read(Reading reading) {
        List<OutboundMessage> messages = List.of();
        Priority beyond = Priority.CODE;
        try {
            Set<UUID> live = leases.liveNodes();
            List<OpenRow> rows = table.due(reading.link(), reading.limit(), live);
            var unknown =
                    new HashSet<>(
                            queues.unknown(
                                    reading, rows.stream().map(row -> row.key().id()).toList()));
            List<OpenRow> news =
                    rows.stream().filter(row -> unknown.contains(row.key().id())).toList();
            giveUp(news.stream().filter(OpenRow::overdue).map(OpenRow::key).toList());
            messages = messages(ours(news.stream().filter(row -> !row.overdue()).toList(), live));
            beyond =
                    rows.size() < reading.limit()
                            ? null
                            : Priority.of(rows.getLast().key().priority());
        } finally {
            messages = queues.read(reading, messages, beyond);
        }
        return messages;
    }

    private List<OpenRow> ours(List<OpenRow> rows, Set<UUID> live) {
        List<OpenRow> orphans = rows.stream().filter(row -> !row.ours()).toList();
        if (orphans.isEmpty()) {
            return rows;
        }
        Set<UUID> claimed = table.claim(orphans, live);
        return rows.stream().filter(row -> row.ours() || claimed.contains(row.key().id())).toList();
    }

    private List<OutboundMessage> messages(List<OpenRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Stored> stored = table.load(rows);
        giveUpWiped(rows, stored);
        Map<SubscriberId, Msisdn> numbers =
                subscribers.msisdns(stored.stream().map(Stored::to).toList());
        var messages = new ArrayList<OutboundMessage>(stored.size());
        var unsendable = new ArrayList<Outgoing>();
        for (Stored each : stored) {
            Msisdn number = numbers.get(each.to());
            if (number == null) {
                unsendable.add(new Outgoing(each.link(), each.priority().rank(), each.id()));
            } else {
                messages.add(message(each, number));
            }
        }
        if (!unsendable.isEmpty()) {
            transaction.executeWithoutResult(
                    status -> table.fail(unsendable, "no number").forEach(events::publishEvent));
        }
        return messages;
    }

    /** Somebody held them when they were wiped. */
    private void giveUpWiped(List<OpenRow> rows, List<Stored> stored) {
        if (stored.size() < rows.size()) {
            Set<UUID> kept = stored.stream().map(Stored::id).collect(Collectors.toSet());
            List<Outgoing> wiped =
                    rows.stream()
                            .map(OpenRow::key)
                            .filter(key -> !kept.contains(key.id()))
                            .toList();
            transaction.executeWithoutResult(status -> table.fail(wiped, WITHDRAWN));
        }
    }

    private OutboundMessage message(Stored stored, Msisdn number) {
        var text =
                new OutboundText(
                        stored.id(),
                        stored.to(),
                        stored.link(),
                        stored.sender(),
                        personalData.openText(stored.to(), stored.body()),
                        stored.priority(),
                        stored.expiresAt() == null
                                ? null
                                : Duration.between(stored.createdAt(), stored.expiresAt()),
                        stored.instruction());
        return new OutboundMessage(
                text, number, stored.attempts(), stored.acceptedParts(), stored.expiresAt());
    }

    private Optional<OutboundChannel> channel(String link) {
        List<OutboundChannel> all = known;
        if (all.isEmpty()) {
            all = channels.orderedStream().toList();
            known = all;
        }
        return all.stream().filter(channel -> channel.serves(link)).findFirst();
    }

    private void handOver(List<OutboundMessage> messages) {
        Map<String, List<OutboundMessage>> byLink =
                messages.stream()
                        .collect(
                                Collectors.groupingBy(
                                        message -> message.text().link(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        byLink.forEach((link, its) -> channel(link).ifPresent(channel -> handOver(channel, its)));
    }

    private void handOver(OutboundChannel channel, List<OutboundMessage> messages) {
        try {
            channel.take(messages);
        } catch (RuntimeException e) {
            LOG.error("the channel did not take {} texts; they come again", messages.size(), e);
            queues.notHandedOver(messages);
            return;
        }
        queues.handedOver(messages);
    }
}
