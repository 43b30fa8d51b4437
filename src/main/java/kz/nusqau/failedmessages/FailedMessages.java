package kz.nusqau.failedmessages;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.failedmessages.FailedMessageStore.SealedPayload;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps failed messages and lets people act on them; every act is recorded (section 10). */
@Component
public class FailedMessages {

    private static final int GROUPS = 100;

    private final FailedMessageStore store;
    private final EditStore edits;
    private final Replays replays;
    private final Commands commands;
    private final Timeline timeline;
    private final PersonalData personalData;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FailedMessages(
            FailedMessageStore store,
            EditStore edits,
            Replays replays,
            Commands commands,
            Timeline timeline,
            PersonalData personalData,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.edits = edits;
        this.replays = replays;
        this.commands = commands;
        this.timeline = timeline;
        this.personalData = personalData;
        this.transaction = transaction;
        this.clock = clock;
        Gauge.builder("nusqau.failed.messages.open", store, FailedMessageStore::open)
                .description("Failed messages that wait for a person")
                .register(meters);
    }

    /** Keeps a failure in the caller's transaction; the same telling twice is kept once. */
    void keep(Failure failure) {
        var kept = store.keep(failure, sealed(failure), TimeOrderedId.next());
        if (kept.isEmpty()) {
            return;
        }
        UUID id = kept.get().id();
        boolean first = kept.get().occurrences() == 1;
        String cause = Masking.message(failure.message());
        store.act(id, "hub", first ? "failed" : "failed-again", cause, "");
        if (kept.get().state() == State.SUPERSEDED) {
            store.reopenNewestOf(id)
                    .ifPresent(newest -> store.act(newest, "hub", "failed-again", cause, ""));
        }
        note(failure.instruction(), failure.subscriber(), "desk.kept", failure.errorClass());
    }

    private @Nullable SealedPayload sealed(Failure failure) {
        String payload = failure.payload();
        if (payload == null) {
            return null;
        }
        SubscriberId owner =
                failure.subscriber() == null ? Subscribers.NOBODY : failure.subscriber();
        byte[] clear = payload.getBytes(StandardCharsets.UTF_8);
        return new SealedPayload(owner, personalData.seal(owner, clear));
    }

    /** Their outcomes are known: nobody needs to look any more. In the caller's transaction. */
    void resolve(Source source, Map<String, String> outcomes) {
        for (var resolved : store.resolve(source, outcomes.keySet())) {
            String outcome = outcomes.getOrDefault(resolved.reference(), "");
            store.act(resolved.id(), "hub", "resolved", "the outcome is known", outcome);
        }
    }

    /** The instructions came to their end: nobody needs to look into them any more. */
    void resolveReviews(Map<InstructionId, String> outcomes) {
        for (var resolved : store.resolveReviews(outcomes.keySet())) {
            String outcome = outcomes.getOrDefault(resolved.instruction(), "");
            store.act(resolved.id(), "hub", "resolved", "the instruction has ended", outcome);
        }
    }

    public List<FailedMessageView> list(Filter filter) {
        return store.list(filter);
    }

    /** Open ones, those that wait the longest first. */
    public List<FailedMessageView> oldest(Source source, int limit) {
        return store.oldest(source, limit);
    }

    /** How many open ones there are. */
    public long waiting(Source source) {
        return store.waiting(source);
    }

    public List<CauseGroupView> groups() {
        return store.groups(GROUPS);
    }

    /** How many open ones there are by queue, by route and by age; the most first. */
    public List<FacetView> facets() {
        return store.facets(clock.instant());
    }

    /** One message with all that is known around it. */
    public Optional<DetailView> detail(UUID id) {
        return store.find(id).map(this::detail);
    }

    /** The message itself, masked, where the desk keeps it. */
    public Optional<String> maskedPayload(UUID id) {
        return replays.payload(id).map(Masking::payload);
    }

    private DetailView detail(FailedMessageView message) {
        UUID value = message.instruction();
        if (value == null) {
            return new DetailView(message, store.acts(message.id()), List.of(), List.of());
        }
        var instruction = new InstructionId(value);
        return new DetailView(
                message,
                store.acts(message.id()),
                timeline.of(instruction).stream().map(TimelineView::of).toList(),
                commands.of(instruction).stream().map(CommandSummary::of).toList());
    }

