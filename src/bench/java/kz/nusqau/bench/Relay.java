package kz.nusqau.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A port before a counterparty's port, by which the counterparty can die. */
final class Relay implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;
    private volatile boolean silent;

    private Relay(int target) {
        this.target = target;
        this.port = listen(0);
    }

    static Relay to(int port) {
        return new Relay(port);
    }

    int port() {
        return port;
    }

    /** Passes everything on; connections of a bad time are closed. */
    synchronized void heal() {
        silent = false;
        sockets.forEach(Relay::close);
        if (server == null) {
            listen(port);
        }
    }

    /** Connections are accepted, open ones stay, and nothing is ever answered. */
    void fallSilent() {
        silent = true;
    }

    /** Connections are refused, open ones reset. */
    synchronized void refuse() {
        if (server != null) {
            close(server);
            server = null;
        }
        sockets.forEach(Relay::close);
    }

    @Override
    public void close() {
        refuse();
    }

    private int listen(int at) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), BACKLOG);
            server = listening;
            Thread.ofVirtual().name("relay").start(() -> accept(listening));
            return listening.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a relay", e);
        }
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // How refuse() ends this thread.
        }
    }

    private void serve(Socket client) {
        try (client;
                var counterparty = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            counterparty.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pass(counterparty, client));
            pass(client, counterparty);
            back.join();
        } catch (IOException e) {
            // One side is gone, and so is the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void pass(Socket from, Socket to) {
        var octets = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
                if (!silent) {
                    out.write(octets, 0, read);
                }
            }
        } catch (IOException e) {
            // The other direction ends, too.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It was closed already.
        }
    }
}
