package kz.nusqau.reconciliation;

import static kz.nusqau.reconciliation.ReconciledBooks.DAY;
import static kz.nusqau.reconciliation.ReconciledBooks.MIDNIGHT;
import static kz.nusqau.reconciliation.ReconciledBooks.NOON;
import static kz.nusqau.reconciliation.ReconciledBooks.billing;
import static kz.nusqau.reconciliation.ReconciledBooks.line;
import static kz.nusqau.reconciliation.StatementForTests.entry;
import static kz.nusqau.reconciliation.StatementForTests.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kz.nusqau.ledger.CheckForTests;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.reconciliation.ImportOutcome.Repeated;
import kz.nusqau.reconciliation.Suspense.Clearing;
import kz.nusqau.reconciliation.Suspense.Outcome;
import kz.nusqau.reconciliation.Suspense.Outcome.Done;
import kz.nusqau.reconciliation.Suspense.Outcome.Explained;
import kz.nusqau.reconciliation.Suspense.Outcome.NotFound;
import kz.nusqau.reconciliation.Suspense.Outcome.NothingToBook;
import kz.nusqau.reconciliation.Suspense.Outcome.OutOfTurn;
import kz.nusqau.reconciliation.Suspense.Outcome.SamePerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Differences planted in files, booked until our account stands where theirs does, and cleared. */
@Tag("R-OPS-2")
class SuspenseIT {

    private static final String STRANGER = "0b5c3a52-1f44-4f6c-8d7e-2a1b3c4d5e6f";
    private static final Instant LATER = NOON.plusSeconds(5);

    /** The day on which people book is over for these. */
    private final ReconciledBooks books =
            new ReconciledBooks(Clock.offset(Clock.system(Day.ZONE), Duration.ofDays(1)));

    private final LocalDate today = LocalDate.now(Day.ZONE);

    @AfterEach
    void close() {
        assertThat(CheckForTests.run(books.jdbc, books.transactions).faults()).isEmpty();
        books.close();
    }

    @Test
    void makesOurBooksEqualBillings() {
        books.paid(10, NOON);
        String more = books.paid(20, NOON);
        String less = books.paid(25, NOON);
        String released = books.paid(30, NOON);
        String charged = books.hold(35, NOON);
        books.released(charged, 35, LATER);
        String date = books.paid(40, NOON);
        String twice = books.paid(50, NOON);
        String open = books.hold(80, NOON);
        String file =
                billing(
                        DAY,
                        line(STRANGER, "charged", 60, NOON),
                        line(more, "charged", 21, NOON),
                        line(less, "charged", 24, NOON),
                        line(released, "released", 30, NOON),
                        line(charged, "charged", 35, NOON),
                        line(date, "charged", 40, NOON.minus(Duration.ofDays(3))),
                        line(twice, "charged", 50, NOON),
                        line(twice, "charged", 50, LATER),
                        line(open, "reserved", 81, NOON),
                        "%s/refund/1,refund,refunded,70.00,KZT,%s".formatted(STRANGER, NOON));
        books.upload("billing", DAY, file);
        assertThat(books.open()).hasSize(10);

        var refused = bookAll();

        assertThat(refused)
                .extracting(each -> each.kind() + " " + each.theirAmount())
                .containsExactly("date 4000", "amount 8100");
        assertThat(books.in("booked"))
                .extracting(each -> each.kind() + " " + each.booked())
                .containsExactly(
                        "missing-here 6000",
                        "amount 100",
                        "amount -100",
                        "state -3000",
                        "state 3500",
                        "missing-here 5000",
                        "missing-here -7000",
                        "missing-there -1000");
        assertThat(posted("operator.billing"))
                .isEqualTo((60 + 21 + 24 + 35 + 40 + 50 + 50 - 70) * 100);
        assertThat(posted("suspense")).isEqualTo(-3500);
        assertThat(books.upload("billing", DAY, file)).isInstanceOf(Repeated.class);
        assertThat(books.in("booked")).hasSize(8);
        reportNothingNew("billing");

        clearAll(Clearing.SETTLEMENT);

        assertThat(posted("operator.billing")).isEqualTo((10 + 20 + 25 + 30 + 40 + 50) * 100);
        assertThat(posted("suspense")).isZero();
        assertThat(books.open()).hasSize(10);
    }

