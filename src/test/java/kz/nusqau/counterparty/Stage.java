package kz.nusqau.counterparty;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kz.nusqau.platform.PostgresForTests;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Database, broker and counterparties, on which hubs start, die and start again. */
public final class Stage {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public final HikariDataSource database = PostgresForTests.migrated().pool(20);
    public final Outside outside = new Outside();
    public final TestBroker broker;
    private final Path directory;

    public Stage() throws Exception {
        directory = Files.createTempDirectory("counterparty");
        broker = new TestBroker(directory.resolve("broker"));
    }

    public TestHub hub() throws Exception {
        return hub(outside.properties());
    }

    public TestHub hub(CounterpartyProperties properties) throws Exception {
        return hub(properties, spring -> {});
    }

    public TestHub hub(
            CounterpartyProperties properties, Consumer<AnnotationConfigApplicationContext> more) {
        return new TestHub(database, broker, properties, directory.resolve("data"), more);
    }

    /** Waits for the last outcome of a command to be of the kind. */
    public static <T extends CommandOutcome> T outcome(TestHub hub, CommandKey key, Class<T> kind) {
        await(key + " " + kind.getSimpleName())
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> hub.answers.of(key), any(kind));
        return kind.cast(hub.answers.of(key).getLast());
    }

    private static Predicate<java.util.List<CommandOutcome>> any(Class<?> kind) {
        return heard -> !heard.isEmpty() && kind.isInstance(heard.getLast());
    }

    public void close() throws Exception {
        outside.close();
        broker.stop();
        database.close();
        delete();
    }

    private void delete() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }
}
