package kz.nusqau.simulator.emoney;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.nusqau.simulator.counterparty.HttpTestClient;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.http.WebServer;

/** A client that signs on its own, after the text of the contract. */
final class EmoneyClient {

    static final String ID = "hub";
    static final String SECRET = "s3cret";

    private final HttpTestClient http;
    private final Clock clock;
    private final String prefix;
    private final Map<String, String> more;

    EmoneyClient(WebServer web, Clock clock) {
        this(web, clock, "/wooppay", Map.of());
    }

    /** Speaks to the system under the prefix and adds these headers to every request. */
    EmoneyClient(WebServer web, Clock clock, String prefix, Map<String, String> more) {
        this.http = new HttpTestClient(web);
        this.clock = clock;
        this.prefix = prefix;
        this.more = more;
    }

    Reply deposit(String correlation, String msisdn, String amount, String reference) {
        return post(
                "/v1/transactions/type/deposit",
                correlation,
                """
                {"amount":"%s","currency":"KZT",
                 "debitParty":[{"key":"organisationid","value":"operator"}],
                 "creditParty":[{"key":"msisdn","value":"%s"}],
                 "requestingOrganisationTransactionReference":"%s"}"""
                        .formatted(amount, msisdn, reference));
    }

    Reply pay(
            String correlation,
            String msisdn,
            String provider,
            String account,
            String amount,
            String reference) {
        return post(
                "/v1/transactions/type/billpay",
                correlation,
                """
                {"amount":"%s","currency":"KZT",
                 "debitParty":[{"key":"msisdn","value":"%s"}],
                 "creditParty":[{"key":"provider","value":"%s"},{"key":"account","value":"%s"}],
                 "requestingOrganisationTransactionReference":"%s"}"""
                        .formatted(amount, msisdn, provider, account, reference));
    }

    Reply transfer(String correlation, String msisdn, String payee, String amount) {
        return moving("transfer", correlation, msisdn, amount, "msisdn", payee);
    }

    Reply withdraw(String correlation, String msisdn, String account, String amount) {
        return moving("withdrawal", correlation, msisdn, amount, "account", account);
    }

    private Reply moving(
            String type, String correlation, String msisdn, String amount, String key, String to) {
        return post(
                "/v1/transactions/type/" + type,
                correlation,
                """
                {"amount":"%s","currency":"KZT",
                 "debitParty":[{"key":"msisdn","value":"%s"}],
                 "creditParty":[{"key":"%s","value":"%s"}],
                 "requestingOrganisationTransactionReference":"i1/%s/1"}"""
                        .formatted(amount, msisdn, key, to, type));
    }

    Reply reverse(String correlation, String transaction) {
        return post(
                "/v1/transactions/" + transaction + "/reversals",
                correlation,
                "{\"type\":\"reversal\"}");
    }

    Reply quote(String msisdn, String provider, String account, String amount) {
        return post(
                "/v1/quotations",
                newId(),
                """
                {"type":"billpay","provider":"%s","account":"%s","amount":"%s",
                 "currency":"KZT","msisdn":"%s"}"""
                        .formatted(provider, account, amount, msisdn));
    }

    Reply quoteDeposit(String msisdn, String amount) {
        return post(
                "/v1/quotations",
                newId(),
                """
                {"type":"deposit","amount":"%s","currency":"KZT","msisdn":"%s"}"""
                        .formatted(amount, msisdn));
    }

    Reply quoteTransfer(String msisdn, String payee, String amount) {
        return post(
                "/v1/quotations",
                newId(),
                """
                {"type":"transfer","payee":"%s","amount":"%s","currency":"KZT",
                 "msisdn":"%s"}"""
                        .formatted(payee, amount, msisdn));
    }

    Reply quoteWithdrawal(String msisdn, String account, String amount) {
        return post(
                "/v1/quotations",
                newId(),
                """
                {"type":"withdrawal","account":"%s","amount":"%s","currency":"KZT",
                 "msisdn":"%s"}"""
                        .formatted(account, amount, msisdn));
    }

    Reply inquire(String correlation) {
        return send("GET", "/v1/responses/" + correlation, "", "");
    }

    Reply heartbeat() {
        return send("GET", "/v1/heartbeat", "", "");
    }

    Reply balance(String msisdn) {
        return send("GET", "/v1/accounts/msisdn/" + msisdn + "/balance", "", "");
    }

    Reply report(String date) {
        return send("GET", "/v1/reports/" + date, "", "");
    }

    Reply post(String path, String correlation, String body) {
        return send("POST", path, correlation, body);
    }

    Reply send(String method, String path, String correlation, String body) {
        var target = prefix + path;
        return http.send(method, target, signed(method, target, correlation, body), body);
    }

    Map<String, String> signed(String method, String target, String correlation, String body) {
        var timestamp = clock.instant().toString();
        var headers = new HashMap<>(more);
        headers.put("X-Client-Id", ID);
        headers.put("X-Timestamp", timestamp);
        headers.put(
                "X-Signature", hmac(SECRET, String.join("\n", method, target, timestamp, body)));
        if (!correlation.isEmpty()) {
            headers.put("X-CorrelationID", correlation);
        }
        return headers;
    }

    static boolean isSigned(Reply reply) {
        var headers = reply.raw().headers();
        var timestamp = headers.firstValue("X-Timestamp").orElse("");
        var expected = hmac(SECRET, reply.status() + "\n" + timestamp + "\n" + reply.raw().body());
        return headers.firstValue("X-Signature").orElse("").equals(expected);
    }

    static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    HttpTestClient http() {
        return http;
    }
}
