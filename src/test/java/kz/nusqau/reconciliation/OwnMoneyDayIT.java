package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.proof.HubBooks;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Redemptions and refunds, done and given back, in the files of everybody who had the money in
 * hand: nothing in them is strange to the hub, and nothing is missing.
 */
@Tag("R-INS-2")
class OwnMoneyDayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void agreesWithTheFilesOfAllWhoHadTheMoney() {
        try (var hub =
                HubUnderTest.start(
                        Map.of(
                                "nusqau.reconciliation.unfinished-days",
                                true,
                                "nusqau.reconciliation.fetching",
                                false))) {
            awaitNoMidnight();
            LocalDate day = LocalDate.now(Day.ZONE);
            var bank = hub.simulator().halyk().faults();

            redeem(hub, "77010790001");
            refund(hub, "77010790002");
            bank.enqueue("transfer", new Refuse("AC04"));
            assertThat(redeem(hub, "77010790003")).contains("is back in your wallet");
            bank.enqueue("transfer", new Refuse("AC04"));
            assertThat(refund(hub, "77010790004")).contains("is back on your phone balance");
            var books = new HubBooks(hub.bean(JdbcTemplate.class));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(books.underWay()).as("under way").isEmpty());

            // Four reservations as they ended and a refund.
            assertThat(matched(hub, "billing", day)).isEqualTo(5);
            // Two top-ups, two redemptions and a reversal.
            assertThat(matched(hub, "wooppay", day) + matched(hub, "kazeuromobile", day))
                    .isEqualTo(5);
            assertThat(matched(hub, "halyk", day)).isEqualTo(2);
            assertThat(books.faults()).isEmpty();
        }
    }

    private static void awaitNoMidnight() {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(3))
                .until(() -> LocalTime.now(Day.ZONE).isBefore(LocalTime.of(23, 58)));
    }

    private static String redeem(HubUnderTest hub, String msisdn) {
        confirmed(hub, msisdn, "topup 2000 KZT");
        return confirmed(hub, msisdn, "cashout 4417 1500 KZT");
    }

    private static String refund(HubUnderTest hub, String msisdn) {
        return confirmed(hub, msisdn, "refund 4417 1500 KZT");
    }

    private static String confirmed(HubUnderTest hub, String msisdn, String text) {
        var phone = new Phone(hub, msisdn);
        return phone.ask("4404", Phone.codeIn(phone.ask("9505", text)));
    }

    private static long matched(HubUnderTest hub, String counterparty, LocalDate day) {
        var outcome =
                hub.bean(Reconciliation.class)
                        .imports()
                        .fetch(new Day(counterparty, day), "a test");
        var file = ((Imported) outcome).file();
        assertThat(file.breaks()).as(counterparty).isZero();
        assertThat(file.matched()).as(counterparty).isEqualTo(file.lines());
        return file.lines();
    }
}
