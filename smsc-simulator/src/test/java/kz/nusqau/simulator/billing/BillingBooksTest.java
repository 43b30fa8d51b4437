package kz.nusqau.simulator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingBooksTest {

    private static final String PAYER = "77011234567";

    @TempDir Path directory;

    private final MovableClock clock = new MovableClock("2026-11-21T08:00:00Z");
    private final World world = World.demo();

    @Test
    void keepsEverythingOverARestart() {
        try (var books = open()) {
            perform(books, "i1/reserve/1", reserve("1500.00"));
            perform(books, "i1/charge/1", new BillingRequest.Charge("i1/reserve/1"));
            perform(books, "i1/refund/1", refund("i1/charge/1", "200.00"));
            perform(books, "i2/reserve/1", reserve("10.00"));
            perform(books, "i2/release/1", new BillingRequest.Release("i2/reserve/1"));
            perform(books, "i3/reserve/1", reserve("20.00"));
            clock.move(Duration.ofHours(25));
            perform(books, "i4/reserve/1", reserve("999999.00"));
            perform(books, "i5/reserve/1", reserve("30.00"));
        }
        // The books count, not the world: what was opened stays opened at its first balance.
        world.put(world.subscriber(PAYER).orElseThrow().withBalance(Amount.ZERO));

        try (var books = open()) {
            assertThat(books.available(PAYER)).isEqualTo(Amount.parse("98670.00"));
            assertThat(books.reserved(PAYER)).isEqualTo(Amount.tenge(30));
            assertThat(books.taken(PAYER)).isEqualTo(Amount.tenge(1300));
            assertThat(books.reservation("i3/reserve/1").orElseThrow().state())
                    .isEqualTo(Reservation.State.EXPIRED);
            assertThat(books.operation("i4/reserve/1").flatMap(BillingOperation::refusal))
                    .map(Refusal::code)
                    .contains("insufficientFunds");
            assertThat(books.discrepancies()).isEmpty();
            assertThat(perform(books, "i1/reserve/1", reserve("1500.00")))
                    .isInstanceOf(BillingBooks.Outcome.Repeated.class);

            clock.move(Duration.ofHours(24));
            assertThat(books.openReservations()).isEmpty();
        }
    }

    @Test
    void keepsTheSumOverAllAccounts() {
        try (var books = open()) {
            for (var i = 0; i < 50; i++) {
                perform(books, "i" + i + "/reserve/1", reserve(i + ".50"));
                if (i % 3 == 0) {
                    perform(books, "i" + i + "/c/1", charge(i));
                } else if (i % 3 == 1) {
                    perform(books, "i" + i + "/r/1", release(i));
                }
            }

            var totals = books.totals();
            assertThat(totals.available().plus(totals.reserved()).plus(totals.taken()))
                    .isEqualTo(totals.opened());
            assertThat(books.discrepancies()).isEmpty();
        }
    }

    private static BillingRequest charge(int instruction) {
        return new BillingRequest.Charge("i" + instruction + "/reserve/1");
    }

    private static BillingRequest release(int instruction) {
        return new BillingRequest.Release("i" + instruction + "/reserve/1");
    }

    private BillingBooks open() {
        return new BillingBooks(
                world,
                clock,
                Duration.ofHours(24),
                new Pending(),
                directory.resolve("billing.journal"));
    }

    private static BillingBooks.Outcome perform(
            BillingBooks books, String key, BillingRequest request) {
        return books.perform(key, request, Optional.empty(), false);
    }

    private static BillingRequest reserve(String amount) {
        return new BillingRequest.Reserve(PAYER, Amount.parse(amount), "payment");
    }

    private static BillingRequest refund(String charge, String amount) {
        return new BillingRequest.Refund(charge, Amount.parse(amount));
    }
}
