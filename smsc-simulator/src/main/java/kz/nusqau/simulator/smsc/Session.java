package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import kz.nusqau.simulator.smsc.pdu.MalformedPdu;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.PduFrames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: cuts PDUs from its bytes and batches what goes out. On the loop's thread only.
 */
final class Session {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** Above this the peer doesn't read its answers, so nothing more is read from it. */
    private static final int OUT_HIGH_WATER = 1 << 20;

    private static final int OUT_INITIAL = 64 * 1024;

    /** What a session tells its owner. */
    interface Owner {
        void received(Session session, Pdu pdu);

        void unframable(Session session, MalformedPdu fault);

        void closed(Session session);
    }

    private final long id;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String remote;
    private final Owner owner;
    private final UnansweredDeliveries unanswered = new UnansweredDeliveries();
    private final ByteBuffer in = ByteBuffer.allocate(2 * Pdu.MAX_OCTETS);
    private ByteBuffer out = ByteBuffer.allocate(OUT_INITIAL);
    private volatile @Nullable Binding binding;
    private volatile boolean open = true;
    private boolean stalled;
    private boolean closeWhenFlushed;
    private int lastSequence;
    private long lastReadNanos = System.nanoTime();

    Session(long id, SocketChannel channel, EventLoop loop, Owner owner) throws IOException {
        this.id = id;
        this.channel = channel;
        this.owner = owner;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.remote = channel.getRemoteAddress().toString();
        this.key = loop.register(channel, SelectionKey.OP_READ, this::ready);
    }

    long id() {
        return id;
    }

    boolean isOpen() {
        return open;
    }

    @Nullable Binding binding() {
        return binding;
    }

    void bind(Binding newBinding) {
        binding = newBinding;
    }

    long lastReadNanos() {
        return lastReadNanos;
    }

    UnansweredDeliveries unanswered() {
        return unanswered;
    }

    /** May take deliveries: bound for it, and the peer reads what it gets. */
    boolean canReceive() {
        var bound = binding;
        return open
                && !closeWhenFlushed
                && bound != null
                && bound.type().receives()
                && out.position() < OUT_HIGH_WATER;
    }

    int nextSequence() {
        lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
        return lastSequence;
    }

    void write(Pdu pdu) {
        if (writable(pdu.length())) {
            pdu.write(out);
        }
    }

    void writeRaw(Octets octets) {
        if (writable(octets.length())) {
            out.put(octets.toByteArray());
        }
    }

    private boolean writable(int octets) {
        if (!open || closeWhenFlushed) {
            return false;
        }
        if (out.remaining() < octets) {
            int size = Math.max(out.capacity() * 2, out.position() + octets);
            out = ByteBuffer.allocate(size).put(out.flip());
        }
        return true;
    }

    /** Sends what was written, in one go where the socket allows it. */
    void flush() {
        if (!open) {
            return;
        }
        try {
            if (out.position() > 0) {
                out.flip();
                channel.write(out);
                out.compact();
            }
            if (out.position() == 0 && closeWhenFlushed) {
                close("closed by the SMSC");
            } else {
                updateInterest();
            }
        } catch (IOException e) {
            close("write failed: " + e.getMessage());
        }
    }

    /** Closes as soon as everything written so far is sent. */
    void closeWhenFlushed() {
        closeWhenFlushed = true;
    }

    void stall() {
        stalled = true;
        updateInterest();
    }

    void resume() {
        stalled = false;
        if (open) {
            cutPdus();
            updateInterest();
        }
    }

    void close(String why) {
        if (!open) {
            return;
        }
        open = false;
        log.debug("session {} from {} closed: {}", id, remote, why);
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing session {}", id, e);
        }
        owner.closed(this);
    }

    BoundSession view(Binding bound) {
        return new BoundSession(
                id, bound.account().systemId(), bound.type(), remote, unanswered.count());
    }

    private void ready(SelectionKey ready) {
        if (ready.isValid() && ready.isReadable()) {
            read();
        }
        if (ready.isValid() && ready.isWritable()) {
            flush();
        }
    }

    private void read() {
        try {
            if (channel.read(in) < 0) {
                close("closed by the peer");
                return;
            }
        } catch (IOException e) {
            close("read failed: " + e.getMessage());
            return;
        }
        lastReadNanos = System.nanoTime();
        cutPdus();
    }

    private void cutPdus() {
        in.flip();
        try {
            for (var pdu = next(); pdu != null; pdu = next()) {
                owner.received(this, pdu);
            }
        } catch (MalformedPdu fault) {
            owner.unframable(this, fault);
        } finally {
            in.compact();
        }
    }

    /** A stalled session leaves the rest unread, and so does one that is closing. */
    private @Nullable Pdu next() {
        return open && !closeWhenFlushed && !stalled ? PduFrames.next(in) : null;
    }

    private void updateInterest() {
        boolean readable = !stalled && out.position() < OUT_HIGH_WATER;
        int interest =
                (readable ? SelectionKey.OP_READ : 0)
                        | (out.position() > 0 ? SelectionKey.OP_WRITE : 0);
        if (key.isValid() && key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }
}
