package kz.nusqau.sms.smpp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One contract with an SMSC: its session slots as far as this node holds them, and what waits to be
 * submitted over them.
 */
public final class Bind implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bind.class);
    private static final long TICK_MILLIS = 200;

    private final BindSettings settings;
    private final LinkListener listener;
    private final LinkMeters meters;
    private final ConcurrentSkipListMap<Integer, Link> links = new ConcurrentSkipListMap<>();
    private final Map<Integer, Opening> wanted = new TreeMap<>();
    private final Set<Integer> held = new TreeSet<>();
    private final SubmitQueue queue;
    private final ScheduledFuture<?> ticking;

    /** Null where this side connects. */
    private final @Nullable BlockingQueue<Connection> calls;

    private @Nullable LinkSettings transmitter;
    private volatile List<Bind> standby = List.of();
    private volatile @Nullable String pausedBecause;

    /** How a slot is opened. */
    private record Opening(LinkSettings link, Receiver receiver) {}

    public Bind(
            BindSettings settings,
            LinkListener listener,
            ScheduledExecutorService clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.listener = listener;
        this.meters = new LinkMeters(registry, settings.id());
        this.calls = settings.outbind() == null ? null : new SynchronousQueue<>();
        this.queue = new SubmitQueue(settings, new OwnSessions(), clock);
        this.ticking =
                clock.scheduleAtFixedRate(
                        this::tick, untilAllTick(), TICK_MILLIS, TimeUnit.MILLISECONDS);
        gauge(registry, "nusqau.smpp.sessions", bind -> bind.sessions().size());
        gauge(
                registry,
                "nusqau.smpp.window.used",
                bind -> bind.sessions().stream().mapToInt(Session::outstanding).sum());
        gauge(
                registry,
                "nusqau.smpp.deliver.held",
                bind -> bind.sessions().stream().mapToInt(Session::held).sum());
        gauge(registry, "nusqau.smpp.submit.waiting", bind -> bind.queue.depth());
        gauge(registry, "nusqau.smpp.submit.rate", bind -> bind.queue.rate());
    }

    /** All binds at the same time: to be woken for each costs more than what there is to do. */
    private static long untilAllTick() {
        return TICK_MILLIS - Math.floorMod(System.nanoTime() / 1_000_000, TICK_MILLIS);
    }

    public BindSettings settings() {
        return settings;
    }

    /** One for each slot of the contract, also those that this node doesn't hold. */
    public List<LinkStatus> statuses() {
        return java.util.stream.IntStream.range(0, settings.sessions())
                .mapToObj(this::status)
                .toList();
    }

    public BindFigures figures() {
        Collection<Session> bound = sessions();
        return new BindFigures(
                bound.size(),
                bound.stream().mapToInt(Session::outstanding).sum(),
                bound.size() * settings.window(),
                meters.taken(),
                meters.throttled(),
                meters.received(),
                bound.stream().mapToInt(Session::held).sum(),
                queue.depth());
    }

    public int boundSessions() {
        return sessions().size();
    }

    /** Asked for each link several times a second. */
    public boolean isBound() {
        for (var link : links.values()) {
            if (link.session() != null) {
                return true;
            }
        }
        return false;
    }

    /** How many more may leave now, as far as windows say. */
    int submittable() {
        return sessions().stream().mapToInt(Session::room).sum();
    }

    /** Others of the same link: what this bind can't submit for want of a session goes by them. */
    public void standBy(List<Bind> others) {
        standby = List.copyOf(others);
    }

    /**
     * Holds the bind still: what came is answered, what was sent may still be answered, then its
     * sessions unbind. The SMSC keeps what it has for us; what is to be submitted goes by another
     * bind of the link, or waits in the outbox.
     */
    public synchronized void pause(String reason) {
        pausedBecause = reason;
        LOG.info("{} is paused: {}", settings.id(), reason);
        closeAll();
        queue.passOn();
    }

    /** Binds again. */
    public synchronized void resume() {
        if (pausedBecause == null) {
            return;
        }
        pausedBecause = null;
        LOG.info("{} is resumed", settings.id());
        wanted.forEach(this::connect);
    }

    public boolean isPaused() {
        return pausedBecause != null;
    }

    /** Submits that wait for a session, the window or the rate. */
    public int waiting() {
        return queue.depth();
    }

    /**
     * Sends when a window and the rate allow it, the most urgent first and equals in the order of
     * the calls. Waits while too much waits already. The result comes on another thread.
     */
    void submit(SubmitSm message, WhenAnswered whenDone) throws InterruptedException {
        queue.submit(message, whenDone);
    }

    /**
     * Sends by that session before all that may leave by any: who waits for it holds a phone in the
     * hand. It counts into the rate as they do. What can't leave by it soon does not leave.
     */
    void submit(SubmitSm message, UUID session, WhenAnswered whenDone) {
        queue.submit(message, session, whenDone);
    }

    /**
     * Gives a connection that the SMSC has made to a slot that waits for one.
     *
     * @return false when no slot of this node takes it within that time
     */
    boolean answer(Connection call, Duration within) throws InterruptedException {
        return calls != null && calls.offer(call, within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether this node has that session. */
    public boolean has(UUID session) {
        return sessions().stream().anyMatch(each -> each.id().equals(session));
    }

    synchronized void open(int slot, LinkSettings link, Receiver receiver) {
        if (wanted.containsKey(slot)) {
            throw new IllegalStateException("slot " + settings.slot(slot) + " is in use");
        }
        var opening = new Opening(link, receiver);
        wanted.put(slot, opening);
        if (!isPaused()) {
            connect(slot, opening);
        }
    }

    private void connect(int slot, Opening opening) {
        var opened = new Link(opening.link, opening.receiver, listener, meters, queue::pump, calls);
        links.put(slot, opened);
        queue.share(links.size(), settings.sessions());
        opened.start();
    }

    /** This node may use the slot of a bind that only transmits; it does while a route wants it. */
    public synchronized void hold(int slot) {
        held.add(slot);
        openHeld();
    }

    public void release(int slot) {
        synchronized (this) {
            held.remove(slot);
        }
        close(slot);
    }

    /** A route wants to transmit on the held slots. */
    synchronized void transmit(LinkSettings link) {
        transmitter = link;
        openHeld();
    }

    void transmitNoMore() {
        synchronized (this) {
            transmitter = null;
            wanted.clear();
        }
        closeAll();
    }

    private void openHeld() {
        var link = transmitter;
        if (link == null) {
            return;
        }
        for (int slot : held) {
            if (!wanted.containsKey(slot)) {
                open(
                        slot,
                        link.withSlot(slot),
                        delivery -> delivery.answer(Status.INVALID_BIND_STATUS));
            }
        }
    }

    private void closeAll() {
        links.keySet().forEach(this::disconnect);
    }

    void answeredLate(Delivery delivery) {
        listener.answeredLate(delivery);
    }

    void close(int slot) {
        synchronized (this) {
            wanted.remove(slot);
        }
        disconnect(slot);
    }

    private void disconnect(int slot) {
        Link link = links.get(slot);
        if (link != null) {
            link.close();
            links.remove(slot, link);
            queue.share(links.size(), settings.sessions());
        }
    }

    @Override
    public void close() {
        closeAll();
        ticking.cancel(false);
        queue.close();
    }

    private Collection<Session> sessions() {
        return links.values().stream().map(Link::session).filter(Objects::nonNull).toList();
    }

    private LinkStatus status(int slot) {
        var link = links.get(slot);
        var paused = pausedBecause;
        if (link != null) {
            return link.status();
        }
        return paused != null
                ? new LinkStatus(
                        settings.slot(slot), LinkStatus.State.PAUSED, Instant.now(), paused)
                : new LinkStatus(
                        settings.slot(slot),
                        LinkStatus.State.IDLE,
                        Instant.now(),
                        "not in use by this node");
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            links.values().forEach(link -> link.tick(now));
            queue.tick(now);
        } catch (RuntimeException e) {
            // The next tick must come whatever happened in this one.
            LOG.error("{}: looking after the sessions failed", settings.id(), e);
        }
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Bind> value) {
        Gauge.builder(name, this, value).tags(meters.tags()).register(registry);
    }

    /** How long a submit may wait for a session before it is given back. */
    static final Duration SESSION_WITHIN = Duration.ofSeconds(30);

    private final class OwnSessions implements SubmitQueue.Sessions {

        @Override
        public @Nullable Session withMostRoom() {
            Session best = null;
            int most = 0;
            for (var link : links.values()) {
                var session = link.session();
                if (session != null && session.room() > most) {
                    most = session.room();
                    best = session;
                }
            }
            return best;
        }

        @Override
        public @Nullable Session find(UUID id) {
            for (var link : links.values()) {
                var session = link.session();
                if (session != null && session.id().equals(id)) {
                    return session;
                }
            }
            return null;
        }

        @Override
        public boolean areBound() {
            return isBound();
        }

        @Override
        public boolean arePaused() {
            return isPaused();
        }

        @Override
        public @Nullable SubmitQueue elsewhere() {
            for (var other : standby) {
                if (other.isBound()) {
                    return other.queue;
                }
            }
            return null;
        }
    }
}
