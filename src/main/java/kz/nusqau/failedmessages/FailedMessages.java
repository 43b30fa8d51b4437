package kz.nusqau.failedmessages;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.CommandView;
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
    private final Tallies tallies;
    private final EditStore edits;
    private final Replays replays;
    private final Commands commands;
    private final Timeline timeline;
    private final PersonalData personalData;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FailedMessages(
            FailedMessageStore store,
            Tallies tallies,
            EditStore edits,
            Replays replays,
            Commands commands,
            Timeline timeline,
            PersonalData personalData,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.tallies = tallies;
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
        timeline.record(
                entry(
                                failure.instruction(),
                                failure.subscriber(),
                                "desk.kept",
                                failure.errorClass())
                        .stream()
                        .toList());
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
        Map<UUID, String> effects = new LinkedHashMap<>();
        for (var resolved : store.resolve(source, outcomes.keySet())) {
            effects.put(resolved.id(), outcomes.getOrDefault(resolved.reference(), ""));
        }
        store.act(effects, "hub", "resolved", "the outcome is known");
    }

    /** The instructions came to their end: nobody needs to look into them any more. */
    void resolveReviews(Map<InstructionId, String> outcomes) {
        Map<UUID, String> effects = new LinkedHashMap<>();
        for (var resolved : store.resolveReviews(outcomes.keySet())) {
            effects.put(resolved.id(), outcomes.getOrDefault(resolved.instruction(), ""));
        }
        store.act(effects, "hub", "resolved", "the instruction has ended");
    }

    public List<FailedMessageView> list(Filter filter) {
        return store.list(filter);
    }

    /** Open ones, those that wait the longest first. */
    public List<FailedMessageView> oldest(Source source, int limit) {
        return store.oldest(source, limit);
    }

    /** How many open ones there are; of very many, a few seconds ago. */
    public long waiting(Source source) {
        return tallies.now().of(source);
    }

    /** The largest groups of open ones. */
    public List<CauseGroupView> groups() {
        return store.newest(tallies.now().causes(GROUPS));
    }

    /** How many open ones there are by queue, by route and by age; the most first. */
    public List<FacetView> facets() {
        return tallies.now().facets();
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
        ReplayPlan plan = moved(message);
        finish(List.of(message), List.of(plan), who, reason);
        return done(message, plan);
    }

    /** What a replay would do now. Nothing is left of the attempt. */
    public Optional<ReplayPlan> plan(UUID id) {
        return plans(List.of(id)).stream().findFirst();
    }

    /**
     * The same of several at once, as they are given; without those that there are not.
     *
     * @param ids of messages of different instructions: a replay of one could change what that of
     *     another does
     */
    List<ReplayPlan> plans(List<UUID> ids) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            status.setRollbackOnly();
                            return moved(store.inTurn(ids));
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
                                                        finish(
                                                                List.of(message),
                                                                List.of(now),
                                                                who,
                                                                reason);
                                                        return new PlannedReplay.Done(
                                                                done(message, now));
                                                    }
                                                    status.setRollbackOnly();
                                                    return new PlannedReplay.Outdated(now);
                                                })));
    }

    /**
     * Moves several on if each does what was shown; where one of them would do something else, none
     * is. In a transaction of the caller, that one has to be rolled back then.
     *
     * @param fingerprints of the plans that were shown, of messages of different instructions
     * @return those that would do something else; none when all is done
     */
    Set<UUID> replay(SequencedMap<UUID, String> fingerprints, String who, String reason) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var messages = store.inTurn(fingerprints.keySet());
                            List<ReplayPlan> plans = moved(messages);
                            Set<UUID> outdated =
                                    plans.stream()
                                            .filter(plan -> !isAsShown(plan, fingerprints))
                                            .map(ReplayPlan::id)
                                            .collect(Collectors.toSet());
                            if (outdated.isEmpty()) {
                                finish(messages, plans, who, reason);
                            } else {
                                status.setRollbackOnly();
                            }
                            return outdated;
                        }));
    }

    private static boolean isAsShown(ReplayPlan plan, Map<UUID, String> fingerprints) {
        return plan.fingerprint().equals(fingerprints.get(plan.id()));
    }

    private ReplayPlan moved(FailedMessageView message) {
        return moved(List.of(message)).getFirst();
    }

    /** Done as far as the transaction can take it back; a plan for each, in their order. */
    private List<ReplayPlan> moved(List<FailedMessageView> messages) {
        Set<InstructionId> instructions = instructions(messages);
        Map<InstructionId, List<CommandView>> before = commands.of(instructions);
        Map<UUID, ReplayView.Effect> effects =
                replays.move(messages.stream().filter(FailedMessages::isMovable).toList(), before);
        Map<InstructionId, List<CommandView>> after = commands.of(instructions);
        return messages.stream()
                .map(
                        message -> {
                            List<CommandSummary> was = summaries(message, before);
                            return ReplayPlan.of(
                                    message,
                                    effects.getOrDefault(message.id(), ReplayView.Effect.NOTHING),
                                    changes(was, summaries(message, after)),
                                    was);
                        })
                .toList();
    }

    private static Set<InstructionId> instructions(List<FailedMessageView> messages) {
        Set<InstructionId> instructions = new HashSet<>();
        for (FailedMessageView message : messages) {
            UUID instruction = message.instruction();
            if (instruction != null && !instructions.add(new InstructionId(instruction))) {
                throw new IllegalStateException("several messages of " + instruction + " at once");
            }
        }
        return instructions;
    }

    private static boolean isMovable(FailedMessageView message) {
        return switch (message.state()) {
            case DISCARDED, RESOLVED, SUPERSEDED -> false;
            case OPEN, REPLAYED -> true;
        };
    }

    private static List<CommandSummary> summaries(
            FailedMessageView message, Map<InstructionId, List<CommandView>> commands) {
        UUID instruction = message.instruction();
        return instruction == null
                ? List.of()
                : commands.getOrDefault(new InstructionId(instruction), List.of()).stream()
                        .map(CommandSummary::of)
                        .toList();
    }

    /** What is left to do of replays that their plans were made of. */
    private void finish(
            List<FailedMessageView> messages, List<ReplayPlan> plans, String who, String reason) {
        Map<UUID, String> effects = new LinkedHashMap<>();
        List<FailedMessageView> moved = new ArrayList<>();
        List<TimelineEntry> entries = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            FailedMessageView message = messages.get(i);
            ReplayView.Effect effect = plans.get(i).effect();
            effects.put(message.id(), effect.word());
            entry(message, "desk.replayed", effect.word()).ifPresent(entries::add);
            if (effect.moved()) {
                moved.add(message);
            }
        }
        if (!moved.isEmpty()) {
            List<UUID> ids = moved.stream().map(FailedMessageView::id).toList();
            store.move(ids, State.REPLAYED);
            edits.voidOpen(ids, State.REPLAYED.word());
        }
        store.act(effects, who, "replayed", reason);
        timeline.record(entries);
        // Last, with the rows in hand: what fails again at once is told after this, not before.
        replays.send(moved);
    }

    private static ReplayView done(FailedMessageView message, ReplayPlan plan) {
        State after = plan.effect().moved() ? State.REPLAYED : message.state();
        return new ReplayView(message.id(), after, plan.effect(), plan.changes());
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
        timeline.record(entry(message, kind, detail).stream().toList());
    }

    private Optional<TimelineEntry> entry(FailedMessageView message, String kind, String detail) {
        UUID instruction = message.instruction();
        UUID subscriber = message.subscriber();
        return entry(
                instruction == null ? null : new InstructionId(instruction),
                subscriber == null ? null : new SubscriberId(subscriber),
                kind,
                detail);
    }

    private Optional<TimelineEntry> entry(
            @Nullable InstructionId instruction,
            @Nullable SubscriberId subscriber,
            String kind,
            String detail) {
        return instruction == null || subscriber == null
                ? Optional.empty()
                : Optional.of(
                        new TimelineEntry(instruction, subscriber, clock.instant(), kind, detail));
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
