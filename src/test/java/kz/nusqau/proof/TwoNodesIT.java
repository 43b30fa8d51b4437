package kz.nusqau.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.ExternalBroker;
import kz.nusqau.ExternalPostgres;
import kz.nusqau.HubProcess;
import kz.nusqau.OutsideWorld;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.Redelivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two hub nodes on one PostgreSQL and one Artemis, under payment load: what one leaves lying, the
 * other takes up, and one that comes back late does no harm.
 */
@Tag("soak")
@Tag("I-2")
@Tag("I-6")
@Tag("I-9")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoNodesIT {

    private static final int PER_SECOND = Integer.getInteger("proof.load", 20);
    private static final int MOST_AT_A_TIME = 400;
    private static final int SESSIONS = 4;

    /** Longer than a silent node counts as alive (nusqau.mailbox.node-timeout, 5 s). */
    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(15);

    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(90);
    private static final Duration SETTLE_WITHIN = Duration.ofMinutes(4);

    private final SimulatorOptions options =
            SimulatorOptions.defaults()
                    .withSmsc(
                            smsc ->
                                    smsc.recording(false)
                                            .responseTimer(Duration.ofSeconds(5))
                                            .enquireLinkEvery(Duration.ofSeconds(4))
                                            .redelivery(Redelivery.every(Duration.ofSeconds(1))));
    private final List<AutoCloseable> opened = new ArrayList<>();

    private ExternalPostgres postgres;
    private ExternalBroker broker;
    private Simulator simulator;
    private HubProcess first;
    private HubProcess second;
    private DayFiles dayFiles;
    private Crowd crowd;

    @BeforeEach
    void startBoth() {
        postgres = opened(ExternalPostgres.start());
        broker = opened(ExternalBroker.start());
        simulator = opened(Simulator.start(options));
        broker.connect(simulator.kaspi());
        broker.connect(simulator.halyk());
        first = opened(node("first")).start();
        Path keys = first.dataDir().resolve("secrets/master-keys");
        second = opened(node("second")).with("nusqau.privacy.keys", keys).start();
        dayFiles = new DayFiles(first);
        simulator.smsc().awaitBound(SESSIONS, TAKEN_OVER_WITHIN);
        long seed = KillSchedule.askedOrNewSeed();
        System.out.println("repeat with -Dproof.seed=" + seed);
        crowd = opened(new Crowd(simulator, PER_SECOND, MOST_AT_A_TIME, seed));
        crowd.awaitServed(2 * PER_SECOND, TAKEN_OVER_WITHIN);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private HubProcess node(String name) {
        return HubProcess.on(TemporaryFolder.create(name))
                .with(OutsideWorld.settings(simulator, options))
                .with(Audit.settings())
                .with(postgres.settings())
                .with(broker.settings())
                .with("nusqau.smpp.binds[0].sessions", SESSIONS);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    @Test
    void otherNodeTakesUpWhatKilledOneLeft() {
        first.kill();
        crowd.awaitServed(10 * PER_SECOND, TAKEN_OVER_WITHIN);

        first.start();
        crowd.awaitServed(2 * PER_SECOND, TAKEN_OVER_WITHIN);
        second.kill();
        crowd.awaitServed(10 * PER_SECOND, TAKEN_OVER_WITHIN);

        settleAndAudit();
    }

    @Test
    void nodePausedPastItsLeaseDoesNoHarm() {
        second.pause();
        crowd.awaitServed(10 * PER_SECOND, TAKEN_OVER_WITHIN);
        sleepThrough(PAST_THE_LEASE);

        second.resume();
        crowd.awaitServed(5 * PER_SECOND, TAKEN_OVER_WITHIN);
        first.pause();
        sleepThrough(PAST_THE_LEASE);
        first.resume();
        crowd.awaitServed(5 * PER_SECOND, TAKEN_OVER_WITHIN);

        settleAndAudit();
    }

    private void settleAndAudit() {
        crowd.awaitAllGranted(TAKEN_OVER_WITHIN);
        var hub = new HubBooks(HubDatabase.external(postgres));
        var audit = new Audit(simulator, crowd, hub, dayFiles);
        audit.settle(SETTLE_WITHIN);
        System.out.println(audit.summary());
        assertThat(audit.faults()).isEmpty();
        assertThat(crowd.neverGranted()).isEmpty();
        assertThat(audit.carriedOut()).hasSizeGreaterThan(15 * PER_SECOND);
    }

    private static void sleepThrough(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
