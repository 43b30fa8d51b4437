package kz.nusqau.sms.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what others hand over on a thread of its own, so that an SMSC that stops reading holds up
 * nobody. What waits leaves in one write: at rest a PDU leaves at once, under load many share a
 * packet.
 *
 * <p>The queue has no limit of its own: the windows of both directions bound what is submitted and
 * delivered, {@link #awaitRoom} bounds the answers to all that has no window.
 */
final class PduWriter {

    private static final int BUFFER = 64 * 1024;

    /** Enough for a session by which nothing goes. */
    private static final int AT_REST = 1024;

    private static final int MOST_AT_ONCE = 512;
    private static final long FLUSH_LAST_MILLIS = 500;

    /** More than a window holds. */
    private static final int MOST_ANSWERS = 20_000;

    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    /**
     * For others to come, where the last write carried several: to be woken for each costs more.
     */
    private static final long LINGER_NANOS = 200_000;

    private final OutputStream out;
    private final Consumer<String> onFailure;
    private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private final WorkQueue<Outgoing> work;
    private final List<Outgoing> batch = new ArrayList<>();
    private ByteBuffer buffer = ByteBuffer.allocate(AT_REST);
    private int lastBatch = 1;
    private final AtomicInteger answers = new AtomicInteger();

    PduWriter(String link, OutputStream out, Consumer<String> onFailure) {
        this.out = out;
        this.onFailure = onFailure;
        this.work = new WorkQueue<>("smpp-" + link + "-writer", queue, this::writeAll);
    }

    void write(Pdu pdu) {
        answers.incrementAndGet();
        work.add(new Outgoing(pdu, null, null));
    }

    /** Waits while too many answers do: a peer that doesn't listen isn't read either. */
    void awaitRoom() {
        while (answers.get() > MOST_ANSWERS && !work.isClosed()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    void write(Pdu pdu, PendingSubmit submit) {
        work.add(new Outgoing(pdu, submit, null));
    }

    /** Writes nothing after it; what follows runs on the thread that writes. */
    void writeLast(Pdu pdu, Runnable then) {
        answers.incrementAndGet();
        work.add(new Outgoing(pdu, null, then));
    }

    /** Waits a moment for the PDU to leave, and writes nothing after it. */
    void writeLast(Pdu pdu) {
        var left = new CountDownLatch(1);
        writeLast(pdu, left::countDown);
        try {
            if (!left.await(FLUSH_LAST_MILLIS, TimeUnit.MILLISECONDS)) {
                work.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        work.close();
    }

    private void writeAll(Outgoing first) {
        if (lastBatch > 1) {
            LockSupport.parkNanos(LINGER_NANOS);
        }
        batch.add(first);
        queue.drainTo(batch, MOST_AT_ONCE - 1);
        lastBatch = batch.size();
        try {
            write();
        } catch (IOException | RuntimeException e) {
            // Of a PDU there may be half; nothing can follow that.
            work.close();
            onFailure.accept(e.toString());
        } finally {
            batch.clear();
        }
    }

    private void write() throws IOException {
        Runnable then = null;
        for (var outgoing : batch) {
            if (outgoing.submit == null) {
                answers.decrementAndGet();
            } else if (!outgoing.submit.beginWriting()) {
                continue;
            }
            if (buffer.remaining() < outgoing.pdu.length()) {
                makeRoom();
            }
            outgoing.pdu.writeTo(buffer);
            then = outgoing.then;
            if (then != null) {
                break;
            }
        }
        flush();
        if (then != null) {
            work.close();
            then.run();
        }
    }

    private void makeRoom() throws IOException {
        flush();
        if (buffer.capacity() < BUFFER) {
            buffer = ByteBuffer.allocate(BUFFER);
        }
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /**
     * A PDU that waits.
     *
     * @param then for the last one only
     */
    private record Outgoing(Pdu pdu, @Nullable PendingSubmit submit, @Nullable Runnable then) {}
}
