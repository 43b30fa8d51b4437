package kz.nusqau.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.nusqau.ledger.AccountStatements.Place;
import kz.nusqau.ledger.AccountStatements.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trial balance and statements of a period, on a real PostgreSQL. */
class PeriodReadingIT {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T00:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T00:00:00Z");

    private final BooksForTests books = new BooksForTests();
    private final TrialBalances balances = new TrialBalances(books.snapshot);
    private final AccountStatements statements = new AccountStatements(books.snapshot);

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void tellsWhatEachAccountHeldAndMoved() {
        book(MONDAY, "operator.billing", "providers.alma", 1000);
        book(TUESDAY, "providers.alma", "emoney.wooppay", 1000);
        book(TUESDAY.plusSeconds(1), "operator.billing", "income.commission", 20);
        book(WEDNESDAY, "operator.billing", "providers.alma", 7);

        TrialBalance tuesday = balances.trialBalance(TUESDAY, WEDNESDAY, null, 100);

        assertThat(tuesday.lines())
                .containsExactly(
                        line("emoney.wooppay", "asset", 0, 0, 1000),
                        line("income.commission", "income", 0, 0, 20),
                        line("operator.billing", "asset", 1000, 20, 0),
                        line("providers.alma", "liability", -1000, 1000, 0));
        assertThat(tuesday.totals())
                .containsExactly(new TrialBalance.Total("KZT", 0, 102_000, 102_000, 0));
        assertThat(tuesday.next()).isNull();
    }

    @Test
    void pagesTheTrialBalance() {
        book(MONDAY, "operator.billing", "providers.alma", 1);
        book(MONDAY, "operator.billing", "providers.alma-ata", 1);
        book(MONDAY, "operator.billing", "providers.su", 1);

        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            TrialBalance page = balances.trialBalance(MONDAY, TUESDAY, after, 1);
            page.lines().forEach(line -> seen.add(line.account()));
            assertThat(page.totals().getFirst().closing()).isZero();
            after = page.next();
        } while (after != null);

        assertThat(seen)
                .containsExactly(
                        "operator.billing", "providers.alma", "providers.alma-ata", "providers.su");
    }

    @Test
    void listsAnAccountsPostingsPageByPage() {
        book(MONDAY, "operator.billing", "providers.alma", 5);
        for (int i = 0; i < 5; i++) {
            // Two at one time: the page must neither repeat nor skip one of them.
            book(TUESDAY.plusSeconds(i / 2), "operator.billing", "providers.alma", 10);
        }
        book(TUESDAY.plusSeconds(9), "providers.alma", "operator.billing", 3);
        book(WEDNESDAY, "operator.billing", "providers.alma", 100);

        List<AccountStatement.Line> lines = new ArrayList<>();
        Place after = null;
        long balance = 500;
        do {
            AccountStatement page = statement("operator.billing", after, 4);
            assertThat(page.opening()).isEqualTo(balance);
            lines.addAll(page.lines());
            balance = page.closing();
            after = page.next() == null ? null : Place.parse(page.next());
        } while (after != null);

        assertThat(lines).extracting(AccountStatement.Line::key).hasSize(6).doesNotHaveDuplicates();
        assertThat(lines.getLast().credit()).isEqualTo(300);
        assertThat(lines.getLast().against()).isEqualTo("providers.alma");
        assertThat(lines.getLast().balance()).isEqualTo(500 + 5 * 1000 - 300);
        assertThat(balance).isEqualTo(lines.getLast().balance());
    }

    @Test
    void knowsNoStatementOfAnAccountThatIsNotThere() {
        assertThat(statements.statement(query("providers.nobody", null, 10))).isEmpty();
    }

    @Test
    void countsAnAccountOutsideTheChartAsAFault() {
        books.book("operator.billing", "operators.billing", 1);

        assertThat(new LedgerCheck(books.snapshot).run().faults())
                .containsExactly("operators.billing is not in the chart of accounts");
    }

    private AccountStatement statement(String account, Place after, int limit) {
        return statements.statement(query(account, after, limit)).orElseThrow();
    }

    private static Query query(String account, Place after, int limit) {
        return new Query(account, "KZT", TUESDAY, WEDNESDAY, after, limit);
    }

    private static TrialBalance.Line line(
            String account, String kind, long opening, long debits, long credits) {
        return new TrialBalance.Line(
                account,
                "KZT",
                kind,
                opening * 100,
                debits * 100,
                credits * 100,
                (opening + debits - credits) * 100);
    }

    private void book(Instant at, String debit, String credit, long tenge) {
        String key = books.book(debit, credit, tenge);
        books.tamper(
                "UPDATE ledger.transfer SET booked_at = ?::timestamptz WHERE key = ?",
                at.toString(),
                key);
    }
}
