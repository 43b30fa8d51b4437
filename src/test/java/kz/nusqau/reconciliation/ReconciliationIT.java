package kz.nusqau.reconciliation;

import static kz.nusqau.reconciliation.ReconciledBooks.DAY;
import static kz.nusqau.reconciliation.ReconciledBooks.MIDNIGHT;
import static kz.nusqau.reconciliation.ReconciledBooks.NOON;
import static kz.nusqau.reconciliation.ReconciledBooks.billing;
import static kz.nusqau.reconciliation.ReconciledBooks.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.reconciliation.ImportOutcome.AnotherFile;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.reconciliation.ImportOutcome.Repeated;
import kz.nusqau.reconciliation.ImportOutcome.TooEarly;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and ledger rows written by hand, matched on a real PostgreSQL. */
class ReconciliationIT {

    private static final Instant LATER = NOON.plusSeconds(5);

    private final ReconciledBooks books = new ReconciledBooks();

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void agreesWithAFileThatTellsTheSame() {
        String paid = books.paid(1500, NOON);
        String open = books.hold(20, NOON);
        String undone = books.hold(30, NOON);
        books.released(undone, 30, LATER);
        String expired = books.hold(40, NOON.minus(Duration.ofDays(1)));
        books.released(expired, 40, LATER);
        books.paid(7, NOON.plus(Duration.ofDays(1)));

        DayFileView file =
                books.take(
                        DAY,
                        line(paid, "charged", 1500, NOON),
                        line(open, "reserved", 20, NOON),
                        line(undone, "released", 30, NOON),
                        line(expired, "expired", 40, NOON));

        assertThat(books.open()).isEmpty();
        assertThat(file.lines()).isEqualTo(4);
        assertThat(file.matched()).isEqualTo(4);
        assertThat(file.importedBy()).isEqualTo("anna");
    }

    @Test
    void addsUpWhatIsHeldInParts() {
        String instruction = books.hold(1500, NOON);
        books.jdbc.update(
                """
                INSERT INTO ledger.transfer (key, phase, instruction_id, debit, credit, amount,
                                             booked_at)
                SELECT ? || '/reserve/1/pending-fee', phase, instruction_id, debit,
                       (SELECT id FROM ledger.account WHERE code = 'suspense'), 2000, booked_at
                  FROM ledger.transfer WHERE instruction_id = ?::uuid
                """,
                instruction,
                instruction);

        books.take(DAY, line(instruction, "reserved", 1520, NOON));

        assertThat(books.open()).isEmpty();
    }

    @Test
    void tellsEachKindOfBreak() {
        String notThere = books.paid(10, NOON);
        String amount = books.paid(20, NOON);
        String state = books.paid(30, NOON);
        String date = books.paid(40, NOON);
        String twice = books.paid(50, NOON);
        Instant before = NOON.minus(Duration.ofDays(3));

        DayFileView file =
                books.take(
                        DAY,
                        line("0b5c3a52-1f44-4f6c-8d7e-2a1b3c4d5e6f", "charged", 60, NOON),
                        line(amount, "charged", 21, NOON),
                        line(state, "released", 30, NOON),
                        line(date, "charged", 40, before),
                        line(twice, "charged", 50, NOON),
                        line(twice, "charged", 50, LATER));

        assertThat(books.open())
                .extracting(each -> each.kind() + " " + each.line())
                .containsExactly(
                        "missing-here 3",
                        "amount 4",
                        "state 5",
                        "date 6",
                        "missing-here 8",
                        "missing-there null");
        assertThat(file.matched()).isEqualTo(1);
        assertThat(file.breaks()).isEqualTo(6);
        BreakView missing = books.open().getLast();
        assertThat(missing.reference()).isEqualTo(notThere + "/reserve/1");
        assertThat(missing.instruction()).hasToString(notThere);
        assertThat(missing.ourAmount()).isEqualTo(1000);
        assertThat(missing.ourState()).isEqualTo("posted");
        assertThat(missing.theirAmount()).isNull();
        assertThat(missing.ageDays()).isEqualTo(11);
        BreakView differs = books.open().get(1);
        assertThat(differs.ourAmount()).isEqualTo(2000);
        assertThat(differs.theirAmount()).isEqualTo(2100);
        assertThat(books.open().get(2).theirState()).isEqualTo("voided");
        assertThat(books.open().get(4).repeated()).isTrue();
    }

