package kz.nusqau.simulator.counterparty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries appended to a file, one line of JSON each, so that books survive a restart.
 *
 * <p>An appended entry has reached the operating system: it survives the death of the process, not
 * a power cut. A line torn by such a death is cut off at the next start. Not thread-safe.
 *
 * @param <E> the type of an entry, readable and writable by Jackson
 */
public final class Journal<E> implements AutoCloseable {

    private final Class<E> type;
    private final @Nullable FileChannel channel;

    private Journal(Class<E> type, @Nullable FileChannel channel) {
        this.type = type;
        this.channel = channel;
    }

    /** Keeps nothing: the books live as long as the process. */
    public static <E> Journal<E> inMemory(Class<E> type) {
        return new Journal<>(type, null);
    }

    /** Hands every entry of the file to {@code replay}, then appends to it. */
    public static <E> Journal<E> open(Path file, Class<E> type, Consumer<E> replay) {
        try {
            var parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            var channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            lock(channel, file);
            channel.truncate(replayed(channel, type, replay));
            channel.position(channel.size());
            return new Journal<>(type, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the books in " + file, e);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException(inUse(file), e);
        }
        throw new IllegalStateException(inUse(file));
    }

    private static String inUse(Path file) {
        return "the books in " + file + " are in use by another simulator; stop it first";
    }

    /** Returns where the last whole line ends. */
    private static <E> long replayed(FileChannel channel, Class<E> type, Consumer<E> replay)
            throws IOException {
        var reader = Json.MAPPER.readerFor(type);
        var lines = new Lines(channel);
        var line = lines.next();
        while (line != null) {
            replay.accept(reader.readValue(line));
            line = lines.next();
        }
        return lines.end();
    }

    /** Returns when the entry has reached the operating system. */
    public void append(E entry) {
        if (channel == null) {
            return;
        }
        try {
            var json = Json.MAPPER.writerFor(type).writeValueAsBytes(entry);
            var line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
            write(channel, line);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the books", e);
        }
    }

    /** Leaves no half line behind when the disk is full: the next entry would be glued to it. */
    private static void write(FileChannel channel, ByteBuffer line) throws IOException {
        var start = channel.position();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                channel.truncate(start);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the books", e);
        }
    }
}
