package kz.nusqau.proof;

import static kz.nusqau.proof.Announcement.RECIPIENTS;
import static kz.nusqau.proof.Announcement.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kz.nusqau.HubProcess;
import kz.nusqau.OutsideWorld;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.Redelivery;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The hub, and the broker in it, are killed in the middle of a partner's requests and payments, and
 * of a text to thousands.
 */
@Tag("I-1")
@Tag("I-2")
@Tag("I-6")
class KilledPartnerTrafficIT {

    private static final int REQUESTS = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern CODE = Pattern.compile("^(\\d{6}) ");

    private final SimulatorOptions options =
            SimulatorOptions.defaults()
                    .withSmsc(
                            smsc ->
                                    smsc.recording(false)
                                            .redelivery(Redelivery.every(Duration.ofSeconds(1))));

    private final TestDatabase database = PostgresForTests.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());

    @Test
    void answersEachRequestOnceWithOnePaymentAndTextsEachOnce() {
        try (var simulator = Simulator.start(options);
                var hub = hub(simulator)) {
            confirmAll(simulator);
            var announcement = new Announcement(simulator.smsc());
            hub.start();
            OutsideWorld.connectBanks(simulator, hub.brokerUrl(), hub.dataDir());
            try (var shop = new Shop(hub.brokerUrl(), () -> password(hub), payments())) {
                shop.askInTurn(announcement.requests());
                await().atMost(PATIENCE).until(() -> shop.replies().size() >= REQUESTS / 4);
                await().atMost(PATIENCE).until(() -> announcement.isHeldAndAllElseKnown(jdbc));
                kill(hub, simulator);
                var mayComeAgain = announcement.unknownTo(jdbc);
                assertThat(mayComeAgain).isEqualTo(announcement.unanswered());
                announcement.goOn();
                hub.start();
                await().atMost(PATIENCE).until(() -> shop.replies().size() >= REQUESTS * 3 / 4);
                await().atMost(PATIENCE)
                        .until(() -> announcement.reached().size() >= RECIPIENTS * 2 / 3);
                kill(hub, simulator);
                mayComeAgain.addAll(announcement.unknownTo(jdbc));
                hub.start();

                await().atMost(PATIENCE).until(shop::isAnswered);
                await().atMost(PATIENCE).until(() -> ends(shop).size() == REQUESTS);
                assertTextsOnce(announcement, mayComeAgain, shop);
                assertAllOnce(shop, simulator);
            }
        }
    }

    /** Returns when the SMSC has read all that the hub had written. */
    private static void kill(HubProcess hub, Simulator simulator) {
        hub.kill();
        await().atMost(PATIENCE).until(() -> simulator.smsc().bound().isEmpty());
    }

    /** But for those that the SMSC had taken when the hub died before it knew. */
    private void assertTextsOnce(Announcement announcement, Set<String> mayComeAgain, Shop shop) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            // An old sending is looked at seldom.
                            jdbc.update("UPDATE partner.sending SET look_at = clock_timestamp()");
                            return shop.events().values().stream()
                                    .anyMatch(Announcement::isFinished);
                        });
        assertThat(announcement.reached()).containsExactlyInAnyOrderElementsOf(numbers());
        assertThat(announcement.repeated())
                .isSubsetOf(mayComeAgain)
                .containsAll(announcement.unanswered());
        var finished = shop.events().values().stream().filter(Announcement::isFinished).toList();
        assertThat(finished).hasSize(1);
        assertThat(finished.getFirst().at("/sending/counts/delivered").asInt())
                .isEqualTo(RECIPIENTS);

        shop.askInTurn(Announcement.questions());
        await().atMost(PATIENCE).until(shop::isAnswered);
        List<Integer> places = new ArrayList<>();
        for (String question : Announcement.questions().keySet()) {
            JsonNode page = Shop.json(shop.replies().get(question).iterator().next());
            for (JsonNode outcome : page.at("/outcomes/list")) {
                assertThat(outcome.path("status").asText()).isEqualTo("delivered");
                places.add(outcome.path("place").asInt());
            }
        }
        assertThat(places)
                .containsExactlyElementsOf(IntStream.range(0, RECIPIENTS).boxed().toList());
    }

    private void assertAllOnce(Shop shop, Simulator simulator) {
        assertThat(shop.replies().values()).allSatisfy(said -> assertThat(said).hasSize(1));
        Set<String> payments = new TreeSet<>();
        payments().keySet().forEach(id -> payments.add(paymentId(shop.replies().get(id))));
        assertThat(payments).hasSize(REQUESTS);
        assertThat(ends(shop)).isEqualTo(payments);
        var numbers = new TreeSet<>(shop.events().keySet());
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.last()).boxed().toList());

        var settled = shop.told("payment.settled");
        assertThat(settled.values()).containsOnly(1L);
        // A start that takes minutes lets codes expire; most are given long before.
        assertThat(settled).hasSizeGreaterThan(REQUESTS / 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(new HubBooks(jdbc).underWay()).isEmpty());
        assertThat(simulator.wooppay().books().payments()).hasSameSizeAs(settled.keySet());
        assertThat(simulator.wooppay().books().doublePayments()).isEmpty();
        assertThat(simulator.billing().books().doubleCharges()).isEmpty();
        assertThat(simulator.billing().books().openReservations()).isEmpty();
        assertThat(
                        jdbc.queryForObject(
                                "SELECT count(*) FROM payment.payment WHERE partner IS NOT NULL",
                                Integer.class))
                .isEqualTo(REQUESTS);
    }

    private static Set<String> ends(Shop shop) {
        return Set.of("settled", "refused", "reversed", "expired", "cancelled").stream()
                .flatMap(end -> shop.told("payment." + end).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String paymentId(Set<String> replies) {
        String reply = replies.iterator().next();
        JsonNode body = Shop.json(reply);
        assertThat(body.at("/payment/status").asText()).as(reply).isEqualTo("pending");
        return body.at("/payment/paymentId").asText();
    }

    /** Each subscriber gives each code that comes, once. */
    private static void confirmAll(Simulator simulator) {
        Set<String> given = ConcurrentHashMap.newKeySet();
        simulator
                .smsc()
                .onMessage(
                        text -> {
                            var code = CODE.matcher(text.text());
                            if (code.find() && given.add(text.destination() + code.group(1))) {
                                simulator.smsc().deliver(text.destination(), "4404", code.group(1));
                            }
                        });
    }

    private static Map<String, String> payments() {
        Map<String, String> requests = new LinkedHashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            String id = "order-" + i;
            requests.put(
                    id,
                    """
                    {"type": "payment.create", "version": 1, "requestId": "%s",
                     "subscriber": "%d", "provider": "alma",
                     "requisites": {"account": "7273001123"},
                     "amount": {"value": "1500.00", "currency": "KZT"}}
                    """
                            .formatted(id, 77_013_500_000L + i));
        }
        return requests;
    }

    private HubProcess hub(Simulator simulator) {
        return HubProcess.on(TemporaryFolder.create("killed-partner"))
                .with(database.settings())
                .with(OutsideWorld.settings(simulator, options))
                .with(OutsideWorld.patience())
                .with("nusqau.broker.partners", "demo-shop")
                .with("nusqau.partners.demo-shop.name", "Demo Shop")
                .with("nusqau.partners.demo-shop.senders", "7701");
    }

    private static String password(HubProcess hub) {
        try {
            return Files.readString(hub.dataDir().resolve("secrets/partner-demo-shop")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
