package kz.nusqau;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a hub made in its data directory. */
public final class Secrets {

    private Secrets() {}

    public static String read(Path dataDir, String name) {
        try {
            return Files.readString(dataDir.resolve("secrets").resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
