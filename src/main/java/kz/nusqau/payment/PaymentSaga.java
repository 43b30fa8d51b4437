package kz.nusqau.payment;

import java.util.Locale;
import java.util.Optional;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Plan.Place.Collecting;
import kz.nusqau.payment.Plan.Place.Forward;
import kz.nusqau.payment.Plan.Place.HoldingAgain;
import kz.nusqau.payment.Plan.Place.Undoing;
import kz.nusqau.payment.Transition.Tell;
import kz.nusqau.shared.RefusalReason;

/**
 * How an instruction gets from its proposal to its end: a pure function of its kind's plan, its
 * state and an event. {@code src/docs/sagas.md} shows it as diagrams.
 *
 * <p>Before the pivot everything can be undone, in reverse order; after it the way is only forward.
 * What is unknown changes nothing: the step is neither repeated nor undone.
 */
final class PaymentSaga {

    /**
     * How often a step that has to happen is asked for under a new key. Each key but the last is
     * proven never to have arrived.
     */
    static final int MAX_GENERATION = 3;

    private PaymentSaga() {}

    /** Empty when the event changes nothing: it comes late, twice, or says nothing for sure. */
    static Optional<Transition> on(Plan plan, PaymentState state, int generation, SagaEvent event) {
        return switch (event) {
            case SagaEvent.Answered answer ->
                    awaited(plan, state, generation, answer)
                            .flatMap(it -> answered(plan, it, state, generation, answer.outcome()))
                            .map(then -> then.silentAbout(state));
            case SagaEvent.AnsweredRecalled(var answer) ->
                    awaited(plan, state, generation, answer)
                            .flatMap(it -> recalled(plan, it, answer.outcome()))
                            .or(() -> on(plan, state, generation, answer));
            case SagaEvent.Recalled() ->
                    Step.awaitedIn(state)
                            .filter(plan::isBeforePivot)
                            .flatMap(plan::placeOf)
                            .flatMap(
                                    it -> recalled(plan, it, new CommandOutcome.NotSent("recall")));
            case SagaEvent.Retried() -> retried(plan, state, generation, Step.COLLECT);
            case SagaEvent.RetriedWithoutHold() ->
                    state == PaymentState.OWED
                            ? retried(plan, state, generation, Step.HOLD_AGAIN)
                            : Optional.empty();
            case SagaEvent.WrittenOff() -> writtenOff(plan, state);
            case SagaEvent.Scheduled scheduled -> scheduled(plan, state, generation);
            case SagaEvent.Confirmed() -> proposed(state, asking(plan.first()));
            case SagaEvent.Disallowed(var reason) ->
                    proposed(state, Transition.to(PaymentState.REFUSED).because(reason));
            case SagaEvent.Cancelled cancelled ->
                    proposed(state, Transition.to(PaymentState.CANCELLED));
            case SagaEvent.Superseded() -> proposed(state, Transition.to(PaymentState.SUPERSEDED));
            case SagaEvent.Expired() -> proposed(state, Transition.to(PaymentState.EXPIRED));
        };
    }

    private static Optional<Plan.Place> awaited(
            Plan plan, PaymentState state, int generation, SagaEvent.Answered answer) {
        return Step.awaitedIn(state)
                .filter(answer.step()::equals)
                .filter(step -> generation == answer.generation())
                .flatMap(plan::placeOf);
    }

    private static Optional<Transition> proposed(PaymentState state, Transition transition) {
        return state == PaymentState.PROPOSED ? Optional.of(transition) : Optional.empty();
    }

    /** The order stays asked for; only what the subscriber waits for is another thing now. */
    private static Optional<Transition> scheduled(Plan plan, PaymentState state, int generation) {
        return Step.awaitedIn(state)
                .filter(step -> step.acting() == state && plan.placeOf(step).isPresent())
                .flatMap(Step::scheduled)
                .map(to -> Transition.to(to).keeping(generation).telling(Tell.SCHEDULED));
    }

