package kz.nusqau.simulator.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final MovableClock clock = new MovableClock("2026-11-21T08:00:00Z");
    private final Faults faults = new Faults(Set.of("charge", "refund"), clock);

    @Test
    void takesQueuedFaultsBeforeStandingOnes() {
        faults.set(new Down());
        faults.enqueue("charge", new AnswerLost());

        assertThat(faults.next("refund")).contains(new Down());
        assertThat(faults.next("charge")).contains(new AnswerLost());
        assertThat(faults.next("charge")).contains(new Down());
        assertThat(faults.applied()).isEqualTo(3);
    }

    @Test
    void strikesTheRequestThatItIsAbout() {
        faults.enqueueAbout("77011230002", "charge", new Down());
        faults.enqueue("charge", new AnswerLost());

        assertThat(faults.next("charge", () -> "from 77011230001")).contains(new AnswerLost());
        assertThat(faults.next("refund", () -> "to 77011230002")).isEmpty();
        assertThat(faults.next("charge", () -> "from 77011230002")).contains(new Down());
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void takesTheStandingFaultThatWasSetLast() {
        faults.set(new Down());
        faults.set("charge", new ServerError(503));

        assertThat(faults.next("charge")).contains(new ServerError(503));
        assertThat(faults.next("refund")).contains(new Down());
    }

    @Test
    void endsAFaultWhenItsTimeIsOver() {
        faults.set("charge", new Down(), Duration.ofSeconds(30));

        clock.move(Duration.ofSeconds(29));
        assertThat(faults.next("charge")).contains(new Down());

        clock.move(Duration.ofSeconds(1));
        assertThat(faults.next("charge")).isEmpty();
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void strikesAboutTheShareThatWasAskedFor() {
        faults.setRandom(Faults.ALL, 0.25, 42, List.of(new Down(), new AnswerLost()));

        for (var i = 0; i < 10_000; i++) {
            faults.next("charge");
        }

        assertThat(faults.applied()).isBetween(2_300L, 2_700L);
    }

    @Test
    void knowsItsOperations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.enqueue("deposit", new Down()))
                .withMessageContaining("deposit")
                .withMessageContaining("charge");
    }

    @Test
    void refusesImpossibleOrders() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.enqueue("charge", new Down(), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.setRandom("charge", 1.1, 1, List.of(new Down())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.setRandom("charge", 0.5, 1, List.of()));
    }
}
