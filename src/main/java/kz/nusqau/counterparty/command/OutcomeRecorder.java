package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import kz.nusqau.counterparty.CommandAnswer;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandListener;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandsNeedReview;
import kz.nusqau.counterparty.CommandsNeedReview.Cause;
import kz.nusqau.counterparty.CommandsNeedReview.Review;
import kz.nusqau.counterparty.CommandsResolved;
import kz.nusqau.counterparty.command.OutcomeStore.Written;
import kz.nusqau.counterparty.wire.Excerpt;
import kz.nusqau.platform.GroupCommit;
import kz.nusqau.shared.SubscriberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes outcomes in groups and tells the listener in the same transaction, so that a command's row
 * and whatever waits for it never disagree.
 */
public final class OutcomeRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);
    private static final int MAX_BATCH = 128;
    private static final Duration LINGER = Duration.ofMillis(3);
    private static final int CAPACITY = 16_384;
    private static final int RECORDING_ATTEMPTS = 5;

    private final OutcomeStore store;
    private final ObjectProvider<CommandListener> listener;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final GroupCommit<Recorded> group;

    OutcomeRecorder(
            OutcomeStore store,
            ObjectProvider<CommandListener> listener,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.store = store;
        this.listener = listener;
        this.events = events;
        this.transaction = transaction;
        this.group =
                new GroupCommit<>(
                        "command-outcomes", MAX_BATCH, CAPACITY, LINGER, transaction, this::write);
    }

    /**
     * Completes when the outcome is durable. Fails, and is logged, when it couldn't be written:
     * then the row stays open, and the sweep leads to an inquiry.
     *
     * @param firstInquiry wait before the first inquiry, of an unknown outcome
     */
    CompletableFuture<Void> record(
            CommandKey key,
            SubscriberId subscriber,
            CommandOutcome outcome,
            Duration firstInquiry) {
        return logged(new Recorded(key, subscriber, outcome, firstInquiry, Cause.CONTRADICTION));
    }

    /** The same for those who needn't wait. */
    void tell(CommandKey key, SubscriberId subscriber, CommandOutcome outcome) {
        var unused = record(key, subscriber, outcome, Duration.ZERO);
    }

    /** A person has to look; completes as {@link #record} does. */
    CompletableFuture<Void> recordStuck(
            CommandKey key, SubscriberId subscriber, Cause cause, String detail) {
        var stuck = new CommandOutcome.Stuck(detail);
        return logged(new Recorded(key, subscriber, stuck, Duration.ZERO, cause));
    }

    /** The same for those who needn't wait. */
    void tellStuck(CommandKey key, SubscriberId subscriber, Cause cause, String detail) {
        var unused = recordStuck(key, subscriber, cause, detail);
    }

    private CompletableFuture<Void> logged(Recorded recorded) {
        return group.submit(recorded)
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                failed(recorded, failure);
                            }
                        });
    }

    /** The row stays open and leads to an inquiry, until a person has to look. */
    private void failed(Recorded recorded, Throwable failure) {
        LOG.error(
                "outcome {} of {} is not recorded, an inquiry follows",
                recorded.outcome().name(),
                recorded.key(),
                failure);
        if (isTroubleOfTheDatabase(failure)) {
            return;
        }
        try {
            transaction.executeWithoutResult(
                    status ->
                            store.recordingFailed(recorded.key(), RECORDING_ATTEMPTS)
                                    .ifPresent(row -> unrecordable(row, recorded, failure)));
        } catch (RuntimeException e) {
            LOG.error("{} waits for the sweep", recorded.key(), e);
        }
    }

    private static boolean isTroubleOfTheDatabase(Throwable failure) {
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransactionException
                || failure instanceof RejectedExecutionException;
    }

    private void unrecordable(Written row, Recorded recorded, Throwable failure) {
        String detail = recorded.outcome().name() + " can't be recorded: " + failure;
        var review = review(row, recorded.subscriber(), Cause.UNRECORDABLE, Excerpt.of(detail));
        events.publishEvent(new CommandsNeedReview(List.of(review)));
    }

    int depth() {
        return group.depth();
    }

    private void write(List<Recorded> batch) {
        Map<CommandKey, Recorded> outcomes = new LinkedHashMap<>();
        var contradictions = new ArrayList<Recorded>();
        for (Recorded each : batch) {
            Recorded before = outcomes.get(each.key());
            if (before != null && before.contradicts(each)) {
                contradictions.add(each);
            } else {
                outcomes.merge(each.key(), each, Recorded::merge);
            }
        }
        List<Written> written = store.write(List.copyOf(outcomes.values()));
        Map<CommandKey, Recorded> unwritten = new LinkedHashMap<>(outcomes);
        written.forEach(each -> unwritten.remove(each.key()));
        contradictions.addAll(contradicting(unwritten));
        var answers = new ArrayList<CommandAnswer>(written.size());
        for (Written each : written) {
            answers.add(answer(recorded(outcomes, each.key())));
        }
        answers.addAll(marked(contradictions));
        if (!answers.isEmpty()) {
            listener.getObject().answered(List.copyOf(answers));
        }
        tellDesk(written, outcomes);
    }

    private static Recorded recorded(Map<CommandKey, Recorded> outcomes, CommandKey key) {
        Recorded found = outcomes.get(key);
        if (found == null) {
            throw new IllegalStateException("the database answered for a key not asked: " + key);
        }
        return found;
    }

    private static CommandAnswer answer(Recorded recorded) {
        return new CommandAnswer(recorded.key(), recorded.subscriber(), recorded.outcome());
    }

    /** Final outcomes that were not news although the row says something else. */
    private List<Recorded> contradicting(Map<CommandKey, Recorded> unwritten) {
        var finals = unwritten.values().stream().filter(Recorded::isAnswer).toList();
        if (finals.isEmpty()) {
            return List.of();
        }
        Map<CommandKey, String> known = store.outcomes(finals.stream().map(Recorded::key).toList());
        return finals.stream()
                .filter(each -> known.containsKey(each.key()))
                .filter(each -> !each.outcome().name().equals(known.get(each.key())))
                .toList();
    }

    private List<CommandAnswer> marked(List<Recorded> contradictions) {
        if (contradictions.isEmpty()) {
            return List.of();
        }
        Map<CommandKey, String> details = new HashMap<>();
        Map<CommandKey, Recorded> byKey = new HashMap<>();
        for (Recorded each : contradictions) {
            details.put(each.key(), "a later answer says " + each.outcome().name());
            byKey.put(each.key(), each);
        }
        var reviews = new ArrayList<Review>();
        var answers = new ArrayList<CommandAnswer>();
        for (Written row : store.markContradicted(details)) {
            Recorded each = recorded(byKey, row.key());
            var stuck = new CommandOutcome.Stuck(details.getOrDefault(row.key(), ""));
            reviews.add(review(row, each.subscriber(), Cause.CONTRADICTION, stuck.detail()));
            answers.add(new CommandAnswer(row.key(), each.subscriber(), stuck));
        }
        if (!reviews.isEmpty()) {
            events.publishEvent(new CommandsNeedReview(reviews));
        }
        return answers;
    }

    private void tellDesk(List<Written> written, Map<CommandKey, Recorded> outcomes) {
        var reviews = new ArrayList<Review>();
        Map<CommandKey, String> resolved = new HashMap<>();
        for (Written each : written) {
            Recorded recorded = recorded(outcomes, each.key());
            if (recorded.outcome() instanceof CommandOutcome.Stuck(String detail)) {
                reviews.add(review(each, recorded.subscriber(), recorded.cause(), detail));
            } else if (recorded.outcome().isFinal() && each.waited()) {
                resolved.put(each.key(), recorded.outcome().name());
            }
        }
        if (!reviews.isEmpty()) {
            events.publishEvent(new CommandsNeedReview(reviews));
        }
        if (!resolved.isEmpty()) {
            events.publishEvent(new CommandsResolved(resolved));
        }
    }

    private static Review review(
            Written written, SubscriberId subscriber, Cause cause, String detail) {
        return new Review(
                written.key(),
                subscriber,
                written.counterparty(),
                written.operation(),
                cause,
                detail,
                written.attempts() + written.inquiries());
    }

    @Override
    public void close() {
        group.close();
    }
}
