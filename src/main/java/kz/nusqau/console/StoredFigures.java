package kz.nusqau.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.counterparty.CounterpartyView;
import kz.nusqau.failedmessages.FailedMessageView;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.partner.PartnerDesk;
import kz.nusqau.reconciliation.Reconciliation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads what the overview shows of the database: at most every few seconds, when somebody asks, and
 * on a thread of its own, so that a database that doesn't answer keeps nobody from seeing that.
 */
@Component
class StoredFigures implements DisposableBean {

    static final String CURRENCY = "KZT";

    private static final Logger LOG = LoggerFactory.getLogger(StoredFigures.class);
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A reading that takes longer is a database that doesn't answer. */
    private static final Duration TOO_LONG = Duration.ofSeconds(5);

    private final FailedMessages desk;
    private final Reconciliation reconciliation;
    private final Ledger ledger;
    private final PartnerDesk partners;
    private final CounterpartyDesk counterparties;
    private final Clock clock;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("overview-reader").daemon(true).factory());

    private volatile @Nullable Stored latest;
    private volatile @Nullable Instant failingSince;
    private @Nullable Turn turn;

    StoredFigures(
            FailedMessages desk,
            Reconciliation reconciliation,
            Ledger ledger,
            PartnerDesk partners,
            CounterpartyDesk counterparties,
            Clock clock) {
        this.desk = desk;
        this.reconciliation = reconciliation;
        this.ledger = ledger;
        this.partners = partners;
        this.counterparties = counterparties;
        this.clock = clock;
    }

    /** A reading that is under way, or was. */
    private record Turn(Instant begun, CountDownLatch over) {

        boolean isOver() {
            return over.getCount() == 0;
        }
    }

    /** As they were lately; null where the database has never answered. */
    @Nullable Stored now() {
        Turn begun = begin();
        try {
            // Mostly it is there in milliseconds; who looks for the first time wants to see it.
            if (!begun.over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the database is slow; the overview shows what it said before");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return latest;
    }

    /** Since when the database has not answered; null while it does. */
    @Nullable Instant silentSince() {
        Instant failing = failingSince;
        if (failing != null) {
            return failing;
        }
        Turn last = last();
        if (last == null || last.isOver()) {
            return null;
        }
        boolean hangs = Duration.between(last.begun, clock.instant()).compareTo(TOO_LONG) > 0;
        return hangs ? last.begun : null;
    }

    /** What was read may not be so any more. */
    synchronized void readAgain() {
        turn = null;
    }

    private synchronized @Nullable Turn last() {
        return turn;
    }

    /** The reading that is under way, or fresh enough, or a new one. */
    private synchronized Turn begin() {
        Turn last = turn;
        Instant now = clock.instant();
        if (last != null
                && (!last.isOver() || Duration.between(last.begun, now).compareTo(FRESH) < 0)) {
            return last;
        }
        var next = new Turn(now, new CountDownLatch(1));
        turn = next;
        thread.execute(() -> read(next));
        return next;
    }

    private void read(Turn turn) {
        try {
            latest = read();
            failingSince = null;
        } catch (RuntimeException e) {
            if (failingSince == null) {
                failingSince = turn.begun;
                LOG.warn("the overview can't be read from the database", e);
            }
        } finally {
            turn.over.countDown();
        }
    }

    private Stored read() {
        Map<Source, Stored.Waiting> failures = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            List<FailedMessageView> oldest = desk.oldest(source, 1);
            failures.put(
                    source,
                    new Stored.Waiting(
                            desk.waiting(source),
                            oldest.isEmpty() ? null : oldest.getFirst().firstFailedAt()));
        }
        Map<String, Map<String, Long>> commands = new TreeMap<>();
        for (CounterpartyView each : counterparties.all()) {
            commands.put(each.id(), counterparties.open(each.id()));
        }
        return new Stored(
                clock.instant(),
                failures,
                reconciliation.open(),
                ledger.inFlight(CURRENCY),
                partners.all(),
                commands);
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
