package kz.nusqau.sms.smpp;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A submit_sm that waits for its answer. */
final class PendingSubmit {

    private enum State {
        QUEUED,
        WRITTEN,
        DONE
    }

    private final long queuedNanos;
    private final WhenAnswered whenDone;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private volatile Instant leftAt = Instant.now();

    PendingSubmit(long queuedNanos, WhenAnswered whenDone) {
        this.queuedNanos = queuedNanos;
        this.whenDone = whenDone;
    }

    long queuedNanos() {
        return queuedNanos;
    }

    /** Before it began to leave: when it was put in line. */
    Instant leftAt() {
        return leftAt;
    }

    /** Called before the first byte leaves; false when it was given up meanwhile. */
    boolean beginWriting() {
        leftAt = Instant.now();
        return state.compareAndSet(State.QUEUED, State.WRITTEN);
    }

    void answered(SubmitResult result) {
        if (state.getAndSet(State.DONE) != State.DONE) {
            whenDone.accept(result);
        }
    }

    void acceptedLate(SubmitResult.Accepted result) {
        whenDone.acceptedLate(result);
    }

    /** Its time is up. */
    void overdue(String why) {
        abandoned(why, false);
    }

    /** The session ended. */
    void cutOff(String why) {
        abandoned(why, true);
    }

    /** No answer will come. Only what never left is known not to have been accepted. */
    private void abandoned(String why, boolean linkLost) {
        switch (state.getAndSet(State.DONE)) {
            case QUEUED -> whenDone.accept(new SubmitResult.NotSent(why));
            case WRITTEN -> whenDone.accept(new SubmitResult.Unknown(why, linkLost));
            case DONE -> {
                // The answer was faster.
            }
        }
    }
}
