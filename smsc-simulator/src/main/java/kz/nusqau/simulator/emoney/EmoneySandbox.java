package kz.nusqau.simulator.emoney;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.Differences;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.SandboxHandler;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.jspecify.annotations.Nullable;

/**
 * One e-money system over HTTP, answering at once or later, with its own books and fault switches.
 *
 * <pre>{@code
 * var wooppay = EmoneySandbox.of("wooppay", world).client("hub", "secret").mount(web, "/wooppay");
 * wooppay.faults().enqueue("deposit", new CounterpartyFault.AnswerLost());
 * ...
 * assertThat(wooppay.books().doublePayments()).isEmpty();
 * }</pre>
 */
public final class EmoneySandbox implements AutoCloseable {

    private final EmoneyBooks books;
    private final Faults faults;
    private final Differences differences;
    private final Optional<BackOffice> office;

    private EmoneySandbox(Builder builder, WebServer web, String prefix) {
        var pending = new Pending();
        var rules = new EmoneyRules(builder.system, builder.world, builder.limits, builder.clock);
        books =
                new EmoneyBooks(
                        builder.system,
                        rules,
                        builder.limits,
                        builder.numbersFrom,
                        pending,
                        builder.clock,
                        builder.file);
        faults = new Faults(EmoneyApi.OPERATIONS, builder.clock);
        var clients = new HashMap<String, Signatures>();
        builder.clients.forEach((id, secret) -> clients.put(id, new Signatures(secret)));
        office = builder.actsAfter.map(after -> new BackOffice(clients, builder.clock));
        var api =
                new EmoneyApi(
                        builder.system,
                        builder.world,
                        rules,
                        books,
                        pending,
                        builder.clock,
                        Map.copyOf(clients),
                        answering(builder, prefix, pending));
        differences = api.differences().orElseThrow();
        web.mount(prefix, new SandboxHandler(prefix, api, faults, pending, builder.clock));
    }

    private Answering answering(Builder builder, String prefix, Pending pending) {
        return office.<Answering>map(
                        clerk ->
                                new Later(
                                        prefix,
                                        books,
                                        pending,
                                        clerk,
                                        builder.actsAfter.orElseThrow(),
                                        builder.clock))
                .orElseGet(() -> new AtOnce(books, builder.clock));
    }

    /** Sets a system up by the name under which the world's providers know it. */
    public static Builder of(String system, World world) {
        return new Builder(system, world);
    }

    public EmoneyBooks books() {
        return books;
    }

    /**
     * Operations: deposit, billpay, transfer, withdrawal, reversal, quotation, inquiry, balance,
     * heartbeat, report.
     */
    public Faults faults() {
        return faults;
    }

    /** What its end-of-day files get wrong. */
    public Differences differences() {
        return differences;
    }

    /** Gives the file of the books up; the web server is closed by who started it. */
    @Override
    public void close() {
        office.ifPresent(BackOffice::close);
        books.close();
    }

    /** How the system is set up before it serves. */
    public static final class Builder {

        private final String system;
        private final World world;
        private final Map<String, String> clients = new HashMap<>();
        private EmoneyLimits limits = EmoneyLimits.demo();
        private Clock clock = Clock.systemUTC();
        private Optional<Duration> actsAfter = Optional.empty();
        private long numbersFrom = 1;
        private @Nullable Path file;

        private Builder(String system, World world) {
            this.system = system;
            this.world = world;
        }

        /** Lets a client in, by its id and the secret of its signatures. */
        public Builder client(String id, String secret) {
            clients.put(id, secret);
            return this;
        }

        /** Answers 202, acts after that time and calls back where the client named an address. */
        public Builder actingAfter(Duration delay) {
            actsAfter = Optional.of(delay);
            return this;
        }

        /** Where its row of payment numbers begins, so that those of two systems differ. */
        public Builder numbersFrom(long place) {
            numbersFrom = place;
            return this;
        }

        public Builder limits(EmoneyLimits other) {
            limits = other;
            return this;
        }

        public Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /** Keeps the books in this file over restarts; without it they live in memory. */
        public Builder books(Path journal) {
            file = journal;
            return this;
        }

        /** Serves it from now on under this path, {@code /wooppay}. */
        public EmoneySandbox mount(WebServer web, String prefix) {
            return new EmoneySandbox(this, web, prefix);
        }
    }
}
