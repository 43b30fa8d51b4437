package kz.nusqau.counterparty;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import kz.nusqau.counterparty.emoney.EmoneyClient;
import kz.nusqau.counterparty.emoney.Quotation;
import kz.nusqau.counterparty.emoney.QuoteAnswer;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;

/** Look-ups at the e-money systems, and the choice among them. */
public final class EmoneySystems implements AutoCloseable {

    // Look-ups that may wait or run, over all systems.
    private static final int CAPACITY = 4_096;

    /** In the order of preference. */
    private final Map<String, Emoney> systems = new LinkedHashMap<>();

    /** How long who has an offer in hand waits for a better one. */
    private final Duration comparison;

    private final Semaphore room = new Semaphore(CAPACITY);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A system with the client of its look-ups, apart from that of its commands. */
    record Emoney(
            Counterparty counterparty,
            EmoneyClient client,
            Semaphore places,
            AtomicBoolean probing) {

        Emoney(Counterparty counterparty, EmoneyClient client) {
            this(
                    counterparty,
                    client,
                    new Semaphore(counterparty.settings().lookupsAtOnce(), true),
                    new AtomicBoolean());
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

    EmoneySystems(List<Emoney> systems, Duration comparison) {
        this.comparison = comparison;
        systems.forEach(each -> this.systems.put(each.counterparty.id(), each));
    }

    /** All there are, in the order of preference. */
    public List<String> ids() {
        return List.copyOf(systems.keySet());
    }

    /**
     * Asks the named systems that serve it and are well, all at once, and chooses among what they
     * offer (R-INS-3); never fails. Who has an offer in hand waits a moment for a better one, not
     * for everybody.
     */
    public CompletableFuture<Quote> quote(QuoteRequest request) {
        Map<String, CompletableFuture<Offer>> asked = new LinkedHashMap<>();
        for (String id : request.systems()) {
            Emoney system = systems.get(id);
            if (system != null && serves(system, request.wanted())) {
                asked.put(id, offer(system, request));
            }
        }
        if (asked.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Quote.Unavailable("no system serves " + words(request.wanted())));
        }
        var decided = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        if (asked.size() > 1) {
            asked.values().forEach(each -> decideSoonAfter(each, decided));
        }
        return decided.thenApply(done -> Offer.choose(soFar(asked)))
                .thenCompose(chosen -> elsewhere(request, List.copyOf(asked.keySet()), chosen));
    }

    /** Money in a wallet that can't pay this is worth a word. */
    private CompletableFuture<Quote> elsewhere(
            QuoteRequest request, List<String> asked, Quote quote) {
        List<Emoney> others =
                systems.values().stream()
                        .filter(system -> !asked.contains(system.counterparty.id()))
                        .filter(system -> system.counterparty.isWell())
                        .toList();
        if (!(quote instanceof Quote.Refused(var reason, var field))
                || reason != RefusalReason.INSUFFICIENT_WALLET_FUNDS
                || others.isEmpty()) {
            return CompletableFuture.completedFuture(quote);
        }
        return run(() -> others.stream().filter(system -> holdsEnough(system, request)).findFirst())
                .thenApply(
                        found ->
                                found.<Quote>map(
                                                system ->
                                                        new Quote.Elsewhere(
                                                                system.counterparty.id(), asked))
                                        .orElse(quote))
                .exceptionally(failure -> quote);
    }

    private void decideSoonAfter(CompletableFuture<Offer> each, CompletableFuture<Void> decided) {
        var soon =
                CompletableFuture.delayedExecutor(
                        comparison.toMillis(), TimeUnit.MILLISECONDS, threads);
        var unused =
                each.thenAccept(
                        offer -> {
                            if (offer instanceof Offer.Made && !decided.isDone()) {
                                soon.execute(() -> decided.complete(null));
                            }
                        });
    }

    private static List<Offer> soFar(Map<String, CompletableFuture<Offer>> asked) {
        return asked.entrySet().stream()
                .map(
                        each ->
                                each.getValue()
                                        .getNow(new Offer.Missing(each.getKey(), "takes too long")))
                .toList();
    }

    /** Never fails. */
    private CompletableFuture<Offer> offer(Emoney system, QuoteRequest request) {
        String id = system.counterparty.id();
        if (!system.counterparty.isWell()) {
            return CompletableFuture.completedFuture(new Offer.Missing(id, "does not answer"));
        }
        return run(() -> asked(system, request))
                .exceptionally(failure -> new Offer.Missing(id, why(failure)));
    }

    private static Offer asked(Emoney system, QuoteRequest request) {
        String id = system.counterparty.id();
        var timeout = system.counterparty.settings().lookupTimeout();
        var answer =
                system.ask("quote", () -> system.client.quote(new Quotation(request), timeout));
        return switch (answer) {
            case QuoteAnswer.Accepted(var fee) ->
                    request.fromWallet() && !holdsEnough(system, request)
                            ? Offer.Declined.poorWallet(id)
                            : made(system, request, fee);
            case QuoteAnswer.Refused(var reason, var field, var detail) ->
                    new Offer.Declined(id, reason, field);
        };
    }

    private static Offer made(Emoney system, QuoteRequest request, Money fee) {
        String id = system.counterparty.id();
        return request.wanted() instanceof Operation.TopUp
                ? new Offer.Made(
                        id,
                        fee,
                        heldIfKnown(system, request.payer()),
                        request.home().filter(id::equals).isPresent())
                : new Offer.Made(id, fee);
    }

    /** Who can't be asked holds nothing as far as the choice goes. */
    private static Money heldIfKnown(Emoney system, Msisdn owner) {
        try {
            return walletBalance(system, owner);
        } catch (CounterpartyUnavailable e) {
            return Money.tiyn(0);
        }
    }

    private static boolean holdsEnough(Emoney system, QuoteRequest request) {
        return !taken(request.wanted()).isMoreThan(walletBalance(system, request.payer()));
    }

    /** What leaves the wallet, or comes into it. */
    private static Money taken(Operation.OfEmoney operation) {
        return switch (operation) {
            case Operation.TopUp(var amount) -> amount;
            case Operation.PayProvider pay -> pay.amount().plus(pay.commission());
            case Operation.Transfer transfer -> transfer.amount().plus(transfer.commission());
            case Operation.Redeem(var account, var amount) -> amount;
            case Operation.ReverseTopUp reversal -> throw withoutAmount(reversal);
            case Operation.ReverseRedemption reversal -> throw withoutAmount(reversal);
        };
    }

    private static IllegalArgumentException withoutAmount(Operation operation) {
        return new IllegalArgumentException(operation.name() + " names no amount");
    }

    private static String why(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** Tries out the systems that rest, each for itself; returns at once. */
    void probe() {
        for (Emoney system : systems.values()) {
            if (system.probing.compareAndSet(false, true)) {
                threads.execute(() -> probe(system));
            }
        }
    }

    private static void probe(Emoney system) {
        try {
            var timeout = system.counterparty.settings().lookupTimeout();
            system.counterparty.probe(() -> system.client.isAlive(timeout));
        } finally {
            system.probing.set(false);
        }
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
                        sum = sum.plus(walletBalance(system, msisdn));
                    }
                    return sum;
                });
    }

    private static Money walletBalance(Emoney system, Msisdn msisdn) {
        var timeout = system.counterparty.settings().lookupTimeout();
        return system.ask("wallet-balance", () -> system.client.walletBalance(msisdn, timeout));
    }

    private <T> CompletableFuture<T> run(Supplier<T> work) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new CounterpartyUnavailable("too many look-ups are waiting"));
        }
        return CompletableFuture.supplyAsync(work, threads)
                .whenComplete((done, failure) -> room.release());
    }

    /** Wallets are every system's; providers are served by some. */
    private static boolean serves(Emoney system, Operation wanted) {
        var providers = system.counterparty.settings().providers();
        return !(wanted instanceof Operation.PayProvider payment)
                || providers.isEmpty()
                || providers.contains(payment.provider());
    }

    private static String words(Operation wanted) {
        return wanted instanceof Operation.PayProvider payment ? payment.provider() : wanted.name();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        systems.values().forEach(system -> system.client.close());
    }
}
