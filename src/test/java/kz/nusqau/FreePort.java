package kz.nusqau;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that go away and come back on the same one. They lie below those that the
 * system hands out by itself, so nobody takes one meanwhile, and no two are the same in a JVM.
 */
public final class FreePort {

    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, LAST));

    private FreePort() {}

    /** One that nobody listens on at this moment. */
    public static int next() {
        int port = NEXT.getAndUpdate(used -> used == LAST ? FIRST : used + 1);
        return isFree(port) ? port : next();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