    @Test
    void makesOurBooksEqualAnEmoneySystems() {
        String paid = books.toppedUp(1500, NOON);
        books.ended(paid, "/pay/1/post-amount", 1500, LATER);
        books.toppedUp(30, NOON);
        String failed = books.toppedUp(40, NOON);
        books.upload(
                "wooppay",
                DAY,
                """
                H;wooppay;2026-03-03
                D;W1;%1$s/topup/1;deposit;completed;1500.00;KZT;2026-03-03T07:00:00Z
                D;W2;%1$s/pay/1;billpay;completed;1500.00;KZT;2026-03-03T07:00:05Z
                D;W3;%2$s/topup/1;deposit;failed;40.00;KZT;2026-03-03T07:00:00Z
                D;W4;;deposit;completed;5.00;KZT;2026-03-03T07:00:00Z
                D;W5;;withdrawal;completed;8.00;KZT;2026-03-03T07:00:00Z
                D;W6;;billpay;completed;9.00;KZT;2026-03-03T07:00:00Z
                D;W7;;reversal;completed;7.00;KZT;2026-03-03T07:00:00Z
                T;7;3069.00
                """
                        .formatted(paid, failed));

        var refused = bookAll();

        assertThat(refused).extracting(BreakView::theirReference).containsExactly("W6", "W7");
        assertThat(books.in("booked"))
                .extracting(each -> each.kind() + " " + each.booked())
                .containsExactly(
                        "state 4000",
                        "missing-here -500",
                        "missing-here 800",
                        "missing-there 3000");
        assertThat(posted("emoney.wooppay") + pending("emoney.wooppay"))
                .isEqualTo((-1500 - 5 + 8) * 100);
        reportNothingNew("wooppay");
    }

    @Test
    void makesOurBooksEqualABanks() {
        String amount = paidOut(20);
        String direction = paidOut(30);
        paidOut(10);
        String same = paidOut(40);
        books.upload(
                "kaspi",
                DAY,
                statement(
                        DAY,
                        entry("RENT", "CRDT", 60, NOON),
                        entry("FEE", "DBIT", 70, NOON),
                        entry("FEE", "DBIT", 2, NOON),
                        entry(amount, "DBIT", 21, NOON),
                        entry(direction, "CRDT", 30, NOON),
                        entry(same, "DBIT", 40, NOON)));

        assertThat(bookAll()).isEmpty();

        assertThat(books.in("booked"))
                .extracting(each -> each.kind() + " " + each.booked())
                .containsExactly(
                        "missing-here 6000",
                        "missing-here -7000",
                        "missing-here -200",
                        "amount -100",
                        "state 6000",
                        "missing-there 1000");
        assertThat(posted("bank.kaspi")).isEqualTo((60 - 70 - 2 - 21 + 30 - 40) * 100);
        reportNothingNew("kaspi");
    }

    @Test
    void booksAndClearsOnceHoweverOftenItIsAsked() {
        long id = strangersHold();
        Supplier<Outcome> book = () -> books.suspense.book(id, "by mail", "anna");
        Supplier<Outcome> clear =
                () -> books.suspense.clear(id, Clearing.SETTLEMENT, "put right", "dana");

        assertThat(twice(book)).containsExactlyInAnyOrder(new Done(), new OutOfTurn("booked"));
        assertThat(posted("operator.billing")).isEqualTo(6000);
        assertThat(twice(clear)).containsExactlyInAnyOrder(new Done(), new OutOfTurn("open"));
        assertThat(posted("operator.billing")).isZero();
        assertThat(posted("suspense")).isZero();
    }

