package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.payment.PaymentReceipt.Standing;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a payment stands, at each point of its way, for its payer alone. */
@Tag("R-INS-5")
class ReceiptsIT {

    private final PaymentSide side = new PaymentSide();
    private final SubscriberId payer = side.subscriber();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void isDoneFromThePivotOn() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        assertThat(last().standing()).isEqualTo(Standing.ON_ITS_WAY);
        assertThat(last().paymentNumber()).isNull();

        side.accept(id, "reserve", "topup");
        assertThat(last().standing()).isEqualTo(Standing.ON_ITS_WAY);
        side.accept(id, "pay");
        assertThat(last().standing()).isEqualTo(Standing.DONE);
        side.answer(id, "charge", PaymentSide.refused(RefusalReason.BILLING_REFUSED));

        assertThat(side.state(id)).isEqualTo(PaymentState.OWED);
        PaymentReceipt receipt = last();
        assertThat(receipt.standing()).isEqualTo(Standing.DONE);
        assertThat(receipt.amount()).isEqualTo(Money.tenge(1_500));
        assertThat(receipt.requisiteTail()).isEqualTo("1123");
        String number = String.valueOf(receipt.paymentNumber());
        assertThat(side.receipt(payer, number)).contains(receipt);
    }

    @Test
    void isThePayersAlone() {
        InstructionId id = side.settled(side.alma(payer, "1500.00").build());
        String number = String.valueOf(side.payment(id).progress().paymentNumber());
        SubscriberId other = side.subscriber();

        assertThat(side.receipt(payer, number)).isPresent();
        assertThat(side.receipt(other, number)).isEmpty();
        assertThat(side.lastReceipt(other)).isEmpty();
    }

    @Test
    void isToldToManyAtOnceToEachTheirOwn() {
        InstructionId named = side.settled(side.alma(payer, "1500.00").build());
        InstructionId newest = side.started(side.alma(payer, "1600.00").build());
        String number = String.valueOf(side.payment(named).progress().paymentNumber());
        SubscriberId another = side.subscriber();
        InstructionId own = side.started(side.alma(another, "700.00").build());
        SubscriberId curious = side.subscriber();
        side.started(side.alma(curious, "800.00").build());
        SubscriberId newcomer = side.subscriber();

        var told =
                side.payments()
                        .receipts(
                                Map.of(
                                        payer, Optional.of(number.toLowerCase(Locale.ROOT)),
                                        another, Optional.empty(),
                                        curious, Optional.of(number),
                                        newcomer, Optional.empty()));

        assertThat(told).containsOnlyKeys(payer, another);
        assertThat(told.get(payer).id()).isEqualTo(named);
        assertThat(told.get(payer).standing()).isEqualTo(Standing.DONE);
        assertThat(told.get(another).id()).isEqualTo(own);
        assertThat(told.get(another).standing()).isEqualTo(Standing.ON_ITS_WAY);
        assertThat(last().id()).isEqualTo(newest);
        assertThat(side.payments().receipts(Map.of())).isEmpty();
    }

    @Test
    void isOfNothingThatWasNotConfirmed() {
        side.offer(side.alma(payer, "1500.00").build());

        assertThat(side.lastReceipt(payer)).isEmpty();
    }

    @Test
    void saysWhatIsGivenUp() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve");
        side.answer(id, "topup", PaymentSide.refused(RefusalReason.EMONEY_LIMIT));
        assertThat(last().standing()).isEqualTo(Standing.STOPPING);

        side.accept(id, "release");
        assertThat(last().standing()).isEqualTo(Standing.STOPPED);

        InstructionId next = side.started(side.alma(payer, "1600.00").build());
        side.answer(next, "reserve", PaymentSide.refused(RefusalReason.BILLING_REFUSED));
        assertThat(last().standing()).isEqualTo(Standing.NOT_MADE);
        assertThat(last().amount()).isEqualTo(Money.tenge(1_600));
    }

    @Test
    @Tag("R-INS-13")
    void saysWhatIsRecalled() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve");
        var wanted =
                new TakeBack(
                        payer,
                        TakeBack.Wish.RECALL,
                        Optional.empty(),
                        "demo",
                        "7701",
                        Language.RU,
                        UUID.randomUUID(),
                        side.now());
        side.inTransaction(() -> side.payments().takeBack(List.of(wanted)));

        assertThat(last().standing()).isEqualTo(Standing.RECALLED);
        side.accept(id, "topup");
        assertThat(last().standing()).isEqualTo(Standing.STOPPING);
    }

    @Test
    void saysThatAPersonLooksIntoIt() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve", "topup");
        side.answer(id, "pay", new CommandOutcome.Stuck("as a test"));

        assertThat(last().standing()).isEqualTo(Standing.UNDER_REVIEW);
    }

    @Test
    @Tag("R-INS-7")
    void saysOnWhichDayABankExecutesIt() {
        side.neighbours.day =
                new OperationalDay(LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class), Set.of());
        InstructionId id = side.started(redemption());
        side.accept(id, "redeem");
        assertThat(last().standing()).isEqualTo(Standing.ON_ITS_WAY);

        side.neighbours.takenIn.add(new CommandKey(id, "credit", 1));
        side.ahead = Duration.ofMinutes(1);
        side.bean(PaymentSchedules.class).tellOverdue();

        assertThat(side.state(id)).isEqualTo(PaymentState.CREDIT_SCHEDULED);
        PaymentReceipt receipt = last();
        assertThat(receipt.standing()).isEqualTo(Standing.SCHEDULED);
        assertThat(receipt.executedBy()).contains(AlmatyDay.of(receipt.confirmedAt()).plusDays(1));
        assertThat(side.neighbours.newsOf(id))
                .containsExactly(new News.Scheduled(receipt.executedBy().orElseThrow()));
    }

    private Proposal redemption() {
        var account = new OwnAccount("halyk", "KZ64", "KZ41722C000000000001", "4417");
        return new Proposal(
                InstructionId.next(),
                payer,
                "demo",
                "9505",
                Language.RU,
                new Instruction.Redeem(new Destination.EndingIn("4417"), Money.tenge(1_500)),
                PaymentSide.goodFacts(),
                new Quote.Quoted("wooppay", "as a test").to(account),
                new BankChoice.None(),
                UUID.randomUUID(),
                side.now(),
                CatalogueForTests.catalogue());
    }

    private PaymentReceipt last() {
        return side.lastReceipt(payer).orElseThrow();
    }
}
