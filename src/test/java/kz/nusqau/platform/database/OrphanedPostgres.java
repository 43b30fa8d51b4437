package kz.nusqau.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Cleans up after tests that kill a hub: its embedded server runs on, as it should. */
public final class OrphanedPostgres {

    private OrphanedPostgres() {}

    /** Stops the server of that directory, if one runs. */
    public static void stop(Path directory) {
        try {
            PostmasterFile.read(directory.resolve("cluster"))
                    .filter(PostmasterFile::isRunning)
                    .ifPresent(OrphanedPostgres::stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops a server whose data nobody will look at again: it writes nothing of it to disk. */
    public static void dropAtOnce(EmbeddedPostgresOptions options) {
        try {
            new PostgresPrograms(options).stop(options.cluster(), "immediate");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(PostmasterFile running) {
        ProcessHandle process = ProcessHandle.of(running.pid()).orElseThrow();
        process.destroy();
        running.awaitEnd();
        if (running.isRunning()) {
            process.destroyForcibly();
        }
    }
}
