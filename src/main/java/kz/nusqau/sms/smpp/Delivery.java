package kz.nusqau.sms.smpp;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A message the SMSC waits to see answered. */
public final class Delivery {

    private static final long LATE_NANOS = 5_000_000_000L;

    private final Session session;
    private final Pdu pdu;
    private final ShortMessage message;
    private final long arrivedNanos;
    private final AtomicBoolean answered = new AtomicBoolean();

    Delivery(Session session, Pdu pdu, ShortMessage message, long arrivedNanos) {
        this.session = session;
        this.pdu = pdu;
        this.message = message;
        this.arrivedNanos = arrivedNanos;
    }

    /** The name of the slot it came on: {@code operator/0}. */
    public String link() {
        return session.link();
    }

    public String bind() {
        return session.bind();
    }

    public UUID session() {
        return session.id();
    }

    public ShortMessage message() {
        return message;
    }

    /** The body as it was on the wire, so that what is stored is what came. */
    public RawMessage raw() {
        return new RawMessage(pdu.command() == Command.DATA_SM, pdu.body());
    }

    int sequence() {
        return pdu.sequence();
    }

    /** The SMSC may have given up waiting for the answer by now. */
    boolean isLate() {
        return System.nanoTime() - arrivedNanos > LATE_NANOS;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    /**
     * Tells the SMSC.
     *
     * @return false when it was told to come again before: then it delivers what we have
     */
    boolean answer(int status) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        // message_id is there and empty in both kinds of response.
        session.answered(this, Pdu.response(pdu.command(), status, pdu.sequence(), new byte[1]));
        return true;
    }

    @Override
    public String toString() {
        return "Delivery[#%d on %s, %s]".formatted(pdu.sequence(), link(), message);
    }
}
