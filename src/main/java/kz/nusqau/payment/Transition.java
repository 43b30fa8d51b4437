package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.shared.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * What an event does to a payment.
 *
 * @param to the state afterwards
 * @param ask the command to be asked for
 * @param generation of the current step afterwards
 * @param reason why it is not paid; stays once it is known
 * @param review why a person has to look, where no command waits for one; lower-case words joined
 *     by dots
 */
record Transition(
        PaymentState to,
        @Nullable Step ask,
        int generation,
        List<Booking> bookings,
        Tell tell,
        @Nullable RefusalReason reason,
        @Nullable String review) {

    /** What the subscriber hears of it. */
    enum Tell {
        NOTHING,
        PAID,
        NOT_PAID,
        UNDONE,
        UNDER_REVIEW,
        SCHEDULED
    }

    static Transition to(PaymentState state) {
        return new Transition(state, null, 1, List.of(), Tell.NOTHING, null, null);
    }

    Transition asking(Step step, int askedGeneration) {
        return new Transition(to, step, askedGeneration, bookings, tell, reason, review);
    }

    Transition booking(Booking... booked) {
        return new Transition(to, ask, generation, List.of(booked), tell, reason, review);
    }

    Transition telling(Tell told) {
        return new Transition(to, ask, generation, bookings, told, reason, review);
    }

    /** A subscriber who knows of the review isn't told of it again. */
    Transition silentAbout(PaymentState from) {
        return from == to && tell == Tell.UNDER_REVIEW ? telling(Tell.NOTHING) : this;
    }

    Transition because(RefusalReason why) {
        return new Transition(to, ask, generation, bookings, tell, why, review);
    }

    Transition needing(String reviewCause) {
        return new Transition(to, ask, generation, bookings, tell, reason, reviewCause);
    }

    Transition keeping(int sameGeneration) {
        return new Transition(to, ask, sameGeneration, bookings, tell, reason, review);
    }
}
