package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import kz.nusqau.payment.PaymentState.Kind;
import kz.nusqau.payment.Transition.Tell;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** What holds whatever the counterparties do: answers lost, late, twice, in any order. */
class PaymentSagaPropertyTest {

    @Property(tries = 40_000)
    @Tag("R-INS-4")
    @Tag("R-INS-10")
    void moneyMovesAtMostOnce(@ForAll PaymentKind kind, @ForAll long seed) {
        SagaWorld world = ran(kind, seed);

        assertThat(world.violations).isEmpty();
        assertThat(world.effects(Step.CHARGE) + world.effects(Step.COLLECT)).isLessThanOrEqualTo(1);
        for (Stage stage : kind.plan().stages()) {
            int done = world.effects(stage.step());
            assertThat(done).as("%s", stage).isLessThanOrEqualTo(1);
            switch (stage) {
                case Stage.Undoable undoable ->
                        assertThat(world.effects(undoable.undo())).isLessThanOrEqualTo(done);
                case Stage.Pivot pivot -> assertThat(undone(world, kind) * done).isZero();
                case Stage.Due due ->
                        assertThat(done).isLessThanOrEqualTo(world.effects(world.pivot()));
            }
        }
    }

    @Property(tries = 40_000)
    @Tag("R-INS-4")
    void nothingIsLeftOpen(@ForAll PaymentKind kind, @ForAll long seed) {
        SagaWorld world = ran(kind, seed);
        int paid = world.effects(world.pivot());

        // Who waits for ever does so for an answer that never came, or for a person.
        if (!world.silent) {
            assertThat(world.state.isAtRest()).as("rest in %s", world.state).isTrue();
        }
        if (world.state.kind() == Kind.ENDED && !world.writtenOff) {
            for (Stage stage : kind.plan().stages()) {
                int done = world.effects(stage.step());
                switch (stage) {
                    case Stage.Undoable undoable ->
                            assertThat(paid + world.takenBack(undoable))
                                    .as("%s", stage)
                                    .isEqualTo(done);
                    case Stage.Pivot pivot ->
                            assertThat(world.state == PaymentState.SETTLED).isEqualTo(done == 1);
                    case Stage.Due due ->
                            assertThat(done + world.effects(Step.COLLECT))
                                    .as("%s", stage)
                                    .isEqualTo(paid);
                }
            }
        }
        if (world.state == PaymentState.OWED) {
            assertThat(paid).isEqualTo(1);
            assertThat(world.effects(Step.CHARGE) + world.effects(Step.COLLECT)).isZero();
        }
    }

    @Property(tries = 40_000)
    void theSubscriberIsToldTheTruthOnce(@ForAll PaymentKind kind, @ForAll long seed) {
        SagaWorld world = ran(kind, seed);

        for (Tell tell : Tell.values()) {
            // Each step may end at a person once.
            int most = tell == Tell.UNDER_REVIEW ? Step.values().length : 1;
            assertThat(Collections.frequency(world.told, tell)).isLessThanOrEqualTo(most);
        }
        if (world.told.contains(Tell.PAID)) {
            assertThat(world.effects(world.pivot())).isEqualTo(1);
            assertThat(world.told).doesNotContain(Tell.NOT_PAID, Tell.UNDONE);
        }
        if (world.told.contains(Tell.NOT_PAID) || world.told.contains(Tell.UNDONE)) {
            assertThat(world.effects(world.pivot())).isZero();
            assertThat(world.effects(Step.CHARGE)).isEqualTo(world.effects(Step.REFUND));
            assertThat(world.effects(Step.RETURN)).isEqualTo(world.effects(Step.DEBIT));
            if (!world.writtenOff) {
                assertThat(world.effects(Step.RELEASE) + world.effects(Step.REFUND))
                        .isEqualTo(world.effects(Step.RESERVE));
            }
        }
        if (world.state == PaymentState.SETTLED || world.state == PaymentState.OWED) {
            assertThat(world.told).contains(Tell.PAID);
        }
    }

    @Property(tries = 40_000)
    void whatIsPendingInTheBooksIsEndedOnce(@ForAll PaymentKind kind, @ForAll long seed) {
        SagaWorld world = ran(kind, seed);
        Map<Booking, Integer> counts = new EnumMap<>(Booking.class);
        world.booked().forEach(booking -> counts.merge(booking, 1, Integer::sum));

        counts.forEach((booking, count) -> assertThat(count).as(booking.name()).isEqualTo(1));
        int holds = counts.getOrDefault(Booking.HOLD_PENDING, 0);
        int topUps = counts.getOrDefault(Booking.TOP_UP_PENDING, 0);
        int holdEnds =
                counts.getOrDefault(Booking.HOLD_CHARGED, 0)
                        + counts.getOrDefault(Booking.HOLD_VOIDED, 0)
                        + counts.getOrDefault(Booking.HOLD_OWED, 0);
        int topUpEnds =
                counts.getOrDefault(Booking.TOP_UP_POSTED, 0)
                        + counts.getOrDefault(Booking.DEBIT_SPENT, 0)
                        + counts.getOrDefault(Booking.TOP_UP_VOIDED, 0)
                        + counts.getOrDefault(Booking.TOP_UP_LOST, 0);
        int debits = counts.getOrDefault(Booking.DEBIT_HELD, 0);
        int debitEnds =
                counts.getOrDefault(Booking.DEBIT_SPENT, 0)
                        + counts.getOrDefault(Booking.DEBIT_FILLED, 0)
                        + counts.getOrDefault(Booking.DEBIT_RETURNED, 0);
        assertThat(debitEnds).isLessThanOrEqualTo(debits);
        assertThat(holdEnds).isLessThanOrEqualTo(holds);
        assertThat(topUpEnds).isLessThanOrEqualTo(topUps);
        if (world.state.kind() == Kind.ENDED || world.state == PaymentState.OWED) {
            assertThat(holdEnds).isEqualTo(holds);
            assertThat(topUpEnds).isEqualTo(topUps);
            assertThat(debitEnds).isEqualTo(debits);
        }
    }

    @Example
    void theWorldsReachEveryEnd() {
        for (PaymentKind kind : PaymentKind.values()) {
            var reached = EnumSet.noneOf(PaymentState.class);
            for (long seed = 0; seed < 80_000; seed++) {
                reached.add(ran(kind, seed).state);
            }

            var ends = EnumSet.of(PaymentState.PROPOSED);
            SagaTable.of(kind)
                    .transitions()
                    .forEach(row -> ends.add(row.then().orElseThrow().to()));
            ends.removeIf(state -> !state.isAtRest());
            assertThat(reached).as("%s", kind).containsAll(ends);
        }
    }

    private static int undone(SagaWorld world, PaymentKind kind) {
        return kind.plan().stages().stream()
                .filter(Stage.Undoable.class::isInstance)
                .map(Stage.Undoable.class::cast)
                .mapToInt(stage -> world.effects(stage.undo()))
                .sum();
    }

    private static SagaWorld ran(PaymentKind kind, long seed) {
        var world = new SagaWorld(kind, seed);
        world.run();
        return world;
    }
}