    @Test
    void takesTwoPeopleAndIsNotResolvedBeforeItIsCleared() {
        long id = strangersHold();
        assertThat(books.suspense.clear(id, Clearing.LOSSES, "early", "dana"))
                .isEqualTo(new OutOfTurn("open"));
        books.suspense.book(id, "by mail", "anna");

        assertThat(books.suspense.clear(id, Clearing.LOSSES, "mine", "anna"))
                .isEqualTo(new SamePerson("anna"));
        assertThat(books.reconciliation.resolve(id, "enough", "dana")).contains(false);
        assertThat(books.reconciliation.assign(id, "dana", "anna")).contains(true);
        assertThat(posted("operator.billing")).isEqualTo(6000);

        assertThat(books.suspense.clear(id, Clearing.SETTLEMENT, "by mistake", "dana"))
                .isEqualTo(new Done());
        assertThat(books.suspense.book(id, "it is theirs after all", "dana")).isEqualTo(new Done());
        assertThat(books.suspense.clear(id, Clearing.SETTLEMENT, "put right", "anna"))
                .isEqualTo(new Done());
        assertThat(books.reconciliation.resolve(id, "put right", "anna")).contains(true);
        assertThat(books.suspense.book(id, "again", "anna")).isEqualTo(new OutOfTurn("resolved"));
        assertThat(books.suspense.book(id + 1, "none", "anna")).isEqualTo(new NotFound());
        assertThat(acts(id))
                .containsExactly(
                        "anna booked by mail",
                        "anna assigned dana",
                        "dana cleared by mistake",
                        "dana booked it is theirs after all",
                        "anna cleared put right",
                        "anna resolved put right");
    }

    @Test
    void writesOffInBothDirections() {
        books.paid(10, NOON);
        books.take(DAY, line(STRANGER, "charged", 60, NOON));
        assertThat(bookAll()).isEmpty();

        clearAll(Clearing.LOSSES);

        assertThat(posted("operator.billing")).isEqualTo(6000);
        assertThat(posted("suspense")).isZero();
        assertThat(posted("expense.losses")).isEqualTo(1000 - 6000);
        assertThat(books.in("resolved")).hasSize(2);
        assertThat(books.open()).isEmpty();
        reportNothingNew("billing");
    }

    @Test
    void waitsForAPersonWhenALaterFileOrBookingExplainsIt() {
        String toldLate = books.paid(10, NOON);
        books.take(DAY, line(STRANGER, "charged", 60, NOON));
        assertThat(bookAll()).isEmpty();
        books.hold(STRANGER, 60, MIDNIGHT.plusSeconds(60));
        books.charged(STRANGER, 60, MIDNIGHT.plusSeconds(61));

        DayFileView next = books.take(DAY.plusDays(1), line(toldLate, "charged", 10, NOON));

        assertThat(next.breaks()).isZero();
        assertThat(next.resolved()).isEqualTo(2);
        assertThat(books.in("booked"))
                .hasSize(2)
                .allSatisfy(
                        each -> {
                            assertThat(acts(each.id()).getLast()).contains("hub explained");
                            assertThat(
                                            books.suspense.clear(
                                                    each.id(), Clearing.LOSSES, "seen", "dana"))
                                    .isEqualTo(new Explained());
                        });
        clearAll(Clearing.SETTLEMENT);
        assertThat(posted("operator.billing")).isEqualTo(7000);
        assertThat(posted("suspense")).isZero();
        assertThat(books.in("resolved")).hasSize(2);
        assertThat(books.open()).isEmpty();
    }

    @Test
    void bringsBackWhatWasWrittenOffTooEarly() {
        String toldLate = books.paid(10, NOON);
        books.take(DAY);
        bookAll();
        clearAll(Clearing.LOSSES);
        assertThat(posted("expense.losses")).isEqualTo(1000);

        books.take(DAY.plusDays(1), line(toldLate, "charged", 10, NOON));

        assertThat(books.open()).extracting(BreakView::ourState).containsExactly("written-off");
        assertThat(bookAll()).isEmpty();
        clearAll(Clearing.LOSSES);
        assertThat(posted("operator.billing")).isEqualTo(1000);
        assertThat(posted("expense.losses")).isZero();
    }

