package kz.nusqau.simulator.billing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import kz.nusqau.simulator.counterparty.Differences;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.SandboxHandler;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.jspecify.annotations.Nullable;

/**
 * The operator's billing over HTTP, with its own books and fault switches.
 *
 * <pre>{@code
 * var billing = BillingSandbox.of(world).token("secret").mount(web, "/billing");
 * billing.faults().enqueue("charge", new CounterpartyFault.AnswerLost());
 * ...
 * assertThat(billing.books().doubleCharges()).isEmpty();
 * }</pre>
 */
public final class BillingSandbox implements AutoCloseable {

    private final BillingBooks books;
    private final Faults faults;
    private final Differences differences;

    private BillingSandbox(Builder builder, WebServer web, String prefix) {
        var pending = new Pending();
        books =
                new BillingBooks(
                        builder.world,
                        builder.clock,
                        builder.reservationLifetime,
                        pending,
                        builder.file);
        faults = new Faults(BillingApi.OPERATIONS, builder.clock);
        var api = new BillingApi(builder.world, books, pending, builder.clock, builder.token);
        differences = api.differences().orElseThrow();
        web.mount(prefix, new SandboxHandler(prefix, api, faults, pending, builder.clock));
    }

    public static Builder of(World world) {
        return new Builder(world);
    }

    public BillingBooks books() {
        return books;
    }

    /** Operations: query, reservation, charge, release, refund, inquiry, report. */
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
        books.close();
    }

    /** How the sandbox is set up before it serves. */
    public static final class Builder {

        private final World world;
        private String token = "billing-demo-token";
        private Duration reservationLifetime = Duration.ofHours(24);
        private Clock clock = Clock.systemUTC();
        private @Nullable Path file;

        private Builder(World world) {
            this.world = world;
        }

        /** The bearer token that clients must show. */
        public Builder token(String expected) {
            token = expected;
            return this;
        }

        public Builder reservationLifetime(Duration lifetime) {
            reservationLifetime = lifetime;
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

        /** Serves it from now on under this path, {@code /billing}. */
        public BillingSandbox mount(WebServer web, String prefix) {
            return new BillingSandbox(this, web, prefix);
        }
    }
}
