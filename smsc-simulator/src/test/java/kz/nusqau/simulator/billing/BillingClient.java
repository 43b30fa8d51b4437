package kz.nusqau.simulator.billing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kz.nusqau.simulator.counterparty.HttpTestClient;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.http.WebServer;

/** The calls of billing's interface, as short as tests want them. */
final class BillingClient {

    static final String TOKEN = "secret";

    private final HttpTestClient http;

    BillingClient(WebServer web) {
        http = new HttpTestClient(web);
    }

    Reply query(String... msisdns) {
        return post(
                "/subscribers/query",
                "",
                "{\"msisdns\":[\"" + String.join("\",\"", msisdns) + "\"]}");
    }

    Reply reserve(String key, String msisdn, String amount) {
        return post(
                "/reservations",
                key,
                """
                {"msisdn":"%s","amount":"%s","currency":"KZT","purpose":"payment"}"""
                        .formatted(msisdn, amount));
    }

    Reply charge(String key, String reservation) {
        return post("/charges", key, "{\"reservation\":\"%s\"}".formatted(reservation));
    }

    Reply release(String key, String reservation) {
        return post("/releases", key, "{\"reservation\":\"%s\"}".formatted(reservation));
    }

    Reply refund(String key, String charge, String amount) {
        return post(
                "/refunds",
                key,
                """
                {"charge":"%s","amount":"%s","currency":"KZT"}"""
                        .formatted(charge, amount));
    }

    Reply inquire(String key) {
        return http.get(
                "/billing/v1/operations?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + TOKEN));
    }

    Reply report(String date) {
        return http.get("/billing/v1/reports/" + date, Map.of("Authorization", "Bearer " + TOKEN));
    }

    Reply post(String path, String key, String body) {
        var token = Map.of("Authorization", "Bearer " + TOKEN);
        var headers =
                key.isEmpty()
                        ? token
                        : Map.of("Authorization", "Bearer " + TOKEN, "X-CorrelationID", key);
        return http.send("POST", "/billing/v1" + path, headers, body);
    }

    HttpTestClient http() {
        return http;
    }
}
