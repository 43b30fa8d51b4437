package kz.nusqau.counterparty.bank;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankAccount.Restriction;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.CommandOutcome.Stuck;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.OwnerCheck;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both banks over a real broker, held against their own books and the dictionary of ISO 20022. */
class BankIT {

    private static final Duration LATE = Duration.ofMillis(2_500);

    private static final Map<CounterpartyFault, Troubled> TROUBLED = new HashMap<>();

    private static BankStage stage;

    /** Transfers that mostly wait wait together, each with its fault. */
    @BeforeAll
    static void start() throws Exception {
        stage = new BankStage();
        for (CounterpartyFault fault : troubles().toList()) {
            String payer = FreshMsisdn.next();
            String account = stage.kaspi.books().account(payer, "KZT").iban();
            stage.kaspi.faults().enqueueAbout(account, "transfer", fault);
            var key = request("kaspi", payer, transfer("kaspi", payer, 1_000));
            TROUBLED.put(fault, new Troubled(payer, key));
        }
        TROUBLED.values().forEach(each -> outcome(stage.hub, each.key, Accepted.class));
    }

    private record Troubled(String payer, CommandKey key) {}

    /** Whatever the tests made both sides say is ISO 20022 in the versions of the bank. */
    @AfterAll
    static void stop() throws Exception {
        try {
            var messages =
                    stage.messages().stream().filter(text -> text.startsWith("<?xml")).toList();
            assertThat(messages).hasSizeGreaterThan(20);
            for (String message : messages) {
                IsoDictionary.judge(message);
            }
        } finally {
            stage.close();
        }
    }

    @AfterEach
    void check() {
        stage.clear();
        for (var bank : List.of(stage.kaspi, stage.halyk)) {
            assertThat(bank.books().discrepancies()).isEmpty();
            assertThat(bank.books().doubleTransfers()).isEmpty();
        }
    }

    @Test
    @Tag("R-INFO-1")
    void tellsTheBalancesOfOwnAccounts() throws Exception {
        var owner = new Msisdn("77010500001");

        List<BankAccount> kaspi = stage.banks().accounts("kaspi", owner).get();
        List<BankAccount> halyk = stage.banks().accounts("halyk", owner).get();

        assertThat(kaspi)
                .extracting(BankAccount::available)
                .containsExactly(Money.tenge(250_000), new Money(100_000, "USD"));
        assertThat(halyk).extracting(BankAccount::available).containsExactly(Money.tenge(10_000));
        assertThat(halyk.getFirst().card()).contains("4417");
        assertThat(kaspi.getFirst().iban())
                .isEqualTo(stage.kaspi.books().account("77010500001", "KZT").iban())
                .startsWith("KZ")
                .hasSize(20);
        assertThat(kaspi.getFirst().tail()).isNotEqualTo(kaspi.getLast().tail());
    }

    @Test
    void tellsWhoIsNoClient() throws Exception {
        assertThat(stage.banks().accounts("kaspi", new Msisdn("77020000001")).get()).isEmpty();
    }

    @Test
    void asksForManyOwnersInFewMessages() throws Exception {
        int before = stage.messages().size();
        var asked = new ArrayList<CompletableFuture<List<BankAccount>>>();
        for (int i = 0; i < 500; i++) {
            asked.add(stage.banks().accounts("halyk", new Msisdn(FreshMsisdn.next())));
        }
        for (var each : asked) {
            assertThat(each.get()).hasSize(1);
        }

        assertThat(stage.messages().size() - before).isLessThan(300);
    }

    @Test
    @Tag("R-INFO-2")
    void tellsRestrictions() throws Exception {
        var books = stage.kaspi.books();
        books.restrict(
                books.account("77010500002", "KZT"),
                new kz.nusqau.simulator.bank.Restriction(
                        kz.nusqau.simulator.bank.Restriction.Kind.COLLECTION_ORDER,
                        Amount.tenge(5_000)));

        var accounts = stage.banks().accounts("kaspi", new Msisdn("77010500002")).get();

        assertThat(accounts.getFirst().restrictions())
                .containsExactly(
                        new Restriction(Restriction.Kind.COLLECTION_ORDER, Money.tenge(5_000)));
        assertThat(accounts.getLast().restrictions()).isEmpty();
    }

