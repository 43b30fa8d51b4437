package kz.nusqau;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A main class in a process of its own, with this JVM's class path. It ends by itself when this JVM
 * does, however that ends.
 */
final class ChildProcess {

    private static final int SIGINT = 2;

    private final Process process;
    private final String name;

    private ChildProcess(Process process, String name) {
        this.process = process;
        this.name = name;
    }

    static ChildProcess start(
            Class<?> mainClass, List<String> jvmOptions, List<String> arguments, Path log) {
        var warm = WarmClasses.ofThisBuild();
        var options = new ArrayList<>(warm.options());
        options.addAll(jvmOptions);
        return start(mainClass.getName(), warm.classPath(), Map.of(), options, arguments, log);
    }

    /** The same with another class path, on which {@link Entry} is. */
    static ChildProcess start(
            String mainClass,
            String classPath,
            Map<String, String> environment,
            List<String> jvmOptions,
            List<String> arguments,
            Path log) {
        try {
            var command = new ArrayList<>(heedingSignals());
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ofTheBuild());
            command.addAll(jvmOptions);
            command.addAll(List.of("-cp", classPath, Entry.class.getName(), mainClass));
            command.addAll(arguments);
            Files.createDirectories(log.getParent());
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new ChildProcess(
                    builder.start(), mainClass.substring(mainClass.lastIndexOf('.') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a shell starts in the background ignores Ctrl-C, and so does all that it starts: a build
     * as well as its tests' children, which are to end by it.
     */
    private static List<String> heedingSignals() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored =
                Files.exists(status)
                        && Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .map(line -> new BigInteger(line.substring(7).strip(), 16))
                                .anyMatch(signals -> signals.testBit(SIGINT - 1));
        return ignored ? List.of("env", "--default-signal=INT") : List.of();
    }

    /** What all processes of a test run have. */
    static List<String> ofTheBuild() {
        return Stream.of(System.getProperty("test.jvm", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /** Surefire keeps the real one aside when it packs its own into a manifest. */
    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no shutdown hook, no last word. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(60));
    }

    /** SIGTERM, then waits for the orderly end. */
    void terminate() {
        process.destroy();
        if (!await(Duration.ofSeconds(60))) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " did not stop within a minute");
        }
    }

    /** SIGSTOP, SIGCONT, SIGINT… */
    void signal(String signal) {
        try {
            var kill =
                    new ProcessBuilder(
                                    "kill",
                                    "-" + signal.toUpperCase(Locale.ROOT),
                                    Long.toString(pid()))
                            .inheritIO()
                            .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no signal " + signal + " for " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean await(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs the real main class, and ends when the parent's end closes our input. */
    static final class Entry {

        private Entry() {}

        public static void main(String[] arguments) throws Exception {
            Thread.ofPlatform().daemon(true).name("parent-watch").start(Entry::endWithParent);
            String[] rest = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
            Class.forName(arguments[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) rest);
        }

        private static void endWithParent() {
            try {
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                System.err.println("the parent's pipe broke: " + e.getMessage());
            }
            System.exit(0);
        }
    }
}
