package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Purchases, what the app store gives back, and commissions of wallets, in everybody's files. */
class AppStoreDayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub =
                HubUnderTest.start(
                        Map.of(
                                "nusqau.reconciliation.unfinished-days",
                                true,
                                "nusqau.reconciliation.fetching",
                                false,
                                "nusqau.emoney-preference",
                                "kazeuromobile"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Tag("R-INS-6")
    @Tag("R-SC-4")
    void everyFileAgreesWithTheLedger() {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(3))
                .until(() -> LocalTime.now(Day.ZONE).isBefore(LocalTime.of(23, 58)));
        buy("77010650001");
        giveBack("77010650001");
        fillAndSpend("77010650002");
        awaitSettled(4);

        assertAgrees("halyk", 2);
        assertAgrees("kazeuromobile", 2);
        // A purchase and its refund, and the advance that filled the wallet.
        assertAgrees("billing", 3);
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    private static void buy(String payer) {
        var phone = new Phone(hub, payer);
        phone.ask("9909", "english");
        assertThat(phone.ask("4404", Phone.codeIn(phone.ask("77014589654", "990"))))
                .contains("App store payment made");
        awaitSettled(1);
    }

    private static void giveBack(String payer) {
        var books = hub.simulator().halyk().books();

        books.returnPurchase(books.transfers().getLast(), Amount.tenge(990));

        assertThat(hub.simulator().smsc().takeMessage(payer, PATIENCE).text())
                .contains("The app store has returned 990.00 KZT");
    }

    private static void fillAndSpend(String payer) {
        var phone = new Phone(hub, payer);
        phone.ask("9909", "english");
        assertThat(phone.ask("4404", Phone.codeIn(phone.ask("5505", "topup 3000"))))
                .contains("Kazeuromobile wallet topped up");
        String prompt = phone.ask("7701", "pay su 12345678 2500tg wallet");
        assertThat(phone.ask("4404", Phone.codeIn(prompt))).contains("fee 25.00 KZT");
        assertThat(hub.simulator().kazeuromobile().books().wallet(payer)).hasToString("475.00");
    }

    private static void awaitSettled(int instructions) {
        var jdbc = hub.bean(JdbcTemplate.class);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                jdbc.queryForList(
                                                        "SELECT state FROM payment.payment",
                                                        String.class))
                                        .hasSize(instructions)
                                        .containsOnly("SETTLED"));
    }

    private static void assertAgrees(String counterparty, int lines) {
        var day = new Day(counterparty, LocalDate.now(Day.ZONE));

        var outcome = hub.bean(Imports.class).fetch(day, "anna");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ImportOutcome.Imported.class,
                        imported -> {
                            assertThat(imported.file().lines()).isEqualTo(lines);
                            assertThat(imported.file().matched()).isEqualTo(lines);
                            assertThat(imported.file().breaks()).isZero();
                        });
    }
}
