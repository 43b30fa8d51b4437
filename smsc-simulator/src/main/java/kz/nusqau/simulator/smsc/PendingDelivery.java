package kz.nusqau.simulator.smsc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.simulator.smsc.pdu.Octets;

/** One deliver_sm that the SMSC holds until the ESME has taken it. */
final class PendingDelivery {

    /** Attempts remembered for the script; later ones are only counted. */
    private static final int MAX_REMEMBERED = 100;

    private final Lane lane;
    private final Octets body;
    private final boolean redelivered;
    private final long heldSince = System.nanoTime();
    private final CompletableFuture<Integer> firstAnswer = new CompletableFuture<>();
    private final CompletableFuture<Integer> outcome = new CompletableFuture<>();
    private final List<DeliveryAttempt> attempts = new ArrayList<>(1);
    private int attemptCount;

    /**
     * @param redelivered kept and offered again after a temporary refusal or no answer
     */
    PendingDelivery(Lane lane, Octets body, boolean redelivered) {
        this.lane = lane;
        this.body = body;
        this.redelivered = redelivered;
    }

    Lane lane() {
        return lane;
    }

    Octets body() {
        return body;
    }

    boolean isRedelivered() {
        return redelivered;
    }

    long heldSince() {
        return heldSince;
    }

    /** The first status that the ESME answered. */
    CompletableFuture<Integer> firstAnswer() {
        return firstAnswer;
    }

    /** The status with which the SMSC let go of the message. */
    CompletableFuture<Integer> outcome() {
        return outcome;
    }

    synchronized int attemptCount() {
        return attemptCount;
    }

    synchronized List<DeliveryAttempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized void tried(DeliveryAttempt attempt) {
        attemptCount++;
        if (attempts.size() < MAX_REMEMBERED) {
            attempts.add(attempt);
        }
    }

    void answered(int status) {
        firstAnswer.complete(status);
    }

    void finished(int status) {
        firstAnswer.complete(status);
        outcome.complete(status);
    }

    void givenUp(String why) {
        var cause = new IllegalStateException(why);
        firstAnswer.completeExceptionally(cause);
        outcome.completeExceptionally(cause);
    }

    static DeliveryAttempt attempt(
            Session session, int sequence, long sentNanos, OptionalInt status) {
        var took = java.time.Duration.ofNanos(System.nanoTime() - sentNanos);
        return new DeliveryAttempt(session.id(), sequence, Instant.now().minus(took), status, took);
    }
}
