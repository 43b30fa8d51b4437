package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.payment.Transition.Tell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of every kind with every outcome: what follows is derived from the plan alone. */
@Tag("R-INS-4")
class PlansTest extends EveryPlan {

    @Test
    void areWhatTheDesignSays() {
        assertThat(steps(PaymentKind.PAY)).containsExactly("reserve", "topup", "pay", "charge");
        assertThat(steps(PaymentKind.TOP_UP)).containsExactly("reserve", "topup", "charge");
        assertThat(steps(PaymentKind.SEND))
                .containsExactly("reserve", "topup", "transfer", "charge");
        assertThat(steps(PaymentKind.PAY_FROM_WALLET)).containsExactly("pay");
        assertThat(steps(PaymentKind.SEND_FROM_WALLET)).containsExactly("transfer");
        assertThat(steps(PaymentKind.REDEEM)).containsExactly("redeem", "credit");
        assertThat(steps(PaymentKind.REFUND)).containsExactly("reserve", "charge", "credit");
        assertThat(steps(PaymentKind.PAY_FROM_BANK)).containsExactly("debit", "topup", "pay");
        assertThat(steps(PaymentKind.TOP_UP_FROM_BANK)).containsExactly("debit", "topup");
        assertThat(steps(PaymentKind.SEND_FROM_BANK)).containsExactly("debit", "topup", "transfer");
        assertThat(steps(PaymentKind.OWN_TRANSFER)).containsExactly("move");
        assertThat(steps(PaymentKind.BANK_TRANSFER)).containsExactly("move");
        assertThat(steps(PaymentKind.APP_STORE)).containsExactly("reserve", "charge", "remit");
        assertThat(steps(PaymentKind.APP_STORE_REFUND)).containsExactly("receive", "refund");
        assertThat(steps(PaymentKind.REVERSAL)).containsExactly("take-back", "refund");
    }

    private static List<String> steps(PaymentKind kind) {
        return kind.plan().stages().stream().map(stage -> stage.step().key()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void goesForwardStepByStep(PaymentKind kind) {
        var life = new Life(kind);
        life.confirm();

        for (Stage stage : kind.plan().stages()) {
            assertThat(life.state).isEqualTo(stage.step().acting());
            life.answer(ACCEPTED);
            assertThat(life.last.bookings()).containsExactly(stage.accepted());
            assertThat(life.last.tell())
                    .isEqualTo(stage instanceof Stage.Pivot ? Tell.PAID : Tell.NOTHING);
        }

        assertThat(life.state).isEqualTo(PaymentState.SETTLED);
        assertThat(life.asked).isEqualTo(kind.plan().stages().stream().map(Stage::step).toList());
    }

    @ParameterizedTest
    @MethodSource("dues")
    void isOwedWhenAStepAfterThePivotIsRefused(PaymentKind kind, Stage.Due stage) {
        var life = new Life(kind).upTo(stage);
        life.answer(REFUSED);

        assertThat(life.last.tell()).isEqualTo(Tell.NOTHING);
        if (stage.owed() == null) {
            assertThat(life.state).isEqualTo(stage.step().review());
            assertThat(life.last.bookings()).isEmpty();
            assertThat(life.last.review()).isEqualTo("payment.refund.refused");
        } else {
            assertThat(life.state).isEqualTo(PaymentState.OWED);
            assertThat(life.last.bookings()).containsExactly(stage.owed());
            assertThat(life.last.review()).isEqualTo("payment.charge.refused");
        }
    }

    @ParameterizedTest
    @MethodSource("dues")
    void asksAgainForWhatHasToHappen(PaymentKind kind, Stage.Due stage) {
        assertAskedAgain(new Life(kind).upTo(stage), stage.step(), Tell.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("putOff")
    @Tag("R-INS-7")
    void waitsForTheBanksDayAndGoesOnWhereItWas(PaymentKind kind, Stage stage) {
        for (CommandOutcome outcome : List.of(ACCEPTED, REFUSED, NOT_SENT, STUCK)) {
            var life = new Life(kind);
            life.happen(SCHEDULED);
            assertThat(life.last).isNull();

            life.upTo(stage);
            List<Step> asked = List.copyOf(life.asked);
            life.happen(SCHEDULED);
            assertThat(life.state).isEqualTo(stage.step().scheduled().orElseThrow());
            assertThat(life.last.tell()).isEqualTo(Tell.SCHEDULED);
            assertThat(life.asked).isEqualTo(asked);
            life.happen(SCHEDULED);
            assertThat(life.last).isNull();

            var without = new Life(kind).upTo(stage);
            without.answer(outcome);
            life.answer(outcome);
            assertThat(life.state).isEqualTo(without.state);
            assertThat(life.last.bookings()).isEqualTo(without.last.bookings());
        }
    }

    @Test
    @Tag("R-INS-7")
    void everyKindThatABankExecutesMayBePutOff() {
        assertThat(putOff().map(each -> each.get()[0]))
                .containsExactly(
                        PaymentKind.REDEEM,
                        PaymentKind.REFUND,
                        PaymentKind.PAY_FROM_BANK,
                        PaymentKind.TOP_UP_FROM_BANK,
                        PaymentKind.SEND_FROM_BANK,
                        PaymentKind.OWN_TRANSFER,
                        PaymentKind.BANK_TRANSFER,
                        PaymentKind.APP_STORE);
    }

    @Test
    void onlyABankPutsOff() {
        var life = new Life(PaymentKind.PAY);
        life.confirm();
        life.happen(SCHEDULED);

        assertThat(life.last).isNull();
        assertThat(life.state).isEqualTo(PaymentState.RESERVING);
    }

    @Test
    void givesWhatIsNobodysDebtToAPerson() {
        var plan =
                Plan.of(
                        new Stage.Pivot(Step.PAY, Booking.WALLET_SPENT),
                        new Stage.Due(Step.CHARGE, Booking.HOLD_CHARGED, null));
        var refused = new SagaEvent.Answered(Step.CHARGE, 1, REFUSED);

        Transition then = PaymentSaga.on(plan, PaymentState.CHARGING, 1, refused).orElseThrow();

        assertThat(then.to()).isEqualTo(PaymentState.CHARGE_REVIEW);
        assertThat(then.review()).isEqualTo("payment.charge.refused");
        assertThat(then.bookings()).isEmpty();
    }

    @Test
    void isNoPlanWithoutOnePivotBetweenWhatCanBeUndoneAndWhatIsDue() {
        var undoable =
                new Stage.Undoable(
                        Step.RESERVE, Booking.HOLD_PENDING, Step.RELEASE, Booking.HOLD_VOIDED);
        var pivot = new Stage.Pivot(Step.PAY, Booking.WALLET_SPENT);
        var due = new Stage.Due(Step.CHARGE, Booking.HOLD_CHARGED, Booking.HOLD_OWED);

        assertThatThrownBy(() -> Plan.of(undoable)).hasMessageContaining("no pivot");
        assertThatThrownBy(() -> Plan.of(due, pivot)).hasMessageContaining("at 0");
        assertThatThrownBy(() -> Plan.of(pivot, undoable)).hasMessageContaining("at 1");
        assertThatThrownBy(() -> Plan.of(pivot, pivot)).hasMessageContaining("at 1");
        assertThatThrownBy(() -> Plan.of(undoable, undoable, pivot)).hasMessageContaining("twice");
    }
}
