package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmoneyBooksTest {

    private static final String PAYER = "77011234567";
    private static final String OTHER = "77011234568";

    @TempDir Path directory;

    private final MovableClock clock = new MovableClock("2026-11-21T08:00:00Z");

    @Test
    void keepsEverythingOverARestart() {
        String number;
        String transaction;
        try (var books = open()) {
            var first = done(books, "c1", deposit(PAYER, "1500.00"));
            number = first.paymentNumber().orElseThrow();
            done(books, "c2", pay("1400.00"));
            transaction = String.valueOf(done(books, "c3", deposit(OTHER, "70.00")).transaction());
            done(books, "c4", new EmoneyRequest.Reversal(transaction));
            done(books, "c5", pay("9999.00"));
        }

        try (var books = open()) {
            assertThat(books.wallet(PAYER)).isEqualTo(Amount.tenge(100));
            assertThat(books.wallet(OTHER)).isEqualTo(Amount.ZERO);
            assertThat(books.isReversed(transaction)).isTrue();
            assertThat(books.operation("c5").orElseThrow().isCompleted()).isFalse();
            assertThat(books.standingDeposits()).hasSize(1);
            assertThat(books.payments()).hasSize(1);
            assertThat(books.discrepancies()).isEmpty();
            assertThat(perform(books, "c1", deposit(PAYER, "1500.00")))
                    .isInstanceOf(EmoneyBooks.Outcome.Duplicate.class);
            var next = done(books, "c6", deposit(OTHER, "5.00"));
            assertThat(next.paymentNumber().orElseThrow()).isNotEqualTo(number);
            assertThat(books.transaction(String.valueOf(next.transaction()))).contains(next);
        }
    }

    private EmoneyBooks open() {
        var limits = EmoneyLimits.demo();
        var rules = new EmoneyRules("wooppay", World.demo(), limits, clock);
        return new EmoneyBooks(
                "wooppay", rules, limits, 1, new Pending(), clock, directory.resolve("w.journal"));
    }

    private static EmoneyOperation done(
            EmoneyBooks books, String correlationId, EmoneyRequest request) {
        return ((EmoneyBooks.Outcome.Done) perform(books, correlationId, request)).operation();
    }

    private static EmoneyBooks.Outcome perform(
            EmoneyBooks books, String correlationId, EmoneyRequest request) {
        return books.perform(new Order(correlationId, "i/x/1", request), Optional.empty(), false);
    }

    private static EmoneyRequest deposit(String msisdn, String amount) {
        return new EmoneyRequest.Deposit(msisdn, Amount.parse(amount));
    }

    private static EmoneyRequest pay(String amount) {
        return new EmoneyRequest.BillPay(
                PAYER, "alma", "7273001123", Amount.parse(amount), Amount.ZERO);
    }
}
