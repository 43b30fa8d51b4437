package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of every kind with every outcome: what follows is derived from the plan alone. */
@Tag("R-INS-4")
class PlansTest {

    private static final CommandOutcome ACCEPTED =
            new CommandOutcome.Accepted("reference", Map.of());
    private static final CommandOutcome REFUSED =
            new CommandOutcome.Refused(RefusalReason.EMONEY_LIMIT, "as a test");
    private static final CommandOutcome NOT_SENT = new CommandOutcome.NotSent("as a test");
    private static final CommandOutcome UNKNOWN = new CommandOutcome.Unknown("as a test");
    private static final CommandOutcome STUCK = new CommandOutcome.Stuck("as a test");
    private static final SagaEvent SCHEDULED =
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
        assertThat(steps(PaymentKind.OWN_TRANSFER)).containsExactly("move");
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

    private static List<Step> undosBefore(PaymentKind kind, Stage stage) {
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
        asksAgain(new Life(kind).upTo(stage), stage.step(), Tell.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("undoables")
    void asksAgainForWhatUndoes(PaymentKind kind, Stage.Undoable stage) {
        asksAgain(new Life(kind).undoing(stage), stage.undo(), Tell.UNDER_REVIEW);
    }

    private static void asksAgain(Life life, Step step, Tell atTheEnd) {
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

    private static void assertUndone(Life life, List<Step> expected) {
        var undone = new ArrayList<Step>();
        while (!life.state.isAtRest()) {
            undone.add(Step.awaitedIn(life.state).orElseThrow());
            life.answer(ACCEPTED);
        }
        assertThat(undone).isEqualTo(expected);
        assertThat(life.state)
                .isEqualTo(expected.isEmpty() ? PaymentState.REFUSED : PaymentState.REVERSED);
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
                        PaymentKind.OWN_TRANSFER,
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

    /** One instruction, moved by hand. */
    private static final class Life {

        private final Plan plan;
        private PaymentState state = PaymentState.PROPOSED;
        private int generation = 1;
        private final List<Step> asked = new ArrayList<>();

        /** What the last event did, null when it changed nothing. */
        private Transition last;

        private Life(PaymentKind kind) {
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

        private void happen(SagaEvent event) {
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
