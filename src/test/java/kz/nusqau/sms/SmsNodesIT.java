package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.nusqau.ExternalBroker;
import kz.nusqau.HubProcess;
import kz.nusqau.OperationsClient;
import kz.nusqau.OutsideWorld;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.DeliveryAttempt;
import kz.nusqau.simulator.smsc.Smsc;
import org.junit.jupiter.api.Test;

/**
 * Two nodes share the sessions of one operator, on a database and a broker that none of them
 * started; codes may leave by one of them only, and what people hold still at one is held still at
 * both.
 */
class SmsNodesIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void sharesTheSessionsAndTakesThoseOfADeadNode() throws IOException {
        var options = SimulatorOptions.defaults();
        var folder = TemporaryFolder.create("node");
        try (var simulator = Simulator.start(options);
                var broker = ExternalBroker.start();
                var one = HubProcess.on(folder).with(settings(simulator, options));
                var other =
                        HubProcess.on(TemporaryFolder.create("other-node"))
                                .with(settings(simulator, options))
                                .with(
                                        "nusqau.privacy.keys",
                                        folder.resolve("secrets/master-keys"))) {
            var database = PostgresForTests.migrated();
            one.with(database.settings()).with(broker.settings());
            other.with(database.settings()).with(broker.settings());
            var smsc = simulator.smsc();
            one.start();
            smsc.awaitBound(3, SOON);

            other.start();
            await().atMost(SOON).until(() -> isBoundBy(other));
            await().atMost(SOON).until(() -> smsc.bound().size() == 3);
            assertThat(one.isReady() && other.isReady()).isTrue();
            assertThat(Files.readString(one.log())).contains("has no synchronous standby");
            for (HubProcess node : List.of(one, other)) {
                assertThat(node.dataDir().resolve("postgres")).doesNotExist();
                assertThat(node.dataDir().resolve("broker")).doesNotExist();
            }
            for (int i = 0; i < 10; i++) {
                smsc.deliver("7701333110" + i, "9909", "баланс").awaitOutcome(SOON);
                assertThat(smsc.takeMessage("7701333110" + i, SOON).text()).isNotBlank();
            }

            joinsPartsThatComeToDifferentNodes(smsc);
            sendsCodesByTheNodeThatMay(smsc);
            holdStillWhatAPersonPausesAtOneOfThem(one, other, smsc);
            takeNoMoneyDuringWorkThatWasPlannedAtOneOfThem(one, other, smsc);

            one.kill();

            smsc.awaitBound(3, SOON);
            for (int i = 0; i < 10; i++) {
                smsc.deliver("7701333120" + i, "9909", "баланс").awaitOutcome(SOON);
                assertThat(smsc.takeMessage("7701333120" + i, SOON).text()).isNotBlank();
            }
        }
    }

    private static Map<String, Object> settings(Simulator simulator, SimulatorOptions options) {
        var settings = new LinkedHashMap<>(OutsideWorld.settings(simulator, options));
        settings.putAll(OutsideWorld.patience());
        settings.put("nusqau.smpp.binds[0].addresses", "9909,7700-7709");
        for (var key : List.of("host", "port", "system-id", "password")) {
            settings.put(
                    "nusqau.smpp.binds[1]." + key, settings.get("nusqau.smpp.binds[0]." + key));
        }
        settings.put("nusqau.smpp.binds[1].id", "codes");
        settings.put("nusqau.smpp.binds[1].link", "kcell");
        settings.put("nusqau.smpp.binds[1].type", "tx");
        settings.put("nusqau.smpp.binds[1].addresses", "4404");
        return settings;
    }

    /** Each node has one session for texts; which parts go to which is up to the SMSC. */
    private static void joinsPartsThatComeToDifferentNodes(Smsc smsc) {
        long mostSessions = 0;
        for (int i = 0; i < 10 && mostSessions < 2; i++) {
            var phone = "7701333130" + i;
            var delivery = smsc.deliver(phone, "9909", "баланс" + " ".repeat(80) + "?");
            assertThat(delivery.awaitOutcome(SOON)).isZero();
            assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
            mostSessions =
                    delivery.attempts().stream().map(DeliveryAttempt::session).distinct().count();
        }
        assertThat(mostSessions).isEqualTo(2);
    }

    /** Half of the subscribers are the other node's. */
    private static void sendsCodesByTheNodeThatMay(Smsc smsc) {
        for (int i = 0; i < 10; i++) {
            smsc.deliver("7701333140" + i, "9909", "оплата alma 7273001123 1500тг");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(smsc.takeMessage("7701333140" + i, SOON).source()).isEqualTo("4404");
        }
    }

    private static void holdStillWhatAPersonPausesAtOneOfThem(
            HubProcess one, HubProcess other, Smsc smsc) {
        String bind = "/console/overview/binds/kcell";
        String phone = "77013331500";

        act(one, bind + "/pause", "work at the SMSC");
        await().atMost(SOON).until(() -> smsc.bound().size() == 1);
        smsc.deliver(phone, "9909", "баланс");
        act(other, bind + "/resume", "they are done");

        assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
        smsc.awaitBound(3, SOON);
    }

    private static void act(HubProcess node, String path, String reason) {
        var supervisor = ConsoleClient.of(node, "supervisor");
        supervisor.get("/console/overview");
        assertThat(supervisor.post(path, "reason", reason).status()).isLessThan(400);
    }

    private static void takeNoMoneyDuringWorkThatWasPlannedAtOneOfThem(
            HubProcess one, HubProcess other, Smsc smsc) {
        Instant now = Instant.now();
        var planned =
                new OperationsClient(one, "supervisor")
                        .post(
                                "/api/planned-work",
                                """
                                {"start": "%s", "end": "%s", "cause": "update", "urgent": true,
                                 "reason": "a test"}
                                """
                                        .formatted(now, now.plus(Duration.ofHours(1))));
        assertThat(planned.status()).isEqualTo(200);
        var phones = new AtomicInteger(600);

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(payers(smsc, phones))
                                        .allMatch(text -> text.contains("плановые работы")));
        var ended =
                new OperationsClient(other, "supervisor")
                        .post(
                                "/api/planned-work/%s/end".formatted(planned.json().path("id")),
                                "{\"reason\": \"done\"}");
        assertThat(ended.status()).isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(payers(smsc, phones))
                                        .allMatch(text -> text.contains("код платежа")));
    }

    /** What ten that never paid before are told; half of them are the other node's. */
    private static List<String> payers(Smsc smsc, AtomicInteger phones) {
        return IntStream.range(0, 10)
                .mapToObj(
                        i -> {
                            String phone = "77013331" + phones.getAndIncrement();
                            smsc.deliver(phone, "9909", "оплата alma 7273001123 1500тг");
                            return smsc.takeMessage(phone, SOON).text();
                        })
                .toList();
    }

    private static boolean isBoundBy(HubProcess node) {
        try {
            return Files.readString(node.log()).contains("is bound as TRX");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
