package kz.nusqau.simulator.counterparty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fault switches of one sandbox.
 *
 * <p>A request takes the first queued fault that fits its operation, else the standing fault that
 * was set last, else whatever the dice say. An operation is one of {@link #operations()} or {@link
 * #ALL}. Requests that fail authentication meet no faults.
 */
public final class Faults {

    /** Fits every operation, inquiries and lookups too. */
    public static final String ALL = "*";

    /**
     * A fault that waits for its requests; {@code left} is null for a standing one.
     *
     * @param about strikes only requests in which this stands; null = any
     */
    public record Switch(
            String operation,
            @Nullable String about,
            List<CounterpartyFault> choices,
            @Nullable Integer left,
            @Nullable Instant until,
            @Nullable Double probability,
            @Nullable Long seed) {

        boolean fits(String asked, String said) {
            return (operation.equals(ALL) || operation.equals(asked))
                    && (about == null || said.contains(about));
        }

        Switch once() {
            var remaining = left == null ? null : left - 1;
            return new Switch(operation, about, choices, remaining, until, probability, seed);
        }
    }

    private record Dice(Switch settings, Random random) {}

    private final Set<String> operations;
    private final Clock clock;
    private final List<Switch> queued = new ArrayList<>();
    private final List<Switch> standing = new ArrayList<>();
    private final List<Dice> dice = new ArrayList<>();
    private long applied;
    // Read without the lock on every request; true only while a switch is on.
    private volatile boolean armed;

    public Faults(Set<String> operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    public Set<String> operations() {
        return operations;
    }

    /** For the next request, whatever it is. */
    public void enqueue(CounterpartyFault fault) {
        enqueue(ALL, fault);
    }

    public void enqueue(String operation, CounterpartyFault fault) {
        enqueue(operation, fault, 1);
    }

    /** For the next {@code count} requests of that operation. */
    public void enqueue(String operation, CounterpartyFault fault, int count) {
        enqueue(null, operation, fault, count);
    }

    /**
     * For the next request of that operation in which the text stands: a phone, a key, an account.
     */
    public void enqueueAbout(String text, String operation, CounterpartyFault fault) {
        enqueue(text, operation, fault, 1);
    }

    private synchronized void enqueue(
            @Nullable String about, String operation, CounterpartyFault fault, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count is at least 1: " + count);
        }
        queued.add(new Switch(known(operation), about, List.of(fault), count, null, null, null));
        armed = true;
    }

    /** For every request until {@link #clear()}. */
    public void set(CounterpartyFault fault) {
        set(ALL, fault);
    }

    public void set(String operation, CounterpartyFault fault) {
        stand(null, operation, fault);
    }

    /** For every request of that operation in which the text stands. */
    public void setAbout(String text, String operation, CounterpartyFault fault) {
        stand(text, operation, fault);
    }

    private synchronized void stand(
            @Nullable String about, String operation, CounterpartyFault fault) {
        standing.add(new Switch(known(operation), about, List.of(fault), null, null, null, null));
        armed = true;
    }

    /** For every request of that operation until the time is over. */
    public synchronized void set(String operation, CounterpartyFault fault, Duration duration) {
        var until = clock.instant().plus(duration);
        standing.add(new Switch(known(operation), null, List.of(fault), null, until, null, null));
        armed = true;
    }

    /**
     * Strikes a share of the requests with one of the choices. The same seed gives the same row of
     * decisions; which request meets which is up to their order of arrival.
     */
    public synchronized void setRandom(
            String operation, double probability, long seed, List<CounterpartyFault> choices) {
        if (!(probability >= 0 && probability <= 1) || choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "needs a probability from 0 to 1 and at least one fault");
        }
        var settings =
                new Switch(
                        known(operation),
                        null,
                        List.copyOf(choices),
                        null,
                        null,
                        probability,
                        seed);
        dice.add(new Dice(settings, new Random(seed)));
        armed = true;
    }

    /** Everything works again; requests already struck stay struck. */
    public synchronized void clear() {
        queued.clear();
        standing.clear();
        dice.clear();
        armed = false;
    }

    /** How many requests were struck so far. */
    public synchronized long applied() {
        return applied;
    }

    /** What is switched on, in the order in which it is tried. */
    public synchronized List<Switch> active() {
        dropExpired();
        var all = new ArrayList<>(queued);
        all.addAll(standing.reversed());
        dice.forEach(each -> all.add(each.settings()));
        return Collections.unmodifiableList(all);
    }

    /** The fault that a request meets of which nothing is known; a queued one is used up. */
    public Optional<CounterpartyFault> next(String operation) {
        return next(operation, () -> "");
    }

    /** The fault that this request meets; a queued one is used up. */
    public Optional<CounterpartyFault> next(String operation, Supplier<String> said) {
        return armed ? drawn(operation, said.get()) : Optional.empty();
    }

    private synchronized Optional<CounterpartyFault> drawn(String operation, String said) {
        dropExpired();
        var fault =
                fromQueue(operation, said)
                        .or(() -> fromStanding(operation, said))
                        .or(() -> fromDice(operation, said));
        if (fault.isPresent()) {
            applied++;
        }
        armed = !queued.isEmpty() || !standing.isEmpty() || !dice.isEmpty();
        return fault;
    }

    private Optional<CounterpartyFault> fromQueue(String operation, String said) {
        for (var i = 0; i < queued.size(); i++) {
            var candidate = queued.get(i);
            if (candidate.fits(operation, said)) {
                var rest = candidate.once();
                if (rest.left() != null && rest.left() > 0) {
                    queued.set(i, rest);
                } else {
                    queued.remove(i);
                }
                return Optional.of(candidate.choices().getFirst());
            }
        }
        return Optional.empty();
    }

    private Optional<CounterpartyFault> fromStanding(String operation, String said) {
        return standing.reversed().stream()
                .filter(candidate -> candidate.fits(operation, said))
                .findFirst()
                .map(candidate -> candidate.choices().getFirst());
    }

    private Optional<CounterpartyFault> fromDice(String operation, String said) {
        for (var each : dice) {
            var settings = each.settings();
            var probability = settings.probability();
            if (settings.fits(operation, said)
                    && probability != null
                    && each.random().nextDouble() < probability) {
                var choices = settings.choices();
                return Optional.of(choices.get(each.random().nextInt(choices.size())));
            }
        }
        return Optional.empty();
    }

    private void dropExpired() {
        var now = clock.instant();
        standing.removeIf(each -> each.until() != null && !now.isBefore(each.until()));
    }

    private String known(String operation) {
        if (!operation.equals(ALL) && !operations.contains(operation)) {
            throw new IllegalArgumentException(
                    "no operation " + operation + "; there are " + operations + " and " + ALL);
        }
        return operation;
    }
}
