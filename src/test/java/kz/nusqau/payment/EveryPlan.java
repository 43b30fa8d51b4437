package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Transition.Tell;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.params.provider.Arguments;

/** Every stage of the plan of every kind, and instructions that are moved by hand. */
abstract class EveryPlan {

    static final CommandOutcome ACCEPTED = new CommandOutcome.Accepted("reference", Map.of());
    static final CommandOutcome REFUSED =
            new CommandOutcome.Refused(RefusalReason.EMONEY_LIMIT, "as a test");
    static final CommandOutcome NOT_SENT = new CommandOutcome.NotSent("as a test");
    static final CommandOutcome UNKNOWN = new CommandOutcome.Unknown("as a test");
    static final CommandOutcome STUCK = new CommandOutcome.Stuck("as a test");
    static final SagaEvent SCHEDULED =
            new SagaEvent.Scheduled(LocalDate.of(2026, 11, 23), Instant.EPOCH);

    static Stream<Arguments> undoables() {
        return ofEach(Stage.Undoable.class);
    }

    static Stream<Arguments> pivots() {
        return ofEach(Stage.Pivot.class);
    }

    static Stream<Arguments> dues() {
        return ofEach(Stage.Due.class);
    }

    /** Those whose refusal leaves a receivable. */
    static Stream<Arguments> debts() {
        return dues().filter(each -> ((Stage.Due) each.get()[1]).owed() != null);
    }

    static Stream<Arguments> stages() {
        return ofEach(Stage.class);
    }

    /** Those that a bank may execute on a later day. */
    static Stream<Arguments> putOff() {
        return stages().filter(each -> ((Stage) each.get()[1]).step().scheduled().isPresent());
    }

    private static Stream<Arguments> ofEach(Class<? extends Stage> type) {
        return Stream.of(PaymentKind.values())
                .flatMap(
                        kind ->
                                kind.plan().stages().stream()
                                        .filter(type::isInstance)
                                        .map(stage -> Arguments.of(kind, stage)));
    }

    /** What takes back all that stands when the stage is asked for. */
    static List<Step> undosBefore(PaymentKind kind, Stage stage) {
        var undos = new ArrayList<Step>();
        for (Stage each : kind.plan().stages()) {
            if (each.equals(stage)) {
                break;
            }
            var undoable = (Stage.Undoable) each;
            if (undoable.takesOver()) {
                undos.removeLast();
            }
            undos.add(undoable.undo());
        }
        Collections.reverse(undos);
        return undos;
    }

    static void assertUndone(Life life, List<Step> expected) {
        var undone = new ArrayList<Step>();
        while (!life.state.isAtRest()) {
            undone.add(Step.awaitedIn(life.state).orElseThrow());
            life.answer(ACCEPTED);
        }
        assertThat(undone).isEqualTo(expected);
        assertThat(life.state)
                .isEqualTo(expected.isEmpty() ? PaymentState.REFUSED : PaymentState.REVERSED);
    }

    static void assertAskedAgain(Life life, Step step, Tell atTheEnd) {
        for (int generation = 2; generation <= PaymentSaga.MAX_GENERATION; generation++) {
            life.answer(NOT_SENT);
            assertThat(life.state).isEqualTo(step.acting());
            assertThat(life.generation).isEqualTo(generation);
        }
        life.answer(NOT_SENT);

        assertThat(life.state).isEqualTo(step.review());
        assertThat(life.last.review()).isEqualTo("payment." + step.key() + ".not-sent");
        assertThat(life.last.tell()).isEqualTo(atTheEnd);
    }

    /** One instruction, moved by hand. */
    static final class Life {

        private final Plan plan;
        PaymentState state = PaymentState.PROPOSED;
        int generation = 1;
        final List<Step> asked = new ArrayList<>();

        /** What the last event did, null when it changed nothing. */
        Transition last;

        Life(PaymentKind kind) {
            this.plan = kind.plan();
        }

        void confirm() {
            happen(new SagaEvent.Confirmed());
        }

        /** The stage is asked for. */
        Life upTo(Stage stage) {
            confirm();
            while (!Step.awaitedIn(state).equals(Optional.of(stage.step()))) {
                answer(ACCEPTED);
            }
            return this;
        }

        /** The stage stood and is being taken back. */
        Life undoing(Stage.Undoable stage) {
            int at = plan.stages().indexOf(stage);
            upTo(plan.stages().get(at + 1));
            answer(REFUSED);
            return this;
        }

        void answer(CommandOutcome outcome) {
            answer(Step.awaitedIn(state).orElseThrow(), generation, outcome);
        }

        void answer(Step step, int ofGeneration, CommandOutcome outcome) {
            happen(new SagaEvent.Answered(step, ofGeneration, outcome));
        }

        void happen(SagaEvent event) {
            last = PaymentSaga.on(plan, state, generation, event).orElse(null);
            if (last != null) {
                state = last.to();
                generation = last.generation();
                if (last.ask() != null) {
                    asked.add(last.ask());
                }
            }
        }
    }
}
