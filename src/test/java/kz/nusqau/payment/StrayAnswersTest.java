package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Transition.Tell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that say nothing, or come twice, late, or to what was not asked. */
@Tag("R-INS-4")
class StrayAnswersTest extends EveryPlan {

    @ParameterizedTest
    @MethodSource("stages")
    void staysWhereItIsWhileNothingIsKnown(PaymentKind kind, Stage stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(UNKNOWN);
        assertThat(life.last).isNull();

        life.answer(STUCK);
        assertThat(life.state).isEqualTo(stage.step().review());
        assertThat(life.last.tell())
                .isEqualTo(stage instanceof Stage.Due ? Tell.NOTHING : Tell.UNDER_REVIEW);
        life.answer(STUCK);
        assertThat(life.last).isNull();

        life.answer(ACCEPTED);
        assertThat(life.last.bookings()).containsExactly(stage.accepted());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void ignoresWhatComesTwiceLateOrContradicts(PaymentKind kind, Stage stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(ACCEPTED);
        PaymentState after = life.state;

        for (CommandOutcome outcome : List.of(ACCEPTED, REFUSED, NOT_SENT, UNKNOWN, STUCK)) {
            life.answer(stage.step(), 1, outcome);
            assertThat(life.last).as("%s", outcome).isNull();
        }
        assertThat(life.state).isEqualTo(after);

        var refused = new Life(kind).upTo(stage);
        refused.answer(REFUSED);
        boolean isAPersons = Step.awaitedIn(refused.state).equals(Optional.of(stage.step()));
        refused.answer(stage.step(), 1, ACCEPTED);
        // Who reviews a refusal may find that it was done all the same.
        assertThat(refused.last == null).isNotEqualTo(isAPersons);
    }

    @ParameterizedTest
    @MethodSource("dues")
    void ignoresTheAnswerToAnOlderKey(PaymentKind kind, Stage.Due stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(NOT_SENT);
        life.answer(stage.step(), 1, ACCEPTED);

        assertThat(life.last).isNull();
        assertThat(life.state).isEqualTo(stage.step().acting());
    }

    @ParameterizedTest
    @EnumSource
    void ignoresStepsOfOtherKinds(PaymentKind kind) {
        for (Step step : Step.values()) {
            if (kind.plan().placeOf(step).isEmpty()) {
                assertThat(
                                PaymentSaga.on(
                                        kind.plan(),
                                        step.acting(),
                                        1,
                                        new SagaEvent.Answered(step, 1, ACCEPTED)))
                        .as("%s", step)
                        .isEmpty();
            }
        }
    }
}
