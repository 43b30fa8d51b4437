package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.nusqau.BankHours;
import kz.nusqau.HubUnderTest;
import kz.nusqau.counterparty.BankOrders;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.Movements;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.Differences;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done from accounts leaves in the books what the files of banks and e-money tell. */
class BankSagasDayIT {

    @Test
    @Tag("R-INS-2")
    void agreesWithTheBanksFile() {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(5))
                .until(() -> LocalTime.now(Day.ZONE).isBefore(LocalTime.of(23, 56)));
        try (var hub = HubUnderTest.start(BankHours.always())) {
            LocalDate day = LocalDate.now(Day.ZONE);
            assertThat(pay(hub, "77010640001")).startsWith("Paid");
            assertThat(confirmed(hub, "77010640002", "own kzt usd 5260")).startsWith("Transferred");
            assertThat(confirmed(hub, "77010640004", "topup 600 kaspi")).startsWith("Wooppay");
            assertThat(confirmed(hub, "77010640005", "send 77020640005 200 kaspi"))
                    .startsWith("Sent");
            hub.simulator().wooppay().faults().enqueue("billpay", new Refuse("requestDeclined"));
            assertThat(pay(hub, "77010640003")).contains("is back");

            var file = ((Imported) imports(hub).fetch(new Day("kaspi", day), "anna")).file();

            // The debits and the return; between own accounts nothing came to ours.
            assertThat(file.lines()).isEqualTo(5);
            assertThat(file.matched()).isEqualTo(5);
            assertThat(breaks(hub)).isZero();
            assertThat(balances(hub))
                    .containsEntry("bank.kaspi", 230_000L)
                    .containsEntry("emoney.wooppay", -230_000L)
                    .containsEntry("held.subscribers", 0L)
                    .containsEntry("wallets.wooppay", 0L)
                    .containsEntry("providers.alma", 0L);

            for (Differences.Kind kind : Differences.Kind.values()) {
                hub.simulator().wooppay().differences().plant(day, kind);
            }
            imports(hub).fetch(new Day("wooppay", day), "anna");

            assertThat(kinds(hub))
                    .containsExactlyInAnyOrder(
                            "missing-here", "missing-there", "amount", "state", "date");
        }
    }

    private static String pay(HubUnderTest hub, String msisdn) {
        return confirmed(hub, msisdn, "pay alma 7273001123 1500tg kaspi");
    }

    private static String confirmed(HubUnderTest hub, String msisdn, String text) {
        var phone = new Phone(hub, msisdn);
        return phone.ask("4404", Phone.codeIn(phone.ask("7701", text)));
    }

    private static long breaks(HubUnderTest hub) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject("SELECT count(*) FROM reconciliation.break", Long.class);
    }

    private static List<String> kinds(HubUnderTest hub) {
        return hub.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT kind FROM reconciliation.break WHERE counterparty = 'wooppay'",
                        String.class);
    }

    private static Map<String, Long> balances(HubUnderTest hub) {
        return JdbcClient.create(hub.bean(JdbcTemplate.class))
                .sql("SELECT code, debits_posted - credits_posted FROM ledger.account")
                .query(
                        rows -> {
                            Map<String, Long> nets = new TreeMap<>();
                            while (rows.next()) {
                                nets.put(rows.getString(1), rows.getLong(2));
                            }
                            return nets;
                        });
    }

    /** The hub's own takes no file of a day that isn't over. */
    private static Imports imports(HubUnderTest hub) {
        var jdbc = hub.bean(JdbcTemplate.class);
        return new Imports(
                hub.bean(DayFiles.class),
                new DayFileStore(JdbcClient.create(jdbc)),
                new Matching(
                        jdbc,
                        hub.bean(Movements.class),
                        hub.bean(BankOrders.class),
                        Duration.ofHours(1)),
                jdbc,
                hub.bean(TransactionTemplate.class),
                new DataDirectory(TemporaryFolder.create("bank-sagas-day")),
                Clock.systemUTC(),
                true);
    }
}
