package kz.nusqau.console;

import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.counterparty.CounterpartyView;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.payment.PaymentFlow;
import kz.nusqau.platform.BrokerQueues;
import kz.nusqau.platform.BrokerQueues.QueueView;
import kz.nusqau.platform.Latencies;
import kz.nusqau.platform.Node;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.sms.BindDesk;
import kz.nusqau.sms.BindView;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.system.DiskSpaceHealthIndicatorProperties;
import org.springframework.stereotype.Component;

/**
 * How the hub stands: looked at when somebody asks, at most once a second, whoever asks. The
 * owners' counters are read, nothing is added to what the hub does for its subscribers.
 */
@Component
class Overview {

    private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();

    /** Those with something in them; a broker may have many that are empty. */
    private static final int MOST_QUEUES = 50;

    private static final Comparator<QueueView> FULLEST_FIRST =
            Comparator.comparing((QueueView queue) -> queue.messages() == 0)
                    .thenComparing(queue -> queue.consumers() == 0)
                    .thenComparing(QueueView::name);

    private final BindDesk binds;
    private final CounterpartyDesk counterparties;
    private final PaymentDesk payments;
    private final Inbox inbox;
    private final BrokerQueues queues;
    private final CatalogueDesk catalogue;
    private final PlannedWork work;
    private final StoredFigures stored;
    private final @Nullable DiskSpaceHealthIndicatorProperties disk;
    private final Node node;
    private final Clock clock;

    private final Pace pace = new Pace();
    private final Alarms alarms = new Alarms();
    private @Nullable Snapshot latest;
    private long latestNanos;

    Overview(
            BindDesk binds,
            CounterpartyDesk counterparties,
            PaymentDesk payments,
            Inbox inbox,
            BrokerQueues queues,
            CatalogueDesk catalogue,
            PlannedWork work,
            StoredFigures stored,
            ObjectProvider<DiskSpaceHealthIndicatorProperties> disk,
            Node node,
            Clock clock) {
        this.binds = binds;
        this.counterparties = counterparties;
        this.payments = payments;
        this.inbox = inbox;
        this.queues = queues;
        this.catalogue = catalogue;
        this.work = work;
        this.stored = stored;
        this.disk = disk.getIfAvailable();
        this.node = node;
        this.clock = clock;
    }

    /** At most a second old. */
    Snapshot now() {
        Stored read = stored.now();
        synchronized (this) {
            Snapshot known = latest;
            if (known == null || System.nanoTime() - latestNanos > FRESH_NANOS) {
                known = look(read, Pace.NOW);
                latest = known;
                latestNanos = System.nanoTime();
            }
            return known;
        }
    }

    /** The figures as they were over the last minute. */
    Map<Figure, Double> lastMinute() {
        Stored read = stored.now();
        synchronized (this) {
            return look(read, Pace.MINUTE).values();
        }
    }

    /** Somebody has changed something. */
    synchronized void lookAgain() {
        latest = null;
        stored.readAgain();
    }

    private Snapshot look(@Nullable Stored read, Duration window) {
        Instant at = clock.instant();
        List<BindView> bound = binds.all();
        List<CounterpartyView> others = counterparties.all();
        PaymentFlow flow = payments.flow();
        note(bound, others, flow);
        var values = new Values(window);
        List<Snapshot.Bind> bindRows = bound.stream().map(each -> row(each, values)).toList();
        List<Snapshot.Counterparty> otherRows =
                others.stream().map(each -> row(each, read, values)).toList();
        List<QueueView> queueRows =
                queues.all().stream().sorted(FULLEST_FIRST).limit(MOST_QUEUES).toList();
        queueRows.forEach(each -> values.put(Measure.QUEUE_DEPTH, each.name(), each.messages()));
        values.rate(Measure.PROPOSED, "");
        values.rate(Measure.SETTLED, "");
        values.rate(Measure.REFUSED, "");
        values.slowest(Measure.RECEIPT, "");
        values.put(Measure.UNANSWERED, "", inbox.inHand());
        List<PartnerStandingView> partners = read == null ? List.of() : read.partners();
        if (read != null) {
            values.put(Measure.FAILURES, "", read.allFailures());
            values.put(Measure.HELD, "", read.money().held());
            values.put(Measure.TRANSIT, "", read.money().inTransit());
            partners.forEach(
                    each -> values.put(Measure.PARTNER_WAITING, each.id(), each.waiting()));
        }
        Map<String, Double> sentInAMinute = new HashMap<>();
        for (BindView each : bound) {
            sentInAMinute.put(
                    each.id(),
                    (double)
                            pace.grown(new Figure(Measure.BIND_SENT, each.id()), Pace.MINUTE)
                                    .orElse(0));
        }
        return new Snapshot(
                at,
                node.name(),
                alarms.of(
                        new Alarms.Seen(
                                at,
                                bindRows,
                                sentInAMinute,
                                otherRows,
                                queueRows,
                                catalogue.unread(),
                                read,
                                stored.silentSince(),
                                diskFree())),
                work.windows().all().stream().filter(each -> !each.isOver(at)).toList(),
                bindRows,
                otherRows,
                queueRows,
                queues.areKnown(),
                partners,
                read,
                Map.copyOf(values.all));
    }

