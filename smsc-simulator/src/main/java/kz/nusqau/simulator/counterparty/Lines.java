package kz.nusqau.simulator.counterparty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Whole lines of a file from where its channel stands; what follows the last line feed is not one.
 *
 * <p>Never closes the channel: closing any handle of a file gives up the process's lock on it.
 */
final class Lines {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private long end;

    Lines(FileChannel channel) {
        in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    }

    byte @Nullable [] next() throws IOException {
        line.reset();
        var next = in.read();
        while (next >= 0) {
            if (next == '\n') {
                end += line.size() + 1L;
                return line.toByteArray();
            }
            line.write(next);
            next = in.read();
        }
        return null;
    }

    /** Where the last whole line ended. */
    long end() {
        return end;
    }
}