    /**
     * Moves a message on under the ids and keys it has. A second replay, one at the same time, and
     * one after success change nothing, and say so.
     */
    Optional<ReplayView> replay(UUID id, String who, String reason) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> store.inTurn(id).map(message -> replay(message, who, reason))));
    }

    private ReplayView replay(FailedMessageView message, String who, String reason) {
        return finished(message, moved(message), who, reason);
    }

    /** What a replay would do now. Nothing is left of the attempt. */
    public Optional<ReplayPlan> plan(UUID id) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            status.setRollbackOnly();
                            return store.inTurn(id).map(this::moved);
                        }));
    }

    /**
     * Moves a message on if that does what was shown, and nothing else; or else leaves all as it
     * was. In a transaction of the caller, that one has to be rolled back then.
     *
     * @param fingerprint of the plan that was shown
     */
    public Optional<PlannedReplay> replay(UUID id, String fingerprint, String who, String reason) {
        return Objects.requireNonNull(
                transaction.execute(
                        status ->
                                store.inTurn(id)
                                        .map(
                                                message -> {
                                                    ReplayPlan now = moved(message);
                                                    if (now.fingerprint().equals(fingerprint)) {
                                                        return new PlannedReplay.Done(
                                                                finished(
                                                                        message, now, who, reason));
                                                    }
                                                    status.setRollbackOnly();
                                                    return new PlannedReplay.Outdated(now);
                                                })));
    }

    /** Done as far as the transaction can take it back. */
    private ReplayPlan moved(FailedMessageView message) {
        List<CommandSummary> before = summaries(message);
        ReplayView.Effect effect =
                switch (message.state()) {
                    case DISCARDED, RESOLVED, SUPERSEDED -> ReplayView.Effect.NOTHING;
                    case OPEN, REPLAYED -> replays.move(message);
                };
        return ReplayPlan.of(message, effect, changes(before, summaries(message)), before);
    }

    private ReplayView finished(
            FailedMessageView message, ReplayPlan plan, String who, String reason) {
        ReplayView.Effect effect = plan.effect();
        State after = message.state();
        if (effect.moved()) {
            replays.send(message);
            after = State.REPLAYED;
            store.move(message.id(), after);
            edits.voidOpen(message.id(), after.word());
        }
        store.act(message.id(), who, "replayed", reason, effect.word());
        note(message, "desk.replayed", effect.word());
        return new ReplayView(message.id(), after, effect, plan.changes());
    }

    private List<CommandSummary> summaries(FailedMessageView message) {
        UUID instruction = message.instruction();
        return instruction == null
                ? List.of()
                : commands.of(new InstructionId(instruction)).stream()
                        .map(CommandSummary::of)
                        .toList();
    }

    private static List<ReplayView.Change> changes(
            List<CommandSummary> before, List<CommandSummary> after) {
        var changes = new ArrayList<ReplayView.Change>();
        for (int i = 0; i < before.size(); i++) {
            String was = before.get(i).standing();
            String is = after.get(i).standing();
            if (!was.equals(is)) {
                changes.add(new ReplayView.Change(before.get(i).key(), was, is));
            }
        }
        return changes;
    }

    /** Takes a message off the desk without moving it on; what stands outside stays as it is. */
    public Optional<Discarded> discard(UUID id, String who, String reason) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> store.inTurn(id).map(message -> discard(message, who, reason))));
    }

    /** Whether it was discarded by this act, and where it stands now. */
    public record Discarded(boolean done, State state) {}

    private Discarded discard(FailedMessageView message, String who, String reason) {
        if (message.state() == State.DISCARDED) {
            return new Discarded(true, State.DISCARDED);
        }
        if (!store.move(message.id(), State.DISCARDED)) {
            boolean isSuperseded = message.state() == State.SUPERSEDED;
            return new Discarded(false, isSuperseded ? State.SUPERSEDED : State.RESOLVED);
        }
        edits.voidOpen(message.id(), State.DISCARDED.word());
        store.act(message.id(), who, "discarded", reason, "");
        note(message, "desk.discarded", "");
        return new Discarded(true, State.DISCARDED);
    }

    /** What somebody wants others to know of it. False when there is no such message. */
    public boolean comment(UUID id, String who, String text) {
        return acted(id, message -> store.act(id, who, "commented", text, ""));
    }

    /**
     * Says who looks into it.
     *
     * @param assignee empty for nobody any more
     */
    public boolean assign(UUID id, String who, Optional<String> assignee) {
        return acted(
                id,
                message -> {
                    store.assign(id, assignee.orElse(null));
                    store.act(id, who, "assigned", "", assignee.orElse(""));
                });
    }

    private boolean acted(UUID id, Consumer<FailedMessageView> act) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var message = store.inTurn(id);
                            message.ifPresent(act);
                            return message.isPresent();
                        }));
    }

    private void note(FailedMessageView message, String kind, String detail) {
        UUID instruction = message.instruction();
        UUID subscriber = message.subscriber();
        note(
                instruction == null ? null : new InstructionId(instruction),
                subscriber == null ? null : new SubscriberId(subscriber),
                kind,
                detail);
    }

    private void note(
            @Nullable InstructionId instruction,
            @Nullable SubscriberId subscriber,
            String kind,
            String detail) {
        if (instruction == null || subscriber == null) {
            return;
        }
        timeline.record(
                List.of(new TimelineEntry(instruction, subscriber, clock.instant(), kind, detail)));
    }

    /** A message with its history, its instruction's timeline and its commands. */
    public record DetailView(
            FailedMessageView message,
            List<ActView> acts,
            List<TimelineView> timeline,
            List<CommandSummary> commands) {}

    /** An entry of the instruction's timeline. */
    public record TimelineView(Instant at, String kind, String detail) {

        static TimelineView of(TimelineEntry entry) {
            return new TimelineView(entry.at(), entry.kind(), entry.detail());
        }
    }
}
