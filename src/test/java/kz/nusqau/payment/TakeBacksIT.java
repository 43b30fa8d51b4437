package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.payment.TakeBack.Wish;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recalls at each point of a payment's way, with counterparties that answer by hand. */
@Tag("R-INS-13")
class TakeBacksIT {

    private final PaymentSide side = new PaymentSide();
    private final SubscriberId payer = side.subscriber();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void stopsWhatWasNotSent() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        unsent(id, "reserve");

        assertThat(recall()).isEqualTo(new TakeBackResult.Stopped(id));

        assertThat(side.state(id)).isEqualTo(PaymentState.REFUSED);
        assertThat(side.neighbours.newsOf(id))
                .containsExactly(new News.NotPaid(RefusalReason.RECALLED));
    }

    @Test
    void givesBackWhatIsHeldWhenTheNextStepWasNotSent() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve");
        unsent(id, "topup");

        assertThat(recall()).isInstanceOf(TakeBackResult.Stopping.class);
        assertThat(side.state(id)).isEqualTo(PaymentState.RELEASING);
        side.accept(id, "release");

        assertThat(side.state(id)).isEqualTo(PaymentState.REVERSED);
        assertThat(side.ledger().faults()).isEmpty();
    }

    @Test
    void takesBackWhatIsAcceptedAfterTheRecall() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve");

        assertThat(recall()).isInstanceOf(TakeBackResult.Stopping.class);
        assertThat(recall()).isInstanceOf(TakeBackResult.Stopping.class);
        side.accept(id, "topup");
        assertThat(side.state(id)).isEqualTo(PaymentState.REVERSING);
        side.accept(id, "reverse-topup", "release");

        assertThat(side.state(id)).isEqualTo(PaymentState.REVERSED);
        assertThat(side.neighbours.newsOf(id))
                .containsExactly(new News.Undone(RefusalReason.RECALLED));
        assertThat(side.ledger().faults()).isEmpty();
    }

    @Test
    void leavesThePivotAloneOnceItWasSent() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve", "topup");

        assertThat(recall()).isInstanceOf(TakeBackResult.Executing.class);
        side.accept(id, "pay");

        assertThat(side.state(id)).isEqualTo(PaymentState.CHARGING);
        assertThat(recall()).isInstanceOf(TakeBackResult.Executed.class);
    }

    @Test
    void takesThePivotBackThatWasNotSent() {
        InstructionId id = side.started(side.alma(payer, "1500.00").build());
        side.accept(id, "reserve", "topup");
        unsent(id, "pay");

        assertThat(recall()).isInstanceOf(TakeBackResult.Stopping.class);
        assertThat(side.state(id)).isEqualTo(PaymentState.REVERSING);
    }

    @Test
    void knowsNothingOfWhatWasNeverConfirmedOrIsAnothers() {
        side.offer(side.alma(payer, "1500.00").build());
        assertThat(recall()).isEqualTo(new TakeBackResult.NotFound());

        SubscriberId other = side.subscriber();
        InstructionId id = side.settled(side.alma(other, "1500.00").build());
        String number = String.valueOf(side.payment(id).progress().paymentNumber());
        assertThat(takeBack(Wish.REVERSE, Optional.of(number)))
                .isEqualTo(new TakeBackResult.NotFound());
    }

    @Test
    @Tag("R-INS-11")
    void givesWhatCanNotBeTakenBackToAPerson() {
        InstructionId id = side.settled(side.alma(payer, "1500.00").build());

        assertThat(takeBack(Wish.REVERSE, Optional.empty()))
                .isInstanceOf(TakeBackResult.AskedAPerson.class);

        assertThat(side.neighbours.reviews)
                .singleElement()
                .satisfies(
                        review -> {
                            assertThat(review.instruction()).isEqualTo(id);
                            assertThat(review.cause()).isEqualTo("payment.reversal.asked");
                        });
        assertThat(side.state(id)).isEqualTo(PaymentState.SETTLED);
    }

    private void unsent(InstructionId id, String step) {
        side.neighbours.unsent.add(new CommandKey(id, step, 1));
    }

    private TakeBackResult recall() {
        return takeBack(Wish.RECALL, Optional.empty());
    }

    private TakeBackResult takeBack(Wish wish, Optional<String> number) {
        var wanted =
                new TakeBack(
                        payer,
                        wish,
                        number,
                        "demo",
                        "7701",
                        Language.RU,
                        UUID.randomUUID(),
                        side.now());
        return side.inTransaction(() -> side.payments().takeBack(List.of(wanted))).getFirst();
    }
}
