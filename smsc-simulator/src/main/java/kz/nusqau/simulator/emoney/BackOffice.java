package kz.nusqau.simulator.emoney;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.nusqau.simulator.counterparty.Handling;
import kz.nusqau.simulator.counterparty.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is to be done later, and calls clients back, signed as their own requests are. */
final class BackOffice implements AutoCloseable {

    /** Who is called back, and where; empty for a client that asks itself. */
    record Addressee(String client, Optional<URI> address) {}

    private static final Logger LOG = LoggerFactory.getLogger(BackOffice.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Signatures> clients;
    private final Clock clock;
    private final ScheduledExecutorService clerk =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("emoney-back-office").daemon(true).factory());
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    BackOffice(Map<String, Signatures> clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
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
        var body = Json.object(json -> EmoneyWire.writeOutcome(json, operation));
        var request = request(addressee, signatures, operation, body);
        var told =
                switch (handling.callback()) {
                    case LOST -> CompletableFuture.<Void>completedFuture(null);
                    case ONCE, FIRST -> call(request.build());
                    case TWICE -> call(request.build()).thenCompose(first -> call(request.build()));
                    case FORGED -> call(request.setHeader("X-Signature", "0".repeat(64)).build());
                };
        var unused = told.thenRun(handling.whenTold());
    }

    private HttpRequest.Builder request(
            Addressee addressee, Signatures signatures, EmoneyOperation operation, byte[] body) {
        var address = addressee.address().orElseThrow();
        var target =
                address.getRawPath()
                        + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        var timestamp = clock.instant().toString();
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Client-Id", addressee.client())
                .header("X-CorrelationID", operation.correlationId())
                .header("X-Timestamp", timestamp)
                .header("X-Signature", signatures.ofRequest("PUT", target, timestamp, body))
                .PUT(BodyPublishers.ofByteArray(body));
    }

    private CompletableFuture<Void> call(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.discarding())
                .handle(
                        (answer, failure) -> {
                            if (failure != null) {
                                LOG.info(
                                        "{} was not reached: {}",
                                        request.uri(),
                                        failure.toString());
                            } else if (answer.statusCode() / 100 != 2) {
                                LOG.info("{} answered {}", request.uri(), answer.statusCode());
                            }
                            return null;
                        });
    }

    @Override
    public void close() {
        clerk.shutdownNow();
        http.shutdownNow();
    }
}
