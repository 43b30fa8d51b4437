package kz.nusqau.counterparty.command;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandsNeedReview.Cause;
import kz.nusqau.counterparty.command.CallbackStore.Found;
import kz.nusqau.counterparty.wire.CallbackReading;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.platform.GroupCommit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears what counterparties tell of their own accord. Nothing is believed unsigned, nothing is
 * acknowledged before it is recorded, and what was known already changes nothing.
 */
public final class Callbacks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final int LARGEST_BODY_BYTES = 1 << 16;
    private static final int MAX_BATCH = 128;
    private static final int CAPACITY = 4_096;
    private static final Duration LINGER = Duration.ofMillis(3);

    private final Counterparties counterparties;
    private final OutcomeRecorder recorder;
    private final Intakes intakes;
    private final MeterRegistry meters;
    private final GroupCommit<Told> group;

    /** What is made of a callback. */
    public enum Heard {
        /** The row says so, now or before. */
        RECORDED,
        STRANGER,
        FORGED,
        TOO_LARGE,
        UNREADABLE,
        NO_SUCH_COMMAND,
        NOT_NOW
    }

    /** A genuine one on its way to its command. */
    private static final class Told {

        private final String counterparty;
        private final CommandKey key;
        private final CallbackReading reading;
        private final byte[] body;
        private volatile @Nullable Found found;

        Told(String counterparty, CommandKey key, CallbackReading reading, byte[] body) {
            this.counterparty = counterparty;
            this.key = key;
            this.reading = reading;
            this.body = body;
        }
    }

    Callbacks(
            Counterparties counterparties,
            CallbackStore store,
            OutcomeRecorder recorder,
            Intakes intakes,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.counterparties = counterparties;
        this.recorder = recorder;
        this.intakes = intakes;
        this.meters = meters;
        this.group =
                new GroupCommit<>(
                        "callbacks",
                        MAX_BATCH,
                        CAPACITY,
                        LINGER,
                        transaction,
                        batch -> find(store, batch));
    }

    private static void find(CallbackStore store, List<Told> batch) {
        Set<CommandKey> keys = new HashSet<>();
        batch.forEach(told -> keys.add(told.key));
        Map<CommandKey, Found> found = store.find(keys);
        batch.forEach(told -> told.found = found.get(told.key));
    }

    /** Reads the body at once and holds no thread afterwards; never fails. */
    public CompletableFuture<Heard> hear(CallbackRequest request) {
        var reading = counterparties.find(request.counterparty()).flatMap(each -> each.callbacks());
        CompletableFuture<Heard> heard =
                reading.map(each -> hear(request, each))
                        .orElseGet(() -> CompletableFuture.completedFuture(Heard.STRANGER));
        // Whoever calls for somebody we don't know must not make up names of ours.
        String from = reading.isPresent() ? request.counterparty() : "nobody";
        return heard.exceptionally(
                        failure -> {
                            LOG.warn("a callback of {} has to wait: {}", from, failure.toString());
                            return Heard.NOT_NOW;
                        })
                .whenComplete((outcome, never) -> count(from, outcome));
    }

    private void count(String from, Heard heard) {
        String outcome = heard.name().toLowerCase(Locale.ROOT).replace('_', '-');
        meters.counter("nusqau.counterparty.callbacks", "counterparty", from, "outcome", outcome)
                .increment();
    }

    private CompletableFuture<Heard> hear(CallbackRequest request, CallbackReading reading) {
        if (!reading.isTimely(request.headers())) {
            return CompletableFuture.completedFuture(Heard.FORGED);
        }
        Optional<byte[]> body = read(request.body());
        if (body.isEmpty()) {
            return CompletableFuture.completedFuture(Heard.TOO_LARGE);
        }
        if (!reading.isGenuine(request.method(), request.key(), request.headers(), body.get())) {
            return CompletableFuture.completedFuture(Heard.FORGED);
        }
        CommandKey key;
        try {
            key = CommandKey.parse(request.key());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Heard.NO_SUCH_COMMAND);
        }
        var told = new Told(request.counterparty(), key, reading, body.get());
        Optional<Found> held = intakes.find(key);
        return held.isPresent()
                ? record(told, held.get())
                : group.submit(told).thenCompose(done -> record(told, told.found));
    }

    /** Empty when it is larger than any that a counterparty sends, or breaks off. */
    private static Optional<byte[]> read(InputStream stream) {
        try {
            byte[] body = stream.readNBytes(LARGEST_BODY_BYTES + 1);
            return body.length > LARGEST_BODY_BYTES ? Optional.empty() : Optional.of(body);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private CompletableFuture<Heard> record(Told told, @Nullable Found found) {
        // Nobody tells of another's commands.
        if (found == null || !found.counterparty().equals(told.counterparty)) {
            return CompletableFuture.completedFuture(Heard.NO_SUCH_COMMAND);
        }
        return switch (told.reading.read(found.command(), told.body)) {
            case StatusResult.Answered(var outcome) ->
                    recorder.record(told.key, found.subscriber(), outcome, Duration.ZERO)
                            .thenApply(done -> recorded(told.key));
            // Who looks into it has to know that it was taken in.
            case StatusResult.Contradiction(var detail) ->
                    intakes.noteNow(told.key)
                            .thenCompose(
                                    noted ->
                                            recorder.recordStuck(
                                                    told.key,
                                                    found.subscriber(),
                                                    Cause.CONTRADICTION,
                                                    detail))
                            .thenApply(done -> Heard.RECORDED);
            // Known already, or it would not have been told.
            case StatusResult.Pending p -> CompletableFuture.completedFuture(Heard.RECORDED);
            case StatusResult.NotFound n -> CompletableFuture.completedFuture(Heard.UNREADABLE);
            case StatusResult.NotNow n -> CompletableFuture.completedFuture(Heard.UNREADABLE);
            case StatusResult.NoAnswer(var detail) -> {
                LOG.warn(
                        "{} tells of {} what can't be read: {}",
                        told.counterparty,
                        told.key,
                        detail);
                yield CompletableFuture.completedFuture(Heard.UNREADABLE);
            }
        };
    }

    private Heard recorded(CommandKey key) {
        intakes.told(key);
        return Heard.RECORDED;
    }

    @Override
    public void close() {
        group.close();
    }
}
