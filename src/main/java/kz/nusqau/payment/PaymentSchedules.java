package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.confirmation.ChallengesExpired;
import kz.nusqau.confirmation.EndedChallenge;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to payments because time passes. */
@Component
final class PaymentSchedules {

    private final PaymentBook book;
    private final TransactionTemplate transaction;

    PaymentSchedules(PaymentBook book, TransactionTemplate transaction) {
        this.book = book;
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

    /** Tells those who confirmed and wait for long, once each. */
    void tellOverdue() {
        transaction.executeWithoutResult(
                status -> {
                    var changes = book.lockOverdue();
                    changes.ids().forEach(changes::tellStillWorking);
                    book.write(changes);
                });
    }
}
