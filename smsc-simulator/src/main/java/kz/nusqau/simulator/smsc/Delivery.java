package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A text on its way to the ESME, in one or more PDUs. */
public final class Delivery {

    private final List<PendingDelivery> parts;

    Delivery(List<PendingDelivery> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * The first answer to each part: the first status that isn't 0, or 0.
     *
     * @throws ScriptTimeout if it doesn't come in time
     */
    public int awaitAnswer(Duration within) {
        return Waiting.get(firstAnswer(), within, () -> "an answer to deliver_sm; " + this);
    }

    /**
     * The last word after all redeliveries: 0, or the status for which the SMSC dropped it.
     *
     * @throws ScriptTimeout if it doesn't come in time
     */
    public int awaitOutcome(Duration within) {
        return Waiting.get(outcome(), within, () -> "the outcome of deliver_sm; " + this);
    }

    /** Completes on the SMSC's thread: what depends on it must be quick. */
    public CompletableFuture<Integer> firstAnswer() {
        return worst(parts.stream().map(PendingDelivery::firstAnswer).toList());
    }

    /** Completes on the SMSC's thread: what depends on it must be quick. */
    public CompletableFuture<Integer> outcome() {
        return worst(parts.stream().map(PendingDelivery::outcome).toList());
    }

    public int parts() {
        return parts.size();
    }

    /** Every attempt of every part, in the order of the parts. */
    public List<DeliveryAttempt> attempts() {
        return parts.stream().flatMap(part -> part.attempts().stream()).toList();
    }

    private static CompletableFuture<Integer> worst(List<CompletableFuture<Integer>> statuses) {
        var first = statuses.getFirst();
        for (var next : statuses.subList(1, statuses.size())) {
            first = first.thenCombine(next, (a, b) -> a != 0 ? a : b);
        }
        return first;
    }

    @Override
    public String toString() {
        return parts.size() + " part(s), attempts " + attempts();
    }
}
