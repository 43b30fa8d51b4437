package kz.nusqau.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * HTTP/1.1 over plain TCP for everything the simulator shows or serves.
 *
 * <p>Handlers that declare themselves non-blocking run on the thread that read the request; all
 * others get a thread of their own from a bounded pool, so a slow page never slows a sandbox.
 */
public final class WebServer implements AutoCloseable {

    private static final int MAX_THREADS = 64;
    private static final Duration IDLE_CONNECTION_LIFETIME = Duration.ofMinutes(2);

    private final Server server;
    private final ServerConnector connector;
    private final Mounts mounts = new Mounts();

    private WebServer(String host, int port) {
        var threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("simulator-http");
        threads.setDaemon(true);
        server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        // Without it every small answer waits up to 40 ms for the client's acknowledgement.
        connector.setAcceptedTcpNoDelay(true);
        connector.setAcceptQueueSize(1024);
        connector.setIdleTimeout(IDLE_CONNECTION_LIFETIME.toMillis());
        server.addConnector(connector);
        server.setHandler(mounts);
        server.setStopTimeout(0);
    }

    /**
     * Starts listening at once; what is mounted later is served from then on.
     *
     * @param port 0 takes a free one
     */
    public static WebServer start(String host, int port) {
        var web = new WebServer(host, port);
        try {
            web.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + "; is the port taken?", e);
        } catch (Exception e) {
            throw new IllegalStateException("the web server does not start", e);
        }
        // Stays the same over a pause, and can be asked for after the end.
        web.connector.setPort(web.connector.getLocalPort());
        return web;
    }

    public int port() {
        return connector.getPort();
    }

    /**
     * Closes the port and every connection, as if the process were gone: clients are refused until
     * {@link #resume()}.
     */
    public void pause() {
        try {
            connector.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the port does not close", e);
        }
    }

    /** Listens again on the same port. */
    public void resume() {
        try {
            connector.start();
        } catch (Exception e) {
            throw new IllegalStateException("port " + port() + " does not open again", e);
        }
    }

    /**
     * Serves every path that equals the prefix or continues it after a slash. The longest prefix
     * wins, the handler sees the full path, and mounting a prefix again replaces its handler.
     */
    public void mount(String pathPrefix, Handler handler) {
        handler.setServer(server);
        try {
            handler.start();
        } catch (Exception e) {
            throw new IllegalStateException("the handler for " + pathPrefix + " does not start", e);
        }
        mounts.add(pathPrefix, handler);
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web server does not stop", e);
        }
        mounts.stopAll();
    }
}