    @Test
    @Tag("R-INFO-6")
    void tellsTheRatesOfTheDay() throws Exception {
        var rates = stage.banks().rates("kaspi").get();

        assertThat(rates).extracting("currency").containsExactly("EUR", "USD");
        assertThat(rates.getLast().buy()).isEqualByComparingTo("520.00");
        assertThat(rates.getLast().sell()).isEqualByComparingTo("526.00");
    }

    @ParameterizedTest
    @CsvSource({"kaspi", "halyk"})
    @Tag("R-INS-12")
    void tellsWhoseAccountItIs(String bank) throws Exception {
        var books = sandbox(bank).books();
        String own = books.account("77010500003", "KZT").iban();
        String other = books.account("77010500004", "KZT").iban();
        String nobodys = bank.equals("kaspi") ? "KZ41722C000000000001" : "KZ456010000000000001";
        var owner = new Msisdn("77010500003");

        assertThat(stage.banks().checkOwner(bank, own, owner).get())
                .isInstanceOf(OwnerCheck.Own.class);
        assertThat(stage.banks().checkOwner(bank, other, owner).get())
                .isInstanceOfSatisfying(
                        OwnerCheck.Other.class, found -> assertThat(found.name()).isPresent());
        assertThat(stage.banks().checkOwner(bank, nobodys, owner).get())
                .isInstanceOf(OwnerCheck.NoAccount.class);
    }

    @ParameterizedTest
    @CsvSource({"kaspi", "halyk"})
    @Tag("R-INS-8")
    void tellsWhatCantBePaidTo(String bank) throws Exception {
        var books = sandbox(bank).books();
        var dollars = books.open("77010500005", "USD", Amount.ZERO);
        var closed = books.account("77010500006", "KZT");
        books.close(closed);
        String payer = FreshMsisdn.next();

        assertThat(stage.banks().checkOwner(bank, dollars.iban(), new Msisdn(payer)).get())
                .isInstanceOf(OwnerCheck.OtherNotInTenge.class);
        assertThat(stage.banks().checkOwner(bank, closed.iban(), new Msisdn(payer)).get())
                .isInstanceOf(OwnerCheck.Closed.class);
        var order =
                new Operation.CreditTransfer(
                        books.account(payer, "KZT").iban(),
                        closed.iban(),
                        Money.tenge(100),
                        "transfer");
        assertThat(outcome(stage.hub, request(bank, payer, order), Refused.class).reason())
                .isEqualTo(RefusalReason.PAYEE_ACCOUNT_CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"kaspi", "halyk"})
    @Tag("R-INFO-3")
    void movesMoneyAndShowsItOnTheStatement(String bank) throws Exception {
        String payer = FreshMsisdn.next();
        var key = request(bank, payer, transfer(bank, payer, 1_500));

        assertThat(outcome(stage.hub, key, Accepted.class).reference()).startsWith("B");

        var statement = stage.banks().statements(bank, new Msisdn(payer)).get().getFirst();
        assertThat(statement.entries()).hasSize(1);
        assertThat(statement.entries().getFirst().amount()).isEqualTo(Money.tenge(1_500));
        assertThat(statement.entries().getFirst().credit()).isFalse();
        assertThat(statement.account().available())
                .isEqualTo(
                        Money.tenge(bank.equals("kaspi") ? 250_000 : 10_000)
                                .minus(Money.tenge(1_500)));
    }

    @Test
    @Tag("R-INS-9")
    void convertsBetweenOwnAccountsAtTheRateOfTheDay() throws Exception {
        String payer = FreshMsisdn.next();
        var books = stage.kaspi.books();
        var dollars = books.account(payer, "USD").iban();
        var tenge = books.account(payer, "KZT").iban();

        var sold =
                request(
                        "kaspi",
                        payer,
                        new Operation.CreditTransfer(
                                dollars, tenge, new Money(1_000, "USD"), "own"));
        var wrongCurrency =
                request(
                        "kaspi",
                        payer,
                        new Operation.CreditTransfer(
                                tenge, dollars, new Money(1_000, "USD"), "own"));

        outcome(stage.hub, sold, Accepted.class);
        assertThat(outcome(stage.hub, wrongCurrency, Refused.class).reason())
                .isEqualTo(RefusalReason.CURRENCY_MISMATCH);
        assertThat(stage.banks().accounts("kaspi", new Msisdn(payer)).get())
                .extracting(BankAccount::available)
                .containsExactly(Money.tenge(255_200), new Money(99_000, "USD"));
    }

