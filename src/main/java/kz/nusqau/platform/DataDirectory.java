package kz.nusqau.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of {@code nusqau.data-dir}: embedded parts keep their files in it, and secrets that
 * nobody configured are made in it at the first start, readable by the hub's user alone.
 */
public final class DataDirectory implements AutoCloseable {

    private static final int SECRET_OCTETS = 18;

    private final Path path;
    private final Path secrets;
    private @Nullable FileChannel lockFile;

    public DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
        this.secrets = this.path.resolve("secrets");
        try {
            Files.createDirectories(secrets);
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new StartRefused(
                    "nusqau.data-dir=" + path + " can't be used: " + e,
                    "Name a folder that the hub's user may write to.",
                    e);
        }
    }

    public Path path() {
        return path;
    }

    /** Where {@link #secret} keeps what it makes. */
    public Path secrets() {
        return secrets;
    }

    /** The secret of that name, made when it is first asked for. */
    public String secret(String name) {
        Path file = secrets.resolve(name);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the secret " + file, e);
        }
    }

    /**
     * What is valid for that name now: the secret, and the next one as long as there is a file of
     * that name with {@code .next} behind it. So a secret is changed without a moment in which
     * neither is valid: the next one is laid down, its user begins to use it, and then it is moved
     * over the old one.
     */
    public List<String> validSecrets(String name) {
        try {
            List<String> valid = new ArrayList<>();
            // Before the other: it may be moved there meanwhile.
            try {
                valid.add(Files.readString(secrets.resolve(name + ".next")).strip());
            } catch (NoSuchFileException e) {
                // Mostly there is none.
            }
            valid.add(Files.readString(secrets.resolve(name)).strip());
            valid.removeIf(String::isEmpty);
            return valid;
        } catch (IOException e) {
            throw new UncheckedIOException("the secret " + name, e);
        }
    }

    /** Beside first, then moved: a half-written secret would be a wrong one for ever. */
    private void make(Path file) throws IOException {
        byte[] octets = new byte[SECRET_OCTETS];
        new SecureRandom().nextBytes(octets);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        Path fresh = Files.createTempFile(secrets, ".new-", "");
        Files.writeString(fresh, secret + "\n");
        try {
            // A link, unlike a move, does not overwrite what another process made meanwhile.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Keeps other processes from running embedded parts on the same files; released by the end of
     * the process, however it ends.
     */
    public synchronized void lock() {
        if (lockFile != null) {
            return;
        }
        Path file = path.resolve("hub.lock");
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StartRefused(
                        "Another hub runs on nusqau.data-dir=" + path,
                        "An embedded database or broker serves one hub. Stop the other one, name"
                                + " another nusqau.data-dir, or set nusqau.database.url and"
                                + " nusqau.broker.url to servers that several hubs share.");
            }
            lockFile = channel;
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (lockFile != null) {
                lockFile.close();
                lockFile = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
