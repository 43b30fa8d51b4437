package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.confirmation.ChallengesExpired;
import kz.nusqau.confirmation.EndedChallenge;
import kz.nusqau.shared.InstructionId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to payments because time passes. */
@Component
final class PaymentSchedules {

    private final PaymentBook book;
    private final BankDays bankDays;
    private final TransactionTemplate transaction;

    PaymentSchedules(PaymentBook book, BankDays bankDays, TransactionTemplate transaction) {
        this.book = book;
        this.bankDays = bankDays;
        this.transaction = transaction;
    }

    /** Inside the transaction that ended the challenges. */
    @EventListener
    void expire(ChallengesExpired expired) {
        var changes =
                book.lock(expired.challenges().stream().map(EndedChallenge::instruction).toList());
        List<PaymentNews> news =
                expired.challenges().stream()
                        .map(EndedChallenge::instruction)
                        .filter(changes::holds)
                        .filter(id -> changes.on(id, new SagaEvent.Expired()))
                        .map(id -> changes.get(id).news(new News.Expired()))
                        .toList();
        book.write(changes, news);
    }

    /** Tells those who confirmed and wait for long, once each: for a bank's day, or for what. */
    void tellOverdue() {
        transaction.executeWithoutResult(
                status -> {
                    var changes = book.lockOverdue();
                    var waits = bankDays.of(changes.all());
                    for (InstructionId id : changes.ids()) {
                        switch (waits.getOrDefault(id, new BankDays.Wait.None())) {
                            case BankDays.Wait.None none -> changes.tellStillWorking(id);
                            case BankDays.Wait.Unsure unsure -> changes.lookAgain(id);
                            case BankDays.Wait.For(var day) -> changes.on(id, day);
                        }
                    }
                    book.write(changes);
                });
    }
}
