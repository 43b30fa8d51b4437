package kz.nusqau.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.shared.RefusalReason;

/**
 * One instruction among counterparties that do what they like within their contract: accept,
 * refuse, never get the command, stay silent, answer late, twice, or in any order. Every effect is
 * kept, so that a second one of the same kind is seen.
 */
final class SagaWorld {

    private final Plan plan;
    private final Random random;
    private final List<SagaEvent> onTheirWay = new ArrayList<>();
    private final List<SagaEvent> past = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final Deque<Booking> bookings = new ArrayDeque<>();
    private final Set<Step> provenWithout = new HashSet<>();
    private final Map<Step, Integer> effects = new EnumMap<>(Step.class);

    PaymentState state = PaymentState.PROPOSED;
    int generation = 1;
    boolean silent;
    boolean recalled;
    boolean writtenOff;
    final List<Transition.Tell> told = new ArrayList<>();
    final List<String> violations = new ArrayList<>();

    SagaWorld(PaymentKind kind, long seed) {
        this.plan = kind.plan();
        this.random = new Random(seed);
    }

    void run() {
        onTheirWay.add(new SagaEvent.Confirmed());
        for (int noise = random.nextInt(3); noise > 0; noise--) {
            onTheirWay.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new SagaEvent.Cancelled(SagaEvent.Cause.SUBSCRIBER);
                        case 1 -> new SagaEvent.Superseded();
                        case 2 -> new SagaEvent.Expired();
                        case 4 ->
                                new SagaEvent.Scheduled(LocalDate.of(2026, 11, 23), Instant.EPOCH);
                        case 3 -> new SagaEvent.Disallowed(RefusalReason.ABOVE_MAXIMUM);
                        default -> new SagaEvent.Confirmed();
                    });
        }
        takeTheirTurns();
        for (int act = 0; act < 3 && aPersonMayAct(); act++) {
            boolean gaveUp = random.nextInt(3) == 0;
            SagaEvent what = gaveUp ? new SagaEvent.WrittenOff() : retry();
            writtenOff |= gaveUp && PaymentSaga.on(plan, state, generation, what).isPresent();
            happen(what);
            takeTheirTurns();
        }
    }

    /** Whether the hold is gone, billing says; to the saga it is as good as chance. */
    private SagaEvent retry() {
        return state == PaymentState.OWED && random.nextBoolean()
                ? new SagaEvent.RetriedWithoutHold()
                : new SagaEvent.Retried();
    }

    private void takeTheirTurns() {
        for (int turn = 0; turn < 200 && !onTheirWay.isEmpty(); turn++) {
            recalled |= random.nextInt(30) == 0;
            // Redeliveries: anything that came before may come again.
            if (!past.isEmpty() && random.nextInt(3) == 0) {
                happen(past.get(random.nextInt(past.size())));
            }
            happen(onTheirWay.remove(random.nextInt(onTheirWay.size())));
        }
    }

    /** Only what is proven without effect may be asked for anew or given up. */
    private boolean aPersonMayAct() {
        Step owed = wasAsked(Step.COLLECT) ? Step.COLLECT : Step.CHARGE;
        return state.kind() == PaymentState.Kind.REVIEW
                && provenWithout.contains(
                        state == PaymentState.OWED ? owed : Step.awaitedIn(state).orElseThrow());
    }

    private boolean wasAsked(Step step) {
        return asked.stream().anyMatch(key -> key.startsWith(step + "/"));
    }

    List<Booking> booked() {
        return List.copyOf(bookings);
    }

    /** How often a step took effect. */
    int effects(Step step) {
        return effects.getOrDefault(step, 0);
    }

    /** Whether nothing of it is left: it was undone, or what took it over was. */
    int takenBack(Stage.Undoable stage) {
        int next = plan.stages().indexOf(stage) + 1;
        int withNext =
                plan.stages().get(next) instanceof Stage.Undoable after && after.takesOver()
                        ? effects(after.undo())
                        : 0;
        return effects(stage.undo()) + withNext;
    }

    Step pivot() {
        return plan.stages().stream()
                .filter(Stage.Pivot.class::isInstance)
                .map(Stage::step)
                .findFirst()
                .orElseThrow();
    }

    private void happen(SagaEvent event) {
        if (!(event instanceof SagaEvent.Retried)
                && !(event instanceof SagaEvent.RetriedWithoutHold)
                && !(event instanceof SagaEvent.WrittenOff)) {
            past.add(event);
        }
        SagaEvent seen =
                recalled && event instanceof SagaEvent.Answered answer
                        ? new SagaEvent.AnsweredRecalled(answer)
                        : event;
        PaymentSaga.on(plan, state, generation, seen).ifPresent(this::take);
    }

    private void take(Transition transition) {
        state = transition.to();
        generation = transition.generation();
        bookings.addAll(transition.bookings());
        if (transition.tell() != Transition.Tell.NOTHING) {
            told.add(transition.tell());
        }
        if (transition.ask() != null) {
            ask(transition.ask(), transition.generation());
        }
    }

    private void ask(Step step, int itsGeneration) {
        boolean first = !wasAsked(step);
        if (!asked.add(step + "/" + itsGeneration)) {
            violations.add(step + " asked for twice under one key");
        }
        switch (plan.placeOf(step).orElseThrow()) {
            case Plan.Place.Forward(var at, var stage) ->
                    plan.stages().subList(0, at).stream()
                            .map(Stage::step)
                            .filter(before -> effects(before) == 0)
                            .forEach(before -> violations.add(step + " before " + before));
            case Plan.Place.Undoing(var at, var undone) ->
                    plan.stages().stream()
                            .skip(at + 1)
                            .filter(this::mayStand)
                            .forEach(
                                    after -> violations.add(step + " while there may be " + after));
            case Plan.Place.Collecting(var at, var owed) -> notBeside(owed, step);
            case Plan.Place.HoldingAgain(var at, var owed) -> notBeside(owed, step);
        }
        // A hold may be made anew when the one before has run out.
        if (!first && step != Step.HOLD_AGAIN && !provenWithout.contains(step)) {
            violations.add("a new key for " + step + " although the old one may have worked");
        }
        provenWithout.remove(step);
        answer(step, itsGeneration);
    }

    private void notBeside(Stage.Due owed, Step step) {
        boolean collected = wasAsked(Step.COLLECT) && !provenWithout.contains(Step.COLLECT);
        if (!provenWithout.contains(owed.step()) || (collected && step == Step.HOLD_AGAIN)) {
            violations.add(step + " while there may be " + owed);
        }
    }

    /** Asked for, and neither proven without effect nor taken back nor given up. */
    private boolean mayStand(Stage stage) {
        boolean takenBack =
                stage instanceof Stage.Undoable undoable && effects(undoable.undo()) > 0;
        return !writtenOff
                && asked.contains(stage.step() + "/1")
                && !provenWithout.contains(stage.step())
                && !takenBack;
    }

    private void answer(Step step, int itsGeneration) {
        CommandOutcome last =
                switch (random.nextInt(8)) {
                    case 0 -> new CommandOutcome.Refused(RefusalReason.EMONEY_LIMIT, "no");
                    case 1 -> new CommandOutcome.NotSent("late");
                    default -> new CommandOutcome.Accepted("reference", Map.of());
                };
        if (last instanceof CommandOutcome.Accepted) {
            effects.merge(step, 1, Integer::sum);
        }
        // In order, as the commands' row allows: unknown and stuck before the final outcome.
        var answers = new ArrayList<CommandOutcome>();
        if (random.nextInt(4) == 0) {
            answers.add(new CommandOutcome.Unknown("silence"));
        }
        if (random.nextInt(8) == 0) {
            answers.add(new CommandOutcome.Stuck("exhausted"));
        }
        if (random.nextInt(10) == 0) {
            silent = true;
        } else {
            answers.add(last);
            if (!(last instanceof CommandOutcome.Accepted)) {
                provenWithout.add(step);
            }
        }
        for (CommandOutcome outcome : answers) {
            onTheirWay.add(new SagaEvent.Answered(step, itsGeneration, outcome));
        }
    }
}