    @Test
    void refundsFromTheSettlementAccount() throws Exception {
        String payer = FreshMsisdn.next();
        var books = stage.halyk.books();

        var refund =
                request(
                        "halyk",
                        payer,
                        new Operation.CreditTransfer(
                                books.settlementAccount().iban(),
                                books.account(payer, "KZT").iban(),
                                Money.tenge(700),
                                "refund of an advance"));

        outcome(stage.hub, refund, Accepted.class);
        assertThat(books.available(books.account(payer, "KZT"))).isEqualTo(Amount.tenge(10_700));
    }

    @ParameterizedTest
    @CsvSource({"kaspi", "halyk"})
    void writesTheDayOfTheSettlementAccountInItsVersion(String bank) throws Exception {
        String payee = FreshMsisdn.next();
        var books = sandbox(bank).books();
        var settlement = books.settlementAccount().iban();
        var account = books.account(payee, "KZT").iban();
        for (var each :
                List.of(
                        new Operation.CreditTransfer(settlement, account, Money.tenge(7), "refund"),
                        new Operation.CreditTransfer(
                                account, settlement, Money.tenge(3), "deposit"))) {
            outcome(stage.hub, request(bank, payee, each), Accepted.class);
        }
        Path file = Files.createTempFile("statement", ".xml");

        stage.hub.bean(DayFiles.class).fetch(bank, LocalDate.now(ZoneId.of("Asia/Almaty")), file);

        assertThat(file).content().contains(">7.00<", ">3.00<", ">CRDT<", ">DBIT<");
        IsoDictionary.judge(Files.readString(file));
        Files.delete(file);
    }

    @ParameterizedTest
    @CsvSource({
        "AC01, PAYEE_ACCOUNT_WRONG",
        "AC04, PAYEE_ACCOUNT_CLOSED",
        "AC06, RESTRICTED_ACCOUNT",
        "AG01, BANK_FORBIDS",
        "AM09, WRONG_AMOUNT",
        "AM14, BANK_LIMIT",
        "BE01, PAYEE_MISMATCH",
        "BE04, PAYEE_DATA_MISSING",
        "FF01, BANK_REFUSED",
        "MS03, BANK_REFUSED",
        "TECH, SERVICE_UNAVAILABLE",
        "RR04, BANK_REGULATION",
    })
    @Tag("R-OPS-4")
    void tellsWhyTheBankRefused(String code, RefusalReason reason) throws Exception {
        String payer = FreshMsisdn.next();
        stage.kaspi.faults().enqueue("transfer", new CounterpartyFault.Refuse(code));

        var key = request("kaspi", payer, transfer("kaspi", payer, 100));

        assertThat(outcome(stage.hub, key, Refused.class).reason()).isEqualTo(reason);
    }

    @Test
    @Tag("R-ELIG-11")
    void tellsWhatTheBankFindsOutItself() throws Exception {
        String poor = FreshMsisdn.next();
        String arrested = FreshMsisdn.next();
        var books = stage.halyk.books();
        books.restrict(
                books.account(arrested, "KZT"),
                new kz.nusqau.simulator.bank.Restriction(
                        kz.nusqau.simulator.bank.Restriction.Kind.ARREST, Amount.tenge(1)));

        var tooMuch = request("halyk", poor, transfer("halyk", poor, 10_001));
        var held = request("halyk", arrested, transfer("halyk", arrested, 100));

        assertThat(outcome(stage.hub, tooMuch, Refused.class).reason())
                .isEqualTo(RefusalReason.INSUFFICIENT_ACCOUNT_FUNDS);
        assertThat(outcome(stage.hub, held, Refused.class).reason())
                .isEqualTo(RefusalReason.RESTRICTED_ACCOUNT);
    }

