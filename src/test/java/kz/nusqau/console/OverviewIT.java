package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.counterparty.CommandState;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.failedmessages.FailedMessages;
import kz.nusqau.failedmessages.Source;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.MoneyInFlight;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.partner.PartnerStandingView;
import kz.nusqau.payment.PaymentDesk;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.platform.Pauses;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.WorkReason;
import kz.nusqau.sms.smpp.Binds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The overview shows the right figures, keeps a day of them, and holds things still. */
@ExtendWith(SharedHub.class)
class OverviewIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KASPI = "/console/overview/counterparties/kaspi";
    private static final String BILLING = "/console/overview/counterparties/billing";
    private static final String PLANNED = "/console/overview/planned-work";
    private static final String KCELL = "/console/overview/binds/kcell";

    private HubUnderTest hub;
    private Desk desk;
    private ConsoleClient supervisor;

    @BeforeEach
    void begin(HubUnderTest shared) {
        hub = shared;
        desk = new Desk(hub);
        supervisor = ConsoleClient.of(hub, "supervisor");
        supervisor.get("/console/overview");
    }

    @AfterEach
    void letAllGoOn() {
        for (String held : List.of(KASPI, BILLING, KCELL)) {
            supervisor.post(held + "/resume", "reason", "the test is over");
        }
        bean(PlannedWork.class)
                .windows()
                .all()
                .forEach(window -> bean(PlannedWork.class).end(window.id(), () -> {}));
        hub.awaitBound("kcell");
    }

    private String page(String path) {
        return supervisor.get(path).body();
    }

    private <T> T bean(Class<T> type) {
        return hub.bean(type);
    }

    @Test
    void showsWhatWaitsForAPersonAndSaysSoInPlainWords() {
        UUID message = desk.review("payment.overview");
        bean(Overview.class).lookAgain();
        long reviews = bean(FailedMessages.class).waiting(Source.REVIEW);

        int slots = bean(Binds.class).find("kcell").orElseThrow().settings().sessions();
        String sessions = "%d / %d".formatted(slots, slots);
        String page = page("/console/overview");

        assertThat(page)
                .contains("data-figure=\"failed-review\">" + reviews + "<")
                .contains("Instructions wait for a person&#39;s decision: " + reviews)
                .contains("href=\"/console/work#REVIEW\"")
                .contains("data-figure=\"sessions\">" + sessions + "<");
        supervisor.post("/console/failed/" + message + "/discard", "reason", "the test is over");
    }

    /** To the tiyn, by the same accounts as the trial balance. */
    @Test
    void showsTheMoneyThatIsInFlight() {
        var id = InstructionId.next();
        Money held = new Money(150_001, "KZT");
        var ledger = bean(Ledger.class);
        var hold =
                new Transfer(
                        id + "/reserve/1/pending",
                        Transfer.Phase.PENDING,
                        null,
                        id,
                        "operator.billing",
                        "providers.overview",
                        held);
        var bought =
                new Transfer(
                        id + "/top-up/1/pending",
                        Transfer.Phase.PENDING,
                        null,
                        id,
                        "providers.overview",
                        "emoney.overview",
                        held);
        // Nothing of it is left: others hold the books against the counterparties'.
        bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            status.setRollbackOnly();
                            MoneyInFlight before = ledger.inFlight("KZT");
                            ledger.apply(List.of(hold, bought));
                            MoneyInFlight promised = ledger.inFlight("KZT");
                            assertThat(promised.held() - before.held()).isEqualTo(150_001);
                            assertThat(promised.promised() - before.promised()).isEqualTo(150_001);
                            assertThat(promised.inTransit()).isEqualTo(before.inTransit());
                            ledger.apply(List.of(posted(bought)));
                            MoneyInFlight paid = ledger.inFlight("KZT");
                            assertThat(paid.promised()).isEqualTo(before.promised());
                            assertThat(paid.inTransit() - before.inTransit()).isEqualTo(150_001);
                            assertThat(paid.transit())
                                    .contains(
                                            new MoneyInFlight.Transit(
                                                    "providers.overview", 150_001));
                            ledger.apply(List.of(posted(hold)));
                            assertThat(ledger.inFlight("KZT")).isEqualTo(before);
                        });

        bean(Overview.class).lookAgain();
        String page = page("/console/overview");
        MoneyInFlight now = ledger.inFlight("KZT");
        assertThat(page)
                .contains("data-figure=\"held\"><strong>" + tenge(now.held()) + "<")
                .contains("data-figure=\"promised\">" + tenge(now.promised()) + "<")
                .contains("data-figure=\"transit\"><strong>" + tenge(now.inTransit()) + "<");
    }

    private static String tenge(long minor) {
        return String.format(Locale.ENGLISH, "%,d.%02d\u00a0KZT", minor / 100, minor % 100);
    }

    private static Transfer posted(Transfer pending) {
        return new Transfer(
                pending.key().replace("/pending", "/post"),
                Transfer.Phase.POST,
                pending.key(),
                pending.instruction(),
                pending.debitAccount(),
                pending.creditAccount(),
                pending.amount());
    }

    /** As open pages are told, in each language; also what doesn't happen here. */
    @Test
    void saysInBothLanguagesWhatItSees() {
        Snapshot now = bean(Overview.class).now();
        Instant since = Instant.parse("2026-01-15T09:02:00Z");
        var stored =
                new Stored(
                        since,
                        Map.of(),
                        List.of(),
                        new MoneyInFlight(
                                "KZT",
                                0,
                                0,
                                List.of(new MoneyInFlight.Transit("wallets.wooppay", -150_001))),
                        List.of(),
                        Map.of());
        var shop =
                new PartnerStandingView(
                        "shop",
                        "Shop",
                        new PartnerStandingView.Suspension(since, "supervisor", "keys"),
                        null,
                        42);
        var snapshot =
                new Snapshot(
                        now.at(),
                        now.node(),
                        List.of(
                                new Alarm(
                                        Alarm.Kind.COUNTERPARTY_SILENT,
                                        "kaspi",
                                        since,
                                        1_234,
                                        "",
                                        "/console/overview/counterparties/kaspi"),
                                new Alarm(Alarm.Kind.DISK, "", since, 1L << 30, "", "#overview")),
                        List.of(),
                        now.binds(),
                        now.counterparties(),
                        List.of(),
                        false,
                        List.of(shop),
                        stored,
                        now.values());
        var parts = bean(OverviewParts.class);

        assertThat(parts.now(snapshot, Locale.ENGLISH))
                .contains(
                        "Kaspi does not answer since 2026-01-15 14:02; payments through it wait."
                                + " Open commands: 1,234.",
                        "The disk is nearly full: 1,024 MB left.",
                        "\u22121,500.01\u00a0KZT",
                        ">1,500.01\u00a0KZT<",
                        "by supervisor since 2026-01-15 14:02",
                        "The broker runs elsewhere")
                .doesNotContain("??");
        assertThat(parts.now(snapshot, Locale.of("ru")))
                .contains(
                        "Kaspi не отвечает с 2026-01-15 14:02; платежи через него ждут."
                                + " Открытых команд: 1\u00a0234.",
                        "осталось 1\u00a0024 МБ",
                        "1\u00a0500,01\u00a0KZT")
                .doesNotContain("??");
        assertThat(parts.now(snapshot, Locale.of("kk")))
                .contains(
                        "Kaspi 2026-01-15 14:02 уақытынан бері жауап бермейді; ол арқылы өтетін"
                                + " төлемдер күтеді. Ашық командалар: 1\u00a0234.",
                        "1\u00a0024 МБ қалды",
                        "1\u00a0500,01\u00a0KZT")
                .doesNotContain("??");
    }

    @Test
    void countsTextsAndPaymentsAsTheyPass() {
        var overview = bean(Overview.class);
        Snapshot.Bind before = overview.now().binds().getFirst();
        long settled = bean(PaymentDesk.class).flow().settled();

        desk.paid(FreshMsisdn.next());

        // Two texts came, two or more left: code and receipt.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            overview.lookAgain();
                            Snapshot.Bind after = overview.now().binds().getFirst();
                            assertThat(received(after) - received(before))
                                    .isGreaterThanOrEqualTo(2);
                            assertThat(taken(after) - taken(before)).isGreaterThanOrEqualTo(2);
                            assertThat(bean(PaymentDesk.class).flow().settled() - settled)
                                    .isEqualTo(1);
                            assertThat(overview.now().value(Measure.TEXTS_IN)).isPositive();
                        });
        assertThat(overview.now().counterparties())
                .filteredOn(each -> each.view().id().equals("billing"))
                .isNotEmpty()
                .allMatch(each -> each.view().calls() > 0);
        assertThat(page(BILLING)).contains("closed: all passes");
    }

    private static long received(Snapshot.Bind bind) {
        return bind.view().figures().received();
    }

    private static long taken(Snapshot.Bind bind) {
        return bind.view().figures().taken();
    }

    @Test
    void pausesACounterpartyWithAReasonOnRecordAndPlainlyShown() {
        String tooLong = "a".repeat(501);
        assertThat(supervisor.post(KASPI + "/pause", "reason", " ").status()).isEqualTo(400);
        assertThat(supervisor.post(KASPI + "/pause", "reason", tooLong).status()).isEqualTo(400);
        assertThat(bean(Banks.class).isWell("kaspi")).isTrue();

        var done = supervisor.post(KASPI + "/pause", "reason", "they move <b>house</b>");

        assertThat(done.location()).endsWith(KASPI);
        assertThat(bean(Banks.class).isWell("kaspi")).isFalse();
        assertThat(page(KASPI))
                .contains("Paused.", "supervisor", "they move &lt;b&gt;house&lt;/b&gt;")
                .contains("held open");
        assertThat(page("/console/overview"))
                .contains("Kaspi is paused by supervisor since ")
                .contains("href=\"" + KASPI + "\"");
        supervisor.post(KASPI + "/pause", "reason", "once more");
        assertThat(page(KASPI)).contains("It stands so already");
        // What starts is told before it does anything.
        Map<String, Pauses.Pause> told = new HashMap<>();
        bean(Pauses.class).follow("counterparty", told::putAll);
        assertThat(told).containsOnlyKeys("kaspi");

        supervisor.post(KASPI + "/resume", "reason", "they are back");

        assertThat(bean(Banks.class).isWell("kaspi")).isTrue();
        assertThat(page("/console/overview")).doesNotContain("Kaspi is paused");
        assertThat(ConsoleClient.of(hub, "auditor").get("/console/audit").body())
                .contains("counterparty kaspi", "paused a counterparty", "they are back")
                .doesNotContain("once more");
    }

    @Test
    @Tag("R-OPS-1")
    void plansWorkAndShowsHowLongUntilThen() {
        var begin = ZonedDateTime.now(WorkQueues.HERE).plusHours(2).truncatedTo(ChronoUnit.MINUTES);
        String soon = begin.minusHours(2).plusMinutes(10).toLocalDateTime().toString();
        String start = begin.toLocalDateTime().toString();
        String end = begin.plusMinutes(30).toLocalDateTime().toString();
        supervisor.get(PLANNED);

        plan(soon, end, "they <b>move</b>");
        assertThat(page(PLANNED))
                .contains("It has to be planned 15 minutes ahead, or marked as urgent.")
                // What was filled in is there still.
                .contains(soon, "they &lt;b&gt;move&lt;/b&gt;");
        assertThat(plan("never", end, "why").status()).isEqualTo(400);
        assertThat(plan(start, end, " ").status()).isEqualTo(400);

        assertThat(plan(start, end, "they move house").location()).endsWith(PLANNED);
        assertThat(page(PLANNED)).contains("Planned.", "to come", "Call off", "by supervisor");
        plan(start, end, "they move again");
        assertThat(page(PLANNED)).contains("Other work on the same is planned");
        assertThat(page("/console/overview"))
                .containsPattern(
                        "Halyk: equipment maintenance, .*; begins in [12]:\\d\\d:\\d\\d\\.");
        assertThat(bean(Banks.class).isWell("halyk")).isTrue();
        assertThat(ConsoleClient.of(hub, "auditor").get(PLANNED).body())
                .contains("to come")
                .doesNotContain("Call off", "<form class=\"stacked");

        String ending = PLANNED + "/" + lastWork() + "/end";
        assertThat(supervisor.post(ending, "reason", " ").status()).isEqualTo(400);
        supervisor.post(ending, "reason", "they stay");
        assertThat(page(PLANNED)).contains("It is over.", "called off");
        supervisor.post(ending, "reason", "and stay for good");
        assertThat(page(PLANNED)).contains("It stands so already");
        assertThat(page("/console/overview")).doesNotContain("Halyk: equipment");
        assertThat(ConsoleClient.of(hub, "auditor").get("/console/audit").body())
                .contains("planned work", "they move house", "halyk, ", "ended planned work")
                .doesNotContain("they move again", "and stay for good");
    }

    private ConsoleClient.Page plan(String start, String end, String why) {
        return supervisor.post(
                PLANNED,
                "counterparty",
                "halyk",
                "start",
                start,
                "end",
                end,
                "cause",
                "equipment",
                "reason",
                why);
    }

    private long lastWork() {
        return bean(PlannedWork.class).windows().all().stream()
                .mapToLong(WorkWindow::id)
                .max()
                .orElseThrow();
    }

    @Test
    @Tag("R-OPS-1")
    void holdsACounterpartyForAsLongAsWorkGoesOnAndNobodyPausesIt() {
        var work = bean(PlannedWork.class);
        Instant now = bean(Clock.class).instant();
        var plan =
                new PlannedWork.Plan(
                        "halyk", now, now.plusSeconds(3_600), WorkReason.EQUIPMENT, true);
        work.plan(plan, "supervisor", id -> {});
        String halyk = "/console/overview/counterparties/halyk";

        assertThat(bean(Banks.class).isWell("halyk")).isFalse();
        bean(Overview.class).lookAgain();
        assertThat(page("/console/overview"))
                .containsPattern("Halyk: equipment maintenance, .*; goes on, ends in .*\\.")
                .doesNotContain("Halyk does not answer");
        assertThat(page(halyk)).contains("planned work", "equipment maintenance");
        supervisor.post(halyk + "/pause", "reason", "they want more time");
        work.end(lastWork(), () -> {});
        assertThat(bean(Banks.class).isWell("halyk")).isFalse();
        supervisor.post(halyk + "/resume", "reason", "they are done");
        assertThat(bean(Banks.class).isWell("halyk")).isTrue();
    }

    @Test
    void keepsACommandUntilItsCounterpartyGoesOn() {
        String msisdn = FreshMsisdn.next();
        var phone = new Phone(hub, msisdn);
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        var payment = desk.newest(desk.subscriber(msisdn)).id();
        supervisor.post(BILLING + "/pause", "reason", "a test");

        hub.simulator().smsc().deliver(msisdn, "4404", code);

        await().atMost(PATIENCE)
                .until(
                        () -> desk.newest(desk.subscriber(msisdn)).state(),
                        PaymentState.RESERVING::equals);
        // One that was taken before is put back.
        await().atMost(PATIENCE)
                .until(
                        () -> bean(Commands.class).of(payment),
                        found ->
                                found.stream()
                                        .allMatch(each -> each.state() == CommandState.QUEUED));

        supervisor.post(BILLING + "/resume", "reason", "the test goes on");

        await().atMost(PATIENCE)
                .until(
                        () -> desk.newest(desk.subscriber(msisdn)).state(),
                        PaymentState.SETTLED::equals);
    }

    @Test
    void pausesABindWithoutLosingAText() {
        var smsc = hub.simulator().smsc();
        String msisdn = FreshMsisdn.next();

        supervisor.post(KCELL + "/pause", "reason", "work at the SMSC");

        await().atMost(PATIENCE).until(() -> smsc.bound().isEmpty());
        assertThat(page(KCELL)).contains("paused", "work at the SMSC");
        assertThat(page("/console/overview")).contains("Bind kcell is paused by supervisor since ");
        smsc.deliver(msisdn, "9909", "balance");
        supervisor.post(KCELL + "/resume", "reason", "they are done");
        assertThat(smsc.takeMessage(msisdn, PATIENCE).text()).contains("100,000.00");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            bean(Overview.class).lookAgain();
                            assertThat(page("/console/overview")).doesNotContain("Bind kcell is");
                        });
    }

    @Test
    void knowsNoOtherSubjects() {
        for (String path :
                List.of(
                        "/console/overview/binds/nobody",
                        "/console/overview/partners/nobody",
                        "/console/overview/queues/nobody",
                        "/console/overview/others/kaspi")) {
            assertThat(supervisor.get(path).status()).as(path).isEqualTo(404);
            assertThat(supervisor.post(path + "/pause", "reason", "why").status())
                    .as(path)
                    .isEqualTo(404);
        }
        String queue = "/console/overview/queues/counterparty.billing";
        assertThat(page(queue)).contains("Messages in the queue").doesNotContain("Pause");
        assertThat(supervisor.post(queue + "/pause", "reason", "why").status()).isEqualTo(404);
    }

    @Test
    void keepsOneFigureAMinuteOfEachNodeForADay() {
        var samples = bean(Samples.class);
        Instant minute = bean(Clock.class).instant().truncatedTo(ChronoUnit.MINUTES);
        var flow = new Figure(Measure.BIND_SENT, "history-" + UUID.randomUUID());
        var standing = new Figure(Measure.QUEUE_DEPTH, flow.of());
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();

        samples.keep(minute, one, Map.of(flow, 1.5, standing, 7.0));
        samples.keep(minute, one, Map.of(flow, 99.0, standing, 99.0));
        samples.keep(minute, other, Map.of(flow, 2.0, standing, 3.0));
        Instant old = minute.minus(Samples.KEPT).minusSeconds(60);
        samples.keep(old, one, Map.of(flow, 1.0));

        assertThat(samples.since(old, flow))
                .containsExactly(new Samples.Point(old, 1.0), new Samples.Point(minute, 3.5));
        assertThat(samples.since(old, standing)).containsExactly(new Samples.Point(minute, 7.0));
        samples.forget(minute.minus(Samples.KEPT));
        assertThat(samples.since(old, flow)).containsExactly(new Samples.Point(minute, 3.5));
    }

    @Test
    void writesNoMoreThanItsBoundAndForgetsAllThatIsOld() {
        Map<Figure, Double> many = new HashMap<>();
        String prefix = "bound-" + UUID.randomUUID() + "-";
        for (int i = 0; i < Samples.MOST + 50; i++) {
            many.put(new Figure(Measure.QUEUE_DEPTH, prefix + i), 1.0);
        }
        var samples = bean(Samples.class);
        Instant old = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Samples.KEPT);
        for (int minute = 1; minute <= 11; minute++) {
            samples.keep(old.minus(minute, ChronoUnit.MINUTES), UUID.randomUUID(), many);
        }
        // More than goes at a time; the hub itself may forget some of it at this moment.
        samples.forget(old);

        assertThat(count("of_what LIKE '" + prefix + "%'")).isZero();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        samples.keep(now, UUID.randomUUID(), many);
        assertThat(count("of_what LIKE '" + prefix + "%'")).isEqualTo(Samples.MOST);
        bean(JdbcTemplate.class)
                .update("DELETE FROM console.sample WHERE of_what LIKE ?", prefix + "%");
    }

    @Test
    void keepsTheFiguresOfEachMinuteByItself() {
        await().atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                count("measure = 'failures' AND at > now() - interval '2 minutes'")
                                        > 0);
    }

    private int count(String where) {
        return bean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT count(*) FROM console.sample WHERE " + where, Integer.class);
    }

    @Test
    void tellsAnOpenPageWhatIsNewUntilItsSessionEnds() throws Exception {
        var person = ConsoleClient.of(hub, "auditor");
        person.get("/console/overview");
        var lines =
                new BufferedReader(new InputStreamReader(stream(person), StandardCharsets.UTF_8));

        hear(lines, "event:now");
        hear(lines, "event:day");
        assertThat(bean(OverviewStreams.class).open()).isPositive();
        person.post("/console/logout");

        hear(lines, "event:over");
        assertThat(lines.lines().toList()).allMatch(line -> line.isEmpty() || line.equals("data:"));
    }

    @Test
    void endsTheOldestOfTooManyPagesOfOnePerson() throws Exception {
        var person = ConsoleClient.of(hub, "administrator");
        person.get("/console/overview");
        var first =
                new BufferedReader(new InputStreamReader(stream(person), StandardCharsets.UTF_8));
        for (int i = 0; i < OverviewStreams.OF_ONE_SESSION; i++) {
            stream(person);
        }

        hear(first, "event:over");
        person.post("/console/logout");
        await().atMost(PATIENCE).until(() -> bean(OverviewStreams.class).open() == 0);
    }

    @Test
    void tellsNoPageForEver() {
        long longAgo = Instant.now().minus(OverviewPages.TOLD_FOR).getEpochSecond();

        assertThat(supervisor.get("/console/overview/stream?made=" + longAgo).status())
                .isEqualTo(204);
        assertThat(supervisor.get("/console/overview/stream").status()).isEqualTo(204);
        var nobody = new ConsoleClient(hub).stream("/console/overview/stream?made=1");
        assertThat(nobody.statusCode()).isEqualTo(401);
    }

    private InputStream stream(ConsoleClient person) {
        var answer =
                person.stream("/console/overview/stream?made=" + Instant.now().getEpochSecond());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        return answer.body();
    }

    private static void hear(BufferedReader lines, String wanted) throws Exception {
        CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                String line = lines.readLine();
                                while (line != null && !line.equals(wanted)) {
                                    line = lines.readLine();
                                }
                                return line;
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .thenAccept(line -> assertThat(line).isEqualTo(wanted))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
