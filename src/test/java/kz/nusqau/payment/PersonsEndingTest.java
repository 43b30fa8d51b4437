package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Transition.Tell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A person has something tried once more, or gives it up. */
@Tag("R-INS-4")
class PersonsEndingTest extends EveryPlan {

    @ParameterizedTest
    @MethodSource("debts")
    void isCollectedWhenAPersonAsksOnceMore(PaymentKind kind, Stage.Due stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(REFUSED);
        for (CommandOutcome outcome : List.of(REFUSED, NOT_SENT)) {
            int before = life.generation;
            life.happen(new SagaEvent.Retried());
            assertThat(life.state).isEqualTo(PaymentState.COLLECTING);
            assertThat(life.generation).isGreaterThan(before);
            life.answer(outcome);
            assertThat(life.state).isEqualTo(PaymentState.OWED);
            assertThat(life.last.review()).isEqualTo("payment.charge.refused");
        }
        life.happen(new SagaEvent.Retried());
        life.answer(ACCEPTED);

        assertThat(life.state).isEqualTo(PaymentState.SETTLED);
        assertThat(life.last.bookings()).containsExactly(Booking.DEBT_COLLECTED);
        assertThat(life.last.tell()).isEqualTo(Tell.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("debts")
    @Tag("R-INS-10")
    void isHeldAgainToBeCollectedWhenTheHoldIsGone(PaymentKind kind, Stage.Due stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(REFUSED);
        for (CommandOutcome outcome : List.of(REFUSED, NOT_SENT)) {
            life.happen(new SagaEvent.RetriedWithoutHold());
            assertThat(life.state).isEqualTo(PaymentState.HOLDING_AGAIN);
            life.answer(outcome);
            assertThat(life.state).isEqualTo(PaymentState.OWED);
            assertThat(life.last.review()).isEqualTo("payment.charge.refused");
            assertThat(life.last.bookings()).isEmpty();
        }
        life.happen(new SagaEvent.RetriedWithoutHold());
        int generation = life.generation;
        life.answer(STUCK);
        assertThat(life.state).isEqualTo(PaymentState.HOLD_AGAIN_REVIEW);
        life.happen(new SagaEvent.Retried());
        assertThat(life.last).isNull();
        life.answer(ACCEPTED);
        assertThat(life.state).isEqualTo(PaymentState.COLLECTING);
        assertThat(life.generation).isEqualTo(generation);
        life.answer(ACCEPTED);

        assertThat(life.state).isEqualTo(PaymentState.SETTLED);
        assertThat(life.last.bookings()).containsExactly(Booking.DEBT_COLLECTED);
    }

    @ParameterizedTest
    @MethodSource("debts")
    void isWrittenOffWhenAPersonGivesItUp(PaymentKind kind, Stage.Due stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(REFUSED);
        life.happen(new SagaEvent.WrittenOff());

        assertThat(life.state).isEqualTo(PaymentState.WRITTEN_OFF);
        assertThat(life.last.bookings()).containsExactly(Booking.DEBT_WRITTEN_OFF);
    }

    @ParameterizedTest
    @MethodSource("undoables")
    void undoesTheRestWhenAPersonGivesOneUp(PaymentKind kind, Stage.Undoable stage) {
        var life = new Life(kind).undoing(stage);
        life.answer(REFUSED);
        life.happen(new SagaEvent.WrittenOff());

        if (stage.lost() == null) {
            assertThat(life.last).isNull();
            return;
        }
        assertThat(life.last.bookings()).containsExactly(stage.lost());
        while (!life.state.isAtRest()) {
            life.answer(ACCEPTED);
        }
        assertThat(life.state).isEqualTo(PaymentState.REVERSED);
        assertThat(life.last.tell()).isEqualTo(Tell.UNDONE);
    }

    @ParameterizedTest
    @MethodSource("undoables")
    void triesToUndoOnceMoreWhenAPersonAsks(PaymentKind kind, Stage.Undoable stage) {
        var life = new Life(kind).undoing(stage);
        life.answer(REFUSED);
        life.happen(new SagaEvent.Retried());
        assertThat(life.generation).isGreaterThan(PaymentSaga.MAX_GENERATION);
        life.answer(NOT_SENT);

        assertThat(life.state).isEqualTo(stage.undo().review());
        assertThat(life.last.tell()).isEqualTo(Tell.NOTHING);
        life.happen(new SagaEvent.Retried());
        life.answer(ACCEPTED);
        assertThat(life.last.bookings()).containsExactly(stage.undone());
    }
}
