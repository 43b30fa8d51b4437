package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.command.CallbackStore.Found;
import kz.nusqau.platform.GroupCommit;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commands that counterparties took in, until their rows say so. Who calls back mostly does it at
 * once: for a moment such a command waits here, its callback finds it without a look at the
 * database, and nothing but its outcome is ever written. What nobody told of meanwhile is noted in
 * groups, so that it is asked about.
 */
final class Intakes implements AutoCloseable {

    /** Until its row says more, a command must not count as one whose answer was lost. */
    private static final Duration LONGEST_HOLD = Sending.RECORDING.dividedBy(6);

    /** Further ones are noted at once. */
    private static final int MOST_HELD = 4_096;

    private static final int MAX_BATCH = 128;
    private static final int CAPACITY = 16_384;
    private static final Duration LINGER = Duration.ofMillis(3);

    private final GroupCommit<Intake> group;
    private final Map<CommandKey, Held> held = new ConcurrentHashMap<>();

    /**
     * A command that the counterparty works on.
     *
     * @param nextInquiry from now on
     */
    record Intake(CommandKey key, Duration nextInquiry) {}

    private record Held(
            Found command, Duration firstInquiry, long since, CompletableFuture<Void> settled) {

        boolean isOverdue() {
            Duration patience = firstInquiry.dividedBy(2);
            return age().compareTo(patience.compareTo(LONGEST_HOLD) < 0 ? patience : LONGEST_HOLD)
                    >= 0;
        }

        Intake intake() {
            Duration left = firstInquiry.minus(age());
            return new Intake(command.command().key(), left.isNegative() ? Duration.ZERO : left);
        }

        private Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /**
     * @param rows written to in a transaction
     */
    Intakes(Consumer<List<Intake>> rows, TransactionTemplate transaction) {
        this.group =
                new GroupCommit<>(
                        "command-intakes", MAX_BATCH, CAPACITY, LINGER, transaction, rows);
    }

    /**
     * Of a counterparty that only answers when it is asked. Completes when it is durable; fails
     * when it couldn't be written: then the row says only that it was sent, and is asked about all
     * the same.
     *
     * @param firstInquiry how long the counterparty is left to work
     */
    CompletableFuture<Void> note(CommandKey key, Duration firstInquiry) {
        return group.submit(new Intake(key, firstInquiry));
    }

    /**
     * Of a counterparty that calls back. Completes when it was told of; else as {@link #note}, a
     * little later.
     *
     * @param firstInquiry how long the counterparty is left to tell of its own accord
     */
    CompletableFuture<Void> hold(Found command, Duration firstInquiry) {
        var entry = new Held(command, firstInquiry, System.nanoTime(), new CompletableFuture<>());
        if (held.size() < MOST_HELD) {
            held.put(command.command().key(), entry);
            return entry.settled;
        }
        return note(entry);
    }

    /** The command, if it is one that is held here. */
    Optional<Found> find(CommandKey key) {
        return Optional.ofNullable(held.get(key)).map(Held::command);
    }

    /** Its row holds the outcome. */
    void told(CommandKey key) {
        Held entry = held.remove(key);
        if (entry != null) {
            entry.settled.complete(null);
        }
    }

    /** Notes one that is held, if it is, without waiting any longer; completes as {@link #note}. */
    CompletableFuture<Void> noteNow(CommandKey key) {
        Held entry = held.remove(key);
        return entry == null ? CompletableFuture.completedFuture(null) : note(entry);
    }

    /** Notes what was not told of in time. */
    void noteOverdue() {
        held.forEach(
                (key, entry) -> {
                    if (entry.isOverdue() && held.remove(key, entry)) {
                        var unused = note(entry);
                    }
                });
    }

    private CompletableFuture<Void> note(Held entry) {
        return group.submit(entry.intake())
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                entry.settled.complete(null);
                            } else {
                                entry.settled.completeExceptionally(failure);
                            }
                        });
    }

    @Override
    public void close() {
        held.keySet()
                .forEach(
                        key -> {
                            var unused = noteNow(key);
                        });
        group.close();
    }
}
