package kz.nusqau.counterparty;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import kz.nusqau.counterparty.wire.CounterpartySettings.Bank;
import kz.nusqau.counterparty.wire.CounterpartySettings.Breaker;
import kz.nusqau.counterparty.wire.CounterpartySettings.Inquiry;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import kz.nusqau.simulator.billing.BillingSandbox;
import kz.nusqau.simulator.emoney.EmoneySandbox;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;

/** The sandboxes on a free port, and settings with short times for them. */
public final class Outside implements AutoCloseable {

    public final WebServer web;
    public final BillingSandbox billing;
    public final EmoneySandbox wooppay;
    public final EmoneySandbox kazeuromobile;

    public Outside() {
        this(0);
    }

    public Outside(int port) {
        web = WebServer.start("127.0.0.1", port);
        var world = World.demo();
        billing = BillingSandbox.of(world).token("billing-token").mount(web, "/billing");
        wooppay =
                EmoneySandbox.of("wooppay", world)
                        .client("hub", "a-shared-secret")
                        .mount(web, "/wooppay");
        kazeuromobile =
                EmoneySandbox.of("kazeuromobile", world)
                        .client("hub", "another-secret")
                        .actingAfter(Duration.ofMillis(30))
                        .mount(web, "/kazeuromobile");
    }

    /** Of a hub that prefers no system. */
    public static CounterpartyProperties properties(
            Map<String, CounterpartySettings> counterparties) {
        return new CounterpartyProperties(
                counterparties, List.of(), Duration.ofSeconds(2), Duration.ofHours(24));
    }

    public CounterpartyProperties properties() {
        return properties(Map.of("billing", billingSettings(), "wooppay", wooppaySettings()));
    }

    /** With the asynchronous system beside the others, which calls back there. */
    public CounterpartyProperties properties(URI callbackUrl) {
        return properties(
                Map.of(
                        "billing",
                        billingSettings(),
                        "wooppay",
                        wooppaySettings(),
                        "kazeuromobile",
                        kazeuromobileSettings(callbackUrl)));
    }

    /** The same with a hub that soon gives up asking. */
    public CounterpartyProperties impatient() {
        var usual = billingSettings();
        var inquiry =
                new Inquiry(
                        Duration.ofMillis(100), 1.5, Duration.ofSeconds(1), Duration.ofMillis(500));
        return properties(
                Map.of(
                        "billing",
                        with(usual, usual.lookupTimeout(), inquiry),
                        "wooppay",
                        wooppaySettings()));
    }

    /** The same settings but for these two. */
    static CounterpartySettings with(
            CounterpartySettings usual, Duration lookupTimeout, Inquiry inquiry) {
        return new CounterpartySettings(
                usual.kind(),
                usual.url(),
                usual.callbackUrl(),
                usual.token(),
                usual.clientId(),
                usual.secret(),
                usual.connectTimeout(),
                usual.answerTimeout(),
                lookupTimeout,
                usual.concurrentCalls(),
                usual.concurrentInquiries(),
                usual.concurrentLookups(),
                usual.processingWindow(),
                inquiry,
                usual.circuitBreaker(),
                usual.providers(),
                usual.bank());
    }

    public CounterpartySettings billingSettings() {
        return settings(Kind.BILLING, uri("/billing"), "billing-token", "", "");
    }

    public CounterpartySettings wooppaySettings() {
        return settings(Kind.EMONEY, uri("/wooppay"), "", "hub", "a-shared-secret");
    }

    private CounterpartySettings kazeuromobileSettings(URI callbackUrl) {
        return settings(
                Kind.EMONEY, uri("/kazeuromobile"), callbackUrl, "", "hub", "another-secret");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + web.port() + path);
    }

    /** Fails fast and forgets fast; a breaker that opens only when a test lets it. */
    public static CounterpartySettings settings(
            Kind kind, URI url, String token, String client, String secret) {
        return settings(kind, url, null, token, client, secret);
    }

    private static CounterpartySettings settings(
            Kind kind, URI url, URI callbackUrl, String token, String client, String secret) {
        return new CounterpartySettings(
                kind,
                url,
                callbackUrl,
                token,
                client,
                secret,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                32,
                8,
                2,
                Duration.ofMillis(500),
                new Inquiry(
                        Duration.ofMillis(100), 1.5, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                new Breaker(20, 20, 90, Duration.ofSeconds(4), 100, Duration.ofMillis(500), 2),
                Set.of(),
                Bank.none());
    }

    @Override
    public void close() {
        web.close();
        billing.close();
        wooppay.close();
        kazeuromobile.close();
    }
}
