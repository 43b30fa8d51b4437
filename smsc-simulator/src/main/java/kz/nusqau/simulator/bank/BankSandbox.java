package kz.nusqau.simulator.bank;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import kz.nusqau.simulator.counterparty.Differences;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.SandboxHandler;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bank on a broker's queue {@code bank.<id>.requests}, with its own books and fault switches,
 * and a page to read them.
 *
 * <pre>{@code
 * var kaspi = BankSandbox.of(Profile.kaspi(), world).mount(web, "/kaspi");
 * kaspi.connect("tcp://127.0.0.1:61616", "bank-kaspi", password);
 * kaspi.faults().enqueue("transfer", new CounterpartyFault.AnswerLost());
 * ...
 * assertThat(kaspi.books().doubleTransfers()).isEmpty();
 * }</pre>
 */
public final class BankSandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BankSandbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String id;
    private final BankBooks books;
    private final BankDesk desk;
    private final Faults faults;
    private final Differences differences;
    private final Untold untold = new Untold();
    private @Nullable BankQueue queue;
    private @Nullable Thread connecting;
    private boolean closed;
    private volatile Consumer<Transfer> elsewhere = settled -> {};

    private BankSandbox(Builder builder, WebServer web, String prefix) {
        id = builder.profile.id();
        books = new BankBooks(builder.profile, builder.world, builder.clock, builder.file);
        desk = new BankDesk(books, builder.clock);
        books.onSettled(this::settled);
        faults = new Faults(BankDesk.OPERATIONS, builder.clock);
        var pages = new BankPages(books, builder.clock, builder.token);
        differences = pages.differences().orElseThrow();
        web.mount(prefix, new SandboxHandler(prefix, pages, faults, new Pending(), builder.clock));
    }

    private void settled(Transfer transfer) {
        untold.add(transfer);
        elsewhere.accept(transfer);
    }

    /** Told of each transfer that is settled; has to be quick. */
    void onSettled(Consumer<Transfer> listener) {
        elsewhere = listener;
    }

    public static Builder of(Profile profile, World world) {
        return new Builder(profile, world);
    }

    public BankBooks books() {
        return books;
    }

    /** Operations: balance, statement, transfer, inquiry, check, recall, rates, report, notice. */
    public Faults faults() {
        return faults;
    }

    /** What its end-of-day files get wrong. */
    public Differences differences() {
        return differences;
    }

    /**
     * Whether orders are executed when they come, as in the demo, or on their operational days: one
     * that comes after the cut-off is pending until the bank opens on its next working day.
     */
    public BankSandbox settlingAtOnce(boolean atOnce) {
        books.settlesAtOnce(atOnce);
        return this;
    }

    /**
     * Serves the queue of that broker as soon as it is there, trying again with growing pauses;
     * returns at once.
     */
    public synchronized void keepConnecting(String url, String user, String password) {
        connecting =
                Thread.ofPlatform()
                        .name(id + "-connecting")
                        .daemon(true)
                        .start(() -> connectPatiently(url, user, password));
    }

    private void connectPatiently(String url, String user, String password) {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                connect(url, user, password);
                LOG.info("{} serves {}", id, url);
                return;
            } catch (IllegalStateException e) {
                LOG.warn("{}; again in {}", e.getMessage(), pause);
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    /** Serves the queue of that broker from now on, and no other one. */
    public synchronized void connect(String url, String user, String password) {
        disconnect();
        if (closed) {
            return;
        }
        queue = new BankQueue(id, url, user, password, desk, faults, untold);
    }

    /** Requests stay in the queue. */
    public synchronized void disconnect() {
        if (queue != null) {
            queue.close();
            queue = null;
        }
    }

    private synchronized void stopServing() {
        closed = true;
        if (connecting != null) {
            connecting.interrupt();
        }
        disconnect();
    }

    /**
     * Gives the broker and the file of the books up; the web server is closed by who started it.
     */
    @Override
    public void close() {
        stopServing();
        books.close();
    }

    /** How a bank is set up before it serves. */
    public static final class Builder {

        private final Profile profile;
        private final World world;
        private Clock clock = Clock.systemUTC();
        private String token = "";
        private @Nullable Path file;

        private Builder(Profile profile, World world) {
            this.profile = profile;
            this.world = world;
        }

        public Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /** Who fetches its end-of-day files has this bearer token. */
        public Builder token(String other) {
            token = other;
            return this;
        }

        /** Keeps the books in this file over restarts; without it they live in memory. */
        public Builder books(Path journal) {
            file = journal;
            return this;
        }

        /** Shows its pages under this path, {@code /kaspi}; serves once it is connected. */
        public BankSandbox mount(WebServer web, String prefix) {
            return new BankSandbox(this, web, prefix);
        }
    }
}