    @Test
    void takesTheSameFileInOnceAndNoOtherOfThatDay() {
        String paid = books.paid(1500, NOON);
        String file = billing(DAY, line(paid, "charged", 1501, NOON));

        assertThat(books.upload("billing", DAY, file)).isInstanceOf(Imported.class);
        assertThat(books.upload("billing", DAY, file)).isInstanceOf(Repeated.class);
        assertThat(books.upload("billing", DAY, billing(DAY, line(paid, "charged", 1500, NOON))))
                .isInstanceOf(AnotherFile.class);
        assertThat(books.open()).hasSize(1);
        assertThat(books.reconciliation.files("billing", 10)).hasSize(1);
    }

    @Test
    void matchesWhatTheyToldBeforeMidnightAndWeBookedAfterIt() {
        Instant before = MIDNIGHT.minusMillis(100);
        Instant after = MIDNIGHT.plusMillis(100);
        String instruction = books.hold(1500, before.minusSeconds(1));
        books.charged(instruction, 1500, after);
        String begun = books.paid(20, after);

        DayFileView first =
                books.take(
                        DAY,
                        line(instruction, "charged", 1500, before),
                        line(begun, "charged", 20, before));
        DayFileView second = books.take(DAY.plusDays(1));

        assertThat(first.matched()).isEqualTo(2);
        assertThat(second.breaks()).isZero();
        assertThat(books.open()).isEmpty();
    }

    @Test
    void acceptsAHoldThatWasOpenThenAndIsCharged() {
        String instruction = books.hold(1500, NOON);
        books.charged(instruction, 1500, MIDNIGHT.plusSeconds(60));

        books.take(DAY, line(instruction, "reserved", 1500, NOON));
        books.take(DAY.plusDays(1), line(instruction, "charged", 1500, MIDNIGHT.plusSeconds(59)));

        assertThat(books.open()).isEmpty();
    }

    @Test
    void explainsABreakWhenWeBookItLater() {
        String instruction = "0b5c3a52-1f44-4f6c-8d7e-2a1b3c4d5e6f";
        books.take(DAY, line(instruction, "charged", 1500, NOON));
        BreakView before = books.open().getFirst();
        books.hold(instruction, 1500, MIDNIGHT.plus(Duration.ofHours(5)));
        books.charged(instruction, 1500, MIDNIGHT.plus(Duration.ofHours(5)));

        DayFileView next = books.take(DAY.plusDays(1));

        assertThat(books.open()).isEmpty();
        assertThat(next.breaks()).isZero();
        assertThat(next.resolved()).isEqualTo(1);
        assertThat(books.reconciliation.detail(before.id()).orElseThrow().acts())
                .extracting(ActView::who, ActView::act, ActView::detail)
                .containsExactly(tuple("hub", "resolved", "booked here on " + DAY.plusDays(1)));
    }

    @Test
    void explainsABreakWhenTheyTellItLater() {
        String instruction = books.paid(1500, NOON);
        books.take(DAY);
        assertThat(books.open()).extracting(BreakView::kind).containsExactly("missing-there");

        DayFileView next = books.take(DAY.plusDays(1), line(instruction, "charged", 1500, NOON));

        assertThat(books.open()).isEmpty();
        assertThat(next.resolved()).isEqualTo(1);
        assertThat(next.matched()).isEqualTo(1);
    }

    @Test
    void keepsABreakOpenThatALaterFileTellsWrongAgain() {
        String instruction = books.paid(1500, NOON);
        books.take(DAY);

        books.take(DAY.plusDays(1), line(instruction, "released", 1500, NOON));

        assertThat(books.open())
                .extracting(BreakView::kind)
                .containsExactly("missing-there", "state");
    }

