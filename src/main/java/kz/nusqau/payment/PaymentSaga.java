package kz.nusqau.payment;

import static kz.nusqau.payment.Booking.HOLD_CHARGED;
import static kz.nusqau.payment.Booking.HOLD_OWED;
import static kz.nusqau.payment.Booking.HOLD_PENDING;
import static kz.nusqau.payment.Booking.HOLD_VOIDED;
import static kz.nusqau.payment.Booking.TOP_UP_PENDING;
import static kz.nusqau.payment.Booking.TOP_UP_POSTED;
import static kz.nusqau.payment.Booking.TOP_UP_VOIDED;

import java.util.Optional;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Transition.Tell;
import kz.nusqau.shared.RefusalReason;

/**
 * How a payment gets from its proposal to its end: a pure function of state and event. {@code
 * src/docs/payment-saga.md} shows it as a diagram.
 *
 * <p>Before the provider is paid everything can be undone, in reverse order; after it the way is
 * only forward. What is unknown changes nothing: the step is neither repeated nor undone.
 */
final class PaymentSaga {

    /**
     * How often a step that has to happen is asked for under a new key. Each key but the last is
     * proven never to have arrived.
     */
    static final int MAX_GENERATION = 3;

    private PaymentSaga() {}

    /** Empty when the event changes nothing: it comes late, twice, or says nothing for sure. */
    static Optional<Transition> on(PaymentState state, int generation, SagaEvent event) {
        return switch (event) {
            case SagaEvent.Answered(var step, var itsGeneration, var outcome) ->
                    stepOf(state).filter(step::equals).isPresent() && generation == itsGeneration
                            ? answered(state, step, generation, outcome)
                                    .map(then -> then.silentAbout(state))
                            : Optional.empty();
            case SagaEvent.Confirmed() ->
                    proposed(state, Transition.to(PaymentState.RESERVING).asking(Step.RESERVE, 1));
            case SagaEvent.Disallowed(var reason) ->
                    proposed(state, Transition.to(PaymentState.REFUSED).because(reason));
            case SagaEvent.Cancelled() -> proposed(state, Transition.to(PaymentState.CANCELLED));
            case SagaEvent.Superseded() -> proposed(state, Transition.to(PaymentState.SUPERSEDED));
            case SagaEvent.Expired() -> proposed(state, Transition.to(PaymentState.EXPIRED));
        };
    }

    /** The step whose answer a payment in this state waits for. */
    static Optional<Step> stepOf(PaymentState state) {
        return switch (state) {
            case RESERVING, RESERVE_REVIEW -> Optional.of(Step.RESERVE);
            case TOPPING_UP, TOP_UP_REVIEW -> Optional.of(Step.TOP_UP);
            case PAYING, PAY_REVIEW -> Optional.of(Step.PAY);
            case CHARGING, CHARGE_REVIEW -> Optional.of(Step.CHARGE);
            case REVERSING, REVERSAL_REVIEW -> Optional.of(Step.REVERSE);
            case RELEASING, RELEASE_REVIEW -> Optional.of(Step.RELEASE);
            case PROPOSED, OWED, SETTLED, REFUSED, REVERSED, EXPIRED, CANCELLED, SUPERSEDED ->
                    Optional.empty();
        };
    }

    private static Optional<Transition> proposed(PaymentState state, Transition transition) {
        return state == PaymentState.PROPOSED ? Optional.of(transition) : Optional.empty();
    }

