package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import kz.nusqau.payment.PaymentState.Kind;
import kz.nusqau.payment.Transition.Tell;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** What holds whatever the counterparties do: answers lost, late, twice, in any order. */
class PaymentSagaPropertyTest {

    @Property(tries = 20_000)
    @Tag("R-INS-4")
    @Tag("R-INS-10")
    void moneyMovesAtMostOnce(@ForAll long seed) {
        SagaWorld world = ran(seed);

        assertThat(world.violations).isEmpty();
        assertThat(world.reserved).isLessThanOrEqualTo(1);
        assertThat(world.toppedUp).isLessThanOrEqualTo(1);
        assertThat(world.paid).isLessThanOrEqualTo(1);
        assertThat(world.charged + world.released).isLessThanOrEqualTo(world.reserved);
        assertThat(world.paid + world.reversed).isLessThanOrEqualTo(world.toppedUp);
        assertThat(world.charged).isLessThanOrEqualTo(world.paid);
    }

    @Property(tries = 20_000)
    @Tag("R-INS-4")
    void nothingIsLeftOpen(@ForAll long seed) {
        SagaWorld world = ran(seed);

        // Who waits for ever does so for an answer that never came, or for a person.
        if (!world.silent) {
            assertThat(world.state.isAtRest()).as("rest in %s", world.state).isTrue();
        }
        if (world.state.kind() == Kind.ENDED) {
            assertThat(world.charged + world.released).isEqualTo(world.reserved);
            assertThat(world.paid + world.reversed).isEqualTo(world.toppedUp);
            assertThat(world.charged).isEqualTo(world.paid);
        }
        if (world.state == PaymentState.SETTLED) {
            assertThat(world.charged).isEqualTo(1);
        }
        if (world.state == PaymentState.OWED) {
            assertThat(world.paid).isEqualTo(1);
            assertThat(world.charged).isZero();
        }
    }

    @Property(tries = 20_000)
    void theSubscriberIsToldTheTruthOnce(@ForAll long seed) {
        SagaWorld world = ran(seed);

        for (Tell tell : Tell.values()) {
            // Each step may end at a person once.
            int most = tell == Tell.UNDER_REVIEW ? Step.values().length : 1;
            assertThat(Collections.frequency(world.told, tell)).isLessThanOrEqualTo(most);
        }
        if (world.told.contains(Tell.PAID)) {
            assertThat(world.paid).isEqualTo(1);
            assertThat(world.told).doesNotContain(Tell.NOT_PAID, Tell.UNDONE);
        }
        if (world.told.contains(Tell.NOT_PAID) || world.told.contains(Tell.UNDONE)) {
            assertThat(world.charged).isZero();
            assertThat(world.released).isEqualTo(world.reserved);
        }
        if (world.state == PaymentState.SETTLED || world.state == PaymentState.OWED) {
            assertThat(world.told).contains(Tell.PAID);
        }
    }

    @Property(tries = 20_000)
    void whatIsPendingInTheBooksIsEndedOnce(@ForAll long seed) {
        SagaWorld world = ran(seed);
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
                        + counts.getOrDefault(Booking.TOP_UP_VOIDED, 0);
        assertThat(holdEnds).isLessThanOrEqualTo(holds);
        assertThat(topUpEnds).isLessThanOrEqualTo(topUps);
        if (world.state.kind() == Kind.ENDED || world.state == PaymentState.OWED) {
            assertThat(holdEnds).isEqualTo(holds);
            assertThat(topUpEnds).isEqualTo(topUps);
        }
    }

    @Example
    void theWorldsReachEveryEnd() {
        var reached = java.util.EnumSet.noneOf(PaymentState.class);
        for (long seed = 0; seed < 20_000; seed++) {
            reached.add(ran(seed).state);
        }

        assertThat(reached)
                .contains(
                        PaymentState.SETTLED,
                        PaymentState.REFUSED,
                        PaymentState.REVERSED,
                        PaymentState.EXPIRED,
                        PaymentState.CANCELLED,
                        PaymentState.SUPERSEDED,
                        PaymentState.OWED,
                        PaymentState.CHARGE_REVIEW,
                        PaymentState.REVERSAL_REVIEW,
                        PaymentState.RELEASE_REVIEW);
    }

    private static SagaWorld ran(long seed) {
        var world = new SagaWorld(seed);
        world.run();
        return world;
    }
}