    @Test
    void booksOnceWhatTwoFilesLack() {
        String hold = books.hold(15, NOON);
        books.charged(hold, 15, MIDNIGHT.plusSeconds(60));
        books.take(DAY);
        books.take(DAY.plusDays(1));
        assertThat(books.open())
                .extracting(BreakView::kind)
                .containsExactly("missing-there", "missing-there");
        var both =
                books.open().stream()
                        .map(
                                each ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        books.suspense.book(
                                                                each.id(), "by mail", "anna")))
                        .toList();

        assertThat(both)
                .extracting(CompletableFuture::join)
                .containsExactlyInAnyOrder(new Done(), new NothingToBook("operator.billing"));
        assertThat(posted("operator.billing")).isZero();
    }

    @Test
    void booksNothingThatIsBookedHereByNow() {
        long id = strangersHold();
        books.hold(STRANGER, 60, MIDNIGHT.plusSeconds(60));
        books.charged(STRANGER, 60, MIDNIGHT.plusSeconds(61));

        assertThat(books.suspense.book(id, "by mail", "anna"))
                .isEqualTo(new NothingToBook("operator.billing"));
    }

    @Test
    void listsWhatIsInSuspenseByAge() {
        long id = strangersHold();
        books.suspense.book(id, "by mail", "anna");

        assertThat(books.reconciliation.open())
                .containsExactly(
                        new OpenBreaksView(
                                "billing",
                                "missing-here",
                                "booked",
                                "KZT",
                                1,
                                6000,
                                DAY,
                                new OpenBreaksView.Ages(0, 0, 0, 1)));
        BreakView booked = books.in("booked").getFirst();
        assertThat(booked.ageDays()).isGreaterThan(30);
        assertThat(booked.bookedBy()).isEqualTo("anna");
        assertThat(booked.bookedAt()).isNotNull();
    }

    private long strangersHold() {
        books.take(DAY, line(STRANGER, "charged", 60, NOON));
        return books.open().getFirst().id();
    }

    private String paidOut(long tenge) {
        String order = books.order();
        books.settled(order, true, tenge, NOON);
        return order;
    }

    /** Lets anna book what is open; returns what has nothing to book. */
    private List<BreakView> bookAll() {
        return books.open().stream()
                .filter(
                        each -> {
                            Outcome outcome = books.suspense.book(each.id(), "by mail", "anna");
                            assertThat(outcome).isInstanceOfAny(Done.class, NothingToBook.class);
                            return outcome instanceof NothingToBook;
                        })
                .toList();
    }

    private void clearAll(Clearing to) {
        for (BreakView each : books.in("booked")) {
            assertThat(books.suspense.clear(each.id(), to, "seen", "dana")).isEqualTo(new Done());
        }
    }

    private static List<Outcome> twice(Supplier<Outcome> act) {
        var one = CompletableFuture.supplyAsync(act);
        var other = CompletableFuture.supplyAsync(act);
        return List.of(one.join(), other.join());
    }

    /** Empty files of the days on which people booked make no breaks. */
    private void reportNothingNew(String counterparty) {
        LocalDate last = LocalDate.now(Day.ZONE);
        for (LocalDate day = today; !day.isAfter(last); day = day.plusDays(1)) {
            String file =
                    switch (counterparty) {
                        case "billing" -> billing(day);
                        case "wooppay" -> "H;wooppay;%s\nT;0;0.00\n".formatted(day);
                        default -> statement(day);
                    };
            var taken = (Imported) books.upload(counterparty, day, file);
            assertThat(taken.file().breaks()).isZero();
        }
    }

    private List<String> acts(long id) {
        return books.reconciliation.detail(id).orElseThrow().acts().stream()
                .map(each -> each.who() + " " + each.act() + " " + each.detail())
                .toList();
    }

    /** Debits less credits. */
    private long posted(String account) {
        return sum("debits_posted - credits_posted", account);
    }

    private long pending(String account) {
        return sum("debits_pending - credits_pending", account);
    }

    private long sum(String what, String account) {
        return books.jdbc.queryForObject(
                "SELECT coalesce(sum(" + what + "), 0)::bigint FROM ledger.account WHERE code = ?",
                Long.class,
                account);
    }
}
