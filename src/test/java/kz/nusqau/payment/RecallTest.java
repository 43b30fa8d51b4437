package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.payment.Transition.Tell;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An instruction is recalled at every stage. */
@Tag("R-INS-4")
class RecallTest extends EveryPlan {

    @ParameterizedTest
    @MethodSource({"undoables", "pivots"})
    @Tag("R-INS-13")
    void isUndoneWhenItIsRecalledBeforeItWasSent(PaymentKind kind, Stage stage) {
        var life = new Life(kind).upTo(stage);
        life.happen(new SagaEvent.Recalled());

        assertThat(life.last.reason()).isEqualTo(RefusalReason.RECALLED);
        assertUndone(life, undosBefore(kind, stage));
    }

    @ParameterizedTest
    @MethodSource("undoables")
    @Tag("R-INS-13")
    void isUndoneWhenItIsRecalledAndAcceptedAllTheSame(PaymentKind kind, Stage.Undoable stage) {
        var life = new Life(kind).upTo(stage);
        life.happen(
                new SagaEvent.AnsweredRecalled(
                        new SagaEvent.Answered(stage.step(), life.generation, ACCEPTED)));

        assertThat(life.last.bookings()).containsExactly(stage.accepted());
        assertThat(life.last.reason()).isEqualTo(RefusalReason.RECALLED);
        List<Step> undos = new ArrayList<>(List.of(stage.undo()));
        List<Step> before = undosBefore(kind, stage);
        undos.addAll(stage.takesOver() ? before.subList(1, before.size()) : before);
        assertUndone(life, undos);
    }

    @ParameterizedTest
    @MethodSource("pivots")
    @Tag("R-INS-13")
    void isPaidWhenItIsRecalledTooLate(PaymentKind kind, Stage.Pivot stage) {
        var life = new Life(kind).upTo(stage);
        life.happen(
                new SagaEvent.AnsweredRecalled(
                        new SagaEvent.Answered(stage.step(), life.generation, ACCEPTED)));

        assertThat(life.last.tell()).isEqualTo(Tell.PAID);
    }

    @ParameterizedTest
    @MethodSource("dues")
    @Tag("R-INS-13")
    void isNotRecalledAfterThePivot(PaymentKind kind, Stage.Due stage) {
        var life = new Life(kind).upTo(stage);
        life.happen(new SagaEvent.Recalled());

        assertThat(life.last).isNull();
    }
}
