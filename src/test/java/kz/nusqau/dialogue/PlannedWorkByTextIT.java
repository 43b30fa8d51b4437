package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.PlannedWork.Plan;
import kz.nusqau.platform.PlannedWork.Planned;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.WorkReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What subscribers hear while work goes on, and that nothing of theirs is lost by it. */
@ExtendWith(SharedHub.class)
@Tag("R-OPS-1")
class PlannedWorkByTextIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private HubUnderTest hub;
    private PlannedWork work;
    private Phone phone;
    private String msisdn;

    @BeforeEach
    void begin(HubUnderTest shared) {
        hub = shared;
        work = hub.bean(PlannedWork.class);
        msisdn = FreshMsisdn.next();
        phone = new Phone(hub, msisdn);
    }

    @AfterEach
    void endAll() {
        for (WorkWindow window : work.windows().all()) {
            work.end(window.id(), () -> {});
        }
        hub.bean(CounterpartyDesk.class).resume("billing", () -> {});
    }

    /** From now on, for an hour. */
    private WorkWindow workOn(@Nullable String counterparty) {
        Instant now = hub.bean(Clock.class).instant();
        var plan =
                new Plan(
                        counterparty,
                        now,
                        now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(1)),
                        WorkReason.UPDATE,
                        true);
        return ((Planned.Done) work.plan(plan, "supervisor", id -> {})).window();
    }

    private void end(WorkWindow window) {
        assertThat(work.end(window.id(), () -> {})).isTrue();
    }

    /** As it is told: tomorrow's with the day. */
    private static String until(WorkWindow window) {
        var end = window.end().atZone(ALMATY);
        boolean isToday = end.toLocalDate().equals(Instant.now().atZone(ALMATY).toLocalDate());
        return DateTimeFormatter.ofPattern(isToday ? "HH:mm" : "dd.MM HH:mm", Locale.ROOT)
                .format(end);
    }

    private PaymentState state() {
        return PaymentState.valueOf(
                hub.bean(JdbcTemplate.class)
                        .queryForObject(
                                "SELECT state FROM payment.payment ORDER BY id DESC LIMIT 1",
                                String.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "оплата alma 7273001123 1500тг | плановые работы (обновление системы), деньги не списаны. Окончание работ:",
                "төлеу alma 7273001123 1500тг  | жоспарлы жұмыстар жүргізіліп жатыр (жүйені жаңарту), ақша алынған жоқ. Аяқталу уақыты:",
                "pay alma 7273001123 1500tg    | Planned work is going on (system update), no money was taken. It ends at",
            })
    @Tag("R-OPS-7")
    void saysLaterAndWhenInTheSubscribersLanguage(String text, String answer) {
        var onHub = workOn(null);

        assertThat(phone.ask("7701", text)).contains(answer + " " + until(onHub) + ".");

        end(onHub);
        assertThat(Phone.hasCode(phone.ask("7701", text))).isTrue();
    }

    @Test
    void answersWhatTheHubKnowsByItselfAndLetsOneStop() {
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));

        workOn(null);

        assertThat(phone.ask("9909", "balance")).contains("Planned work");
        assertThat(phone.ask("7701", "reverse")).contains("Planned work");
        assertThat(phone.ask("7701", "help")).doesNotContain("Planned work");
        assertThat(phone.ask("9909", "receipt")).doesNotContain("Planned work");
        assertThat(phone.ask("4404", code)).contains("Planned work");
        assertThat(phone.ask("7701", "0")).contains("cancelled");
    }

    @Test
    void holdsUpOnlyWhatNeedsTheCounterparty() {
        var onWooppay = workOn("wooppay");

        assertThat(phone.ask("9909", "balance")).contains("100,000.00 KZT");
        // By the only e-money system that serves it, by the other one, and by none.
        assertThat(phone.ask("7701", "pay alma 7273001123 1500tg"))
                .contains("Planned work", until(onWooppay));
        assertThat(Phone.hasCode(phone.ask("7701", "pay su 12345678 1500tg"))).isTrue();
        assertThat(phone.ask("9909", "balance wallet")).contains("Planned work");

        workOn("kaspi");
        assertThat(phone.ask("9909", "balance kaspi")).contains("Planned work");
        assertThat(phone.ask("9909", "balance halyk")).contains("10,000.00 KZT");
    }

    /** A code that comes meanwhile is neither judged nor lost. */
    @Test
    void takesTheCodeAfterTheWork() {
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        String wrong = code.equals("000000") ? "000001" : "000000";
        var onWooppay = workOn("wooppay");

        assertThat(phone.ask("4404", code)).contains("Planned work", until(onWooppay));
        assertThat(phone.ask("4404", wrong)).contains("Planned work");
        assertThat(hub.simulator().billing().books().reserved(msisdn)).hasToString("0.00");
        end(onWooppay);

        assertThat(phone.ask("4404", wrong)).contains("2 attempts");
        assertThat(phone.ask("4404", code)).contains("1,500.00 KZT").contains(" N");
    }

    /** Both commands would have been given up after minutes, and wait for an hour's work. */
    @Test
    @Tag("R-INS-4")
    void paysOnceAfterTheWorkWhatWasConfirmedBeforeIt() {
        var desk = hub.bean(CounterpartyDesk.class);
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        desk.pause("billing", "supervisor", "so that it waits", () -> {});
        phone.sendAndAwaitAnswer("4404", code);
        await().atMost(PATIENCE).until(this::state, PaymentState.RESERVING::equals);

        // On billing while its command waits already, on the other before there is one.
        var onBilling = workOn("billing");
        awaitTimeFor("billing", onBilling);
        var onWooppay = workOn("wooppay");
        desk.resume("billing", () -> {});
        assertThat(state()).isEqualTo(PaymentState.RESERVING);
        end(onBilling);
        await().atMost(PATIENCE).until(this::state, PaymentState.TOPPING_UP::equals);
        awaitTimeFor("wooppay", onWooppay);
        end(onWooppay);

        // There may be the news before that it takes long.
        await().atMost(PATIENCE).until(phone::nextMessage, told -> told.contains(" N"));
        await().atMost(PATIENCE).until(this::state, PaymentState.SETTLED::equals);
        assertThat(phone.ask("9909", "balance")).contains("98,500.00 KZT");
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
        assertThat(hub.simulator().wooppay().books().doublePayments()).isEmpty();
    }

    private void awaitTimeFor(String counterparty, WorkWindow window) {
        await("the work gives it time")
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(deadlines(counterparty))
                                        .isNotEmpty()
                                        .allSatisfy(at -> assertThat(at).isAfter(window.end())));
    }

    private List<Instant> deadlines(String counterparty) {
        return hub.bean(JdbcTemplate.class)
                .query(
                        "SELECT deadline FROM counterparty.command"
                                + " WHERE counterparty = ? AND state = 'queued'",
                        (row, n) -> row.getTimestamp(1).toInstant(),
                        counterparty);
    }
}
