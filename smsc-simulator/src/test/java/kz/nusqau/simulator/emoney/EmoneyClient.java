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

    EmoneyClient(WebServer web, Clock clock) {
        this.http = new HttpTestClient(web);
        this.clock = clock;
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

    Reply inquire(String correlation) {
        return send("GET", "/v1/responses/" + correlation, "", "");
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
        var target = "/wooppay" + path;
        return http.send(method, target, signed(method, target, correlation, body), body);
    }

    Map<String, String> signed(String method, String target, String correlation, String body) {
        var timestamp = clock.instant().toString();
        var headers = new HashMap<String, String>();
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
