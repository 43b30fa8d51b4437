package kz.nusqau.reconciliation;

import static kz.nusqau.reconciliation.ReconciledBooks.DAY;
import static kz.nusqau.reconciliation.ReconciledBooks.MIDNIGHT;
import static kz.nusqau.reconciliation.ReconciledBooks.NOON;
import static kz.nusqau.reconciliation.StatementForTests.entry;
import static kz.nusqau.reconciliation.StatementForTests.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kz.nusqau.reconciliation.ImportOutcome.AnotherFile;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.reconciliation.ImportOutcome.Repeated;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Banks' statements against the ledger. */
@Tag("R-INFO-5")
class StatementsIT {

    private static final Instant LATER = NOON.plusSeconds(60);

    private final ReconciledBooks books = new ReconciledBooks();

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void matchesOrdersByTheirKeys() {
        String refund = paidOut(1_500, NOON);
        String deposit = books.order();
        books.settled(deposit, false, 20, NOON);

        DayFileView file =
                take(entry(refund, "DBIT", 1_500, LATER), entry(deposit, "CRDT", 20, LATER));

        assertThat(file.lines()).isEqualTo(2);
        assertThat(file.matched()).isEqualTo(2);
        assertThat(books.open()).isEmpty();
    }

    @Test
    void tellsEachKindOfBreak() {
        String amount = paidOut(20, NOON);
        String direction = paidOut(30, NOON);
        String date = paidOut(40, NOON);
        String twice = paidOut(50, NOON);
        String notThere = paidOut(10, NOON);
        String unbooked = books.order();

        take(
                entry("RENT 12\\3", "CRDT", 60, NOON),
                entry(unbooked, "DBIT", 70, NOON),
                entry(amount, "DBIT", 21, NOON),
                entry(direction, "CRDT", 30, NOON),
                entry(date, "DBIT", 40, NOON.minus(Duration.ofDays(3))),
                entry(twice, "DBIT", 50, NOON),
                entry(twice, "DBIT", 50, LATER));

        assertThat(books.open())
                .extracting(each -> each.kind() + " " + each.line() + " " + each.reference())
                .containsExactly(
                        "missing-here 1 RENT_12_3",
                        "missing-here 2 " + unbooked,
                        "amount 3 " + amount,
                        "state 4 " + direction,
                        "date 5 " + date,
                        "missing-here 7 " + twice,
                        "missing-there null " + notThere);
    }

    @Test
    void doesNotMissWhatIsNotSettledYet() {
        String instruction = books.toppedUp(5, NOON);
        String pending = instruction + "/refund/1";
        books.jdbc.update(
                """
                insert into ledger.transfer (key, phase, instruction_id, debit, credit, amount,
                                             booked_at)
                select ?, 'pending', ?::uuid, d.id, c.id, 500, ?::timestamptz
                  from ledger.account d, ledger.account c
                 where d.code = 'advance.subscribers' and c.code = 'bank.kaspi'
                """,
                pending + "/pending-amount",
                instruction,
                NOON.toString());

        take();
        assertThat(books.open()).isEmpty();

        books.jdbc.update(
                """
                insert into ledger.transfer (key, phase, pending_key, instruction_id, debit, credit,
                                             amount, booked_at)
                select ?, 'post', key, instruction_id, debit, credit, amount, ?::timestamptz
                  from ledger.transfer where key = ?
                """,
                instruction + "/settle/1/post-amount",
                MIDNIGHT.plusSeconds(60).toString(),
                pending + "/pending-amount");
        books.command(pending);
        books.upload(
                "kaspi",
                DAY.plusDays(1),
                statement(DAY.plusDays(1), entry(pending, "DBIT", 5, MIDNIGHT.plusSeconds(50))));
        assertThat(books.open()).isEmpty();
    }

    @Test
    void explainsABreakWhenItIsBookedLater() {
        String order = books.order();
        take(entry(order, "DBIT", 15, NOON));
        assertThat(books.open()).extracting(BreakView::kind).containsExactly("missing-here");

        books.settled(order, true, 15, MIDNIGHT.plusSeconds(60));
        books.upload("kaspi", DAY.plusDays(1), statement(DAY.plusDays(1)));

        assertThat(books.open()).isEmpty();
    }

    @Test
    void readsAnEntryThatStandsForManyPayments() {
        String one = paidOut(10, NOON);
        String other = paidOut(20, NOON);
        String both =
                """
                <Ntry><Amt Ccy="KZT">30</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
                <BookgDt><Dt>%s</Dt></BookgDt><NtryDtls><Btch/>%s%s</NtryDtls></Ntry>
                """
                        .formatted(DAY, part(one, 10), part(other, 20))
                        .replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>");

        DayFileView file = take(both);

        assertThat(file.lines()).isEqualTo(2);
        assertThat(books.open()).isEmpty();
    }

