package kz.nusqau.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Kills the hub at random moments under payment load, starts it again on the same data, and holds
 * what is left against the sandboxes' books. {@code -Dproof.seed=…} repeats a schedule.
 */
@Tag("I-1")
@Tag("I-2")
@Tag("I-4")
@Tag("I-5")
@Tag("I-6")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CrashIT {

    /** Requests that go wrong, where anything does. */
    private static final int OF_HUNDRED = Integer.getInteger("proof.faults", 1);

    @Test
    void survivesThreeKills() {
        var schedule = KillSchedule.of(KillSchedule.askedOrNewSeed(), 3);

        try (var run = CrashRun.of(schedule)) {
            run.carryOut();

            assertThat(run.faults()).isEmpty();
            assertThat(run.neverGranted()).isEmpty();
            assertThat(run.carriedOut()).isGreaterThan(100);
        }
    }

    /** {@code ./mvnw -Psoak test -Dtest=CrashIT}; more with {@code -Dproof.kills=…}. */
    @Test
    @Tag("soak")
    void survivesManyKills() {
        var schedule =
                KillSchedule.of(
                        KillSchedule.askedOrNewSeed(), Integer.getInteger("proof.kills", 20));

        try (var run = CrashRun.of(schedule)) {
            run.carryOut();

            assertThat(run.faults()).isEmpty();
            assertThat(run.neverGranted()).isEmpty();
            assertThat(run.carriedOut()).isGreaterThan(500);
        }
    }

    /** The same with counterparties and an SMSC that fail now and then in every way they can. */
    @Test
    @Tag("soak")
    void survivesManyKillsAmongFaults() {
        var schedule =
                KillSchedule.of(
                        KillSchedule.askedOrNewSeed(), Integer.getInteger("proof.kills", 20));

        try (var run = CrashRun.of(schedule)) {
            run.letOthersFail(OF_HUNDRED / 100.0, Duration.ofMillis(1_500));
            run.carryOut();

            assertThat(run.faults()).isEmpty();
            assertThat(run.neverGranted()).isEmpty();
            assertThat(run.carriedOut()).isGreaterThan(500);
        }
    }
}
