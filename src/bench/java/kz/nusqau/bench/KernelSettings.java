package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What {@code src/ops/sysctl.conf} advises, for as long as it is measured. */
final class KernelSettings {

    private static final Path ADVISED = Path.of("src/ops/sysctl.conf");
    private static final String HUGE_PAGES = "vm.nr_hugepages";

    /** What each file held before this JVM changed it. */
    private static final Map<Path, String> BEFORE = new HashMap<>();

    private static int hubs;

    private KernelSettings() {}

    /**
     * Sets them for one hub more where that is allowed, says what holds now, and puts back what was
     * when the JVM ends.
     */
    static void applyUntilExit() {
        hubs++;
        try (var lines = Files.lines(ADVISED)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s*=\\s*", 2))
                    .forEach(setting -> applyUntilExit(setting[0], forAllHubs(setting)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next hub can have its pages. */
    static void hubEnded() {
        hubs--;
    }

    /** Each hub's database takes its own huge pages; all else is the machine's. */
    private static String forAllHubs(String... setting) {
        return setting[0].equals(HUGE_PAGES)
                ? Integer.toString(hubs * Integer.parseInt(setting[1]))
                : setting[1];
    }

    private static void applyUntilExit(String name, String advised) {
        Path file = Path.of("/proc/sys", name.replace('.', '/'));
        String before = read(file);
        if (before.equals(advised)) {
            return;
        }
        if (!Files.isWritable(file)) {
            System.out.printf("%s=%s, advised: %s%n", name, before, advised);
            return;
        }
        write(file, advised);
        if (BEFORE.putIfAbsent(file, before) == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file, before)));
        }
        System.out.printf("%s=%s while this runs, was %s%n", name, read(file), before);
    }

    /** In one read: the kernel answers none at another place than the start. */
    private static String read(Path file) {
        try {
            return Files.readAllLines(file).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
