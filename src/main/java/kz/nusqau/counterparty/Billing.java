package kz.nusqau.counterparty;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.nusqau.counterparty.Collector.Question;
import kz.nusqau.counterparty.billing.FactsClient;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.shared.Msisdn;

/** Look-ups at the operator's billing and registry. */
public final class Billing implements AutoCloseable {

    private static final int CAPACITY = 16_384;

    /** Help must not wait for a billing that is silent. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Counterparty counterparty;
    private final FactsClient client;
    private final Duration timeout;
    private final Collector<Msisdn, FactsResult> collector;
    private final RecentBrands brands = new RecentBrands(CAPACITY, Ticker.systemTicker());

    Billing(Counterparty counterparty, FactsClient client) {
        this.counterparty = counterparty;
        this.client = client;
        this.timeout = counterparty.settings().lookupTimeout();
        this.collector =
                new Collector<>(
                        "billing-lookups",
                        FactsClient.MAX_NUMBERS,
                        counterparty.settings().lookupsAtOnce(),
                        CAPACITY,
                        timeout,
                        this::query);
    }

    public String id() {
        return counterparty.id();
    }

    /**
     * Facts of one number. Calls that come close together share a request.
     *
     * @return fails with {@link CounterpartyUnavailable}
     */
    public CompletableFuture<FactsResult> facts(Msisdn msisdn) {
        return collector.ask(msisdn);
    }

    /**
     * For the words of a reply: as billing said within the last minutes, or says in a moment. Empty
     * when it doesn't say; never fails.
     */
    public CompletableFuture<Optional<Brand>> brand(Msisdn msisdn) {
        Optional<Brand> recent = brands.find(msisdn);
        return recent.isPresent()
                ? CompletableFuture.completedFuture(recent)
                : facts(msisdn)
                        .thenApply(Billing::brand)
                        .completeOnTimeout(
                                Optional.empty(), MOMENT.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> Optional.empty());
    }

    private static Optional<Brand> brand(FactsResult result) {
        return result instanceof FactsResult.Known(var facts)
                ? Optional.of(facts.brand())
                : Optional.empty();
    }

    private void query(List<Question<Msisdn, FactsResult>> questions) {
        long waited = System.nanoTime() - questions.getFirst().askedAt();
        Duration left = timeout.minusNanos(waited);
        List<Msisdn> numbers = questions.stream().map(Question::asked).distinct().toList();
        Map<Msisdn, FactsResult> results =
                counterparty.lookup("facts", () -> client.query(numbers, atLeastSome(left)));
        for (var question : questions) {
            FactsResult result = results.get(question.asked());
            if (result == null) {
                question.answer()
                        .completeExceptionally(
                                new CounterpartyUnavailable("billing left a number out"));
            } else {
                brand(result).ifPresent(brand -> brands.keep(question.asked(), brand));
                question.answer().complete(result);
            }
        }
    }

    private static Duration atLeastSome(Duration left) {
        Duration some = Duration.ofMillis(10);
        return left.compareTo(some) < 0 ? some : left;
    }

    int depth() {
        return collector.depth();
    }

    @Override
    public void close() {
        collector.close();
        client.close();
    }
}
