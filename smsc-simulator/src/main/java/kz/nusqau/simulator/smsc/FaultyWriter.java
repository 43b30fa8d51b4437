package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import org.jspecify.annotations.Nullable;

/** Writes PDUs the way a fault wants them. On the loop's thread only. */
final class FaultyWriter {

    private final EventLoop loop;

    /** Seeded, so that a failing test sees the same noise again. */
    private final Random noise = new Random(20_090_612);

    private final ArrayDeque<Runnable> held = new ArrayDeque<>();

    FaultyWriter(EventLoop loop) {
        this.loop = loop;
    }

    /** An answer; the caller has already put the fault's status into it. */
    void writeAnswer(Session session, Pdu answer, @Nullable SmscFault fault) {
        switch (fault) {
            case SmscFault.NoResponse() -> {}
            case SmscFault.Delay(Duration by) -> loop.after(by, () -> writeLate(session, answer));
            case SmscFault.Hold() -> held.add(() -> writeLate(session, answer));
            case SmscFault.DropLink() -> session.closeWhenFlushed();
            case SmscFault.DropMidPdu() -> writeHalf(session, answer);
            case SmscFault.Garble() -> session.writeRaw(garbled(answer));
            case SmscFault.Stall(Duration time) -> {
                stall(session, time);
                loop.after(time, () -> writeLate(session, answer));
            }
            case null, default -> session.write(answer);
        }
    }

    /** A request; faults about its answer are for later. */
    void writeRequest(Session session, Pdu request, @Nullable SmscFault fault) {
        switch (fault) {
            case SmscFault.DropLink() -> {
                session.write(request);
                session.closeWhenFlushed();
            }
            case SmscFault.DropMidPdu() -> writeHalf(session, request);
            case SmscFault.Garble() -> session.writeRaw(garbled(request));
            case SmscFault.Stall(Duration time) -> {
                session.write(request);
                stall(session, time);
            }
            case null, default -> session.write(request);
        }
    }

    private void writeLate(Session session, Pdu answer) {
        session.write(answer);
    }

    void stall(Session session, Duration time) {
        session.stall();
        loop.after(time, session::resume);
    }

    /** Writes so many of the answers that wait for the script, the oldest first. */
    void release(int answers) {
        for (int left = answers; left > 0 && !held.isEmpty(); left--) {
            held.remove().run();
        }
    }

    private static void writeHalf(Session session, Pdu pdu) {
        var octets = pdu.toOctets();
        session.writeRaw(octets.slice(0, octets.length() / 2));
        session.closeWhenFlushed();
    }

    private Octets garbled(Pdu pdu) {
        var octets = pdu.toOctets().toByteArray();
        var rest = new byte[octets.length - Integer.BYTES];
        noise.nextBytes(rest);
        System.arraycopy(rest, 0, octets, Integer.BYTES, rest.length);
        return Octets.of(octets);
    }
}
