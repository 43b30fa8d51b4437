package kz.nusqau.counterparty.wire;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.platform.Latencies;
import org.jspecify.annotations.Nullable;

/**
 * One counterparty with what keeps its troubles its own (I-9): bounded calls and a circuit breaker
 * for what moves money, another breaker for look-ups.
 */
public final class Counterparty implements AutoCloseable {

    private final String id;
    private final CounterpartySettings settings;
    private final CounterpartyClient client;
    private final CircuitBreaker breaker;
    private final CircuitBreaker lookupBreaker;
    private final Semaphore calls;
    private final Semaphore inquiries;
    private final MeterRegistry meters;
    private final Map<Lookup, Timer> lookups = new ConcurrentHashMap<>();
    private final LongAdder made = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Latencies latencies = new Latencies();

    /** Null while all is well. */
    private volatile @Nullable Instant silentSince;

    public Counterparty(
            String id,
            CounterpartySettings settings,
            CounterpartyClient client,
            MeterRegistry meters) {
        this.id = id;
        this.settings = settings;
        this.client = client;
        this.breaker = breaker(id, settings.circuitBreaker());
        this.lookupBreaker = breaker(id + "-lookups", settings.circuitBreaker());
        this.calls = new Semaphore(settings.concurrentCalls(), true);
        this.inquiries = new Semaphore(settings.concurrentInquiries());
        this.meters = meters;
        this.breaker.getEventPublisher().onStateTransition(moved -> noteSilence());
        this.lookupBreaker.getEventPublisher().onStateTransition(moved -> noteSilence());
    }

    /** A trial that fails begins no new silence. */
    private void noteSilence() {
        if (isWell()) {
            silentSince = null;
        } else if (silentSince == null) {
            silentSince = Instant.now();
        }
    }

