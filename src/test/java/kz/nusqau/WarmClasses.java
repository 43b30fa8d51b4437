package kz.nusqau;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import org.springframework.util.FileSystemUtils;

/**
 * The classes of a hub as Java has them in memory once it runs, kept in a file: with it the next
 * hub is ready in half the time. The first process that tests start pays for it; both forks and all
 * later processes have it, until the classes change.
 *
 * <p>It needs Java 25 and a class path without folders. It is only on with {@code -Dtest.warm}, as
 * in a whole build: for one or two starts it isn't worth while.
 *
 * @param classPath for processes that tests start
 * @param options for their JVM
 */
record WarmClasses(String classPath, List<String> options) {

    private static final int FIRST_JAVA = 25;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final String PHONE = "77010000001";

    private static final WarmClasses OF_THIS_BUILD = find(ChildProcess.classPath());

    static WarmClasses ofThisBuild() {
        return OF_THIS_BUILD;
    }

    private static WarmClasses find(String classPath) {
        if (!Boolean.getBoolean("test.warm") || Runtime.version().feature() < FIRST_JAVA) {
            return new WarmClasses(classPath, List.of());
        }
        Path folder = TemporaryFolder.shared("warm-classes");
        try {
            Files.createDirectories(folder.getParent());
            try (var channel =
                    FileChannel.open(
                            folder.resolveSibling("warm-classes.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                channel.lock();
                return findOrMake(folder, classPath);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WarmClasses findOrMake(Path folder, String classPath) throws IOException {
        Path of = folder.resolve("of");
        String state = stateOf(classPath);
        if (!Files.exists(of) || !Files.readString(of).equals(state)) {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(folder);
            make(folder, jars(folder, classPath, true));
            Files.writeString(of, state);
        }
        return new WarmClasses(
                jars(folder, classPath, false), List.of("-XX:AOTCache=" + file(folder)));
    }

    private static Path file(Path folder) {
        return folder.resolve("classes.aot");
    }

    /** What the file depends on: it is of no use with any other class path or Java. */
    private static String stateOf(String classPath) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String part : classPath.split(File.pathSeparator)) {
            if (Files.exists(Path.of(part))) {
                try (Stream<Path> below = Files.walk(Path.of(part))) {
                    for (Path file : below.filter(Files::isRegularFile).toList()) {
                        files.put(
                                file.toString(),
                                Files.size(file) + " " + Files.getLastModifiedTime(file));
                    }
                }
            }
        }
        return "%s\n%s\n%s\n%08x\n"
                .formatted(
                        Runtime.version(), ChildProcess.ofTheBuild(), classPath, files.hashCode());
    }

    /** The class path with a jar in the place of each folder. */
    private static String jars(Path folder, String classPath, boolean make) {
        var parts = new ArrayList<String>();
        for (String part : classPath.split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(part))) {
                String jar = folder.resolve(parts.size() + ".jar").toString();
                if (make) {
                    pack(part, jar);
                }
                parts.add(jar);
            } else {
                parts.add(part);
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    private static void pack(String folder, String jar) {
        int result =
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--no-compress",
                                "--file",
                                jar,
                                "-C",
                                folder,
                                ".");
        if (result != 0) {
            throw new IllegalStateException("no jar of " + folder);
        }
    }

    /** A hub starts, answers a text and ends; its JVM writes the file then. */
    private static void make(Path folder, String classPath) {
        var options = SimulatorOptions.defaults();
        Path dataDir = TemporaryFolder.create("warm-classes");
        Path log = dataDir.resolve("hub.log");
        try (var simulator = Simulator.start(options)) {
            var hub =
                    ChildProcess.start(
                            Hub.class.getName(),
                            classPath,
                            Map.of(),
                            List.of("-Xmx512m", "-XX:AOTCacheOutput=" + file(folder)),
                            arguments(simulator, options, dataDir),
                            log);
            simulator.smsc().awaitBound(WITHIN);
            simulator.smsc().deliver(PHONE, "9909", "баланс");
            simulator.smsc().takeMessage(PHONE, WITHIN);
            hub.signal("TERM");
            if (!hub.await(WITHIN)) {
                hub.kill();
            }
        }
        if (!Files.exists(file(folder))) {
            throw new IllegalStateException("no " + file(folder) + ", see " + log);
        }
    }

    private static List<String> arguments(
            Simulator simulator, SimulatorOptions options, Path dataDir) {
        Map<String, Object> settings =
                new LinkedHashMap<>(OutsideWorld.settings(simulator, options));
        settings.put("nusqau.data-dir", dataDir);
        settings.putAll(PostgresForTests.migrated().settings());
        settings.put("nusqau.console.port", 0);
        settings.put("nusqau.broker.port", 0);
        return settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
