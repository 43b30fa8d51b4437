package kz.nusqau.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kz.nusqau.HubProcess;
import kz.nusqau.OutsideWorld;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A group replay whose hub is killed while some of its messages are done and some are in hand. */
@Tag("S-SUPPORT")
@Tag("I-1")
@Tag("I-2")
class KilledGroupReplayIT {

    private static final int SIZE = 40;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Amount PRICE = Amount.tenge(1500);

    private final SimulatorOptions options = SimulatorOptions.defaults();
    private final Simulator simulator = Simulator.start(options);
    private final TestDatabase database = PostgresForTests.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final List<String> payers =
            IntStream.range(0, SIZE).mapToObj(i -> Long.toString(77_013_500_000L + i)).toList();

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    @Test
    void theNextStartFinishesTheListAndNothingIsDoneTwice() throws SQLException {
        try (var hub = HubProcess.on(TemporaryFolder.create("killed")).with(settings())) {
            hub.start();
            simulator.smsc().awaitBound(2, SOON);
            payWhileBillingIsIll();
            var console = ConsoleClient.of(hub, "supervisor");
            String list = plannedList(console);

            try (Connection elsewhere = database.dataSource().getConnection()) {
                holdOneCommand(elsewhere);
                start(console, list);
                await().atMost(SOON).until(() -> replayed() > 0 && isInHand());
                hub.kill();
            }
            long before = replayed();
            assertThat(before).isBetween(1L, SIZE - 1L);
            hub.start();

            await().atMost(SOON).until(() -> state(list).equals("done"));
            assertThat(replayed()).isEqualTo(SIZE);
            assertEachWasReplayedOnce();
            assertPaidOnce();
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>(database.settings());
        settings.putAll(OutsideWorld.settings(simulator, options));
        settings.putAll(OutsideWorld.patience());
        String billing = "nusqau.counterparties.billing.";
        settings.put(billing + "inquiry.first", "100ms");
        settings.put(billing + "inquiry.longest", "500ms");
        settings.put(billing + "inquiry.give-up-after", "2s");
        settings.put(billing + "circuit-breaker.window", 1_000);
        settings.put(billing + "circuit-breaker.minimum-calls", 1_000);
        return settings;
    }

    /** It holds the money of each, but never says so: people have to look into all of them. */
    private void payWhileBillingIsIll() {
        var billing = simulator.billing().faults();
        billing.set("reservation", new AnswerLost());
        billing.set("inquiry", new ServerError(500));
        payers.forEach(
                payer -> simulator.smsc().deliver(payer, "7701", "pay alma 7273001123 1500tg"));
        payers.forEach(payer -> simulator.smsc().deliver(payer, "4404", Phone.codeIn(text(payer))));
        await().atMost(SOON).until(() -> onDesk("open") == SIZE);
        billing.clear();
    }

    private String plannedList(ConsoleClient console) {
        console.get("/console/failed");
        String list = console.post("/console/groups").location().replaceAll(".*/", "");
        await().atMost(SOON).until(() -> state(list).equals("planned"));
        return list;
    }

    private static void start(ConsoleClient console, String list) {
        String path = "/console/groups/" + list;
        console.get(path);
        assertThat(console.post(path + "/start", "reason", "billing is back", "rate", "500"))
                .returns(302, ConsoleClient.Page::status);
    }

    /** Whoever replays it, and all that is replayed together with it, has to wait. */
    private void holdOneCommand(Connection elsewhere) throws SQLException {
        elsewhere.setAutoCommit(false);
        try (var statement = elsewhere.createStatement()) {
            statement.execute(
                    """
                    select from counterparty.command where instruction =
                        (select instruction from failedmessages.failed_message limit 1) for update
                    """);
        }
    }

    private boolean isInHand() {
        return count(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """)
                > 0;
    }

    private void assertEachWasReplayedOnce() {
        assertThat(
                        jdbc.queryForList(
                                """
                                select count(*) from failedmessages.act where act = 'replayed'
                                group by failed_message
                                """,
                                Long.class))
                .hasSize(SIZE)
                .containsOnly(1L);
        assertThat(count("select count(*) from mailbox.timeline where kind = 'desk.replayed'"))
                .isEqualTo(SIZE);
    }

    private void assertPaidOnce() {
        await().atMost(SOON).until(() -> onDesk("resolved") == SIZE);
        payers.forEach(payer -> assertThat(outcome(payer)).contains("1,500.00", " N"));
        var books = new HubBooks(jdbc);
        await().atMost(SOON).untilAsserted(() -> assertThat(books.underWay()).isEmpty());
        assertThat(books.faults()).isEmpty();
        assertThat(books.net("operator.billing")).isEqualTo(SIZE * PRICE.tiyn());
        var billing = simulator.billing().books();
        assertThat(payers).allSatisfy(payer -> assertThat(billing.taken(payer)).isEqualTo(PRICE));
        assertThat(billing.openReservations()).isEmpty();
        assertThat(billing.doubleCharges()).isEmpty();
        assertThat(simulator.wooppay().books().payments()).hasSize(SIZE);
        assertThat(simulator.wooppay().books().doublePayments()).isEmpty();
    }

    /** The text after those that say that a payment takes its time. */
    private String outcome(String payer) {
        String text = text(payer);
        while (!text.contains(" N")) {
            text = text(payer);
        }
        return text;
    }

    private String text(String phone) {
        return simulator.smsc().takeMessage(phone, SOON).text();
    }

    private String state(String list) {
        return jdbc.queryForList(
                        "select state from failedmessages.group_replay where id = ?::uuid",
                        String.class,
                        list)
                .getFirst();
    }

    private long replayed() {
        return count("select count(*) from failedmessages.group_item where state = 'replayed'");
    }

    private long onDesk(String state) {
        return count(
                "select count(*) from failedmessages.failed_message where state = '%s'"
                        .formatted(state));
    }

    private long count(String query) {
        Long rows = jdbc.queryForObject(query, Long.class);
        return rows == null ? 0 : rows;
    }
}
