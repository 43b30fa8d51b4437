package kz.nusqau.payment;

import static kz.nusqau.payment.PaymentSide.accepted;
import static kz.nusqau.payment.PaymentSide.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.instruction.Account;
import kz.nusqau.ledger.Balance;
import kz.nusqau.mailbox.InstructionNeedsReview;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.DayUse;
import kz.nusqau.subscriber.LimitCounters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payments from the confirmation to their end, on a real database. */
class PaymentLifeIT {

    static final PaymentSide SIDE = new PaymentSide();

    final SubscriberId subscriber = SIDE.subscriber();

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @AfterEach
    void booksAreSound() {
        assertThat(SIDE.ledger().faults()).isEmpty();
    }

    @Test
    @Tag("R-INS-4")
    @Tag("R-INS-10")
    void goesThroughEveryStepOnce() {
        InstructionId id = SIDE.started(su("1500.00"));
        assertThat(asked(id)).containsExactly("reserve/1");
        assertThat(last(id).operation()).isEqualTo(new Operation.Reserve(Money.tenge(1_520)));

        SIDE.accept(id, "reserve");
        assertThat(last(id).operation()).isEqualTo(new Operation.TopUp(Money.tenge(1_500)));
        SIDE.accept(id, "topup");
        assertThat(last(id).operation())
                .isEqualTo(
                        new Operation.PayProvider(
                                "su", Map.of("account", "12345678"), Money.tenge(1_500)));
        assertThat(SIDE.neighbours.newsOf(id)).isEmpty();
        SIDE.accept(id, "pay");
        assertThat(SIDE.neighbours.newsOf(id)).singleElement().isInstanceOf(News.Paid.class);
        assertThat(last(id).operation())
                .isEqualTo(new Operation.Charge(new CommandKey(id, "reserve", 1)));
        SIDE.accept(id, "charge");

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.SETTLED);
        assertThat(asked(id)).containsExactly("reserve/1", "topup/1", "pay/1", "charge/1");
        assertThat(SIDE.neighbours.newsOf(id)).hasSize(1);
        assertThat(used()).isEqualTo(new DayUse(Money.tenge(1_500), 1));
    }

    @Test
    void theBooksEndWithWhatTheOperatorOwes() {
        var before = SIDE.ledger();
        SIDE.settled(su("2000.00"));
        var after = SIDE.ledger();

        assertThat(net(after.balances(), "operator.billing"))
                .isEqualTo(net(before.balances(), "operator.billing") + 202_000);
        assertThat(net(after.balances(), "emoney.kazeuromobile"))
                .isEqualTo(net(before.balances(), "emoney.kazeuromobile") - 200_000);
        assertThat(net(after.balances(), "income.commission"))
                .isEqualTo(net(before.balances(), "income.commission") - 2_000);
        assertThat(net(after.balances(), "providers.su"))
                .isEqualTo(net(before.balances(), "providers.su"));
        assertThat(after.openPending()).isEqualTo(before.openPending());
    }

    @Test
    @Tag("R-INS-5")
    void givesTheReceiptToItsPayerOnly() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve");
        String number = PaymentSide.number();
        SIDE.answer(
                id, "topup", new CommandOutcome.Accepted("ref", Map.of("paymentNumber", number)));
        SIDE.accept(id, "pay");

        assertThat(SIDE.neighbours.newsOf(id)).containsExactly(new News.Paid(number));
        var receipt = SIDE.receipt(subscriber, number.toLowerCase(Locale.ROOT)).orElseThrow();
        assertThat(receipt.id()).isEqualTo(id);
        assertThat(receipt.requisiteTail()).isEqualTo("5678");
        assertThat(receipt.fee()).isEqualTo(Money.tenge(20));
        assertThat(SIDE.receipt(SIDE.subscriber(), number)).isEmpty();
    }

    @Test
    void answersThatComeAgainChangeNothing() {
        InstructionId id = SIDE.started(su("1500.00"));
        for (String step : List.of("reserve", "topup", "pay", "charge")) {
            CommandOutcome outcome = accepted(step);
            SIDE.answer(id, step, outcome);
            SIDE.answer(id, step, outcome);
            SIDE.answer(id, "reserve", accepted("reserve"));
            SIDE.answer(id, step, new CommandOutcome.Unknown("late news"));
        }

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.SETTLED);
        assertThat(asked(id)).containsExactly("reserve/1", "topup/1", "pay/1", "charge/1");
        assertThat(SIDE.neighbours.newsOf(id)).hasSize(1);
    }

    @Test
    void aRefusedReservationEndsItAtOnce() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.answer(id, "reserve", refused(RefusalReason.INSUFFICIENT_FUNDS));

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.REFUSED);
        assertThat(SIDE.neighbours.newsOf(id))
                .containsExactly(new News.NotPaid(RefusalReason.INSUFFICIENT_FUNDS));
        assertThat(used()).isEqualTo(new DayUse(Money.tiyn(0), 0));
    }

    @Test
    @Tag("R-INS-4")
    void aRefusedTopUpReleasesTheHold() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve");
        SIDE.answer(id, "topup", refused(RefusalReason.EMONEY_LIMIT));
        assertThat(last(id).operation())
                .isEqualTo(new Operation.Release(new CommandKey(id, "reserve", 1)));
        assertThat(SIDE.neighbours.newsOf(id)).isEmpty();
        SIDE.accept(id, "release");

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.REVERSED);
        assertThat(SIDE.neighbours.newsOf(id))
                .containsExactly(new News.Undone(RefusalReason.EMONEY_LIMIT));
        assertThat(used()).isEqualTo(new DayUse(Money.tiyn(0), 0));
    }

    @Test
    @Tag("R-INS-4")
    void aRefusedPaymentTakesTheTopUpBackFirst() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve", "topup");
        SIDE.answer(id, "pay", refused(RefusalReason.PROVIDER_REFUSED));
        assertThat(last(id).operation())
                .isEqualTo(new Operation.ReverseTopUp(new CommandKey(id, "topup", 1), "ref-topup"));
        SIDE.accept(id, "reverse-topup", "release");

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.REVERSED);
        assertThat(asked(id))
                .containsExactly("reserve/1", "topup/1", "pay/1", "reverse-topup/1", "release/1");
        assertThat(SIDE.neighbours.newsOf(id))
                .containsExactly(new News.Undone(RefusalReason.PROVIDER_REFUSED));
    }

    @Test
    void whatWasNeverSentIsNotPaid() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.answer(id, "reserve", new CommandOutcome.NotSent("too late"));

        assertThat(SIDE.neighbours.newsOf(id))
                .containsExactly(new News.NotPaid(RefusalReason.SERVICE_UNAVAILABLE));
    }

    @Test
    void whatHasToHappenIsAskedForAgainUnderANewKey() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve", "topup", "pay");
        SIDE.answer(id, "charge", new CommandOutcome.NotSent("too late"));
        SIDE.answer(id, "charge", new CommandOutcome.NotSent("told twice"));

        assertThat(asked(id)).endsWith("pay/1", "charge/1", "charge/2");
        SIDE.answer(id, "charge", 2, accepted("charge"));
        assertThat(SIDE.state(id)).isEqualTo(PaymentState.SETTLED);
    }

    @Test
    void aRefusedChargeBecomesAReceivableAndAPersonsTask() {
        long before = net(SIDE.ledger().balances(), "receivable.subscribers");
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve", "topup", "pay");
        SIDE.answer(id, "charge", refused(RefusalReason.BILLING_REFUSED));

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.OWED);
        assertThat(SIDE.neighbours.newsOf(id)).singleElement().isInstanceOf(News.Paid.class);
        assertThat(SIDE.neighbours.reviews)
                .filteredOn(review -> review.instruction().equals(id))
                .singleElement()
                .extracting(InstructionNeedsReview::cause)
                .isEqualTo("payment.charge.refused");
        assertThat(net(SIDE.ledger().balances(), "receivable.subscribers"))
                .isEqualTo(before + 152_000);
    }

    @Test
    void whatIsStuckWaitsForAPersonAndThenGoesOn() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve");
        SIDE.answer(id, "topup", new CommandOutcome.Unknown("timeout"));
        assertThat(SIDE.state(id)).isEqualTo(PaymentState.TOPPING_UP);
        SIDE.answer(id, "topup", new CommandOutcome.Stuck("inquiries exhausted"));
        SIDE.answer(id, "topup", new CommandOutcome.Stuck("still"));
        assertThat(SIDE.state(id)).isEqualTo(PaymentState.TOP_UP_REVIEW);
        assertThat(SIDE.neighbours.newsOf(id)).containsExactly(new News.UnderReview());
        assertThat(SIDE.payments().unfinished()).containsKey(PaymentState.TOP_UP_REVIEW);

        SIDE.accept(id, "topup", "pay", "charge");
        assertThat(SIDE.state(id)).isEqualTo(PaymentState.SETTLED);
    }

    @Test
    void tellsOnceThatItTakesLong() {
        InstructionId slow = SIDE.started(su("1500.00"));
        InstructionId paid = SIDE.started(SIDE.alma(SIDE.subscriber(), "700.00").build());
        SIDE.accept(paid, "reserve", "topup", "pay");

        SIDE.bean(PaymentSchedules.class).tellOverdue();
        assertThat(SIDE.neighbours.newsOf(slow)).isEmpty();
        SIDE.ahead = Duration.ofSeconds(31);
        try {
            SIDE.bean(PaymentSchedules.class).tellOverdue();
            SIDE.bean(PaymentSchedules.class).tellOverdue();
        } finally {
            SIDE.ahead = Duration.ZERO;
        }

        assertThat(SIDE.neighbours.newsOf(slow)).containsExactly(new News.StillWorking());
        assertThat(SIDE.neighbours.newsOf(paid)).hasSize(1);
        SIDE.accept(slow, "reserve", "topup", "pay", "charge");
        assertThat(SIDE.neighbours.news)
                .filteredOn(news -> news.id().equals(slow))
                .extracting(PaymentNews::afterStillWorking)
                .containsExactly(false, true);
    }

    @Test
    void tellsOnceThatItTakesLongEvenWhenTheDebitIsSlow() {
        InstructionId id = SIDE.started(fromKaspi("1500.00"));
        try {
            SIDE.ahead = Duration.ofSeconds(31);
            SIDE.bean(PaymentSchedules.class).tellOverdue();
            SIDE.accept(id, "debit");
            SIDE.ahead = Duration.ofSeconds(62);
            SIDE.bean(PaymentSchedules.class).tellOverdue();
            SIDE.accept(id, "topup", "pay");
        } finally {
            SIDE.ahead = Duration.ZERO;
        }

        assertThat(SIDE.state(id)).isEqualTo(PaymentState.SETTLED);
        assertThat(SIDE.neighbours.news)
                .filteredOn(news -> news.id().equals(id))
                .extracting(PaymentNews::afterStillWorking)
                .as("one text that it takes long, and the receipt after it")
                .containsExactly(false, true);
    }

    @Test
    void nothingIsBegunAfterItsDeadline() {
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.accept(id, "reserve");
        var reserve = SIDE.neighbours.commandsOf(id).getFirst();
        var topUp = last(id);

        assertThat(reserve.deadline()).isBefore(SIDE.now().plus(Duration.ofMinutes(2)));
        assertThat(topUp.deadline())
                .isAfter(reserve.deadline())
                .isBefore(SIDE.now().plus(Duration.ofMinutes(30)));
    }

    @Test
    void aPaymentNumberStaysWithTheFirstThatHadIt() {
        String number = PaymentSide.number();
        var outcome = new CommandOutcome.Accepted("ref", Map.of("paymentNumber", number));
        InstructionId first = SIDE.started(su("1500.00"));
        SIDE.accept(first, "reserve");
        SIDE.answer(first, "topup", outcome);
        SubscriberId other = SIDE.subscriber();
        InstructionId second = SIDE.started(SIDE.alma(other, "700.00").build());
        SIDE.accept(second, "reserve");
        SIDE.jdbc.update("UPDATE payment.payment_number SET system = 'wooppay'");
        SIDE.answer(second, "topup", outcome);

        assertThat(SIDE.state(second)).isEqualTo(PaymentState.PAYING);
        assertThat(SIDE.receipt(subscriber, number)).isPresent();
        assertThat(SIDE.receipt(other, number)).isEmpty();
    }

    @Test
    void anAnswerToNoPaymentIsABug() {
        assertThatThrownBy(() -> SIDE.accept(InstructionId.next(), "reserve"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsWhatWasCommittedAndEachStateOnce() {
        double settled = reached("settled");
        double reserving = reached("reserving");
        InstructionId id = SIDE.started(su("1500.00"));
        SIDE.ahead = Duration.ofSeconds(31);
        try {
            SIDE.bean(PaymentSchedules.class).tellOverdue();
        } finally {
            SIDE.ahead = Duration.ZERO;
        }
        SIDE.accept(id, "reserve", "topup", "pay", "charge");
        SIDE.transaction.executeWithoutResult(
                status -> {
                    SIDE.payments().propose(List.of(su("700.00")));
                    status.setRollbackOnly();
                });

        assertThat(reached("settled")).isEqualTo(settled + 1);
        assertThat(reached("reserving")).isEqualTo(reserving + 1);
    }

    @Test
    void keepsNoRequisiteInClear() {
        InstructionId id = SIDE.settled(su("1500.00"));

        String row =
                SIDE.jdbc.queryForObject(
                        "SELECT p::text || encode(requisites, 'escape')"
                                + " FROM payment.payment p WHERE id = ?",
                        String.class,
                        id.value());
        assertThat(row).doesNotContain("12345678");
        assertThat(SIDE.neighbours.timeline)
                .noneMatch(entry -> entry.detail().contains("12345678"));
        assertThat(SIDE.payment(id).toString()).isNotEmpty();
    }

    private Proposal fromKaspi(String amount) {
        var iban = "KZ86722C000000000001";
        var settlement = "KZ00722C90000000001";
        return SIDE.pay(subscriber, "su", Map.of("account", "12345678"))
                .of(Money.parse(amount, "KZT"))
                .from(
                        new Account.Bank("kaspi"),
                        new BankChoice.Chosen(
                                new BankAccount(
                                        iban, Money.tenge(250_000), List.of(), Optional.empty()),
                                new BankMove(
                                        "kaspi",
                                        iban,
                                        "kaspi",
                                        settlement,
                                        Money.parse(amount, "KZT"),
                                        null)))
                .build();
    }

    private Proposal su(String amount) {
        return SIDE.pay(subscriber, "su", Map.of("account", "12345678"))
                .of(Money.parse(amount, "KZT"))
                .quoted(new Quote.Quoted("kazeuromobile", ""))
                .build();
    }

    private DayUse used() {
        return SIDE.bean(LimitCounters.class)
                .used(List.of(subscriber), AlmatyDay.of(SIDE.now()))
                .get(subscriber);
    }

    private static double reached(String state) {
        return SIDE.bean(MeterRegistry.class)
                .counter("nusqau.payments.reached", "state", state)
                .count();
    }

    private static CommandRequest last(InstructionId id) {
        return SIDE.neighbours.commandsOf(id).getLast();
    }

    private static List<String> asked(InstructionId id) {
        return SIDE.neighbours.commandsOf(id).stream()
                .map(c -> c.key().step() + "/" + c.key().generation())
                .toList();
    }

    private static long net(List<Balance> balances, String account) {
        return balances.stream()
                .filter(balance -> balance.code().equals(account))
                .mapToLong(Balance::net)
                .sum();
    }
}
