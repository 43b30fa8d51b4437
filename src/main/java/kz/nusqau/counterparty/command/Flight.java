package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.command.CallbackStore.Found;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.counterparty.wire.SendResult;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to send one command, from the marked row to the recorded outcome. */
final class Flight implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Flight.class);

    private final Counterparty counterparty;
    private final Begun command;
    private final @Nullable Msisdn number;
    private final long marked;
    private final OutcomeRecorder recorder;
    private final Intakes intakes;
    private final CompletableFuture<Void> departed = new CompletableFuture<>();
    private final CompletableFuture<Void> landed = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private volatile @Nullable Grounded grounded;

    /**
     * Why nothing was sent.
     *
     * @param counts an attempt that failed, as against one that was not made
     */
    record Grounded(String reason, boolean counts) {}

    /**
     * @param number null when the subscriber was erased
     * @param marked {@link System#nanoTime()} before the row was marked
     */
    Flight(
            Counterparty counterparty,
            Begun command,
            @Nullable Msisdn number,
            long marked,
            OutcomeRecorder recorder,
            Intakes intakes) {
        this.counterparty = counterparty;
        this.command = command;
        this.number = number;
        this.marked = marked;
        this.recorder = recorder;
        this.intakes = intakes;
    }

    Begun command() {
        return command;
    }

    /** Completes when the first byte is about to leave, or never will. */
    CompletableFuture<Void> departed() {
        return departed;
    }

    /**
     * Completes when the outcome is durable, when the row alone answers for what was taken in, or
     * when nothing was sent; fails when the outcome isn't recorded.
     */
    CompletableFuture<Void> landed() {
        return landed;
    }

    /**
     * As {@link #landed}, but of what was taken in not before it was told of or its row says so.
     */
    CompletableFuture<Void> settled() {
        return settled;
    }

    Optional<Grounded> grounded() {
        return Optional.ofNullable(grounded);
    }

    @Override
    public void run() {
        try {
            var operation = command.operation();
            if (number == null || operation.isEmpty()) {
                ground("the subscriber was erased", true);
                return;
            }
            var sent = new SentCommand(command.key(), number, operation.get());
            land(
                    sent,
                    counterparty.send(
                            sent,
                            Sending.PLACE_WAIT,
                            this::isStillWanted,
                            () -> departed.complete(null)));
        } catch (RuntimeException | Error e) {
            // A bug, at a moment nobody knows: the row stays `sending` and is inquired about.
            LOG.error("sending {} failed", command.key(), e);
            landed.completeExceptionally(e);
            settled.completeExceptionally(e);
        } finally {
            departed.complete(null);
        }
    }

    private boolean isStillWanted() {
        long age = System.nanoTime() - marked;
        return age < Sending.DEPARTS_WITHIN.toNanos() && age < command.left().toNanos();
    }

    private void land(SentCommand sent, SendResult result) {
        switch (result) {
            case SendResult.Answered(CommandOutcome outcome) -> record(outcome);
            case SendResult.Pending p -> takenIn(sent);
            case SendResult.KeyKnown(var detail) -> known(detail);
            case SendResult.NoUsableAnswer(var detail, var sick) ->
                    record(new CommandOutcome.Unknown(detail));
            case SendResult.NothingSent(var why) -> ground(why, true);
            case SendResult.NotNow(var why) -> ground(why, false);
        }
    }

    private void ground(String why, boolean counts) {
        grounded = new Grounded(why, counts);
        departed.complete(null);
        landed.complete(null);
        settled.complete(null);
    }

    private void takenIn(SentCommand sent) {
        var found = new Found(counterparty.id(), command.subscriber(), sent);
        complete(
                settled,
                counterparty.callbacks().isPresent()
                        ? intakes.hold(found, firstInquiry())
                        : intakes.note(command.key(), firstInquiry()));
        landed.complete(null);
    }

    /** Not sent again, whatever an inquiry says: that would contradict this. */
    private void known(String detail) {
        LOG.info("{} of {}: {}", command.key(), counterparty.id(), detail);
        complete(settled, intakes.note(command.key(), firstInquiry()));
        landed.complete(null);
    }

    private void record(CommandOutcome outcome) {
        var written = recorder.record(command.key(), command.subscriber(), outcome, firstInquiry());
        complete(landed, written);
        complete(settled, written);
    }

    private Duration firstInquiry() {
        return counterparty.settings().inquiry().first();
    }

    private static void complete(CompletableFuture<Void> future, CompletableFuture<Void> with) {
        var unused =
                with.whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                future.complete(null);
                            } else {
                                future.completeExceptionally(failure);
                            }
                        });
    }
}
