package kz.nusqau.sms.smpp;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where SMSCs connect that have messages waiting (SMPP 3.4, 4.1.7). Each says with an outbind who
 * it is, and a slot of the bind that expects it binds on that connection as a receiver. Whoever
 * comes from another host, gives a wrong name or password, or says something else or nothing for
 * long is hung up on: an outbind has no response.
 */
public final class OutbindListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutbindListener.class);

    /** Who have yet to say who they are; more are hung up on. */
    private static final int MOST_STRANGERS = 32;

    private static final int BACKLOG = 50;
    private static final Duration SAY_WITHIN = Duration.ofSeconds(10);

    /** A slot whose last session has just ended needs a moment. */
    private static final Duration SLOT_WITHIN = Duration.ofSeconds(2);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int LONGEST_SYSTEM_ID = 15;
    private static final int LONGEST_PASSWORD = 64;

    private final ServerSocket server;
    private final @Nullable SSLSocketFactory keys;
    private final Binds binds;
    private final ScheduledExecutorService clock;
    private final MeterRegistry registry;
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);

    private OutbindListener(
            ServerSocket server,
            @Nullable SSLSocketFactory keys,
            Binds binds,
            ScheduledExecutorService clock,
            MeterRegistry registry) {
        this.server = server;
        this.keys = keys;
        this.binds = binds;
        this.clock = clock;
        this.registry = registry;
    }

    /**
     * Listens from now on.
     *
     * @param keys null to be called in clear
     * @throws IOException when the port can't be had
     */
    public static OutbindListener open(
            InetSocketAddress address,
            @Nullable SSLSocketFactory keys,
            Binds binds,
            ScheduledExecutorService clock,
            MeterRegistry registry)
            throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        var listener = new OutbindListener(server, keys, binds, clock, registry);
        Thread.ofPlatform().name("smpp-outbind").daemon(true).start(listener::accept);
        return listener;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing the port of outbinds: {}", e.toString());
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                if (strangers.tryAcquire()) {
                    Thread.ofVirtual().start(() -> hear(caller));
                } else {
                    refused(caller, "too many have not said who they are");
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("an outbind can't be accepted: {}", e.toString());
                    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                }
            }
        }
    }

    private void hear(Socket caller) {
        var deadline =
                clock.schedule(() -> hangUp(caller), SAY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        try {
            caller.setTcpNoDelay(true);
            caller.setKeepAlive(true);
            var socket = secured(caller);
            var reader = new PduReader(socket.getInputStream());
            var bind = called(reader.next(), caller.getInetAddress());
            if (!deadline.cancel(false)) {
                throw new IOException("nothing was said within " + SAY_WITHIN);
            }
            if (bind.answer(new Connection(socket, caller, reader), SLOT_WITHIN)) {
                count("taken");
            } else {
                refused(caller, "no slot of " + bind.settings().id() + " waits for it here");
            }
        } catch (EOFException e) {
            LOG.debug("{} said nothing", caller.getRemoteSocketAddress());
            hangUp(caller);
        } catch (IOException | MalformedPdu | RuntimeException e) {
            refused(caller, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hangUp(caller);
        } finally {
            deadline.cancel(false);
            strangers.release();
        }
    }

    private Socket secured(Socket caller) throws IOException {
        if (keys == null) {
            return caller;
        }
        var tls = (SSLSocket) keys.createSocket(caller, null, caller.getPort(), true);
        tls.setUseClientMode(false);
        return tls;
    }

    private Bind called(Pdu pdu, InetAddress from) throws IOException, MalformedPdu {
        if (pdu.command() != Command.OUTBIND) {
            throw new IOException("it began with " + pdu);
        }
        var fields = new Fields(pdu.body());
        var systemId = fields.text(LONGEST_SYSTEM_ID, Status.BIND_FAILED, "system_id");
        var password = fields.text(LONGEST_PASSWORD, Status.BIND_FAILED, "password");
        for (var bind : binds.all()) {
            var expected = bind.settings().outbind();
            if (expected != null && expected.systemId().equals(systemId)) {
                if (!isEqual(expected.password(), password)) {
                    throw new IOException("wrong password for " + bind.settings().id());
                }
                if (!Arrays.asList(InetAddress.getAllByName(bind.settings().host()))
                        .contains(from)) {
                    throw new IOException(
                            "%s is called from %s only"
                                    .formatted(bind.settings().id(), bind.settings().host()));
                }
                return bind;
            }
        }
        throw new IOException("no bind expects that system_id");
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.ISO_8859_1),
                given.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void refused(Socket caller, String why) {
        LOG.warn("an outbind from {} is not taken: {}", caller.getRemoteSocketAddress(), why);
        count("refused");
        hangUp(caller);
    }

    private void count(String outcome) {
        registry.counter("nusqau.smpp.outbinds", "outcome", outcome).increment();
    }

    private static void hangUp(Socket caller) {
        try {
            caller.close();
        } catch (IOException e) {
            LOG.debug("hanging up: {}", e.toString());
        }
    }
}
