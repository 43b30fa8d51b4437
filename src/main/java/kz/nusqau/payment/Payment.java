package kz.nusqau.payment;

import java.time.Instant;
import java.util.Map;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/** A payment: what was asked for, where it came from, how far it got. */
record Payment(
        InstructionId id,
        SubscriberId subscriber,
        Terms terms,
        Origin origin,
        PaymentState state,
        int generation,
        Progress progress) {

    private static final int TAIL = 4;

    /**
     * What the subscriber confirms.
     *
     * @param requisites in the provider's order
     * @param payeeIndex equal for the same payee, and says nothing else
     * @param system e-money system that executes it; null only for what was refused before one was
     *     chosen
     */
    record Terms(
            String provider,
            Map<String, String> requisites,
            byte[] payeeIndex,
            Money amount,
            Money fee,
            @Nullable String system) {

        Money total() {
            return amount.plus(fee);
        }

        /** The last four characters of the first requisite. */
        String tail() {
            String first = requisites.values().iterator().next();
            return first.substring(Math.max(0, first.length() - TAIL));
        }

        @Override
        public String toString() {
            return "%s, fee %s, to %s".formatted(amount, fee, provider);
        }
    }

    record Origin(
            String link, String shortCode, Language language, Brand brand, Instant receivedAt) {}

    /**
     * What is known by now.
     *
     * @param reason why it is not paid
     * @param deadline after which nothing is begun that could be undone
     * @param overdueAt when the subscriber is to be told that it takes long
     */
    record Progress(
            @Nullable RefusalReason reason,
            @Nullable String topUpReference,
            @Nullable String paymentNumber,
            @Nullable Instant confirmedAt,
            @Nullable Instant deadline,
            @Nullable Instant overdueAt) {

        static final Progress NONE = new Progress(null, null, null, null, null, null);

        Progress because(@Nullable RefusalReason why) {
            return new Progress(
                    why == null ? reason : why,
                    topUpReference,
                    paymentNumber,
                    confirmedAt,
                    deadline,
                    overdueAt);
        }

        Progress toppedUp(String reference, String number) {
            return new Progress(reason, reference, number, confirmedAt, deadline, overdueAt);
        }

        Progress confirmed(Instant at, Instant until, Instant overdue) {
            return new Progress(reason, topUpReference, paymentNumber, at, until, overdue);
        }

        Progress overdue(@Nullable Instant at) {
            return new Progress(reason, topUpReference, paymentNumber, confirmedAt, deadline, at);
        }
    }

    CommandKey key(Step step, int ofGeneration) {
        return new CommandKey(id, step.key(), ofGeneration);
    }

    /** The one that executes it. */
    String system() {
        String system = terms.system();
        if (system == null) {
            throw new IllegalStateException("no e-money system was chosen for " + id);
        }
        return system;
    }

    Payment in(PaymentState newState, int newGeneration) {
        return new Payment(id, subscriber, terms, origin, newState, newGeneration, progress);
    }

    Payment with(Progress newProgress) {
        return new Payment(id, subscriber, terms, origin, state, generation, newProgress);
    }

    /** Whether the subscriber was told that it takes long. */
    boolean wasTold() {
        return progress.confirmedAt() != null && progress.overdueAt() == null;
    }

    PaymentNews news(News news) {
        return news(news, false);
    }

    PaymentNews news(News news, boolean afterStillWorking) {
        return new PaymentNews(
                id,
                subscriber,
                origin.link(),
                origin.shortCode(),
                origin.language(),
                terms.provider(),
                terms.tail(),
                terms.amount(),
                terms.fee(),
                origin.brand(),
                news,
                afterStillWorking);
    }
}