    private static Optional<Transition> answered(
            PaymentState state, Step step, int generation, CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted accepted -> Optional.of(accepted(step));
            case CommandOutcome.Refused(var reason, var detail) ->
                    Optional.of(refused(step, generation, reason));
            case CommandOutcome.NotSent notSent -> Optional.of(notSent(step, generation));
            case CommandOutcome.Unknown unknown -> Optional.empty();
            case CommandOutcome.Stuck stuck ->
                    state.kind() == PaymentState.Kind.REVIEW
                            ? Optional.empty()
                            : Optional.of(review(step).keeping(generation));
        };
    }

    private static Transition accepted(Step step) {
        return switch (step) {
            case RESERVE ->
                    Transition.to(PaymentState.TOPPING_UP)
                            .asking(Step.TOP_UP, 1)
                            .booking(HOLD_PENDING);
            case TOP_UP ->
                    Transition.to(PaymentState.PAYING).asking(Step.PAY, 1).booking(TOP_UP_PENDING);
            case PAY ->
                    Transition.to(PaymentState.CHARGING)
                            .asking(Step.CHARGE, 1)
                            .booking(TOP_UP_POSTED)
                            .telling(Tell.PAID);
            case CHARGE -> Transition.to(PaymentState.SETTLED).booking(HOLD_CHARGED);
            case REVERSE -> releasing().booking(TOP_UP_VOIDED);
            case RELEASE ->
                    Transition.to(PaymentState.REVERSED).booking(HOLD_VOIDED).telling(Tell.UNDONE);
        };
    }

    private static Transition refused(Step step, int generation, RefusalReason reason) {
        return switch (step) {
            case RESERVE, TOP_UP, PAY -> givenUp(step).because(reason);
            case CHARGE ->
                    Transition.to(PaymentState.OWED)
                            .keeping(generation)
                            .booking(HOLD_OWED)
                            .needing("payment.charge.refused");
            case REVERSE -> review(step).keeping(generation).needing("payment.reversal.refused");
            case RELEASE -> review(step).keeping(generation).needing("payment.release.refused");
        };
    }

    /**
     * Proven without effect. What could still be undone is undone; what has to happen is asked for
     * again, under a new key.
     */
    private static Transition notSent(Step step, int generation) {
        return switch (step) {
            case RESERVE, TOP_UP, PAY -> givenUp(step).because(RefusalReason.SERVICE_UNAVAILABLE);
            case CHARGE, REVERSE, RELEASE ->
                    generation < MAX_GENERATION
                            ? Transition.to(acting(step)).asking(step, generation + 1)
                            : review(step)
                                    .keeping(generation)
                                    .needing("payment.%s.not-sent".formatted(step.key()));
        };
    }

    private static Transition givenUp(Step step) {
        return switch (step) {
            case RESERVE -> Transition.to(PaymentState.REFUSED).telling(Tell.NOT_PAID);
            case TOP_UP -> releasing();
            case PAY -> Transition.to(PaymentState.REVERSING).asking(Step.REVERSE, 1);
            case CHARGE, REVERSE, RELEASE ->
                    throw new IllegalStateException(step + " can't be given up");
        };
    }

    private static Transition releasing() {
        return Transition.to(PaymentState.RELEASING).asking(Step.RELEASE, 1);
    }

    private static PaymentState acting(Step step) {
        return switch (step) {
            case RESERVE -> PaymentState.RESERVING;
            case TOP_UP -> PaymentState.TOPPING_UP;
            case PAY -> PaymentState.PAYING;
            case CHARGE -> PaymentState.CHARGING;
            case REVERSE -> PaymentState.REVERSING;
            case RELEASE -> PaymentState.RELEASING;
        };
    }

    /** The subscriber hears of it unless the receipt was sent: then nothing is open for them. */
    private static Transition review(Step step) {
        return switch (step) {
            case RESERVE -> reviewed(PaymentState.RESERVE_REVIEW);
            case TOP_UP -> reviewed(PaymentState.TOP_UP_REVIEW);
            case PAY -> reviewed(PaymentState.PAY_REVIEW);
            case CHARGE -> Transition.to(PaymentState.CHARGE_REVIEW);
            case REVERSE -> reviewed(PaymentState.REVERSAL_REVIEW);
            case RELEASE -> reviewed(PaymentState.RELEASE_REVIEW);
        };
    }

    private static Transition reviewed(PaymentState state) {
        return Transition.to(state).telling(Tell.UNDER_REVIEW);
    }
}
