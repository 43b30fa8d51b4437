package kz.nusqau.counterparty.wire;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import kz.nusqau.counterparty.wire.HttpExchange.Answered;
import kz.nusqau.counterparty.wire.HttpExchange.NoAnswer;
import kz.nusqau.counterparty.wire.HttpExchange.NotWanted;
import kz.nusqau.counterparty.wire.HttpExchange.NothingSent;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Keep-alive connections to one counterparty.
 *
 * <p>Leasing and connecting are steps of their own, before the first byte of the request: a failure
 * there is {@link NothingSent}. From the moment the request is handed to the connection, every
 * failure is {@link NoAnswer}, even one that probably came before the first byte: "probably" moves
 * money twice.
 */
public final class HttpLine implements AutoCloseable {

    private static final int ANSWER_LIMIT_BYTES = 1 << 20;
    private static final Timeout LEASE_WAIT = Timeout.ofMilliseconds(500);
    // Shorter than the usual idle limits of servers, so that a reused connection is seldom dead.
    private static final TimeValue IDLE_LIMIT = TimeValue.ofSeconds(20);
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(2);

    private final HttpHost host;
    private final String basePath;
    private final Timeout connectTimeout;
    private final PoolingHttpClientConnectionManager connections;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    private final Deadlines deadlines;

    /**
     * @param base scheme, host, port and base path
     */
    public HttpLine(String name, URI base, Duration connectTimeout, int maxConnections) {
        this.host = new HttpHost(base.getScheme(), base.getHost(), port(base));
        this.basePath = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        this.connectTimeout = Timeout.of(connectTimeout);
        this.connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(maxConnections)
                        .setMaxConnPerRoute(maxConnections)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(this.connectTimeout)
                                        .setValidateAfterInactivity(CHECK_AFTER)
                                        .build())
                        .build();
        this.deadlines = new Deadlines(name);
    }

    private static int port(URI base) {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return "https".equals(base.getScheme()) ? 443 : 80;
    }

    public String basePath() {
        return basePath;
    }

    /** Sends without a last check. */
    public HttpExchange call(HttpRequest request, Duration answerTimeout) {
        return call(request, answerTimeout, () -> true);
    }

    /**
     * Sends and waits; never throws for what the network does.
     *
     * @param answerTimeout for the whole answer, counted from the first byte sent
     * @param stillWanted asked once with the connection in hand, just before the first byte
     */
    public HttpExchange call(
            HttpRequest request, Duration answerTimeout, BooleanSupplier stillWanted) {
        ConnectionEndpoint connection;
        try {
            connection = connected();
        } catch (IOException | ExecutionException | TimeoutException | IllegalStateException e) {
            return new NothingSent("no connection: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NothingSent("interrupted before sending");
        }
        if (!stillWanted.getAsBoolean()) {
            connections.release(connection, null, IDLE_LIMIT);
            return new NotWanted();
        }
        return exchange(connection, request, answerTimeout);
    }

    private ConnectionEndpoint connected()
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        var lease = connections.lease("call", new HttpRoute(host), LEASE_WAIT, null);
        ConnectionEndpoint connection = lease.get(LEASE_WAIT);
        if (connection.isConnected()) {
            return connection;
        }
        try {
            connections.connect(connection, connectTimeout, HttpClientContext.create());
            return connection;
        } catch (IOException | RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    private HttpExchange exchange(
            ConnectionEndpoint connection, HttpRequest request, Duration answerTimeout) {
        boolean reusable = false;
        var context = HttpClientContext.create();
        ClassicHttpRequest message = message(request);
        connection.setSocketTimeout(Timeout.of(answerTimeout));
        try (var deadline =
                deadlines.begin(answerTimeout, () -> connection.close(CloseMode.IMMEDIATE))) {
            ClassicHttpResponse response =
                    connection.execute("call", message, executor::execute, context);
            Answered answer = read(response);
            reusable =
                    DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, response, context)
                            && deadline.met();
            return answer;
        } catch (IOException | HttpException | RuntimeException e) {
            return new NoAnswer(e.toString());
        } finally {
            if (reusable) {
                connections.release(connection, null, IDLE_LIMIT);
            } else {
                discard(connection);
            }
        }
    }

    private ClassicHttpRequest message(HttpRequest request) {
        var message = new BasicClassicHttpRequest(request.method(), basePath + request.path());
        message.setHeader("Host", host.toHostString());
        message.setHeader("Accept", "application/json");
        request.headers().forEach(message::setHeader);
        if (!request.method().equals("GET")) {
            message.setHeader("Content-Type", "application/json");
            message.setHeader("Content-Length", request.body().length);
            message.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        return message;
    }

    private static Answered read(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        HttpEntity entity = response.getEntity();
        byte[] body = new byte[0];
        if (entity != null) {
            if (entity.getContentLength() > ANSWER_LIMIT_BYTES) {
                throw new IOException("an answer of " + entity.getContentLength() + " bytes");
            }
            byte[] read = EntityUtils.toByteArray(entity, ANSWER_LIMIT_BYTES);
            body = read == null ? body : read;
        }
        return new Answered(response.getCode(), headers, body);
    }

    private void discard(ConnectionEndpoint connection) {
        connection.close(CloseMode.IMMEDIATE);
        connections.release(connection, null, TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public void close() {
        deadlines.close();
        connections.close(CloseMode.IMMEDIATE);
    }
}