    /** Null while there is enough. */
    private @Nullable Long diskFree() {
        if (disk == null) {
            return null;
        }
        File path = disk.getPath();
        long free = path.getUsableSpace();
        return free < disk.getThreshold().toBytes() ? free : null;
    }

    private void note(List<BindView> bound, List<CounterpartyView> others, PaymentFlow flow) {
        Map<Figure, Long> counts = new HashMap<>();
        Map<Figure, Latencies.Counts> latencies = new HashMap<>();
        for (BindView each : bound) {
            counts.put(new Figure(Measure.BIND_SENT, each.id()), each.figures().taken());
            counts.put(new Figure(Measure.BIND_RECEIVED, each.id()), each.figures().received());
            counts.put(new Figure(Measure.BIND_THROTTLED, each.id()), each.figures().throttled());
        }
        counts.put(
                Figure.of(Measure.TEXTS_OUT),
                bound.stream().mapToLong(each -> each.figures().taken()).sum());
        counts.put(
                Figure.of(Measure.TEXTS_IN),
                bound.stream().mapToLong(each -> each.figures().received()).sum());
        for (CounterpartyView each : others) {
            counts.put(new Figure(Measure.CALLS, each.id()), each.calls());
            counts.put(new Figure(Measure.CALLS_FAILED, each.id()), each.failures());
            latencies.put(new Figure(Measure.CALL, each.id()), each.latencies());
        }
        counts.put(Figure.of(Measure.PROPOSED), flow.proposed());
        counts.put(Figure.of(Measure.SETTLED), flow.settled());
        counts.put(Figure.of(Measure.REFUSED), flow.refused());
        latencies.put(Figure.of(Measure.RECEIPT), flow.receipts());
        pace.note(new Pace.Reading(System.nanoTime(), counts, latencies));
    }

    private Snapshot.Bind row(BindView bind, Values values) {
        String id = bind.id();
        values.put(Measure.BIND_SESSIONS, id, bind.figures().boundSessions());
        values.put(Measure.BIND_WAITING, id, bind.figures().waiting());
        values.rate(Measure.BIND_THROTTLED, id);
        return new Snapshot.Bind(
                bind,
                Snapshot.Bind.state(bind),
                values.rate(Measure.BIND_SENT, id),
                values.rate(Measure.BIND_RECEIVED, id),
                pace.grown(new Figure(Measure.BIND_THROTTLED, id), Pace.MINUTE).orElse(0));
    }

    private Snapshot.Counterparty row(
            CounterpartyView counterparty, @Nullable Stored read, Values values) {
        String id = counterparty.id();
        long open = read == null ? 0 : read.commands(id);
        values.put(Measure.COMMANDS_OPEN, id, open);
        values.rate(Measure.CALLS_FAILED, id);
        Optional<Duration> slowest = values.slowest(Measure.CALL, id);
        OptionalLong failed = pace.grown(new Figure(Measure.CALLS_FAILED, id), Pace.MINUTE);
        return new Snapshot.Counterparty(
                counterparty,
                Snapshot.Counterparty.state(counterparty, open),
                values.rate(Measure.CALLS, id),
                slowest.orElse(null),
                failed.orElse(0),
                open);
    }

    /** What is told of one look; latencies and failures are always those of a minute. */
    private final class Values {

        private final Map<Figure, Double> all = new HashMap<>();
        private final Duration window;

        Values(Duration window) {
            this.window = window;
            rate(Measure.TEXTS_IN, "");
            rate(Measure.TEXTS_OUT, "");
        }

        void put(Measure measure, String of, long value) {
            all.put(new Figure(measure, of), (double) value);
        }

        @Nullable Double rate(Measure measure, String of) {
            var figure = new Figure(measure, of);
            OptionalDouble rate = pace.perSecond(figure, window);
            rate.ifPresent(value -> all.put(figure, value));
            return rate.isPresent() ? rate.getAsDouble() : null;
        }

        Optional<Duration> slowest(Measure measure, String of) {
            var figure = new Figure(measure, of);
            Optional<Duration> slowest = pace.slowest(figure, Pace.MINUTE);
            slowest.ifPresent(
                    value ->
                            all.put(
                                    figure,
                                    (double) value.toNanos() / Duration.ofMillis(1).toNanos()));
            return slowest;
        }
    }
}
