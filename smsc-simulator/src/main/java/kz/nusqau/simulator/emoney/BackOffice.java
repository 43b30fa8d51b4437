package kz.nusqau.simulator.emoney;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.nusqau.simulator.counterparty.Handling;
import kz.nusqau.simulator.counterparty.Json;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is to be done later, and calls clients back, signed as their own requests are. */
final class BackOffice implements AutoCloseable {

    /** Who is called back, and where; empty for a client that asks itself. */
    record Addressee(String client, Optional<URI> address) {}

    private static final Logger LOG = LoggerFactory.getLogger(BackOffice.class);
    private static final Timeout PATIENCE = Timeout.ofSeconds(5);
    private static final int MAX_CONNECTIONS = 256;
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(2);

    private final Map<String, Signatures> clients;
    private final Clock clock;
    private final ScheduledExecutorService clerk =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("emoney-back-office").daemon(true).factory());
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CloseableHttpClient http = client();

    BackOffice(Map<String, Signatures> clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    private static CloseableHttpClient client() {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(PATIENCE)
                                        .setValidateAfterInactivity(CHECK_AFTER)
                                        .build())
                        .build();
        var requests =
                RequestConfig.custom()
                        .setConnectionRequestTimeout(PATIENCE)
                        .setResponseTimeout(PATIENCE)
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(requests)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    void later(Duration delay, Runnable work) {
        var unused = clerk.schedule(() -> done(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void done(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("a request that was taken in could not be carried out", e);
        }
    }

    /** Calls back as often as the handling says; a client that does not answer asks itself. */
    void tell(Addressee addressee, EmoneyOperation operation, Handling handling) {
        var signatures = clients.get(addressee.client());
        if (addressee.address().isEmpty() || signatures == null) {
            handling.whenTold().run();
            return;
        }
        var call = new CallBack(addressee.client(), addressee.address().get(), signatures);
        callers.execute(
                () -> {
                    tell(call, operation, handling);
                    handling.whenTold().run();
                });
    }

    private void tell(CallBack call, EmoneyOperation operation, Handling handling) {
        switch (handling.callback()) {
            case LOST -> {}
            case ONCE, FIRST -> call(call.request(operation));
            case TWICE -> {
                var request = call.request(operation);
                call(request);
                request.reset();
                call(request);
            }
            case FORGED -> {
                var request = call.request(operation);
                request.setHeader("X-Signature", "0".repeat(64));
                call(request);
            }
            case CONTRADICTED -> {
                call(call.request(operation));
                call(call.request(operation.contradicted()));
            }
        }
    }

    /** What is said to one client at one address. */
    private final class CallBack {

        private final String client;
        private final URI address;
        private final Signatures signatures;

        CallBack(String client, URI address, Signatures signatures) {
            this.client = client;
            this.address = address;
            this.signatures = signatures;
        }

        HttpPut request(EmoneyOperation operation) {
            var body = Json.object(json -> EmoneyWire.writeOutcome(json, operation));
            var target =
                    address.getRawPath()
                            + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
            var timestamp = clock.instant().toString();
            var request = new HttpPut(address);
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
            request.setHeader("X-Client-Id", client);
            request.setHeader("X-CorrelationID", operation.correlationId());
            request.setHeader("X-Timestamp", timestamp);
            request.setHeader("X-Signature", signatures.ofRequest("PUT", target, timestamp, body));
            return request;
        }
    }

    private void call(HttpPut request) {
        try {
            int status = http.execute(request, answer -> answer.getCode());
            if (status / 100 != 2) {
                LOG.info("{} answered {}", request.getRequestUri(), status);
            }
        } catch (IOException | RuntimeException e) {
            LOG.info("{} was not reached: {}", request.getRequestUri(), e.toString());
        }
    }

    @Override
    public void close() {
        clerk.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
        callers.shutdownNow();
    }
}
