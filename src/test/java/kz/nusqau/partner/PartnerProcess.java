package kz.nusqau.partner;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kz.nusqau.platform.TemporaryFolder;

/**
 * A partner's program in a process of its own, one of those in {@code src/ops/partners}: takes
 * requests line by line and prints replies and events.
 */
final class PartnerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final Path SOURCES = Path.of("src/ops/partners");

    /** The scripts with the packages that they need, as their lock file names them. */
    private static final class Installed {

        private static final Path FOLDER = install(TemporaryFolder.create("partners"));
    }

    private final String name;
    private final Process process;
    private final Writer requests;
    private final List<JsonNode> printed = new ArrayList<>();
    private final StringBuilder complaints = new StringBuilder();

    private PartnerProcess(String name, Map<String, String> settings, List<String> command) {
        this.name = name;
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        builder.environment().put("NUSQAU_PATIENCE_MILLIS", "500");
        process = start(builder);
        requests = process.outputWriter(StandardCharsets.UTF_8);
        read(process.inputReader(StandardCharsets.UTF_8), this::print);
        read(process.errorReader(StandardCharsets.UTF_8), this::complain);
    }

    static PartnerProcess java(Map<String, String> settings) {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new PartnerProcess(
                "JmsPartner.java",
                settings,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        SOURCES.resolve("JmsPartner.java").toString()));
    }

    static PartnerProcess node(String script, Map<String, String> settings) {
        return new PartnerProcess(
                script, settings, List.of("node", Installed.FOLDER.resolve(script).toString()));
    }

    private static Path install(Path folder) {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                if (Files.isRegularFile(source)) {
                    Files.copy(source, folder.resolve(source.getFileName()));
                }
            }
            var npm =
                    start(
                            new ProcessBuilder(
                                            "npm",
                                            "ci",
                                            "--ignore-scripts",
                                            "--no-audit",
                                            "--no-fund",
                                            "--prefer-offline")
                                    .directory(folder.toFile())
                                    .redirectErrorStream(true));
            String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (npm.waitFor() != 0) {
                throw new AssertionError("npm ci failed:\n" + output);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "partners by AMQP and STOMP need Node 18 or newer, with npm: " + e.getMessage(),
                    e);
        }
    }

    void ask(JsonNode request) throws IOException {
        requests.write(request + "\n");
        requests.flush();
    }

    /** The first message of that kind that wasn't taken yet. */
    JsonNode take(Predicate<JsonNode> wanted) {
        await(name)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(A_MOMENT)
                .failFast(
                        () -> {
                            if (!process.isAlive() && find(wanted) == null) {
                                throw new AssertionError(
                                        "ended with " + process.exitValue() + ": " + complaints());
                            }
                        })
                .until(() -> find(wanted) != null);
        synchronized (printed) {
            JsonNode found = find(wanted);
            printed.remove(found);
            return found;
        }
    }

    JsonNode takeReply(JsonNode request) {
        return take(message -> message.path("requestId").equals(request.path("requestId")));
    }

    /** It ends by itself when there is nothing more to ask. */
    int end() throws IOException, InterruptedException {
        requests.close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " doesn't end: " + complaints());
        }
        return process.exitValue();
    }

    private JsonNode find(Predicate<JsonNode> wanted) {
        synchronized (printed) {
            return printed.stream().filter(wanted).findFirst().orElse(null);
        }
    }

    private void print(String line) {
        try {
            JsonNode message = PartnerClient.JSON.readTree(line);
            synchronized (printed) {
                printed.add(message);
            }
        } catch (JsonProcessingException e) {
            complain(line);
        }
    }

    private void complain(String line) {
        synchronized (complaints) {
            complaints.append(line).append('\n');
        }
    }

    private String complaints() {
        synchronized (complaints) {
            return complaints.toString();
        }
    }

    private void read(BufferedReader reader, java.util.function.Consumer<String> line) {
        Thread.ofPlatform()
                .daemon(true)
                .name(name)
                .start(
                        () -> {
                            try (reader) {
                                reader.lines().forEach(line);
                            } catch (IOException | UncheckedIOException e) {
                                complain(String.valueOf(e));
                            }
                        });
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(process.info().arguments().orElse(new String[0]));
    }
}