    @Test
    void readsAnEmoneySystemStepByStep() {
        String paid = books.toppedUp(1500, NOON);
        books.ended(paid, "/pay/1/post-amount", 1500, MIDNIGHT.plusSeconds(60));
        String undone = books.toppedUp(20, NOON);
        books.ended(undone, "/reverse-topup/1/void-amount", 20, LATER);
        String lost = books.toppedUp(30, NOON);
        String first =
                """
                H;wooppay;2026-03-03
                D;W1;%1$s/topup/1;deposit;completed;1500.00;KZT;2026-03-03T07:00:00Z
                D;W2;%2$s/topup/1;deposit;reversed;20.00;KZT;2026-03-03T07:00:00Z
                D;W3;%2$s/reverse-topup/1;reversal;completed;20.00;KZT;2026-03-03T07:00:01Z
                D;W4;%3$s/topup/1;deposit;failed;30.00;KZT;2026-03-03T07:00:00Z
                D;W5;;deposit;completed;5.00;KZT;2026-03-03T07:00:00Z
                T;5;1575.00
                """
                        .formatted(paid, undone, lost);
        String second =
                """
                H;wooppay;2026-03-04
                D;W6;%s/pay/1;billpay;completed;1500.00;KZT;2026-03-03T19:00:59Z
                T;1;1500.00
                """
                        .formatted(paid);

        books.upload("wooppay", DAY, first);
        books.upload("wooppay", DAY.plusDays(1), second);

        assertThat(books.open())
                .extracting(each -> each.kind() + " " + each.theirReference())
                .containsExactly("state W4", "missing-here W5");
    }

    @Test
    void countsWhatOnlyPassesThroughOnce() {
        String spent = books.passedThrough(70, NOON);
        String file =
                """
                H;wooppay;2026-03-03
                D;W1;%s/pay/1;billpay;completed;70.00;KZT;2026-03-03T07:00:00Z
                T;1;70.00
                """
                        .formatted(spent);

        books.upload("wooppay", DAY, file);

        assertThat(books.open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "billing,2026-03-03\n",
                "billing,2026-03-04\nreference,kind,state,amount,currency,at\ntotal,0,0.00\n",
                "wooppay,2026-03-03\nreference,kind,state,amount,currency,at\ntotal,0,0.00\n",
                "billing,2026-03-03\nreference,kind,amount,currency,at\ntotal,0,0.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\ntotal,1,0.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\ntotal,0,0.01\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\ntotal,0,0.00\nx\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\n"
                        + "i/reserve/1,reservation,charged,10.00,KZT,2026-03-03T07:00:00Z\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\n"
                        + "i/reserve/1,reservation,lost,10.00,KZT,2026-03-03T07:00:00Z\n"
                        + "total,1,10.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\n"
                        + "i/reserve/1,reservation,charged,10.0,KZT,2026-03-03T07:00:00Z\n"
                        + "total,1,10.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\n"
                        + "i/reserve/1,reservation,charged,-1.00,KZT,2026-03-03T07:00:00Z\n"
                        + "total,1,10.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\n"
                        + "i/reserve/1,reservation,charged,10.00,KZT,yesterday\ntotal,1,10.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\n"
                        + "a\tb,reservation,charged,10.00,KZT,2026-03-03T07:00:00Z\n"
                        + "total,1,10.00\n",
                "billing,2026-03-03\nreference,kind,state,amount,currency,at\nx,y,z\n",
            })
    void takesNothingInOfAFileThatIsNotWhatItShouldBe(String content) {
        assertThatThrownBy(() -> books.upload("billing", DAY, content))
                .isInstanceOf(MalformedFile.class)
                .hasMessageStartingWith("Line ");

        assertThat(books.reconciliation.files(null, 10)).isEmpty();
        assertThat(books.take(DAY).breaks()).isZero();
    }

    @Test
    void startsCleanlyAfterACrashInTheMiddle() throws Exception {
        String file = billing(DAY, line(books.paid(10, NOON), "charged", 11, NOON));
        CompletableFuture<ImportOutcome> broken;
        try (Connection holdingUp = books.pool.getConnection()) {
            holdingUp.setAutoCommit(false);
            holdingUp.createStatement().execute("LOCK TABLE reconciliation.break");
            broken = CompletableFuture.supplyAsync(() -> books.upload("billing", DAY, file));
            await().until(() -> killed() == 1);
            holdingUp.rollback();
        }
        assertThatThrownBy(broken::join).isNotNull();
        assertThat(books.reconciliation.files(null, 10)).isEmpty();

        assertThat(books.upload("billing", DAY, file)).isInstanceOf(Imported.class);
        assertThat(books.open()).hasSize(1);
    }

