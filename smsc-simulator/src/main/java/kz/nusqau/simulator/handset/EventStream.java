package kz.nusqau.simulator.handset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Server-sent events to one browser: written one after the other, never blocking who tells. */
final class EventStream {

    /** A browser that is so far behind gets disconnected and asks again. */
    private static final int MAX_WAITING = 1_000;

    private final Response response;
    private final Callback completion;
    private final Runnable onEnd;
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean ended;

    EventStream(Response response, Callback completion, Runnable onEnd) {
        this.response = response;
        this.completion = completion;
        this.onEnd = onEnd;
    }

    void event(long id, String data) {
        write("id: " + id + "\ndata: " + data + "\n\n");
    }

    /** Keeps the connection open and finds out that it isn't. */
    void ping() {
        write(": still here\n\n");
    }

    void end() {
        if (markEnded()) {
            onEnd.run();
            completion.succeeded();
        }
    }

    private void write(String text) {
        boolean overflow;
        synchronized (this) {
            if (ended) {
                return;
            }
            overflow = waiting.size() >= MAX_WAITING;
            if (!overflow) {
                waiting.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        if (overflow) {
            failed(new IllegalStateException("the browser doesn't read its events"));
        } else {
            writeNext();
        }
    }

    private void writeNext() {
        ByteBuffer next;
        synchronized (this) {
            if (writing || ended || waiting.isEmpty()) {
                return;
            }
            writing = true;
            next = waiting.remove();
        }
        response.write(false, next, Callback.from(this::written, this::failed));
    }

    private void written() {
        synchronized (this) {
            writing = false;
        }
        writeNext();
    }

    private void failed(Throwable cause) {
        if (markEnded()) {
            onEnd.run();
            completion.failed(cause);
        }
    }

    private synchronized boolean markEnded() {
        boolean first = !ended;
        ended = true;
        waiting.clear();
        return first;
    }
}
