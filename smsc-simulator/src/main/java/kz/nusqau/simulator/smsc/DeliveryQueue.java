package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import kz.nusqau.simulator.smsc.UnansweredDeliveries.InFlight;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import org.jspecify.annotations.Nullable;

/**
 * Messages for ESMEs: sent while a matching session has room in its window, kept and offered again
 * until the ESME has taken or refused them for good. On the loop's thread only, but for {@link
 * #reserve}.
 */
final class DeliveryQueue {

    /** Messages held at a time: memory for about a gigabyte of them at the most. */
    private static final int MAX_HELD = 2_000_000;

    /** Statuses after which a real SMSC keeps the message. */
    private static final Set<Integer> TEMPORARY =
            Set.of(
                    CommandStatus.RECEIVER_TEMPORARY,
                    CommandStatus.THROTTLED,
                    CommandStatus.MESSAGE_QUEUE_FULL,
                    CommandStatus.SYSTEM_ERROR);

    private static final String CLOSED = "the SMSC is closed";

    private static final Duration CHECK_TIMERS_EVERY = Duration.ofMillis(50);

    private final SmscSettings settings;
    private final EventLoop loop;
    private final Faults faults;
    private final Counters counters;
    private final List<Session> sessions;
    private final FaultyWriter writer;
    private final Map<Lane, ArrayDeque<PendingDelivery>> lanes = new LinkedHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Set<PendingDelivery> resting = new HashSet<>();
    private int lastSession;
    private boolean closed;

    DeliveryQueue(
            SmscSettings settings,
            EventLoop loop,
            Faults faults,
            Counters counters,
            List<Session> sessions) {
        this.settings = settings;
        this.loop = loop;
        this.faults = faults;
        this.counters = counters;
        this.sessions = sessions;
        this.writer = new FaultyWriter(loop);
    }

    void start() {
        loop.after(CHECK_TIMERS_EVERY, this::expireUnanswered);
    }

    /** Counts messages in before they are handed over; from any thread. */
    void reserve(int messages) {
        if (held.addAndGet(messages) > MAX_HELD) {
            held.addAndGet(-messages);
            throw new IllegalStateException("the SMSC already holds " + MAX_HELD + " messages");
        }
    }

    int held() {
        return held.get();
    }

    void add(PendingDelivery delivery) {
        if (closed) {
            giveUp(delivery, CLOSED);
            return;
        }
        lanes.computeIfAbsent(delivery.lane(), lane -> new ArrayDeque<>()).add(delivery);
    }

    /** Sends one message of each lane in turn until no lane has both a message and a session. */
    void pump() {
        boolean sent = !lanes.isEmpty();
        while (sent) {
            sent = false;
            var each = lanes.entrySet().iterator();
            while (each.hasNext()) {
                var lane = each.next();
                var session = pick(lane.getKey());
                if (session != null) {
                    sendNext(session, lane.getValue(), each);
                    sent = true;
                }
            }
        }
    }

    private void sendNext(
            Session session, ArrayDeque<PendingDelivery> lane, Iterator<?> lanesLeft) {
        var delivery = lane.remove();
        if (lane.isEmpty()) {
            lanesLeft.remove();
        }
        send(session, delivery);
    }

    /** The next session, in turn, that serves the lane and has room. */
    private @Nullable Session pick(Lane lane) {
        for (int tried = 0; tried < sessions.size(); tried++) {
            lastSession = (lastSession + 1) % sessions.size();
            var session = sessions.get(lastSession);
            var binding = session.binding();
            if (binding != null
                    && session.canReceive()
                    && session.unanswered().count() < settings.window()
                    && binding.serves(lane)) {
                return session;
            }
        }
        return null;
    }

    private void send(Session session, PendingDelivery delivery) {
        var fault = faults.next(FaultPoint.DELIVER);
        if (fault instanceof SmscFault.Delay(Duration by)) {
            loop.after(by, () -> write(session, delivery, null));
        } else {
            write(session, delivery, fault);
        }
    }