    private static Optional<Transition> answered(
            Plan plan,
            Plan.Place place,
            PaymentState state,
            int generation,
            CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted accepted -> Optional.of(accepted(plan, place, generation));
            case CommandOutcome.Refused(var reason, var detail) ->
                    Optional.of(refused(plan, place, generation, reason));
            case CommandOutcome.NotSent notSent -> Optional.of(notSent(plan, place, generation));
            case CommandOutcome.Unknown unknown -> Optional.empty();
            case CommandOutcome.Stuck stuck ->
                    state.kind() == PaymentState.Kind.REVIEW
                            ? Optional.empty()
                            : Optional.of(review(place, generation));
        };
    }

    private static Transition accepted(Plan plan, Plan.Place place, int generation) {
        return switch (place) {
            case Forward(var at, var stage) -> {
                Transition then =
                        plan.after(at)
                                .map(next -> asking(next.step()))
                                .orElseGet(() -> Transition.to(PaymentState.SETTLED))
                                .booking(stage.accepted());
                yield stage instanceof Stage.Pivot ? then.telling(Tell.PAID) : then;
            }
            case Collecting collecting ->
                    Transition.to(PaymentState.SETTLED).booking(Booking.DEBT_COLLECTED);
            case HoldingAgain again ->
                    Transition.to(Step.COLLECT.acting()).asking(Step.COLLECT, generation);
            case Undoing undoing -> undone(plan, undoing).booking(undoing.stage().undone());
        };
    }

    /** Nothing of that stage stands any more; what stands before it is next. */
    private static Transition undone(Plan plan, Undoing undoing) {
        return plan.undoableAfter(undoing)
                .map(before -> asking(before.undo()))
                .orElseGet(() -> Transition.to(PaymentState.REVERSED).telling(Tell.UNDONE));
    }

    /**
     * What is recalled goes no further: what was reached is taken back. Empty where an answer means
     * the same as ever.
     */
    private static Optional<Transition> recalled(
            Plan plan, Plan.Place place, CommandOutcome outcome) {
        if (!(place instanceof Forward(var at, var stage)) || stage instanceof Stage.Due) {
            return Optional.empty();
        }
        Optional<Transition> back =
                switch (outcome) {
                    case CommandOutcome.Accepted accepted ->
                            stage instanceof Stage.Undoable undoable
                                    ? Optional.of(
                                            asking(undoable.undo()).booking(undoable.accepted()))
                                    : Optional.empty();
                    case CommandOutcome.Refused refused -> Optional.of(givenUp(plan, at));
                    case CommandOutcome.NotSent notSent -> Optional.of(givenUp(plan, at));
                    case CommandOutcome.Unknown unknown -> Optional.empty();
                    case CommandOutcome.Stuck stuck -> Optional.empty();
                };
        return back.map(then -> then.because(RefusalReason.RECALLED));
    }

    /**
     * A person's own try comes after all those that the saga makes by itself, and is not followed
     * by more of them.
     */
    private static Optional<Transition> retried(
            Plan plan, PaymentState state, int generation, Step toCollect) {
        return retriedStep(plan, state, toCollect)
                .map(
                        step ->
                                Transition.to(step.acting())
                                        .asking(step, Math.max(generation, MAX_GENERATION) + 1));
    }

    private static Optional<Step> retriedStep(Plan plan, PaymentState state, Step toCollect) {
        if (state == PaymentState.OWED) {
            return Optional.of(toCollect).filter(step -> plan.placeOf(step).isPresent());
        }
        return Step.awaitedIn(state)
                .filter(step -> state == step.review())
                .filter(step -> step != Step.COLLECT && step != Step.HOLD_AGAIN)
                .filter(plan::hasToHappen);
    }

    private static Optional<Transition> writtenOff(Plan plan, PaymentState state) {
        if (state == PaymentState.OWED) {
            return plan.placeOf(Step.COLLECT)
                    .map(
                            owed ->
                                    Transition.to(PaymentState.WRITTEN_OFF)
                                            .booking(Booking.DEBT_WRITTEN_OFF));
        }
        return Step.awaitedIn(state)
                .filter(step -> state == step.review())
                .flatMap(plan::placeOf)
                .flatMap(place -> writtenOff(plan, place));
    }

    private static Optional<Transition> writtenOff(Plan plan, Plan.Place place) {
        return switch (place) {
            case Forward(var at, Stage.Due(var step, var accepted, var owed)) ->
                    Optional.ofNullable(owed)
                            .map(
                                    debt ->
                                            Transition.to(PaymentState.WRITTEN_OFF)
                                                    .booking(debt, Booking.DEBT_WRITTEN_OFF));
            case Undoing undoing ->
                    Optional.ofNullable(undoing.stage().lost())
                            .map(lost -> undone(plan, undoing).booking(lost));
            case Forward forward -> Optional.empty();
            case Collecting collecting -> Optional.empty();
            case HoldingAgain again -> Optional.empty();
        };
    }

    private static Transition refused(
            Plan plan, Plan.Place place, int generation, RefusalReason reason) {
        return switch (place) {
            case Forward(var at, Stage.Undoable stage) -> givenUp(plan, at).because(reason);
            case Forward(var at, Stage.Pivot(var step, var accepted, var refused)) -> {
                Transition then = givenUp(plan, at).because(reason);
                yield refused == null ? then : then.needing(refused);
            }
            case Forward(var at, Stage.Due(var step, var accepted, var owed)) ->
                    owed == null
                            ? stopped(place, generation)
                            : Transition.to(PaymentState.OWED)
                                    .keeping(generation)
                                    .booking(owed)
                                    .needing(refusalOf(step));
            case Undoing undoing -> stopped(place, generation);
            case Collecting(var at, var stage) -> stillOwed(stage, generation);
            case HoldingAgain(var at, var stage) -> stillOwed(stage, generation);
        };
    }

    /**
     * Proven without effect. What could still be undone is undone; what has to happen is asked for
     * again, under a new key.
     */
    private static Transition notSent(Plan plan, Plan.Place place, int generation) {
        return switch (place) {
            case Forward(var at, Stage.Undoable stage) ->
                    givenUp(plan, at).because(RefusalReason.SERVICE_UNAVAILABLE);
            case Forward(var at, Stage.Pivot stage) ->
                    givenUp(plan, at).because(RefusalReason.SERVICE_UNAVAILABLE);
            case Forward(var at, Stage.Due stage) -> again(place, generation);
            case Undoing undoing -> again(place, generation);
            case Collecting(var at, var stage) -> stillOwed(stage, generation);
            case HoldingAgain(var at, var stage) -> stillOwed(stage, generation);
        };
    }

    private static Transition stillOwed(Stage.Due stage, int generation) {
        return Transition.to(PaymentState.OWED)
                .keeping(generation)
                .needing(refusalOf(stage.step()));
    }

    private static Transition again(Plan.Place place, int generation) {
        Step step = step(place);
        return generation < MAX_GENERATION
                ? Transition.to(step.acting()).asking(step, generation + 1)
                : review(place, generation).needing("payment.%s.not-sent".formatted(step.key()));
    }

    /**
     * The stage at that place had no effect: those before it are taken back, the last one first.
     */
    private static Transition givenUp(Plan plan, int at) {
        return plan.undoableBefore(at)
                .map(before -> asking(before.undo()))
                .orElseGet(() -> Transition.to(PaymentState.REFUSED).telling(Tell.NOT_PAID));
    }

    private static Transition asking(Step step) {
        return Transition.to(step.acting()).asking(step, 1);
    }

    /**
     * The subscriber hears of it unless the receipt was sent: then nothing is open for them. After
     * a person's own try they know.
     */
    private static Transition review(Plan.Place place, int generation) {
        Transition review = Transition.to(step(place).review()).keeping(generation);
        boolean told =
                switch (place) {
                    case Forward(var at, var stage) -> stage instanceof Stage.Due;
                    case Undoing undoing -> generation > MAX_GENERATION;
                    case Collecting collecting -> true;
                    case HoldingAgain again -> true;
                };
        return told ? review : review.telling(Tell.UNDER_REVIEW);
    }

    /** Refused, although it has to happen. */
    private static Transition stopped(Plan.Place place, int generation) {
        return review(place, generation).needing(refusalOf(step(place)));
    }

    /** {@code payment.reversal.refused}: after the state in which a person looks into it. */
    private static String refusalOf(Step step) {
        String name = step.review().name().replace("_REVIEW", "");
        return "payment.%s.refused".formatted(name.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Step step(Plan.Place place) {
        return switch (place) {
            case Forward(var at, var stage) -> stage.step();
            case Undoing(var at, var stage) -> stage.undo();
            case Collecting collecting -> Step.COLLECT;
            case HoldingAgain again -> Step.HOLD_AGAIN;
        };
    }
}
