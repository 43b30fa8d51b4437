package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.ledger.Balance;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.counterparty.Differences.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** Payments by text, the sandboxes' files of that day, and the breaks over HTTP. */
class ReconciliationApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern RECEIPT = Pattern.compile("N[0-9A-Z]{8,12}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BY_MAIL = "{\"reason\":\"billing wrote a mail\"}";

    private static HubUnderTest hub;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        hub =
                HubUnderTest.start(
                        Map.of(
                                "nusqau.reconciliation.unfinished-days",
                                true,
                                "nusqau.reconciliation.fetching",
                                false));
    }

    @AfterAll
    static void stop() {
        hub.close();
        HTTP.close();
    }

    @Test
    void findsWhatWasPlantedAndLetsPeopleWorkItOff() throws Exception {
        LocalDate day = paid(5);
        for (Kind kind : Kind.values()) {
            hub.simulator().billing().differences().plant(day, kind);
        }

        var wooppay = fetch("support", "wooppay", day);
        var billing = fetch("support", "billing", day);

        assertThat(wooppay.status).isEqualTo(201);
        assertThat(wooppay.json.at("/file/lines").asInt()).isEqualTo(10);
        assertThat(wooppay.json.at("/file/matched").asInt()).isEqualTo(10);
        assertThat(wooppay.json.at("/file/breaks").asInt()).isZero();
        assertThat(billing.status).isEqualTo(201);
        assertThat(billing.json.at("/file/lines").asInt()).isEqualTo(5);
        assertThat(billing.json.at("/file/matched").asInt()).isEqualTo(1);
        assertThat(fetch("support", "billing", day).json.path("repeated").asBoolean()).isTrue();
        var breaks = get("auditor", "breaks?state=open&counterparty=billing").json.path("items");
        assertThat(breaks.findValuesAsText("kind"))
                .containsExactlyInAnyOrder(
                        "missing-here", "missing-there", "amount", "state", "date");
        assertThat(health())
                .satisfies(
                        health -> {
                            assertThat(health.getStatus()).isEqualTo(Status.UP);
                            assertThat(health.getDetails()).containsEntry("open", 5L);
                        });

        long theirs = charged(day);
        hub.simulator().billing().differences().clear();
        var other = fetch("support", "billing", day);
        assertThat(other.status).isEqualTo(409);
        assertThat(other.json.path("detail").asText()).contains("Another file of billing " + day);

        bookAndClear(breaks, theirs);
        workOff(breaks.get(0).path("id").asText());
        assertThat(get("auditor", "files?counterparty=wooppay").json.path("items")).hasSize(1);
        assertThat(get("auditor", "breaks/summary").json.path("items")).hasSize(4);
    }

    /** What the file says that was charged; the subscribers of this test got nothing back. */
    private static long charged(LocalDate day) throws IOException {
        var file = Files.createTempFile("billing-", ".csv");
        try {
            hub.bean(DayFiles.class).fetch("billing", day, file);
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(",", -1))
                    .filter(values -> values.length == 6 && values[2].equals("charged"))
                    .mapToLong(values -> Money.parse(values[3], values[4]).minor())
                    .sum();
        } finally {
            Files.delete(file);
        }
    }

    private static void bookAndClear(JsonNode breaks, long theirs) throws Exception {
        long ours = posted("operator.billing");
        assertThat(ours).isNotEqualTo(theirs);
        for (JsonNode each : breaks) {
            String path = "breaks/" + each.path("id").asText();
            boolean isDate = each.path("kind").asText().equals("date");
            assertThat(post("auditor", path + "/book", BY_MAIL).status).isEqualTo(403);
            assertThat(post("support", path + "/book", "{}").json.path("field").asText())
                    .isEqualTo("reason");
            var booked = post("support", path + "/book", BY_MAIL);
            assertThat(booked.status).isEqualTo(isDate ? 400 : 200);
            assertThat(booked.json.path("field").asText()).isEqualTo(isDate ? "id" : "");
            assertThat(post("support", path + "/book", BY_MAIL).status)
                    .isEqualTo(isDate ? 400 : 409);
        }

        assertThat(posted("operator.billing")).isEqualTo(theirs);
        assertThat(posted("suspense")).isEqualTo(ours - theirs);
        var inSuspense = get("auditor", "breaks?state=booked").json.path("items");
        assertThat(inSuspense).hasSize(4);
        assertThat(health().getDetails()).containsEntry("open", 1L).containsEntry("inSuspense", 4L);
        assertThat(
                        hub.bean(MeterRegistry.class)
                                .get("nusqau.reconciliation.suspense.open")
                                .tag("counterparty", "wooppay")
                                .gauge()
                                .value())
                .isZero();

        for (JsonNode each : inSuspense) {
            String path = "breaks/" + each.path("id").asText();
            String clearance = "{\"to\":\"settlement\",\"reason\":\"corrected\"}";
            assertThat(post("support", path + "/resolve", BY_MAIL).json.path("detail").asText())
                    .contains("has to be cleared");
            assertThat(post("supervisor", path + "/clear", BY_MAIL).json.path("field").asText())
                    .isEqualTo("to");
            assertThat(post("support", path + "/clear", clearance).json.path("detail").asText())
                    .contains("somebody else");
            var cleared = post("supervisor", path + "/clear", clearance);
            assertThat(cleared.json.at("/found/state").asText()).isEqualTo("open");
            assertThat(post("supervisor", path + "/clear", clearance).status).isEqualTo(409);
        }
        assertThat(posted("operator.billing")).isEqualTo(ours);
        assertThat(posted("suspense")).isZero();
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
        for (JsonNode total : actuator("trialbalance").path("totals")) {
            assertThat(total.path("closing").asLong()).isZero();
        }
        await().untilAsserted(
                        () -> {
                            JsonNode seals = actuator("ledgerseals");
                            assertThat(seals.path("sound").asBoolean()).isTrue();
                            assertThat(seals.path("unsealed").asLong(1)).isZero();
                        });
    }

    private static JsonNode actuator(String endpoint) throws Exception {
        return send(as("operations", "/actuator/" + endpoint).GET()).json;
    }

    private static long posted(String account) {
        return hub.bean(LedgerCheck.class).run().balances().stream()
                .filter(each -> each.code().equals(account))
                .mapToLong(Balance::net)
                .sum();
    }

    private static Health health() {
        return hub.context()
                .getBean("reconciliationHealthIndicator", HealthIndicator.class)
                .health();
    }

    private static void workOff(String id) throws Exception {
        assertThat(post("auditor", "breaks/" + id + "/resolve", "{\"reason\":\"x\"}").status)
                .isEqualTo(403);
        assertThat(post("support", "breaks/" + id + "/resolve", "{}").json.path("field").asText())
                .isEqualTo("reason");
        assertThat(post("support", "breaks/" + id + "/assign", "{\"assignee\":\"dana\"}").status)
                .isEqualTo(200);
        var mine = get("support", "breaks?assignee=dana").json.path("items");
        assertThat(mine.findValuesAsText("id")).containsExactly(id);
        var resolved = post("support", "breaks/" + id + "/resolve", "{\"reason\":\"by mail\"}");
        assertThat(resolved.json.at("/found/state").asText()).isEqualTo("resolved");
        JsonNode acts = resolved.json.path("acts");
        JsonNode last = acts.get(acts.size() - 1);
        assertThat(last.path("who").asText()).isEqualTo("support");
        assertThat(last.path("detail").asText()).isEqualTo("by mail");
        assertThat(post("support", "breaks/" + id + "/resolve", "{\"reason\":\"x\"}").status)
                .isEqualTo(409);
    }

    @Test
    void takesAnUploadedFileInOnce() throws Exception {
        String file =
                """
                billing,2026-03-03
                reference,kind,state,amount,currency,at
                total,0,0.00
                """;
        String path = "files?counterparty=billing&date=2026-03-03";

        assertThat(upload(path, file).status).isEqualTo(201);
        assertThat(upload(path, file).json.path("repeated").asBoolean()).isTrue();
        assertThat(upload(path, file + "\n").status).isEqualTo(409);
        var broken = upload("files?counterparty=billing&date=2026-03-04", file);
        assertThat(broken.status).isEqualTo(422);
        assertThat(broken.json.path("detail").asText())
                .isEqualTo("Line 1: not billing's file of 2026-03-04.");
    }

    @Test
    void namesTheFieldAtFault() throws Exception {
        assertThat(fetch("support", "nobody", LocalDate.now()).json.path("field").asText())
                .isEqualTo("counterparty");
        assertThat(
                        upload("files?counterparty=billing&date=3.3.2026", "")
                                .json
                                .path("field")
                                .asText())
                .isEqualTo("date");
        for (String[] query :
                List.of(
                        new String[] {"state", "closed"},
                        new String[] {"kind", "other"},
                        new String[] {"notAfter", "today"},
                        new String[] {"after", "x"},
                        new String[] {"limit", "0"})) {
            var reply = get("support", "breaks?" + query[0] + "=" + query[1]);
            assertThat(reply.status).isEqualTo(400);
            assertThat(reply.json.path("field").asText()).isEqualTo(query[0]);
        }
        assertThat(get("support", "breaks/999999").status).isEqualTo(404);
    }

    @Test
    void saysWhenACounterpartyHasNoFile() throws Exception {
        var reply = fetch("support", "wooppay", LocalDate.of(2126, 1, 1));

        assertThat(reply.status).isEqualTo(502);
        assertThat(reply.json.path("detail").asText()).contains("HTTP 404");
    }

    /** Lets so many subscribers pay, all on one day, which is returned. */
    private static LocalDate paid(int payments) {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(3))
                .until(() -> LocalTime.now(Day.ZONE).isBefore(LocalTime.of(23, 58)));
        for (int i = 0; i < payments; i++) {
            String payer = FreshMsisdn.next();
            var smsc = hub.simulator().smsc();
            smsc.deliver(payer, "5505", "Kalaesp 900101300126");
            smsc.takeMessage(payer, PATIENCE);
            // A yes that is quicker than its question's way to the SMSC is asked for again.
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                smsc.deliver(payer, "5505", "1");
                                return smsc.takeMessage(payer, PATIENCE).text();
                            },
                            text -> RECEIPT.matcher(text).find());
        }
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            var report = hub.bean(LedgerCheck.class).run();
                            return report.openPending() == 0 && report.transfers() > 0;
                        });
        return LocalDate.now(Day.ZONE);
    }

    private record Reply(int status, JsonNode json) {}

    private static Reply fetch(String user, String counterparty, LocalDate day) throws Exception {
        return post(
                user,
                "files/fetch",
                "{\"counterparty\":\"%s\",\"date\":\"%s\"}".formatted(counterparty, day));
    }

    private static Reply get(String user, String path) throws Exception {
        return send(request(user, path).GET());
    }

    private static Reply post(String user, String path, String json) throws Exception {
        return send(
                request(user, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static Reply upload(String path, String file) throws Exception {
        return send(
                request("support", path)
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(file)));
    }

    private static HttpRequest.Builder request(String user, String path) {
        return as(user, "/api/reconciliation/" + path);
    }

    private static HttpRequest.Builder as(String user, String path) {
        byte[] credentials = (user + ":" + hub.password(user)).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static Reply send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body()));
    }
}
