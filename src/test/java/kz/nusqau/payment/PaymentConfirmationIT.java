package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.confirmation.ChallengesExpired;
import kz.nusqau.confirmation.EndedChallenge;
import kz.nusqau.confirmation.Subject;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.LimitCounters;
import kz.nusqau.subscriber.LimitUse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a proposal to its confirmation, on a real database. */
class PaymentConfirmationIT {

    static final PaymentSide SIDE = new PaymentSide();

    final SubscriberId subscriber = SIDE.subscriber();

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @Test
    @Tag("R-INS-6")
    @Tag("R-OTP-1")
    @Tag("R-OTP-3")
    void offersWithFeeCodeAndLifetimeAndTouchesNoMoney() {
        var proposal =
                SIDE.pay(subscriber, "tel", Map.of("phone", "77051234567"))
                        .of(Money.tenge(1_000))
                        .build();
        var offered = SIDE.offer(proposal);

        assertThat(offered.amount()).isEqualTo(Money.tenge(1_000));
        assertThat(offered.fee()).isEqualTo(Money.tenge(50));
        assertThat(offered.code().orElseThrow()).matches("\\d{6}");
        assertThat(offered.lifetime()).isEqualTo(Duration.ofMinutes(3));
        assertThat(offered.promptMessage()).isEqualTo(proposal.promptMessage());
        assertThat(SIDE.neighbours.commandsOf(offered.id())).isEmpty();
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.PROPOSED);
    }

    @Test
    void keepsWhatWasRefused() {
        var proposal = SIDE.alma(subscriber, "60000.00").build();

        assertThat(SIDE.propose(proposal))
                .isEqualTo(
                        new ProposalResult.Refused(
                                proposal.id(),
                                RefusalReason.ABOVE_MAXIMUM,
                                new Particulars.Limit(Money.tenge(50_000))));
        assertThat(SIDE.state(proposal.id())).isEqualTo(PaymentState.REFUSED);
        assertThat(SIDE.confirm(subscriber, new Answer.Code("123456")))
                .isEqualTo(new ConfirmResult.NothingOpen());
    }

    @Test
    @Tag("R-OTP-1")
    void threeWrongCodesEndIt() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var wrong = new Answer.Code(other(offered));

        assertThat(SIDE.confirm(subscriber, wrong))
                .isEqualTo(new ConfirmResult.WrongCode(offered.id(), 2));
        assertThat(SIDE.confirm(subscriber, wrong))
                .isEqualTo(new ConfirmResult.WrongCode(offered.id(), 1));
        assertThat(SIDE.confirm(subscriber, wrong))
                .isEqualTo(new ConfirmResult.CodeUsedUp(offered.id()));
        assertThat(SIDE.confirm(subscriber, code(offered)))
                .isEqualTo(new ConfirmResult.CodeUsedUp(offered.id()));
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.CANCELLED);
    }

    @Test
    @Tag("R-OTP-8")
    void theCodeMessageIsForgottenWhenItsChallengeEnds() {
        var replaced = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var confirmed = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        SIDE.confirm(subscriber, new Answer.Code(other(confirmed)));
        assertThat(SIDE.neighbours.wiped).doesNotContain(confirmed.promptMessage());

        SIDE.confirm(subscriber, code(confirmed));

        assertThat(SIDE.neighbours.wiped)
                .contains(replaced.promptMessage(), confirmed.promptMessage());
    }

    @Test
    @Tag("R-OTP-3")
    void aLateCodeEndsIt() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var late = SIDE.now().plus(Duration.ofMinutes(4));

        assertThat(SIDE.confirm(subscriber, code(offered), late))
                .isEqualTo(new ConfirmResult.CodeExpired(offered.id()));
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.EXPIRED);
        assertThat(SIDE.neighbours.newsOf(offered.id())).isEmpty();
    }

    @Test
    void tellsThatNobodyConfirmed() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var ended =
                SIDE.inTransaction(
                        () ->
                                SIDE.bean(Challenges.class)
                                        .cancel(Subject.PAYMENT, List.of(subscriber), Map.of()));
        var challenge = ended.getFirst();
        var expired =
                new EndedChallenge(
                        challenge.id(),
                        challenge.subscriber(),
                        challenge.instruction(),
                        challenge.kind(),
                        EndedChallenge.Ending.EXPIRED,
                        challenge.promptMessage(),
                        challenge.expiresAt(),
                        challenge.subject());

        SIDE.transaction.executeWithoutResult(
                status ->
                        SIDE.bean(PaymentSchedules.class)
                                .expire(new ChallengesExpired(List.of(expired))));

        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.EXPIRED);
        assertThat(SIDE.neighbours.newsOf(offered.id())).containsExactly(new News.Expired());
    }

    @Test
    void aNewInstructionTakesThePlaceOfTheOldOne() {
        var first = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var second = SIDE.offer(SIDE.alma(subscriber, "1600.00").build());

        assertThat(SIDE.state(first.id())).isEqualTo(PaymentState.SUPERSEDED);
        assertThat(SIDE.confirm(subscriber, code(first)))
                .isEqualTo(new ConfirmResult.WrongCode(second.id(), 2));
        assertThat(SIDE.confirm(subscriber, code(second)))
                .isEqualTo(new ConfirmResult.Started(second.id()));
    }

    @Test
    void cancelsWhatWaits() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        SubscriberId other = SIDE.subscriber();

        var results =
                SIDE.inTransaction(
                        () -> SIDE.payments().cancel(List.of(no(other), no(subscriber))));
        assertThat(results)
                .containsExactly(
                        new CancelResult.NothingOpen(), new CancelResult.Cancelled(offered.id()));
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.CANCELLED);
        assertThat(SIDE.confirm(subscriber, code(offered)))
                .isEqualTo(new ConfirmResult.NothingOpen());
    }

    @Test
    void aNoToAQuestionThatWasReplacedEndsNoOther() {
        var replaced = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var offered = SIDE.offer(SIDE.alma(subscriber, "2500.00").build());

        assertThat(cancel(new Cancellation(subscriber, replaced.id())))
                .isEqualTo(new CancelResult.NothingOpen());
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.PROPOSED);
        assertThat(cancel(new Cancellation(subscriber, offered.id())))
                .isEqualTo(new CancelResult.Cancelled(offered.id()));
    }

    private static CancelResult cancel(Cancellation wanted) {
        return SIDE.inTransaction(() -> SIDE.payments().cancel(List.of(wanted))).getFirst();
    }

    private static Cancellation no(SubscriberId subscriber) {
        return new Cancellation(subscriber, null);
    }

    @Test
    void whatIsConfirmedIsNotCancelled() {
        InstructionId id = SIDE.started(SIDE.alma(subscriber, "1500.00").build());

        assertThat(SIDE.inTransaction(() -> SIDE.payments().cancel(List.of(no(subscriber)))))
                .containsExactly(new CancelResult.NothingOpen());
        assertThat(SIDE.state(id)).isEqualTo(PaymentState.RESERVING);
    }

    @Test
    void theSameCodeTwiceStartsOnce() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());

        assertThat(SIDE.confirm(subscriber, code(offered)))
                .isEqualTo(new ConfirmResult.Started(offered.id()));
        assertThat(SIDE.confirm(subscriber, code(offered)))
                .isEqualTo(new ConfirmResult.AlreadyConfirmed(offered.id()));
        assertThat(SIDE.neighbours.commandsOf(offered.id())).hasSize(1);
    }

    @Test
    void ofRacingConfirmationsOneStarts() throws Exception {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        var now = SIDE.now();
        List<Callable<ConfirmResult>> racers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            racers.add(() -> SIDE.confirm(subscriber, code(offered), now));
        }
        var results = new ArrayList<ConfirmResult>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var future : threads.invokeAll(racers)) {
                results.add(future.get());
            }
        }

        assertThat(results).filteredOn(ConfirmResult.Started.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(ConfirmResult.AlreadyConfirmed.class::isInstance).hasSize(5);
        assertThat(SIDE.neighbours.commandsOf(offered.id())).hasSize(1);
    }

    @Test
    void aYesIsNoCode() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());

        assertThat(SIDE.confirm(subscriber, new Answer.Yes()))
                .isEqualTo(new ConfirmResult.CodeNeeded());
        assertThat(SIDE.confirm(subscriber, new Answer.Code(other(offered))))
                .isEqualTo(new ConfirmResult.WrongCode(offered.id(), 2));
    }

    @Test
    void aPlainYesDoesForAKnownPayeeAndASmallAmount() {
        assertThat(asksForCode(SIDE.alma(subscriber, "900.00"))).isTrue();
        SIDE.settled(SIDE.alma(subscriber, "900.00").build());

        assertThat(asksForCode(SIDE.alma(subscriber, "1000.00"))).isFalse();
        assertThat(asksForCode(SIDE.alma(subscriber, "1000.01"))).isTrue();
        assertThat(asksForCode(SIDE.alma(subscriber, "1000.00").to("5505"))).isTrue();
        assertThat(asksForCode(SIDE.alma(SIDE.subscriber(), "900.00"))).isTrue();
        assertThat(
                        asksForCode(
                                SIDE.pay(subscriber, "alma", Map.of("account", "1000000001"))
                                        .of(Money.tenge(900))))
                .isTrue();
    }

    @Test
    void aPayeeThatWasNotPaidAfterAllStaysUnknown() {
        InstructionId id = SIDE.started(SIDE.alma(subscriber, "900.00").build());
        SIDE.accept(id, "reserve");
        SIDE.answer(id, "topup", PaymentSide.refused(RefusalReason.EMONEY_LIMIT));
        SIDE.accept(id, "release");

        assertThat(asksForCode(SIDE.alma(subscriber, "900.00"))).isTrue();
    }

    @Test
    void aCumulativePaymentIsConfirmedWithAYesOnceItWasAsked() {
        var proposal =
                SIDE.pay(subscriber, "kalaesp", Map.of("iin", "900101300126")).to("5505").build();
        var offered = SIDE.offer(proposal);
        assertThat(offered.code()).isEmpty();
        assertThat(offered.amount()).isEqualTo(Money.tenge(4_325));
        assertThat(offered.fee()).isEqualTo(Money.tenge(100));

        var answered = SIDE.now();
        var unsure = new ConfirmResult.BeforePrompt(false);
        assertThat(SIDE.confirm(subscriber, new Answer.Yes(), answered)).isEqualTo(unsure);
        SIDE.neighbours.prompts.put(proposal.promptMessage(), new OutboundState.Queued());
        assertThat(SIDE.confirm(subscriber, new Answer.Yes(), answered)).isEqualTo(unsure);
        SIDE.neighbours.prompts.put(
                proposal.promptMessage(), new OutboundState.Submitted(answered.plusMillis(1)));
        assertThat(SIDE.confirm(subscriber, new Answer.Yes(), answered))
                .isEqualTo(new ConfirmResult.BeforePrompt(true));
        assertThat(SIDE.confirm(subscriber, new Answer.Code("123456"), answered))
                .isEqualTo(new ConfirmResult.NothingOpen());

        assertThat(SIDE.confirm(subscriber, new Answer.Yes(), answered.plusMillis(1)))
                .isEqualTo(new ConfirmResult.Started(offered.id()));
        assertThat(SIDE.confirm(subscriber, new Answer.Yes(), answered.plusMillis(2)))
                .isEqualTo(new ConfirmResult.AlreadyConfirmed(offered.id()));
    }

    @Test
    @Tag("R-OTP-4")
    void aYesTypedBelowItsQuestionProvesThatItCameAndAnswersNoOther() {
        var proposal =
                SIDE.pay(subscriber, "kalaesp", Map.of("iin", "900101300126")).to("5505").build();
        var offered = SIDE.offer(proposal);
        UUID question = proposal.promptMessage();

        SIDE.neighbours.prompts.put(question, new OutboundState.Submitted(SIDE.now()));
        assertThat(yes(InstructionId.next(), true)).isEqualTo(new ConfirmResult.NothingOpen());
        SIDE.neighbours.prompts.put(question, new OutboundState.Failed("refused"));
        assertThat(yes(offered.id(), true)).isEqualTo(new ConfirmResult.BeforePrompt(true));
        SIDE.neighbours.prompts.put(question, new OutboundState.Queued());
        assertThat(yes(offered.id(), false)).isEqualTo(new ConfirmResult.BeforePrompt(false));

        assertThat(yes(offered.id(), true)).isEqualTo(new ConfirmResult.Started(offered.id()));
    }

    private ConfirmResult yes(InstructionId to, boolean seen) {
        return SIDE.confirm(new Confirmation(subscriber, new Answer.Yes(seen), SIDE.now(), to));
    }

    @Test
    @Tag("R-LIM-1")
    @Tag("R-LIM-2")
    void theDaysLimitIsTakenWithTheConfirmation() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        useOfTheDay(Money.tenge(199_000));

        assertThat(SIDE.confirm(subscriber, code(offered)))
                .isEqualTo(
                        new ConfirmResult.LimitReached(
                                offered.id(),
                                RefusalReason.DAILY_AMOUNT_LIMIT,
                                new Particulars.Limit(Money.tenge(200_000))));
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.REFUSED);
        assertThat(SIDE.neighbours.commandsOf(offered.id())).isEmpty();

        assertThat(SIDE.propose(SIDE.alma(subscriber, "1500.00").build()))
                .isInstanceOfSatisfying(
                        ProposalResult.Refused.class,
                        it -> assertThat(it.reason()).isEqualTo(RefusalReason.DAILY_AMOUNT_LIMIT));
    }

    @Test
    @Tag("R-LIM-1")
    void theTwentiethOperationOfADayIsTheLast() {
        for (int i = 0; i < 20; i++) {
            SIDE.started(SIDE.alma(subscriber, "10.00").to("5505").build());
        }

        assertThat(SIDE.propose(SIDE.alma(subscriber, "10.00").build()))
                .isInstanceOfSatisfying(
                        ProposalResult.Refused.class,
                        it -> {
                            assertThat(it.reason()).isEqualTo(RefusalReason.DAILY_COUNT_LIMIT);
                            assertThat(it.particulars()).isEqualTo(new Particulars.Count(20));
                        });
    }

    @Test
    @Tag("R-BLK-1")
    void whoIsBlockedMeanwhilePaysNothing() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        SIDE.jdbc.update(
                "UPDATE subscriber.subscriber SET blocked_at = now() WHERE id = ?",
                subscriber.value());

        assertThat(SIDE.confirm(subscriber, code(offered)))
                .isEqualTo(
                        new ConfirmResult.LimitReached(
                                offered.id(), RefusalReason.BLOCKED, new Particulars.None()));
        assertThat(SIDE.neighbours.commandsOf(offered.id())).isEmpty();
    }

    @Test
    @Tag("R-JOIN-1")
    void noMoneyMovesBeforeTheRulesAreAccepted() {
        SubscriberId stranger = SIDE.stranger();
        var offered = SIDE.offer(SIDE.alma(stranger, "1500.00").build());

        assertThatThrownBy(() -> SIDE.confirm(stranger, code(offered)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(SIDE.state(offered.id())).isEqualTo(PaymentState.PROPOSED);
    }

    @Test
    @Tag("R-OTP-8")
    void printsNoCode() {
        var offered = SIDE.offer(SIDE.alma(subscriber, "1500.00").build());
        String digits = offered.code().orElseThrow();

        assertThat(offered.toString()).doesNotContain(digits);
        assertThat(new Confirmation(subscriber, code(offered), SIDE.now()).toString())
                .doesNotContain(digits);
        assertThat(SIDE.neighbours.timeline).noneMatch(entry -> entry.detail().contains(digits));
    }

    @Test
    void aBatchIsAnsweredInItsOrder() {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            proposals.add(
                    SIDE.alma(SIDE.subscriber(), i % 4 == 3 ? "60000.00" : "1500.00").build());
        }
        var results = SIDE.inTransaction(() -> SIDE.payments().propose(proposals));
        List<Confirmation> confirmations = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            assertThat(results.get(i).id()).isEqualTo(proposals.get(i).id());
            Answer answer =
                    results.get(i) instanceof ProposalResult.Offered offered
                            ? new Answer.Code(
                                    i % 4 == 2 ? other(offered) : offered.code().orElseThrow())
                            : new Answer.Code("123456");
            confirmations.add(new Confirmation(proposals.get(i).subscriber(), answer, SIDE.now()));
        }
        var confirmed = SIDE.inTransaction(() -> SIDE.payments().confirm(confirmations));

        for (int i = 0; i < 40; i++) {
            ConfirmResult expected =
                    switch (i % 4) {
                        case 2 -> new ConfirmResult.WrongCode(proposals.get(i).id(), 2);
                        case 3 -> new ConfirmResult.NothingOpen();
                        default -> new ConfirmResult.Started(proposals.get(i).id());
                    };
            assertThat(confirmed.get(i)).as("of %d", i).isEqualTo(expected);
        }
    }

    private void useOfTheDay(Money amount) {
        SIDE.transaction.executeWithoutResult(
                status ->
                        SIDE.bean(LimitCounters.class)
                                .take(
                                        List.of(
                                                new LimitUse(
                                                        InstructionId.next(),
                                                        subscriber,
                                                        AlmatyDay.of(SIDE.now()),
                                                        amount,
                                                        Money.tenge(200_000),
                                                        20))));
    }

    private static boolean asksForCode(PaymentSide.ProposalBuilder proposal) {
        return SIDE.offer(proposal.build()).code().isPresent();
    }

    private static Answer code(ProposalResult.Offered offered) {
        return new Answer.Code(offered.code().orElseThrow());
    }

    private static String other(ProposalResult.Offered offered) {
        return offered.code().orElseThrow().equals("000000") ? "000001" : "000000";
    }
}
