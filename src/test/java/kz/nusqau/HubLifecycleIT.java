package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hub as a process: what people, service managers and accidents do to it. */
class HubLifecycleIT {

    private static final SimulatorOptions OPTIONS = SimulatorOptions.defaults();
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(2);
    private static Simulator simulator;

    private final Path dataDir = TemporaryFolder.create("lifecycle");
    private final HubProcess hub = hub();

    @BeforeAll
    static void startSimulator() {
        simulator = Simulator.start(OPTIONS);
    }

    @AfterAll
    static void stopSimulator() {
        simulator.close();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    @Test
    void startsAgainWhateverWasKilledRefusesASecondHubAndStopsWithAllItStarted()
            throws IOException {
        hub.start();
        String password = hub.password("operations");
        long first = postgresPid();
        hub.kill();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        hub.start();

        long postgres = postgresPid();
        assertThat(postgres).as("started anew").isNotEqualTo(first);
        HubProcess second = hub().launch();
        assertThat(second.awaitEnd(ENDS_WITHIN)).isTrue();
        assertThat(Files.readString(hub.log()))
                .contains("Another hub runs on nusqau.data-dir=" + dataDir)
                .contains("nusqau.database.url");
        assertThat(hub.isReady()).isTrue();
        hub.kill();
        assertThat(isPostgres(postgres)).as("PostgreSQL outlives the hub").isTrue();

        hub.start();

        assertThat(postgresPid()).as("and is taken over").isEqualTo(postgres);
        assertThat(hub.password("operations")).isEqualTo(password);
        simulator.smsc().awaitBound(ENDS_WITHIN);
        Files.writeString(hub.log(), "");
        hub.interrupt();
        boolean ended = hub.awaitEnd(ENDS_WITHIN);
        assertThat(ended).as("it ended; meanwhile: %s", Files.readString(hub.log())).isTrue();
        assertThat(isPostgres(postgres)).isFalse();
        assertThat(Files.readString(hub.log())).doesNotContain("ERROR");
    }

    @Test
    void explainsAWrongValueAndEnds() throws IOException {
        hub.with("nusqau.database.pool-size", "many").launch();

        assertThat(hub.awaitEnd(ENDS_WITHIN)).isTrue();
        assertThat(Files.readString(hub.log()))
                .contains("nusqau.database.pool-size=many: not a number")
                .contains("Change it in the file or variable named")
                .doesNotContain("\tat ");
    }

    @Test
    void explainsADatabaseThatIsNotThereAndEnds() throws IOException {
        hub.with("nusqau.database.url", "jdbc:postgresql://127.0.0.1:1/x").launch();

        assertThat(hub.awaitEnd(ENDS_WITHIN)).isTrue();
        assertThat(Files.readString(hub.log()))
                .contains("nusqau.database.url=jdbc:postgresql://127.0.0.1:1/x can't be used")
                .doesNotContain("\tat ");
    }

    private HubProcess hub() {
        return HubProcess.on(dataDir).with(OutsideWorld.settings(simulator, OPTIONS));
    }

    private long postgresPid() throws IOException {
        Path file = dataDir.resolve("postgres/cluster/postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst());
    }

    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }
}