    static Stream<CounterpartyFault> troubles() {
        return Stream.of(
                new CounterpartyFault.AnswerLost(),
                new CounterpartyFault.LateAnswer(LATE),
                new CounterpartyFault.DuplicateAnswer(),
                new CounterpartyFault.Nonsense("<Document/>"),
                new CounterpartyFault.Slow(LATE),
                new CounterpartyFault.HeldBack(LATE),
                new CounterpartyFault.Down(),
                new CounterpartyFault.BadSignature(),
                new CounterpartyFault.ServerError(503));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void movesMoneyOnceWhateverBecomesOfTheAnswer(CounterpartyFault fault) throws Exception {
        Troubled one = TROUBLED.get(fault);

        outcome(stage.hub, one.key, Accepted.class);
        var books = stage.kaspi.books();
        assertThat(books.available(books.account(one.payer, "KZT")))
                .isEqualTo(Amount.tenge(249_000));
    }

    @ParameterizedTest
    @CsvSource({"NOOR", "AM05", "DUPL"})
    void asksAPersonWhenTheBankDeniesWhatItAccepted(String denial) throws Exception {
        String payer = FreshMsisdn.next();
        stage.kaspi
                .faults()
                .enqueue("transfer", new CounterpartyFault.Slow(Duration.ofSeconds(60)));
        stage.kaspi.faults().set("inquiry", new CounterpartyFault.Refuse(denial));

        var key = request("kaspi", payer, transfer("kaspi", payer, 1_000));

        outcome(stage.hub, key, Stuck.class);
        assertThat(stage.hub.view(key).attempts()).isEqualTo(1);
    }

    @Test
    @Tag("R-INS-13")
    void recallsATransferThatIsNotExecutedYet() throws Exception {
        String payer = FreshMsisdn.next();
        stage.kaspi
                .faults()
                .enqueue("transfer", new CounterpartyFault.Slow(Duration.ofSeconds(60)));
        var transfer = request("kaspi", payer, transfer("kaspi", payer, 1_000));
        await().atMost(Stage.PATIENCE)
                .until(() -> stage.kaspi.books().transfer(MessageIds.of(transfer)).isPresent());

        var recall = request("kaspi", payer, new Operation.RecallCreditTransfer(transfer));

        outcome(stage.hub, recall, Accepted.class);
        outcome(stage.hub, transfer, Refused.class);
        var books = stage.kaspi.books();
        assertThat(books.available(books.account(payer, "KZT"))).isEqualTo(Amount.tenge(250_000));
    }

    @Test
    @Tag("R-INS-13")
    void canNotRecallWhatIsExecuted() throws Exception {
        String payer = FreshMsisdn.next();
        var transfer = request("halyk", payer, transfer("halyk", payer, 1_000));
        outcome(stage.hub, transfer, Accepted.class);
        stage.halyk.faults().enqueue("recall", new CounterpartyFault.AnswerLost());

        var recall = request("halyk", payer, new Operation.RecallCreditTransfer(transfer));

        outcome(stage.hub, recall, Refused.class);
    }

    @Test
    void saysWhenABankDoesNotAnswer() {
        stage.halyk.faults().enqueue("rates", new CounterpartyFault.Nonsense("<html/>"));

        assertThatThrownBy(() -> stage.banks().rates("halyk").get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(CounterpartyUnavailable.class);
    }

    private static BankSandbox sandbox(String bank) {
        return bank.equals("kaspi") ? stage.kaspi : stage.halyk;
    }

    private static Operation transfer(String bank, String payer, long tenge) {
        var books = sandbox(bank).books();
        return new Operation.CreditTransfer(
                books.account(payer, "KZT").iban(),
                "KZ86125KZT5004100100",
                Money.tenge(tenge),
                "to a friend");
    }

    private static CommandKey request(String bank, String payer, Operation operation) {
        return stage.hub.request(bank, "transfer", stage.hub.subscriber(payer), operation);
    }
}
