package kz.nusqau.counterparty;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kz.nusqau.counterparty.emoney.EmoneyClient;
import kz.nusqau.counterparty.emoney.QuoteAnswer;
import kz.nusqau.counterparty.emoney.QuotedPayment;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;

/** Look-ups at the e-money systems. */
public final class EmoneySystems implements AutoCloseable {

    // Look-ups that may wait or run, over all systems.
    private static final int CAPACITY = 4_096;

    private final Map<String, Emoney> systems = new TreeMap<>();
    private final Semaphore room = new Semaphore(CAPACITY);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A system with the client of its look-ups, apart from that of its commands. */
    record Emoney(Counterparty counterparty, EmoneyClient client, Semaphore places) {

        Emoney(Counterparty counterparty, EmoneyClient client) {
            this(
                    counterparty,
                    client,
                    new Semaphore(counterparty.settings().concurrentLookups(), true));
        }

        <T> T ask(String operation, Supplier<T> call) {
            try {
                if (!places.tryAcquire(
                        counterparty.settings().lookupTimeout().toMillis(),
                        TimeUnit.MILLISECONDS)) {
                    throw new CounterpartyUnavailable("no place among the look-ups under way");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CounterpartyUnavailable("the hub is stopping", e);
            }
            try {
                return counterparty.lookup(operation, call);
            } finally {
                places.release();
            }
        }
    }

    EmoneySystems(List<Emoney> systems) {
        systems.forEach(each -> this.systems.put(each.counterparty.id(), each));
    }

    /** Asks the healthy ones of the named systems in their order until one answers; never fails. */
    public CompletableFuture<Quote> quote(QuoteRequest request) {
        return run(() -> quoteFirst(request))
                .exceptionally(failure -> new Quote.Unavailable(why(failure)));
    }

    private Quote quoteFirst(QuoteRequest request) {
        String why = "no system serves " + request.provider();
        for (String id : request.systems()) {
            Emoney system = systems.get(id);
            if (system == null || !serves(system, request.provider())) {
                continue;
            }
            if (system.counterparty.isResting()) {
                why = id + " does not answer";
                continue;
            }
            try {
                return quote(system, request);
            } catch (CounterpartyUnavailable e) {
                why = id + ": " + e.getMessage();
            }
        }
        return new Quote.Unavailable(why);
    }

    private static Quote quote(Emoney system, QuoteRequest request) {
        var settings = system.counterparty.settings();
        var answer =
                system.ask(
                        "quote",
                        () ->
                                system.client.quote(
                                        new QuotedPayment(request), settings.lookupTimeout()));
        return switch (answer) {
            case QuoteAnswer.Accepted a -> new Quote.Quoted(system.counterparty.id());
            case QuoteAnswer.Refused(var reason, var field, var detail) ->
                    new Quote.Refused(reason, field);
        };
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    /**
     * What the subscriber has in wallets of all systems.
     *
     * @return fails with {@link CounterpartyUnavailable}
     */
    public CompletableFuture<Money> walletBalance(Msisdn msisdn) {
        return run(
                () -> {
                    Money sum = Money.tiyn(0);
                    for (Emoney system : systems.values()) {
                        var timeout = system.counterparty.settings().lookupTimeout();
                        sum =
                                sum.plus(
                                        system.ask(
                                                "wallet-balance",
                                                () ->
                                                        system.client.walletBalance(
                                                                msisdn, timeout)));
                    }
                    return sum;
                });
    }

    private <T> CompletableFuture<T> run(Supplier<T> work) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new CounterpartyUnavailable("too many look-ups are waiting"));
        }
        return CompletableFuture.supplyAsync(work, threads)
                .whenComplete((done, failure) -> room.release());
    }

    /** The configured systems that serve the provider, healthy ones first. */
    public List<String> serving(String provider) {
        return systems.values().stream()
                .filter(system -> serves(system, provider))
                .sorted(Comparator.comparing((Emoney system) -> system.counterparty.isResting()))
                .map(system -> system.counterparty.id())
                .toList();
    }

    private static boolean serves(Emoney system, String provider) {
        var providers = system.counterparty.settings().providers();
        return providers.isEmpty() || providers.contains(provider);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        systems.values().forEach(system -> system.client.close());
    }
}
