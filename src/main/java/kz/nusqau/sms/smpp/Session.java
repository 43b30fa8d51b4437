package kz.nusqau.sms.smpp;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound connection. The thread that calls {@link #read} reads; another writes; nobody waits for
 * an answer: a submit_sm is remembered by its sequence number until its answer comes.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Complaint COMPLAINT = new Complaint(LOG);

    /** After a longer one the SMSC may have delivered elsewhere what lies unread in the socket. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Longer than a commit takes; then the SMSC is told all the same. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Four times what the standard allows; what is longer is noise, and in nobody's receipt. */
    private static final int LONGEST_MESSAGE_ID = 255;

    /** So long after its time an answer still tells that a submit_sm need not be sent again. */
    private static final long LATE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long LAST_WORD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String UNBOUND_BY_SMSC = "unbound by the SMSC";
    private static final String STOOD_STILL = "this process stood still";

    private final LinkSettings settings;
    private final UUID id;
    private final Socket socket;
    private final Socket transport;
    private final PduReader reader;
    private final PduWriter writer;
    private final Receiver receiver;
    private final LinkMeters meters;
    private final Consumer<Address> reachable;
    private final AtomicInteger sequence;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Map<Integer, PendingSubmit> submits = new ConcurrentHashMap<>();

    /** Nobody waits for their answers any more. */
    private final Map<Integer, PendingSubmit> overdue = new ConcurrentHashMap<>();

    private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();
    private volatile long lastReadNanos = System.nanoTime();
    private volatile long lastEnquiryNanos = lastReadNanos;
    private volatile long lastTickNanos = lastReadNanos;
    private volatile boolean leaving;
    private volatile @Nullable Unbind unbind;

    /** Number of our unbind, if all that was delivered had been answered before it; else 0. */
    private volatile int unbindAfterAll;

    private volatile boolean allAnswersArrived;
    private volatile @Nullable String closedBecause;

    Session(
            LinkSettings settings,
            UUID id,
            Binding.Bound bound,
            Receiver receiver,
            LinkMeters meters,
            Consumer<Address> reachable)
            throws IOException {
        this.settings = settings;
        this.id = id;
        this.socket = bound.socket();
        this.transport = bound.transport();
        this.reader = bound.reader();
        this.sequence = new AtomicInteger(bound.lastSequence());
        this.receiver = receiver;
        this.meters = meters;
        this.reachable = reachable;
        this.writer = new PduWriter(settings.name(), socket.getOutputStream(), this::close);
    }

    UUID id() {
        return id;
    }

    String bind() {
        return settings.bind();
    }

    String link() {
        return settings.name();
    }

    /** Submits that may be sent now; 0 when the window is full or the session is about to end. */
    int room() {
        return leaving || closedBecause != null ? 0 : settings.window() - outstanding.get();
    }

    int outstanding() {
        return outstanding.get();
    }

    int held() {
        return deliveries.size();
    }

    /** Never waits; the result comes on another thread, or on this one when the session is over. */
    void submit(byte[] body, WhenAnswered whenDone) {
        outstanding.incrementAndGet();
        int number = nextSequence();
        var pending = new PendingSubmit(System.nanoTime(), new Outstanding(whenDone));
        submits.put(number, pending);
        writer.write(Pdu.request(Command.SUBMIT_SM, number, body), pending);
        var reason = closedBecause;
        if (reason != null && submits.remove(number) != null) {
            pending.cutOff(reason);
        }
    }

    /**
     * Reads until the session ends.
     *
     * @return why it ended
     */
    String read() {
        try {
            while (closedBecause == null) {
                writer.awaitRoom();
                var pdu = reader.next();
                lastReadNanos = System.nanoTime();
                handle(pdu);
            }
        } catch (MalformedPdu e) {
            // Where the next PDU begins is unknown: the only way on is a new connection.
            LOG.warn("{}: {}; the session ends", link(), e.getMessage());
            meters.malformed();
            writer.writeLast(Pdu.nack(e.status(), 0));
            close("malformed PDU: " + e.getMessage());
        } catch (IOException e) {
            close(e.toString());
        }
        var reason = closedBecause;
        return reason == null ? "ended" : reason;
    }

    private void handle(Pdu pdu) {
        switch (pdu.command()) {
            case Command.SUBMIT_SM | Command.RESPONSE -> submitAnswered(pdu);
            case Command.GENERIC_NACK -> {
                submitAnswered(pdu);
                if (pdu.status() == Status.INVALID_COMMAND_LENGTH) {
                    // It no longer knows where our PDUs begin.
                    close("the SMSC takes our PDUs for noise");
                }
            }
            case Command.DELIVER_SM, Command.DATA_SM -> deliver(pdu);
            case Command.ENQUIRE_LINK ->
                    writer.write(
                            Pdu.response(pdu.command(), Status.OK, pdu.sequence(), new byte[0]));
            case Command.UNBIND -> {
                leaving = true;
                unbind = new Unbind(pdu.sequence(), System.nanoTime());
                answerUnbind();
            }
            case Command.UNBIND | Command.RESPONSE -> {
                // It has read all that was written before our unbind; of anything else it tells
                // nothing.
                allAnswersArrived = unbindAfterAll != 0 && pdu.sequence() == unbindAfterAll;
                close("unbound");
            }
            case Command.ALERT_NOTIFICATION -> alerted(pdu);
            default -> {
                if (!pdu.isResponse()) {
                    meters.malformed();
                    writer.write(Pdu.nack(Status.INVALID_COMMAND_ID, pdu.sequence()));
                }
            }
        }
    }

    /**
     * What came before is answered first, and what was sent may still get its answer: an SMSC that
     * leaves would otherwise deliver again what we have.
     */
    private void answerUnbind() {
        var asked = unbind;
        if (asked == null || asked.answered.get()) {
            return;
        }
        boolean drained = submits.isEmpty() && deliveries.isEmpty();
        if ((drained || System.nanoTime() - asked.atNanos > DRAIN_NANOS)
                && asked.answered.compareAndSet(false, true)) {
            writer.writeLast(
                    Pdu.response(Command.UNBIND, Status.OK, asked.sequence, new byte[0]),
                    () -> close(UNBOUND_BY_SMSC));
        }
    }

    private void alerted(Pdu pdu) {
        try {
            reachable.accept(ShortMessage.phoneOfAlert(pdu.body()));
        } catch (MalformedPdu e) {
            meters.malformed();
        } catch (RuntimeException e) {
            LOG.warn("{}: an alert_notification is of no use: {}", link(), e.toString());
        }
    }

    private void submitAnswered(Pdu pdu) {
        var pending = submits.remove(pdu.sequence());
        if (pending == null) {
            answeredLate(pdu);
            return;
        }
        meters.submitted(pdu.status(), System.nanoTime() - pending.queuedNanos());
        if (pdu.status() == Status.INVALID_BIND_STATUS || pdu.status() == Status.ALREADY_BOUND) {
            close("the SMSC takes this session for unbound");
        }
        pending.answered(
                pdu.status() == Status.OK
                        ? new SubmitResult.Accepted(messageId(pdu), pending.leftAt())
                        : new SubmitResult.Refused(pdu.status()));
        answerUnbind();
    }

    private void answeredLate(Pdu pdu) {
        meters.lateAnswer();
        var late = overdue.remove(pdu.sequence());
        if (late != null && pdu.status() == Status.OK) {
            late.acceptedLate(new SubmitResult.Accepted(messageId(pdu), late.leftAt()));
        }
    }

    private static String messageId(Pdu pdu) {
        try {
            return new Fields(pdu.body()).text(LONGEST_MESSAGE_ID, Status.OK, "message_id");
        } catch (MalformedPdu e) {
            // Accepted all the same; its receipt can't be matched.
            return "";
        }
    }

    private void deliver(Pdu pdu) {
        if (stoodStill(System.nanoTime())) {
            close(STOOD_STILL);
        }
        if (leaving || closedBecause != null) {
            // Without an answer it comes again at once elsewhere; a refusal would make it wait.
            return;
        }
        int refusal = refusal(pdu);
        if (refusal != Status.OK) {
            meters.refused(refusal);
            writer.write(Pdu.response(pdu.command(), refusal, pdu.sequence(), new byte[1]));
        }
    }

    /** OK when the message is on its way and answered later, or left to whoever gets it next. */
    private int refusal(Pdu pdu) {
        if (!settings.type().receives()) {
            return Status.INVALID_BIND_STATUS;
        }
        if (deliveries.size() >= settings.held()) {
            return Status.TRY_AGAIN;
        }
        Delivery delivery;
        try {
            var message =
                    pdu.command() == Command.DATA_SM
                            ? ShortMessage.ofDataSm(pdu.body())
                            : ShortMessage.ofDeliverSm(pdu.body());
            delivery = new Delivery(this, pdu, message, System.nanoTime());
        } catch (MalformedPdu e) {
            COMPLAINT.say(link() + ": a message is refused", e);
            meters.malformed();
            return e.status();
        }
        deliveries.add(delivery);
        if (leaving) {
            // Whoever leaves may have found nothing held just before it was added.
            deliveries.remove(delivery);
            return Status.OK;
        }
        try {
            receiver.received(delivery);
        } catch (RuntimeException e) {
            LOG.error("{}: a message can't be taken", link(), e);
            delivery.answer(Status.TRY_AGAIN);
        }
        return Status.OK;
    }

    void answered(Delivery delivery, Pdu response) {
        if (deliveries.contains(delivery)) {
            meters.delivered(response.status(), System.nanoTime() - delivery.arrivedNanos());
            writer.write(response);
            // Only now: once nothing is held an unbind may follow, and nothing follows that.
            deliveries.remove(delivery);
            answerUnbind();
        }
    }

    /** Looks after what time has passed for; called a few times a second. */
    void tick(long now) {
        if (stoodStill(now)) {
            close(STOOD_STILL);
        }
        lastTickNanos = now;
        long answerWithin = settings.answerWithin().toNanos();
        submits.forEach(
                (number, pending) -> {
                    if (now - pending.queuedNanos() > answerWithin) {
                        giveUp(number, pending);
                    }
                });
        overdue.values()
                .removeIf(pending -> now - pending.queuedNanos() > answerWithin + LATE_NANOS);
        long holdFor = settings.holdFor().toNanos();
        deliveries.forEach(
                delivery -> {
                    if (now - delivery.arrivedNanos() > holdFor) {
                        delivery.answer(Status.TRY_AGAIN);
                    }
                });
        var asked = unbind;
        if (asked != null) {
            answerUnbind();
            if (now - asked.atNanos > DRAIN_NANOS + LAST_WORD_NANOS) {
                close(UNBOUND_BY_SMSC);
            }
            return;
        }
        long every = settings.enquireEvery().toNanos();
        long silence = now - lastReadNanos;
        if (silence > 2 * every + answerWithin) {
            close("silent for " + silence / 1_000_000_000 + " s");
        } else if (silence > every && now - lastEnquiryNanos > every) {
            lastEnquiryNanos = now;
            writer.write(Pdu.request(Command.ENQUIRE_LINK, nextSequence()));
        }
    }

    private void giveUp(int number, PendingSubmit pending) {
        // First: the answer may come right now.
        overdue.put(number, pending);
        if (submits.remove(number, pending)) {
            pending.overdue("no answer within " + settings.answerWithin());
        } else {
            overdue.remove(number);
        }
    }

    private boolean stoodStill(long now) {
        return now - lastTickNanos > LONGEST_PAUSE_NANOS;
    }

    /** Takes nothing new; the SMSC keeps what it wants to deliver. */
    void leave() {
        leaving = true;
    }

    /** Whether the session ended in order: the SMSC has no reason to deliver anything again. */
    boolean allAnswersArrived() {
        return allAnswersArrived;
    }

    boolean isIdle() {
        return closedBecause != null || (submits.isEmpty() && deliveries.isEmpty());
    }

    void unbind() {
        leaving = true;
        int number = nextSequence();
        if (deliveries.isEmpty()) {
            unbindAfterAll = number;
        }
        writer.write(Pdu.request(Command.UNBIND, number));
    }

    /** Says so, and doesn't wait for the answer. */
    void unbindAndGo() {
        leaving = true;
        writer.writeLast(Pdu.request(Command.UNBIND, nextSequence()));
        close("closed by this side");
    }

    void close(String reason) {
        synchronized (this) {
            if (closedBecause != null) {
                return;
            }
            closedBecause = reason;
        }
        writer.close();
        try {
            // Below TLS: its goodbye would wait for a peer that no longer reads.
            transport.close();
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}: closing the socket: {}", link(), e.toString());
        }
        submits.forEach(
                (number, pending) -> {
                    if (submits.remove(number, pending)) {
                        pending.cutOff(reason);
                    }
                });
        overdue.clear();
        deliveries.clear();
    }

    /** Counts into the window until it is answered or given up. */
    private final class Outstanding implements WhenAnswered {

        private final WhenAnswered then;

        Outstanding(WhenAnswered then) {
            this.then = then;
        }

        @Override
        public void accept(SubmitResult result) {
            outstanding.decrementAndGet();
            then.accept(result);
        }

        @Override
        public void acceptedLate(SubmitResult.Accepted result) {
            then.acceptedLate(result);
        }
    }

    /** What the SMSC waits to see answered before it goes. */
    private record Unbind(int sequence, long atNanos, AtomicBoolean answered) {

        Unbind(int sequence, long atNanos) {
            this(sequence, atNanos, new AtomicBoolean());
        }
    }

    private int nextSequence() {
        // 1 to 7FFFFFFF, as the standard asks.
        return sequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }
}
