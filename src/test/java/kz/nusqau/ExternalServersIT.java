package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/** Nodes that share a database and a broker which none of them started. */
class ExternalServersIT {

    @Test
    void twoNodesRunOnOneDatabaseAndOneBroker() throws IOException {
        var options = SimulatorOptions.defaults();
        try (var simulator = Simulator.start(options);
                var postgres = ExternalPostgres.start();
                var broker = ExternalBroker.start();
                var one = node(simulator, options, postgres, broker);
                var two = node(simulator, options, postgres, broker)) {
            one.start();
            two.start();

            assertThat(one.isReady() && two.isReady()).isTrue();
            assertThat(Files.readString(one.log())).contains("has no synchronous standby");
            assertThat(one.dataDir().resolve("postgres")).doesNotExist();
            assertThat(one.dataDir().resolve("broker")).doesNotExist();
        }
    }

    @Test
    void explainsADatabaseThatIsNotThere() throws IOException {
        var options = SimulatorOptions.defaults();
        try (var simulator = Simulator.start(options);
                var hub =
                        HubProcess.on(TemporaryFolder.create("no-database"))
                                .with(OutsideWorld.settings(simulator, options))
                                .with("nusqau.database.url", "jdbc:postgresql://127.0.0.1:1/x")) {
            hub.launch();

            assertThat(hub.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(Files.readString(hub.log()))
                    .contains("nusqau.database.url=jdbc:postgresql://127.0.0.1:1/x can't be used")
                    .doesNotContain("\tat ");
        }
    }

    private static HubProcess node(
            Simulator simulator,
            SimulatorOptions options,
            ExternalPostgres postgres,
            ExternalBroker broker) {
        return HubProcess.on(TemporaryFolder.create("node"))
                .with(OutsideWorld.settings(simulator, options))
                .with(postgres.settings())
                .with(broker.settings());
    }
}