    private void write(Session session, PendingDelivery delivery, @Nullable SmscFault fault) {
        if (!session.isOpen()) {
            add(delivery);
            return;
        }
        int sequence = session.nextSequence();
        session.unanswered().add(sequence, new InFlight(delivery, fault, System.nanoTime()));
        counters.delivered.increment();
        var pdu = Pdu.request(CommandId.DELIVER_SM, sequence, delivery.body());
        writer.writeRequest(session, pdu, fault);
    }

    /** An answer, or a generic_nack in its place. */
    void answered(Session session, int sequence, int status) {
        var inFlight = session.unanswered().remove(sequence);
        if (inFlight == null) {
            counters.lateAnswers.increment();
            return;
        }
        switch (inFlight.fault()) {
            case SmscFault.NoResponse() -> unanswered(session, inFlight);
            case SmscFault.Throttle() -> judge(session, sequence, inFlight, status(inFlight));
            case SmscFault.QueueFull() -> judge(session, sequence, inFlight, status(inFlight));
            case SmscFault.Answer(int wanted) -> judge(session, sequence, inFlight, wanted);
            case null, default -> judge(session, sequence, inFlight, status);
        }
    }

    private static int status(InFlight inFlight) {
        var fault = inFlight.fault();
        return fault == null ? CommandStatus.OK : fault.status();
    }

    private void judge(Session session, int sequence, InFlight inFlight, int status) {
        var delivery = inFlight.delivery();
        delivery.tried(
                PendingDelivery.attempt(
                        session, sequence, inFlight.sentNanos(), OptionalInt.of(status)));
        if (status == CommandStatus.OK) {
            counters.accepted.increment();
            release(delivery, status);
        } else if (TEMPORARY.contains(status) && delivery.isRedelivered()) {
            counters.refusedForNow.increment();
            delivery.answered(status);
            keep(delivery);
        } else {
            counters.dropped.increment();
            release(delivery, status);
        }
    }

    private void release(PendingDelivery delivery, int status) {
        held.decrementAndGet();
        delivery.finished(status);
    }

    private void unanswered(Session session, InFlight inFlight) {
        counters.unanswered.increment();
        var delivery = inFlight.delivery();
        delivery.tried(
                PendingDelivery.attempt(session, 0, inFlight.sentNanos(), OptionalInt.empty()));
        if (delivery.isRedelivered()) {
            keep(delivery);
        } else {
            giveUp(delivery, "no answer");
        }
    }

    private void keep(PendingDelivery delivery) {
        if (closed) {
            giveUp(delivery, CLOSED);
            return;
        }
        var redelivery = settings.redelivery();
        if (System.nanoTime() - delivery.heldSince() > redelivery.keepFor().toNanos()) {
            counters.dropped.increment();
            giveUp(delivery, "kept for " + redelivery.keepFor() + " and not taken");
            return;
        }
        resting.add(delivery);
        loop.after(
                redelivery.pauseAfter(delivery.attemptCount()),
                () -> {
                    if (resting.remove(delivery)) {
                        counters.redelivered.increment();
                        add(delivery);
                    }
                });
    }

    private void giveUp(PendingDelivery delivery, String why) {
        held.decrementAndGet();
        delivery.givenUp(why);
    }

    /** Lets go of everything, so that nobody waits for a closed SMSC. After the sessions. */
    void close() {
        closed = true;
        resting.forEach(delivery -> giveUp(delivery, CLOSED));
        resting.clear();
        lanes.values().forEach(lane -> lane.forEach(delivery -> giveUp(delivery, CLOSED)));
        lanes.clear();
    }

    /** Whatever a closed session had not answered is offered again. */
    void closed(Session session) {
        session.unanswered().removeAll().forEach(inFlight -> unanswered(session, inFlight));
    }

    private void expireUnanswered() {
        long oldest = System.nanoTime() - settings.responseTimer().toNanos();
        for (var session : sessions) {
            session.unanswered()
                    .removeSentBefore(oldest)
                    .forEach(inFlight -> unanswered(session, inFlight));
        }
        loop.after(CHECK_TIMERS_EVERY, this::expireUnanswered);
    }
}