    private static CircuitBreaker breaker(String name, CounterpartySettings.Breaker settings) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.minimumCalls())
                        .failureRateThreshold(settings.failureRate())
                        .slowCallDurationThreshold(settings.slowCall())
                        .slowCallRateThreshold(settings.slowRate())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(settings.trials())
                        .build());
    }

    public String id() {
        return id;
    }

    public CounterpartySettings settings() {
        return settings;
    }

    public CircuitBreaker breaker() {
        return breaker;
    }

    public CircuitBreaker lookupBreaker() {
        return lookupBreaker;
    }

    /** Whether everything is well by its breakers, as against resting or being tried out. */
    public boolean isWell() {
        return isClosed(breaker) && isClosed(lookupBreaker);
    }

    private static boolean isClosed(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> true;
            case OPEN, FORCED_OPEN, HALF_OPEN -> false;
        };
    }

    /** Since when one of its breakers lets nothing out, or only trials; empty while it is well. */
    public Optional<Instant> silentSince() {
        return Optional.ofNullable(silentSince);
    }

    /** A person wants nothing to be sent: it rests until they let it go on. */
    public void pause() {
        breaker.transitionToForcedOpenState();
        lookupBreaker.transitionToForcedOpenState();
    }

    public void resume() {
        breaker.transitionToClosedState();
        lookupBreaker.transitionToClosedState();
    }

    /** Calls that have ended since the start, commands, inquiries and look-ups. */
    public long made() {
        return made.sum();
    }

    /** Of those, the ones without a usable answer. */
    public long failed() {
        return failed.sum();
    }

    /** How long calls took that were answered or given up. */
    public Latencies.Counts latencies() {
        return latencies.counts();
    }

    /** Commands that it is being asked for at this moment. */
    public int underWay() {
        return settings.concurrentCalls() - calls.availablePermits();
    }

    private void ended(long nanos, boolean answered) {
        made.increment();
        latencies.record(nanos);
        if (!answered) {
            failed.increment();
        }
    }

    /**
     * Tries out what rests, as soon as its breaker lets it: what comes back is found before anybody
     * pays with it.
     *
     * @param alive a harmless call; false when it had no good answer
     */
    public void probe(BooleanSupplier alive) {
        for (CircuitBreaker each : List.of(breaker, lookupBreaker)) {
            while (!isClosed(each) && each.tryAcquirePermission()) {
                long start = System.nanoTime();
                if (!alive.getAsBoolean()) {
                    failed(each, System.nanoTime() - start, "no good answer to a probe");
                    return;
                }
                each.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Until then what was sent at that moment may be under way by contract. */
    public Instant settledBy(SentCommand command, Instant sent) {
        return client.settledBy(command, sent);
    }

    /** How it tells outcomes of its own accord; empty when it has to be asked. */
    public Optional<CallbackReading> callbacks() {
        return client.callbacks();
    }

    /** Nothing is sent while this is true; the queue keeps what comes. */
    public boolean isResting() {
        return isResting(breaker);
    }

    /** No look-up is tried while this is true. */
    public boolean areLookupsResting() {
        return isResting(lookupBreaker);
    }

    private static boolean isResting(CircuitBreaker breaker) {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            return breaker.getState() == CircuitBreaker.State.FORCED_OPEN;
        }
        // The breaker leaves OPEN only when somebody asks it after its wait.
        boolean rested = breaker.tryAcquirePermission();
        if (rested) {
            breaker.releasePermission();
        }
        return !rested;
    }

    /**
     * Sends a command when the counterparty takes calls and a place is free in time.
     *
     * @param placeWait how long to wait for a place among the calls under way
     * @param departing run when the first byte is about to leave
     */
    public SendResult send(
            SentCommand command,
            Duration placeWait,
            BooleanSupplier stillWanted,
            Runnable departing) {
        if (!place(placeWait)) {
            return new SendResult.NotNow("no place among the calls under way");
        }
        try {
            if (!breaker.tryAcquirePermission()) {
                return new SendResult.NotNow("the circuit breaker is open");
            }
            long start = System.nanoTime();
            SendResult result =
                    client.send(command, () -> stillWanted.getAsBoolean() && departs(departing));
            long took = System.nanoTime() - start;
            account(result, took);
            switch (result) {
                case SendResult.Answered a -> ended(took, true);
                case SendResult.Pending p -> ended(took, true);
                case SendResult.KeyKnown k -> ended(took, true);
                case SendResult.NothingSent n -> ended(took, false);
                case SendResult.NoUsableAnswer n -> ended(took, false);
                case SendResult.NotNow n -> {}
            }
            time(command.operation(), result, took);
            return result;
        } finally {
            calls.release();
        }
    }

    private static boolean departs(Runnable departing) {
        departing.run();
        return true;
    }

    private boolean place(Duration wait) {
        try {
            return calls.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void account(SendResult result, long nanos) {
        switch (result) {
            case SendResult.Answered a -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case SendResult.Pending p -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case SendResult.KeyKnown k -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case SendResult.NothingSent(var why) -> failed(nanos, why);
            case SendResult.NoUsableAnswer(var detail, var sick) -> {
                if (sick) {
                    failed(nanos, detail);
                } else {
                    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                }
            }
            case SendResult.NotNow n -> breaker.releasePermission();
        }
    }

    private void failed(long nanos, String why) {
        failed(breaker, nanos, why);
    }

    private static void failed(CircuitBreaker breaker, long nanos, String why) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallFailed(why));
    }

    private void time(Operation operation, SendResult result, long nanos) {
        Timer.builder("nusqau.counterparty.call")
                .description("Commands sent, by what came back")
                .tags("counterparty", id, "operation", operation.name(), "outcome", name(result))
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String name(SendResult result) {
        return switch (result) {
            case SendResult.Answered(var outcome) -> outcome.name();
            case SendResult.Pending p -> "pending";
            case SendResult.KeyKnown k -> "duplicate";
            case SendResult.NothingSent n -> "nothing-sent";
            case SendResult.NoUsableAnswer n -> "unknown";
            case SendResult.NotNow n -> "not-now";
        };
    }

    /** Asks for a command's status, unless the counterparty rests or enough inquiries are out. */
    public StatusResult inquire(SentCommand command) {
        if (!inquiries.tryAcquire()) {
            return new StatusResult.NotNow();
        }
        try {
            if (!breaker.tryAcquirePermission()) {
                return new StatusResult.NotNow();
            }
            long start = System.nanoTime();
            StatusResult result = client.inquire(command);
            long took = System.nanoTime() - start;
            ended(took, !(result instanceof StatusResult.NoAnswer));
            if (result instanceof StatusResult.NoAnswer(var detail)) {
                failed(took, detail);
            } else {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            }
            meters.counter(
                            "nusqau.counterparty.inquiries",
                            "counterparty",
                            id,
                            "outcome",
                            result.getClass().getSimpleName())
                    .increment();
            return result;
        } finally {
            inquiries.release();
        }
    }

    /**
     * Runs a look-up unless look-ups rest.
     *
     * @param call fails with {@link CounterpartyUnavailable} and nothing else
     */
    public <T> T lookup(String operation, Supplier<T> call) {
        if (!lookupBreaker.tryAcquirePermission()) {
            throw new CounterpartyUnavailable(id + " rests: too many look-ups failed");
        }
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            T result = call.get();
            lookupBreaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            outcome = "answered";
            return result;
        } catch (RuntimeException e) {
            lookupBreaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw e;
        } finally {
            long took = System.nanoTime() - start;
            ended(took, outcome.equals("answered"));
            lookups.computeIfAbsent(new Lookup(operation, outcome), this::timer)
                    .record(took, TimeUnit.NANOSECONDS);
        }
    }

    private record Lookup(String operation, String outcome) {}

    private Timer timer(Lookup lookup) {
        return Timer.builder("nusqau.counterparty.lookup")
                .description("Look-ups, each perhaps for many subscribers")
                .tags("counterparty", id, "operation", lookup.operation, "outcome", lookup.outcome)
                .register(meters);
    }

    @Override
    public void close() {
        client.close();
    }

    /** Tells the breaker why; carries no stack trace since it is thrown nowhere. */
    private static final class CallFailed extends RuntimeException {
        CallFailed(String why) {
            super(why, null, false, false);
        }
    }
}