    /** Ends the session that waits for the table of breaks. */
    private int killed() {
        return books.jdbc
                .queryForList(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_locks
                         WHERE relation = 'reconciliation.break'::regclass AND NOT granted
                        """)
                .size();
    }

    @Test
    void twoNodesTakeAFileInOnce() {
        String file = billing(DAY, line(books.paid(10, NOON), "charged", 11, NOON));

        var one = CompletableFuture.supplyAsync(() -> books.upload("billing", DAY, file));
        var other = CompletableFuture.supplyAsync(() -> books.upload("billing", DAY, file));

        assertThat(List.of(one.join(), other.join()))
                .hasAtLeastOneElementOfType(Imported.class)
                .hasAtLeastOneElementOfType(Repeated.class);
        assertThat(books.open()).hasSize(1);
    }

    @Test
    void waitsForTheEndOfTheDay() {
        var tenDaysLater = DAY.plusDays(11);

        assertThat(books.upload("billing", tenDaysLater, billing(tenDaysLater)))
                .isInstanceOf(TooEarly.class);
    }

    @Test
    @Tag("R-OPS-2")
    void isWorkedOffByPeopleWhoAreRemembered() {
        books.paid(10, NOON);
        books.take(DAY);
        long id = books.open().getFirst().id();

        assertThat(books.reconciliation.assign(id, "dana", "anna")).contains(true);
        assertThat(books.open().getFirst().assignee()).isEqualTo("dana");
        assertThat(books.reconciliation.resolve(id, "billing sent it by mail", "dana"))
                .contains(true);
        assertThat(books.reconciliation.resolve(id, "again", "anna")).contains(false);
        assertThat(books.reconciliation.assign(id, "anna", "anna")).contains(false);
        assertThat(books.reconciliation.resolve(id + 1, "none", "anna")).isEmpty();

        assertThat(books.open()).isEmpty();
        assertThat(books.reconciliation.detail(id).orElseThrow().acts())
                .extracting(each -> each.who() + " " + each.act() + " " + each.detail())
                .containsExactly("anna assigned dana", "dana resolved billing sent it by mail");
        assertThatThrownBy(() -> books.jdbc.update("UPDATE reconciliation.act SET who = 'x'"))
                .hasMessageContaining("never changed");
    }

    @Test
    void sumsUpWhatIsOpenByAge() {
        books.paid(10, NOON);
        books.paid(20, NOON);
        books.take(DAY);

        assertThat(books.reconciliation.open())
                .containsExactly(
                        new OpenBreaksView(
                                "billing",
                                "missing-there",
                                "open",
                                "KZT",
                                2,
                                3000,
                                DAY,
                                new OpenBreaksView.Ages(0, 0, 2, 0)));
    }

    @Test
    void fetchesEveryDaySinceTheLastAndStopsAtOneThatIsNotThere() {
        books.take(DAY);
        for (int day = 1; day <= 4; day++) {
            var date = DAY.plusDays(day);
            if (day != 3) {
                books.offered.put("billing " + date, billing(date));
            }
        }
        var clock = Clock.fixed(MIDNIGHT.plus(Duration.ofHours(4 * 24 + 2)), Day.ZONE);
        new DailyFetch(books.dayFiles, books.files, books.imports, LocalTime.of(3, 0), clock)
                .turn();

        assertThat(books.files.lastDay("billing")).contains(DAY.plusDays(2));
        var missing = DAY.plusDays(3);
        books.offered.put("billing " + missing, billing(missing));
        new DailyFetch(books.dayFiles, books.files, books.imports, LocalTime.of(3, 0), clock)
                .turn();
        // It is two o'clock: the day that just ended is not asked for yet.
        assertThat(books.files.lastDay("billing")).contains(DAY.plusDays(3));
    }
}