    private static String part(String order, long tenge) {
        return "<TxDtls><Refs><InstrId>%s</InstrId><EndToEndId>%s</EndToEndId></Refs><Amt Ccy=\"KZT\">%d</Amt></TxDtls>"
                .formatted(
                        order.substring(0, 36).replace("-", ""),
                        StatementForTests.endToEnd(order),
                        tenge);
    }

    @Test
    void passesOverWhatIsNotBookedYet() {
        String announced = entry(books.order(), "CRDT", 5, NOON).replace("BOOK", "PDNG");

        DayFileView file =
                ((Imported)
                                books.upload(
                                        "kaspi",
                                        DAY,
                                        statement(DAY, 1_000_000, List.of(announced))))
                        .file();

        assertThat(file.lines()).isZero();
        assertThat(books.open()).isEmpty();
    }

    @Test
    void takesAStatementInOnce() {
        String file = statement(DAY, entry(paidOut(10, NOON), "DBIT", 11, NOON));

        assertThat(books.upload("kaspi", DAY, file)).isInstanceOf(Imported.class);
        assertThat(books.upload("kaspi", DAY, file)).isInstanceOf(Repeated.class);
        assertThat(books.upload("kaspi", DAY, statement(DAY))).isInstanceOf(AnotherFile.class);
        assertThat(books.open()).hasSize(1);
    }

    static Stream<Arguments> faults() {
        String entry = entry("X", "DBIT", 10, NOON);
        String right = statement(DAY, entry);
        return Stream.of(
                Arguments.of("", "Line 1: the document: "),
                Arguments.of("{}", "Line 1: the document: "),
                Arguments.of(
                        right.replace("camt.053.001.08", "camt.053.001.02"),
                        "Line 2: Document: not a Document of urn:"),
                Arguments.of(
                        right.substring(0, right.indexOf("</Stmt>")),
                        "Document/BkToCstmrStmt/Stmt: "),
                Arguments.of(
                        right.replace(">10<", ">10.001<"),
                        "Document/BkToCstmrStmt/Stmt/Ntry/Amt: not an amount in a currency: 10.001"),
                Arguments.of(right.replace(">10<", ">-10<"), "Stmt/Ntry/Amt: not an amount"),
                Arguments.of(
                        right.replace("DBIT", "OUT"), "Stmt/Ntry/CdtDbtInd: not CRDT or DBIT: OUT"),
                Arguments.of(
                        right.replace(NOON.toString(), "yesterday"),
                        "Ntry/BookgDt/DtTm: not a time with its zone: yesterday"),
                Arguments.of(right.replaceAll("<BookgDt>.*</BookgDt>", ""), "no Ntry/BookgDt"),
                Arguments.of(right.replaceAll("<Sts>.*</Sts>", ""), "no Ntry/Sts"),
                Arguments.of(right.replace(">10<", "><b/><"), "Ntry/Amt: an element instead"),
                Arguments.of(
                        right.replace(">X<", ">" + "X".repeat(2_000) + "<"),
                        "Refs/EndToEndId: longer than 1000 characters"),
                Arguments.of(right.replace("KZ86125", "KZ86126"), "not the account KZ86125"),
                Arguments.of(statement(DAY, 999_991, List.of(entry)), "don't make 99999100"),
                Arguments.of(
                        statement(DAY.plusDays(1), entry),
                        "Stmt: Bal/Dt: the closing balance is of 2026-03-04, not of 2026-03-03"),
                Arguments.of(right.replace("OPBD", "ITBD"), "no opening or no closing balance"),
                Arguments.of(
                        right.replace(
                                "<Ntry>",
                                "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry><Ntry>"),
                        "Stmt/TxsSummry: 2 entries"),
                Arguments.of(
                        right.replace(
                                "<Document", "<!DOCTYPE Document [<!ENTITY x \"y\">]><Document"),
                        "a document type declaration"),
                Arguments.of(
                        right.replace(
                                        "<Document",
                                        "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Document")
                                .replace(">X<", ">&x;<"),
                        "a document type declaration"),
                Arguments.of(right.replace(">X<", ">&x;<"), "Refs/EndToEndId: "));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesLineAndElementAtFaultAndTakesNothingIn(String content, String fault) {
        assertThatThrownBy(() -> books.upload("kaspi", DAY, content))
                .isInstanceOf(MalformedFile.class)
                .hasMessageStartingWith("Line ")
                .hasMessageContaining(fault);

        assertThat(books.reconciliation.files(null, 10)).isEmpty();
        assertThat(take().breaks()).isZero();
    }

    private DayFileView take(String... entries) {
        return ((Imported) books.upload("kaspi", DAY, statement(DAY, entries))).file();
    }

    private String paidOut(long tenge, Instant at) {
        String order = books.order();
        books.settled(order, true, tenge, at);
        return order;
    }
}
