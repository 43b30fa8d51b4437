package kz.nusqau.simulator.counterparty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Ends a connection without an answer. */
final class Disconnection {

    private Disconnection() {}

    /** Politely: the client reads the end of the stream. */
    static void close(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EofException("hung up by a fault switch"));
    }

    /** Like a host whose process is gone: the client's next read fails with a reset. */
    static void reset(Request request, Callback callback) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (!(endPoint instanceof SocketChannelEndPoint socket)) {
            throw new IllegalStateException("not a TCP connection: " + endPoint);
        }
        try {
            // A linger of zero turns the close into a reset.
            socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reset the connection", e);
        }
        close(request, callback);
    }
}
