package kz.nusqau.partner;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.partner.SendingStore.Step;
import kz.nusqau.partner.SendingStore.Underway;
import kz.nusqau.platform.AfterCommit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks how far the texts of sendings got, and tells their partners in steps. One sending at a time
 * and each in a transaction of its own: with more of them a look comes later, and costs no more.
 */
@Component
final class SendingWatch {

    /** Of the way of all texts: half of a text's way is to the SMSC, half to the phone. */
    private static final int STEPS = 10;

    private static final int AT_ONCE = 1_000;

    /** So that looks take a small share of the time, with however many recipients underway. */
    static final Duration A_RECIPIENT = Duration.ofMillis(1);

    private static final int SHARE_OF_AGE = 5;
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofMinutes(10);
    private static final Duration LATEST_WHILE_OPEN = Duration.ofSeconds(30);

    private final SendingStore store;
    private final Outbox outbox;
    private final OutgoingStore outgoing;
    private final Wording wording;
    private final Postmen postmen;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SendingWatch(
            SendingStore store,
            Outbox outbox,
            OutgoingStore outgoing,
            Wording wording,
            Postmen postmen,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.outgoing = outgoing;
        this.wording = wording;
        this.postmen = postmen;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Looks at all sendings that are due. */
    void look() {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(status -> lookAtOne()));
        } while (more && !Thread.currentThread().isInterrupted());
    }

    private boolean lookAtOne() {
        Sending due = store.lockDue().orElse(null);
        if (due == null) {
            return false;
        }
        advance(due);
        Map<RecipientStatus, Integer> counts =
                store.counts(List.of(due.id())).getOrDefault(due.id(), Map.of());
        SendingView before = SendingView.of(due, counts);
        Sending.State state = state(due, before);
        SendingView now =
                new SendingView(
                        before.id(),
                        before.requestId(),
                        state,
                        before.cancelled(),
                        before.parts(),
                        before.recipients(),
                        counts);
        int step = step(now);
        List<Outgoing> events = new ArrayList<>();
        if (due.overdue()) {
            events.add(event(due, now, SendingEvent.CLOSED));
        }
        if (state == Sending.State.FINISHED) {
            events.add(event(due, now, SendingEvent.FINISHED));
        } else if (step > due.told()) {
            events.add(event(due, now, SendingEvent.PROGRESS));
        }
        outgoing.add(events);
        store.looked(
                due.id(),
                state,
                now.count(RecipientStatus.ACCEPTED),
                Math.max(step, due.told()),
                again(due, before));
        if (!events.isEmpty()) {
            AfterCommit.run(() -> postmen.wake(due.partner(), Set.of(Outgoing.Channel.EVENTS)));
        }
        return true;
    }

    private Outgoing event(Sending sending, SendingView now, SendingEvent event) {
        return new Outgoing(
                sending.partner(),
                Outgoing.Channel.EVENTS,
                event.word(),
                null,
                sending.id().toString(),
                wording.event(event, now, clock.instant()));
    }

    private static Sending.State state(Sending sending, SendingView view) {
        boolean open = sending.state() == Sending.State.OPEN && !sending.overdue();
        if (open) {
            return Sending.State.OPEN;
        }
        return view.settled() == view.recipients() ? Sending.State.FINISHED : Sending.State.SENDING;
    }

    private static int step(SendingView view) {
        int halves = 2 * view.settled() + view.count(RecipientStatus.SENT);
        return STEPS * halves / (2 * view.recipients());
    }

    /** Less and less often: what didn't arrive within an hour won't within the next second. */
    private Duration again(Sending sending, SendingView view) {
        int underway = view.recipients() - view.settled();
        Duration age = Duration.between(sending.openedAt(), clock.instant());
        Duration wanted =
                max(max(SOONEST, A_RECIPIENT.multipliedBy(underway)), age.dividedBy(SHARE_OF_AGE));
        Duration latest = sending.state() == Sending.State.OPEN ? LATEST_WHILE_OPEN : LATEST;
        return wanted.compareTo(latest) < 0 ? wanted : latest;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void advance(Sending sending) {
        int from = 0;
        List<Underway> some;
        do {
            some = store.underway(sending.id(), from, AT_ONCE);
            Map<UUID, OutboundState> states =
                    outbox.states(some.stream().map(Underway::message).toList());
            List<Step> steps = new ArrayList<>();
            for (Underway recipient : some) {
                var now =
                        Progress.of(
                                states.get(recipient.message()),
                                sending.cancelledAt(),
                                clock.instant());
                if (now.status() != recipient.status()) {
                    steps.add(new Step(recipient.place(), now.status(), now.at()));
                }
                from = recipient.place() + 1;
            }
            store.advance(sending.id(), steps);
        } while (some.size() == AT_ONCE);
    }
}
