package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.BankNotices;
import kz.nusqau.counterparty.BankOrders;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.bank.BankStage;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Movements;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.ledger.Transfer.Phase;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.reconciliation.ImportOutcome.Repeated;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.counterparty.Differences;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders to banks, their statements of that day, and what was planted in them. */
class BankDayIT {

    private static final List<Money> AMOUNTS =
            List.of(
                    Money.tenge(101),
                    Money.tenge(102),
                    Money.tenge(103),
                    Money.tenge(104),
                    Money.tenge(105),
                    Money.tenge(106));

    private static BankStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage =
                new BankStage(
                        Clock.systemUTC(),
                        spring -> spring.register(Ledger.class, Movements.class));
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"kaspi", "halyk"})
    @Tag("R-INFO-5")
    void findsWhatWasPlanted(String bank) {
        BankSandbox sandbox = bank.equals("kaspi") ? stage.kaspi : stage.halyk;
        LocalDate day = executed(bank, sandbox.books());
        await().atMost(Stage.PATIENCE).until(() -> unmatched(bank) == AMOUNTS.size());
        for (var kind : Differences.Kind.values()) {
            sandbox.differences().plant(day, kind);
        }

        var file = ((Imported) imports().fetch(new Day(bank, day), "anna")).file();

        assertThat(file.lines()).isEqualTo(6);
        // The one beside the extra one, and the one that nothing was planted in.
        assertThat(file.matched()).isEqualTo(2);
        assertThat(unmatched(bank)).isLessThan(AMOUNTS.size());
        assertThat(imports().fetch(new Day(bank, day), "anna")).isInstanceOf(Repeated.class);
        assertThat(breaks(bank))
                .containsExactlyInAnyOrder(
                        "missing-there", "missing-here", "amount", "state", "date");
    }

    private static int unmatched(String bank) {
        return stage.hub.bean(BankNotices.class).unmatched(bank, 100).size();
    }

    private static List<String> breaks(String bank) {
        return new BreakStore(JdbcClient.create(stage.hub.jdbc()))
                        .list(
                                new Filter(bank, "open", null, null, null, null, 100),
                                LocalDate.now(Day.ZONE))
                        .stream()
                        .map(BreakView::kind)
                        .toList();
    }

    /** Refunds that the bank executed and the ledger booked, all on the day that is returned. */
    private static LocalDate executed(String bank, BankBooks books) {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(3))
                .until(() -> LocalTime.now(Day.ZONE).isBefore(LocalTime.of(23, 58)));
        var keys = new ArrayList<CommandKey>();
        for (Money amount : AMOUNTS) {
            String payee = FreshMsisdn.next();
            keys.add(
                    stage.hub.request(
                            bank,
                            "refund",
                            stage.hub.subscriber(payee),
                            new Operation.CreditTransfer(
                                    books.settlementAccount().iban(),
                                    books.account(payee, "KZT").iban(),
                                    amount,
                                    "refund of an advance")));
        }
        for (int i = 0; i < keys.size(); i++) {
            Stage.outcome(stage.hub, keys.get(i), Accepted.class);
            book(bank, keys.get(i), AMOUNTS.get(i));
        }
        return LocalDate.now(Day.ZONE);
    }

    private static void book(String bank, CommandKey order, Money amount) {
        var transfer =
                new Transfer(
                        order + "/direct-amount",
                        Phase.DIRECT,
                        null,
                        order.instruction(),
                        "advance.subscribers",
                        "bank." + bank,
                        amount);
        stage.hub
                .bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> stage.hub.bean(Ledger.class).apply(List.of(transfer)));
    }

    private static Imports imports() {
        var jdbc = stage.hub.jdbc();
        var matching =
                new Matching(
                        jdbc,
                        stage.hub.bean(Movements.class),
                        stage.hub.bean(BankOrders.class),
                        Duration.ofHours(1));
        return new Imports(
                stage.hub.bean(DayFiles.class),
                new DayFileStore(JdbcClient.create(jdbc)),
                matching,
                jdbc,
                stage.hub.bean(TransactionTemplate.class),
                new DataDirectory(TemporaryFolder.create("bank-day")),
                Clock.systemUTC(),
                true);
    }
}
