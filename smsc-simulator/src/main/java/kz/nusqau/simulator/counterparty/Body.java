package kz.nusqau.simulator.counterparty;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** Reads a request's body to its end without holding a thread; mostly it is there at once. */
final class Body {

    private final Content.Source source;
    private final int maxBytes;
    private final Consumer<byte @Nullable []> whenRead;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    /** Calls {@code whenRead} once, with null when the body breaks off or is too large. */
    Body(Content.Source source, int maxBytes, Consumer<byte @Nullable []> whenRead) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.whenRead = whenRead;
    }

    void read() {
        while (true) {
            var chunk = source.read();
            if (chunk == null) {
                source.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                whenRead.accept(null);
                return;
            }
            bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            var last = chunk.isLast();
            chunk.release();
            if (bytes.size() > maxBytes) {
                whenRead.accept(null);
                return;
            }
            if (last) {
                whenRead.accept(bytes.toByteArray());
                return;
            }
        }
    }
}
