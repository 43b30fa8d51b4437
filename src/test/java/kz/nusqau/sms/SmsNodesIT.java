package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import kz.nusqau.ExternalBroker;
import kz.nusqau.ExternalPostgres;
import kz.nusqau.HubProcess;
import kz.nusqau.OutsideWorld;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.DeliveryAttempt;
import kz.nusqau.simulator.smsc.Smsc;
import org.junit.jupiter.api.Test;

/**
 * Two nodes share the sessions of one contract, on a database and a broker that none of them
 * started.
 */
class SmsNodesIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void sharesTheSessionsAndTakesThoseOfADeadNode() throws IOException {
        var options = SimulatorOptions.defaults();
        var folder = TemporaryFolder.create("node");
        try (var simulator = Simulator.start(options);
                var postgres = ExternalPostgres.start();
                var broker = ExternalBroker.start();
                var one = HubProcess.on(folder).with(OutsideWorld.settings(simulator, options));
                var other =
                        HubProcess.on(TemporaryFolder.create("other-node"))
                                .with(OutsideWorld.settings(simulator, options))
                                .with(
                                        "nusqau.privacy.keys",
                                        folder.resolve("secrets/master-keys"))) {
            one.with(postgres.settings()).with(broker.settings());
            other.with(postgres.settings()).with(broker.settings());
            var smsc = simulator.smsc();
            one.start();
            smsc.awaitBound(2, SOON);

            other.start();
            await().atMost(SOON).until(() -> isBoundBy(other));
            await().atMost(SOON).until(() -> smsc.bound().size() == 2);
            assertThat(one.isReady() && other.isReady()).isTrue();
            assertThat(Files.readString(one.log())).contains("has no synchronous standby");
            for (HubProcess node : List.of(one, other)) {
                assertThat(node.dataDir().resolve("postgres")).doesNotExist();
                assertThat(node.dataDir().resolve("broker")).doesNotExist();
            }
            for (int i = 0; i < 10; i++) {
                smsc.deliver("7701333110" + i, "9909", "баланс").awaitOutcome(SOON);
                assertThat(smsc.takeMessage("7701333110" + i, SOON).text()).isNotBlank();
            }

            joinsPartsThatComeToDifferentNodes(smsc);

            one.kill();

            smsc.awaitBound(2, SOON);
            for (int i = 0; i < 10; i++) {
                smsc.deliver("7701333120" + i, "9909", "баланс").awaitOutcome(SOON);
                assertThat(smsc.takeMessage("7701333120" + i, SOON).text()).isNotBlank();
            }
        }
    }

    /** Each node has one session; which parts go to which is up to the SMSC. */
    private static void joinsPartsThatComeToDifferentNodes(Smsc smsc) {
        long mostSessions = 0;
        for (int i = 0; i < 10 && mostSessions < 2; i++) {
            var phone = "7701333130" + i;
            var delivery = smsc.deliver(phone, "9909", "баланс" + " ".repeat(80) + "?");
            assertThat(delivery.awaitOutcome(SOON)).isZero();
            assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
            mostSessions =
                    delivery.attempts().stream().map(DeliveryAttempt::session).distinct().count();
        }
        assertThat(mostSessions).isEqualTo(2);
    }

    private static boolean isBoundBy(HubProcess node) {
        try {
            return Files.readString(node.log()).contains("is bound as TRX");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
