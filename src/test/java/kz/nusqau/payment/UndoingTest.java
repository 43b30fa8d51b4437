package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Transition.Tell;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a step that is refused, and of one that takes another back. */
@Tag("R-INS-4")
class UndoingTest extends EveryPlan {

    @ParameterizedTest
    @MethodSource({"undoables", "pivots"})
    @Tag("R-INS-10")
    void isUndoneInReverseWhenAStepBeforeThePivotIsRefused(PaymentKind kind, Stage stage) {
        for (CommandOutcome outcome : List.of(REFUSED, NOT_SENT)) {
            var life = new Life(kind).upTo(stage);
            life.answer(outcome);
            assertThat(life.last.reason())
                    .isEqualTo(
                            outcome == REFUSED
                                    ? RefusalReason.EMONEY_LIMIT
                                    : RefusalReason.SERVICE_UNAVAILABLE);

            var undone = new ArrayList<Step>();
            while (!life.state.isAtRest()) {
                Step undoing = Step.awaitedIn(life.state).orElseThrow();
                undone.add(undoing);
                life.answer(ACCEPTED);
            }

            List<Step> expected = undosBefore(kind, stage);
            assertThat(undone).isEqualTo(expected);
            assertThat(life.state)
                    .isEqualTo(expected.isEmpty() ? PaymentState.REFUSED : PaymentState.REVERSED);
            assertThat(life.last.tell())
                    .isEqualTo(expected.isEmpty() ? Tell.NOT_PAID : Tell.UNDONE);
        }
    }

    @ParameterizedTest
    @MethodSource("undoables")
    void asksAgainForWhatUndoes(PaymentKind kind, Stage.Undoable stage) {
        assertAskedAgain(new Life(kind).undoing(stage), stage.undo(), Tell.UNDER_REVIEW);
    }

    @ParameterizedTest
    @MethodSource("undoables")
    void givesTheRefusalToUndoToAPerson(PaymentKind kind, Stage.Undoable stage) {
        var life = new Life(kind).undoing(stage);
        life.answer(REFUSED);

        assertThat(life.state).isEqualTo(stage.undo().review());
        assertThat(life.last.review()).startsWith("payment.").endsWith(".refused");
        life.answer(ACCEPTED);
        assertThat(life.last.bookings()).containsExactly(stage.undone());
    }
}
