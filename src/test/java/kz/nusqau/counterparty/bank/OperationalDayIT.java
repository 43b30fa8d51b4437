package kz.nusqau.counterparty.bank;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.CommandOutcome.Stuck;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.wire.CounterpartySettings;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.bank.Transfer.State;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders that come to a bank after its cut-off, while it doesn't settle at once. */
class OperationalDayIT {

    private static final Instant FRIDAY_EVENING = Instant.parse("2026-11-20T13:30:00Z");
    private static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T04:00:00Z");

    private static final StoppedClock BANK = new StoppedClock();
    private static final StoppedClock OURS = new StoppedClock();
    private static BankStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new BankStage(BANK, spring -> spring.registerBean(Clock.class, () -> OURS));
        stage.kaspi.settlingAtOnce(false);
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @BeforeEach
    void setClocks() {
        BANK.now = FRIDAY_EVENING;
        OURS.now = FRIDAY_EVENING;
    }

    @AfterEach
    void check() {
        assertThat(stage.kaspi.books().discrepancies()).isEmpty();
        assertThat(stage.kaspi.books().doubleTransfers()).isEmpty();
    }

    @Test
    @Tag("R-INS-7")
    void isExecutedOnTheNextOperationalDay() {
        String payer = FreshMsisdn.next();

        var order = order(payer);

        awaitState(order, State.PDNG);
        assertThat(stage.messages())
                .filteredOn(text -> text.contains(MessageIds.of(order)))
                .anyMatch(text -> text.contains("<ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt>"));
        assertThat(available(payer)).isEqualTo(Amount.tenge(250_000));
        BANK.now = MONDAY_MORNING;
        outcome(stage.hub, order, Accepted.class);
        assertThat(available(payer)).isEqualTo(Amount.tenge(249_000));
    }

    @Test
    @Tag("R-INS-13")
    void isRecalledAsLongAsItIsNotExecuted() {
        String payer = FreshMsisdn.next();
        var order = order(payer);
        awaitState(order, State.PDNG);

        var recall =
                stage.hub.request(
                        "kaspi",
                        "recall",
                        stage.hub.subscriber(payer),
                        new Operation.RecallCreditTransfer(order));

        outcome(stage.hub, recall, Accepted.class);
        outcome(stage.hub, order, Refused.class);
        BANK.now = MONDAY_MORNING;
        awaitState(order, State.CANC);
        assertThat(available(payer)).isEqualTo(Amount.tenge(250_000));
    }

    @Test
    @Tag("R-INS-13")
    void isNotRecalledOnceItIsExecuted() {
        String payer = FreshMsisdn.next();
        var order = order(payer);
        awaitState(order, State.PDNG);
        BANK.now = MONDAY_MORNING;

        var recall =
                stage.hub.request(
                        "kaspi",
                        "recall",
                        stage.hub.subscriber(payer),
                        new Operation.RecallCreditTransfer(order));

        outcome(stage.hub, recall, Refused.class);
        outcome(stage.hub, order, Accepted.class);
    }

    @Test
    @Tag("R-INS-7")
    void isAskedAboutUntilTheDayAfterItsReceiptIsOver() {
        var order = order(FreshMsisdn.next());
        awaitState(order, State.PDNG);
        Instant end = day().executedBy(sentAt(order));
        OURS.now = end.minusMillis(1);

        int soFar = inquiries(order);
        await().atMost(Stage.PATIENCE).until(() -> inquiries(order) >= soFar + 3);
        assertThat(stage.hub.answers.of(order)).noneMatch(Stuck.class::isInstance);

        OURS.now = end;
        outcome(stage.hub, order, Stuck.class);
    }

    private static OperationalDay day() {
        var hours = CounterpartySettings.Hours.usual();
        return new OperationalDay(
                hours.cutOff(), hours.workingDays(), HolidayCalendar.of(hours.holidays()));
    }

    private static Instant sentAt(CommandKey order) {
        return stage.hub
                .jdbc()
                .queryForObject(
                        "select sent_at from counterparty.command where instruction = ?",
                        OffsetDateTime.class,
                        order.instruction().value())
                .toInstant();
    }

    private static int inquiries(CommandKey order) {
        return stage.hub
                .jdbc()
                .queryForObject(
                        "select inquiries from counterparty.command where instruction = ?",
                        Integer.class,
                        order.instruction().value());
    }

    private static void awaitState(CommandKey order, State state) {
        await().atMost(Stage.PATIENCE)
                .until(
                        () ->
                                stage.kaspi
                                        .books()
                                        .transfer(MessageIds.of(order))
                                        .filter(found -> found.state() == state)
                                        .isPresent());
    }

    private static Amount available(String payer) {
        var books = stage.kaspi.books();
        return books.available(books.account(payer, "KZT"));
    }

    private static CommandKey order(String payer) {
        return stage.hub.request(
                "kaspi",
                "transfer",
                stage.hub.subscriber(payer),
                new Operation.CreditTransfer(
                        stage.kaspi.books().account(payer, "KZT").iban(),
                        "KZ86125KZT5004100100",
                        Money.tenge(1_000),
                        "to a friend"));
    }

    /** Shows what it is set to. */
    private static final class StoppedClock extends Clock {

        private volatile Instant now = FRIDAY_EVENING;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("one zone is enough");
        }
    }
}
