package kz.nusqau.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import kz.nusqau.simulator.bank.BankBooks.Outcome;
import kz.nusqau.simulator.bank.Transfer.State;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Iban;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankBooksTest {

    private static final String PAYER = "77011234567";
    private static final String ELSEWHERE = "KZ86125KZT5004100100";

    private final BankBooks kaspi = books(Profile.kaspi(), null);

    @Test
    void givesEveryNumberValidAccountNumbersOfItsOwn() {
        var seen = new HashSet<String>();
        for (long number = 77_010_000_000L; number < 77_020_000_000L; number += 9_973) {
            for (var account : kaspi.accounts(Long.toString(number))) {
                assertThat(Iban.isValid(account.iban())).as(account.iban()).isTrue();
                assertThat(kaspi.find(account.iban())).contains(account);
                assertThat(seen.add(account.iban())).isTrue();
            }
        }
        assertThat(Iban.isValid(ELSEWHERE)).isTrue();
        assertThat(Iban.isValid("KZ86125KZT5004100101")).isFalse();
    }

    @Test
    void movesMoneyOncePerId() {
        var order = order("1", 1_500);

        var first = kaspi.take(order, Optional.empty(), true);
        var again = kaspi.take(order, Optional.empty(), true);

        assertThat(again).isEqualTo(first);
        assertThat(available()).isEqualTo(Amount.tenge(248_500));
        assertThat(kaspi.take(order("1", 1_501), Optional.empty(), true))
                .isInstanceOf(Outcome.IdTaken.class);
        assertThat(kaspi.discrepancies()).isEmpty();
        assertThat(kaspi.doubleTransfers()).isEmpty();
    }

    @Test
    void noticesMoneyThatMovedTwice() {
        kaspi.take(order("1", 100), Optional.empty(), true);
        kaspi.take(order("2", 100), Optional.empty(), true);

        assertThat(kaspi.doubleTransfers()).hasSize(1);
    }

    @Test
    void refusesWhatTheAccountDoesNotCover() {
        assertThat(kaspi.take(order("1", 250_001), Optional.empty(), true))
                .isInstanceOfSatisfying(
                        Outcome.Known.class,
                        known -> assertThat(known.transfer().reason()).isEqualTo("AM04"));
        assertThat(available()).isEqualTo(Amount.tenge(250_000));
    }

    @Test
    void executesLaterWhatWasNotRecalled() {
        kaspi.take(order("1", 100), Optional.empty(), false);
        kaspi.take(order("2", 200), Optional.empty(), false);
        kaspi.recall("1");

        assertThat(kaspi.settle("1").state()).isEqualTo(State.CANC);
        assertThat(kaspi.settle("2").state()).isEqualTo(State.ACSC);
        assertThat(kaspi.recall("2").orElseThrow().state()).isEqualTo(State.ACSC);
        assertThat(kaspi.recall("3")).isEmpty();
        assertThat(available()).isEqualTo(Amount.tenge(249_800));
    }

    @Test
    void keepsItsBooksOverARestart(@TempDir Path folder) {
        Path file = folder.resolve("kaspi.jsonl");
        try (var before = books(Profile.kaspi(), file)) {
            before.take(order("1", 100), Optional.empty(), false);
            before.take(order("2", 200), Optional.of("AG01"), true);
            before.settle("1");
        }

        try (var after = books(Profile.kaspi(), file)) {
            assertThat(after.available(after.account(PAYER, "KZT")))
                    .isEqualTo(Amount.tenge(249_900));
            assertThat(after.transfer("2").orElseThrow().reason()).isEqualTo("AG01");
            assertThat(after.discrepancies()).isEmpty();
        }
    }

    private Amount available() {
        return kaspi.available(kaspi.account(PAYER, "KZT"));
    }

    private Transfer.Order order(String id, long tenge) {
        return new Transfer.Order(
                id,
                "instruction",
                kaspi.account(PAYER, "KZT").iban(),
                ELSEWHERE,
                Amount.tenge(tenge),
                "KZT",
                "");
    }

    private static BankBooks books(Profile profile, @org.jspecify.annotations.Nullable Path file) {
        return new BankBooks(profile, World.demo(), Clock.systemUTC(), file);
    }
}
