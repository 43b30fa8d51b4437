package kz.nusqau.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import kz.nusqau.simulator.bank.BankBooks.Outcome;
import kz.nusqau.simulator.bank.Transfer.State;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankingDaysTest {

    private static final String PAYER = "77011234567";
    private static final Instant OPENING = Instant.parse("2026-11-23T04:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T11:59:59Z, 2026-11-20",
        "2026-11-20T12:00:00Z, 2026-11-23",
        "2026-11-21T05:00:00Z, 2026-11-23",
        "2026-12-15T13:00:00Z, 2026-12-17",
        "2026-12-31T13:00:00Z, 2027-01-05",
    })
    void executesOnAWorkingDay(Instant received, LocalDate day) {
        var days = new BankingDays(LocalTime.of(17, 0));

        assertThat(days.executedOn(received, LocalDate.MIN)).isEqualTo(day);
        assertThat(days.executedOn(received, LocalDate.of(2027, 2, 6)))
                .isEqualTo(LocalDate.of(2027, 2, 8));
    }

    @Test
    void lateOrdersWaitUntilTheBankOpensUnlessTheyAreRecalled() {
        var clock = new MovableClock("2026-11-20T12:30:00Z");
        var books = new BankBooks(Profile.kaspi(), World.demo(), clock, null);
        books.settlesAtOnce(false);
        for (String id : new String[] {"1", "2"}) {
            assertThat(books.take(order(books, id), Optional.empty(), true))
                    .isInstanceOfSatisfying(
                            Outcome.Known.class,
                            known -> assertThat(known.transfer().state()).isEqualTo(State.PDNG));
        }
        books.recall("1");

        clock.move(Duration.between(clock.instant(), OPENING).minusSeconds(1));
        assertThat(books.transfer("2").orElseThrow().state()).isEqualTo(State.PDNG);
        clock.move(Duration.ofHours(6));

        assertThat(books.transfer("1").orElseThrow().state()).isEqualTo(State.CANC);
        assertThat(books.transfer("2").orElseThrow())
                .satisfies(
                        executed -> {
                            assertThat(executed.state()).isEqualTo(State.ACSC);
                            assertThat(executed.at()).isEqualTo(OPENING);
                        });
        assertThat(books.discrepancies()).isEmpty();
    }

    private static Transfer.Order order(BankBooks books, String id) {
        return new Transfer.Order(
                id,
                "instruction" + id,
                books.account(PAYER, "KZT").iban(),
                "KZ86125KZT5004100100",
                Amount.tenge(100),
                "KZT",
                "");
    }
}
