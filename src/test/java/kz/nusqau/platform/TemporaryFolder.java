package kz.nusqau.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.util.FileSystemUtils;

/** Folders below {@code target}, so that {@code mvn clean} finds what a killed test left. */
public final class TemporaryFolder {

    private static final Path ROOT = Path.of("target", "test-data").toAbsolutePath();
    private static final List<Path> CREATED = new CopyOnWriteArrayList<>();

    private TemporaryFolder() {}

    /** An empty one. */
    public static Path create(String name) {
        try {
            Files.createDirectories(ROOT);
            Path folder = Files.createTempDirectory(ROOT, name + "-");
            CREATED.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that test runs share and nobody deletes. */
    public static Path shared(String name) {
        return ROOT.resolve("shared").resolve(name);
    }

    static void deleteAll() {
        for (Path folder : CREATED) {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
            }
        }
    }
}
