package kz.nusqau.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What a running server tells about itself in {@code postmaster.pid}; a crash leaves it behind. */
record PostmasterFile(long pid, int port, boolean ready) {

    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    static Optional<PostmasterFile> read(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(path(cluster));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        int port = lines.size() > PORT ? Integer.parseInt(lines.get(PORT).trim()) : 0;
        boolean ready = lines.size() > STATUS && lines.get(STATUS).trim().equals("ready");
        return Optional.of(new PostmasterFile(Long.parseLong(lines.get(PID).trim()), port, ready));
    }

    static Path path(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Whether that process lives and is a PostgreSQL; process ids are used again after a boot. */
    boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    /** The file goes a moment before the process does. */
    void awaitEnd() {
        Instant deadline = Instant.now().plusSeconds(5);
        while (isRunning() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
