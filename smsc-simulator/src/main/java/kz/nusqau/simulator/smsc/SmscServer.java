package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.MalformedPdu;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the SMSC put together: the listening port, the sessions, and who handles what. */
final class SmscServer implements Session.Owner {

    private static final Logger log = LoggerFactory.getLogger(SmscServer.class);

    private static final int MAX_CONNECTIONS = 1_000;
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(30);
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(1);

    private final SmscSettings settings;
    private final EventLoop loop;
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();
    private final Counters counters = new Counters();
    private final SubmitLog submits;
    private final DeliveryQueue queue;
    private final ReceiptDesk receipts;
    private final FaultyWriter writer;
    private final EsmeRequests requests;
    private final UssdDesk ussd;
    private final Object boundChanged = new Object();
    private @Nullable ServerSocketChannel listener;
    private volatile int port;
    private long lastSessionId;

    SmscServer(SmscSettings settings) throws IOException {
        this.settings = settings;
        this.port = settings.port();
        this.loop = new EventLoop("smsc", this::endRound);
        this.submits = new SubmitLog(settings.recording());
        this.queue = new DeliveryQueue(settings, loop, faults, counters, sessions);
        this.receipts = new ReceiptDesk(settings.vendor(), loop, queue, counters);
        this.writer = new FaultyWriter(loop);
        this.ussd = new UssdDesk(settings.ussd());
        this.requests =
                new EsmeRequests(
                        settings, faults, writer, receipts, submits, counters, sessions, ussd);
    }

    void start() throws IOException {
        listen();
        queue.start();
        scheduleEnquireLinks();
        settings.outbind().ifPresent(this::scheduleCalls);
        loop.start();
    }

    /** Opens the port: the same one again after the SMSC was down. */
    void listen() throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(settings.host(), port), 256);
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            loop.register(channel, SelectionKey.OP_ACCEPT, key -> accept(channel));
            listener = channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void goDown() {
        closeAll("the SMSC goes down");
        try {
            loop.releaseClosed();
        } catch (IOException e) {
            throw new UncheckedIOException("letting go of port " + port, e);
        }
    }

    private void closeAll(String why) {
        closeListener();
        sessions.forEach(session -> session.close(why));
    }

    private void closeListener() {
        var open = listener;
        listener = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.warn("closing the port", e);
            }
        }
    }

    /** After the loop has ended, what is left closes on the caller's thread. */
    void close() {
        loop.close();
        closeAll("the SMSC is closed");
        queue.close();
        loop.runRest();
    }

    private void accept(ServerSocketChannel from) {
        try {
            for (var channel = from.accept(); channel != null; channel = from.accept()) {
                accept(channel);
            }
        } catch (IOException e) {
            log.warn("accepting a connection", e);
        }
    }

    private void accept(SocketChannel channel) throws IOException {
        if (sessions.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        begin(channel);
    }

    /** We called: the ESME hears who we are, and binds if it believes it. On the loop's thread. */
    void call(SocketChannel channel, Outbind esme) {
        try {
            var session = begin(channel);
            session.write(esme.pdu(session.nextSequence()));
        } catch (IOException e) {
            throw new UncheckedIOException(esme.toString(), e);
        }
    }

    private Session begin(SocketChannel channel) throws IOException {
        var session = new Session(++lastSessionId, channel, loop, this);
        sessions.add(session);
        loop.after(
                TIME_TO_BIND,
                () -> {
                    if (session.binding() == null) {
                        session.close("not bound within " + TIME_TO_BIND);
                    }
                });
        return session;
    }

    private void scheduleCalls(Outbind esme) {
        loop.after(
                BETWEEN_CALLS,
                () -> {
                    if (queue.held() > 0 && sessions.stream().noneMatch(SmscServer::mayReceive)) {
                        Thread.ofVirtual().start(() -> call(esme));
                    }
                    scheduleCalls(esme);
                });
    }

    /** Also one that was called and has yet to bind. */
    private static boolean mayReceive(Session session) {
        var binding = session.binding();
        return binding == null || binding.type().receives();
    }

    private void call(Outbind esme) {
        try {
            var channel = esme.connect();
            loop.execute(() -> call(channel, esme));
        } catch (IOException e) {
            log.warn("{} doesn't take our call: {}", esme, e.toString());
        }
    }

    @Override
    public void received(Session session, Pdu pdu) {
        if (!CommandId.isResponse(pdu.commandId())) {
            boolean wasBound = session.binding() != null;
            requests.answer(session, pdu);
            if (!wasBound && session.binding() != null) {
                announceBound();
            }
            return;
        }
        switch (pdu.commandId() & ~CommandId.RESPONSE) {
            // generic_nack has the sequence of what it refuses; enquire_link_resp says enough by
            // having come
            case CommandId.DELIVER_SM, CommandId.DATA_SM, 0 ->
                    queue.answered(session, pdu.sequence(), pdu.status());
            default -> log.debug("session {}: {}", session.id(), pdu);
        }
    }

    @Override
    public void unframable(Session session, MalformedPdu fault) {
        counters.malformed.increment();
        session.write(Pdu.genericNack(fault.status(), 0));
        session.closeWhenFlushed();
    }

    @Override
    public void closed(Session session) {
        sessions.remove(session);
        queue.closed(session);
        announceBound();
    }

    private void endRound() {
        queue.pump();
        for (var session : sessions) {
            session.flush();
        }
    }

    private void scheduleEnquireLinks() {
        var every = settings.enquireLinkEvery();
        if (!every.isZero()) {
            loop.after(every, this::enquireLinks);
        }
    }

    private void enquireLinks() {
        var every = settings.enquireLinkEvery();
        long silentSince = System.nanoTime() - every.multipliedBy(2).toNanos();
        for (var session : sessions) {
            if (session.lastReadNanos() - silentSince < 0) {
                session.close("silent for two enquire_links");
            } else if (session.binding() != null) {
                session.write(
                        Pdu.request(CommandId.ENQUIRE_LINK, session.nextSequence(), Octets.EMPTY));
            }
        }
        scheduleEnquireLinks();
    }

    private void announceBound() {
        synchronized (boundChanged) {
            boundChanged.notifyAll();
        }
    }

    /** False when there were not so many in time. */
    boolean awaitBound(int count, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        synchronized (boundChanged) {
            while (bound().size() < count) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    boundChanged.wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException e) {
                    throw Waiting.interrupted(count + " bound session(s)");
                }
            }
            return true;
        }
    }

    List<BoundSession> bound() {
        return sessions.stream()
                .flatMap(
                        session -> {
                            var binding = session.binding();
                            return binding == null
                                    ? java.util.stream.Stream.empty()
                                    : java.util.stream.Stream.of(session.view(binding));
                        })
                .toList();
    }

    int port() {
        return port;
    }

    EventLoop loop() {
        return loop;
    }

    List<Session> sessions() {
        return sessions;
    }

    Faults faults() {
        return faults;
    }

    SubmitLog submits() {
        return submits;
    }

    DeliveryQueue queue() {
        return queue;
    }

    ReceiptDesk receipts() {
        return receipts;
    }

    SmscSettings settings() {
        return settings;
    }

    UssdDesk ussd() {
        return ussd;
    }

    FaultyWriter writer() {
        return writer;
    }

    SmscStats stats() {
        return counters.stats(queue.held(), bound().size());
    }
}
