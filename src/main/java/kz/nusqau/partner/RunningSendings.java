package kz.nusqau.partner;

import static kz.nusqau.partner.Answer.Failed.because;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import kz.nusqau.mailbox.Outbox;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells partners how far their sendings are, and withdraws what isn't sent; in the caller's
 * transaction where nothing else is said.
 */
@Component
final class RunningSendings {

    /** Outcomes in one reply: about 60 kB at most with 500, so that it fits into 64. */
    static final int PAGE = 500;

    private static final int AT_ONCE = 10;

    private final SendingStore store;
    private final Outbox outbox;
    private final TransactionTemplate transaction;

    RunningSendings(SendingStore store, Outbox outbox, TransactionTemplate transaction) {
        this.store = store;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    Map<Prepared, Answer> look(String partner, Map<Prepared, Wish.Look> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        wishes.forEach(
                (prepared, wish) ->
                        answers.put(
                                prepared,
                                store.find(partner, wish.sending())
                                        .<Answer>map(
                                                it -> new Answer.OfSending(view(it), List.of()))
                                        .orElseGet(RunningSendings::notFound)));
        return answers;
    }

    Map<Prepared, Answer> outcomes(String partner, Map<Prepared, Wish.Outcomes> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        wishes.forEach(
                (prepared, wish) ->
                        answers.put(
                                prepared,
                                store.find(partner, wish.sending())
                                        .<Answer>map(it -> outcomes(it, wish.from()))
                                        .orElseGet(RunningSendings::notFound)));
        return answers;
    }

    private Answer outcomes(Sending sending, int from) {
        var outcomes = store.outcomes(sending.id(), from, PAGE + 1);
        boolean more = outcomes.size() > PAGE;
        return new Answer.OfOutcomes(
                view(sending),
                more ? outcomes.subList(0, PAGE) : outcomes,
                more ? OptionalInt.of(outcomes.getLast().place()) : OptionalInt.empty());
    }

    /** Withdraws what the SMSC doesn't have yet. */
    Map<Prepared, Answer> recall(String partner, Map<Prepared, Wish.Recall> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        wishes.forEach(
                (prepared, wish) ->
                        answers.put(
                                prepared,
                                recall(partner, wish.sending())
                                        .<Answer>map(
                                                it -> new Answer.OfSending(view(it), List.of()))
                                        .orElseGet(RunningSendings::notFound)));
        return answers;
    }

    private Optional<Sending> recall(String partner, Wish.Which which) {
        Optional<Sending> found = store.lock(partner, which);
        if (found.isEmpty() || !isRunning(found.get())) {
            return found;
        }
        UUID id = found.get().id();
        outbox.wipe(store.unsentTexts(id));
        store.cancelled(id);
        return store.find(partner, new Wish.Which.ById(id));
    }

    private static boolean isRunning(Sending sending) {
        return sending.state() != Sending.State.FINISHED && sending.cancelledAt().isEmpty();
    }

    /** Withdraws all that a partner sends, each sending in a transaction of its own. */
    void recallAll(String partner) {
        List<UUID> running;
        do {
            running = store.running(partner, AT_ONCE);
            for (UUID id : running) {
                transaction.executeWithoutResult(
                        status -> {
                            var unused = recall(partner, new Wish.Which.ById(id));
                        });
            }
        } while (running.size() == AT_ONCE);
    }

    SendingView view(Sending sending) {
        return SendingView.of(
                sending, store.counts(List.of(sending.id())).getOrDefault(sending.id(), Map.of()));
    }

    static Answer notFound() {
        return because(FaultCode.SENDING_NOT_FOUND, "you have no such sending");
    }
}
