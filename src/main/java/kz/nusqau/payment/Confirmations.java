package kz.nusqau.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.LimitRules;
import kz.nusqau.catalogue.RulesVersion;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.confirmation.ConfirmAttempt;
import kz.nusqau.confirmation.ConfirmOutcome;
import kz.nusqau.confirmation.EndedChallenge;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.confirmation.Subject;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Acceptance;
import kz.nusqau.subscriber.LimitCounters;
import kz.nusqau.subscriber.LimitResult;
import kz.nusqau.subscriber.LimitUse;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges answers and starts what they confirm. */
@Component
final class Confirmations {

    private final CatalogueInForce catalogue;
    private final Challenges challenges;
    private final Subscribers subscribers;
    private final LimitCounters limitCounters;
    private final PaymentBook book;
    private final Neighbours neighbours;
    private final Clock clock;

    Confirmations(
            CatalogueInForce catalogue,
            Challenges challenges,
            Subscribers subscribers,
            LimitCounters limitCounters,
            PaymentBook book,
            Neighbours neighbours,
            Clock clock) {
        this.catalogue = catalogue;
        this.challenges = challenges;
        this.subscribers = subscribers;
        this.limitCounters = limitCounters;
        this.book = book;
        this.neighbours = neighbours;
        this.clock = clock;
    }

    List<ConfirmResult> confirm(List<Confirmation> confirmations) {
        var round = new Round(confirmations);
        var open = challenges.openFor(round.answers.keySet());
        var prompts = prompts(open.values());
        var work = work(open.values(), round);
        List<OpenChallenge> judged = new ArrayList<>();
        List<SubscriberId> late = new ArrayList<>();
        for (Confirmation confirmation : confirmations) {
            OpenChallenge challenge = open.get(confirmation.subscriber());
            ConfirmResult early =
                    challenge == null
                            ? null
                            : withoutAttempt(challenge, confirmation, prompts, work);
            if (early != null) {
                round.results.put(confirmation.subscriber(), early);
            } else if (challenge == null) {
                late.add(confirmation.subscriber());
            } else {
                judged.add(challenge);
            }
        }
        late.addAll(judge(judged, round));
        tellLate(late, round);
        return confirmations.stream().map(c -> round.result(c.subscriber())).toList();
    }

    /**
     * What costs no attempt: an answer to another question, one for which it is no time, the wrong
     * kind of answer, or a yes to a question not yet asked.
     */
    private static @Nullable ConfirmResult withoutAttempt(
            OpenChallenge challenge,
            Confirmation confirmation,
            Map<UUID, OutboundState> prompts,
            Map<InstructionId, WorkWindow> work) {
        if (challenge.subject() != Subject.PAYMENT
                || !confirmation.mayAnswer(challenge.instruction())) {
            return new ConfirmResult.NothingOpen();
        }
        WorkWindow window = work.get(challenge.instruction());
        if (window != null) {
            return new ConfirmResult.Later(window);
        }
        boolean wantsYes = challenge.kind() == ChallengeKind.YES;
        return switch (confirmation.answer()) {
            case Answer.Code code -> wantsYes ? new ConfirmResult.NothingOpen() : null;
            case Answer.Yes yes when !wantsYes -> new ConfirmResult.CodeNeeded();
            case Answer.Yes yes ->
                    Prompts.tooEarly(
                            prompts.get(challenge.promptMessage()),
                            yes.seen(),
                            confirmation.receivedAt());
        };
    }

    /**
     * The work, by what has to wait for its end. What was confirmed before it began has come in
     * time, as it would for the code's own end.
     */
    private Map<InstructionId, WorkWindow> work(Collection<OpenChallenge> open, Round round) {
        var windows = neighbours.plannedWork();
        Instant now = clock.instant();
        if (windows.all().stream().noneMatch(window -> window.isUnderWay(now))) {
            return Map.of();
        }
        List<InstructionId> asked =
                open.stream()
                        .filter(challenge -> challenge.subject() == Subject.PAYMENT)
                        .map(OpenChallenge::instruction)
                        .toList();
        Map<InstructionId, WorkWindow> found = new HashMap<>();
        for (Payment payment : book.store().find(asked).values()) {
            Instant received = round.answer(payment.subscriber()).receivedAt();
            windows.underWay(now, Operations.counterparties(payment))
                    .filter(window -> !received.isBefore(window.start()))
                    .ifPresent(window -> found.put(payment.id(), window));
        }
        return found;
    }

    private Map<UUID, OutboundState> prompts(Collection<OpenChallenge> open) {
        List<UUID> messages = Prompts.ofYes(open);
        return messages.isEmpty() ? Map.of() : neighbours.prompts(messages);
    }

    private void tellLate(List<SubscriberId> late, Round round) {
        var ended =
                late.isEmpty()
                        ? Map.<SubscriberId, EndedChallenge>of()
                        : challenges.lastEnded(late);
        for (SubscriberId subscriber : late) {
            round.results.put(
                    subscriber, LateAnswer.to(ended.get(subscriber), round.answer(subscriber)));
        }
    }

    /** Returns those whose challenge was ended by something else meanwhile. */
    private List<SubscriberId> judge(List<OpenChallenge> open, Round round) {
        if (open.isEmpty()) {
            return List.of();
        }
        var terms = book.store().find(open.stream().map(OpenChallenge::instruction).toList());
        var attempts = new ArrayList<ConfirmAttempt>();
        for (OpenChallenge challenge : open) {
            Payment payment = terms.get(challenge.instruction());
            if (payment == null) {
                throw new IllegalStateException("no payment " + challenge.instruction());
            }
            attempts.add(round.attempt(challenge, BoundTerms.digest(payment)));
        }
        var outcomes = challenges.confirm(attempts);
        List<SubscriberId> ended = new ArrayList<>();
        Map<OpenChallenge, SagaEvent> events = new LinkedHashMap<>();
        List<OpenChallenge> confirmed = new ArrayList<>();
        for (OpenChallenge challenge : open) {
            SubscriberId subscriber = challenge.subscriber();
            switch (outcomes.getOrDefault(challenge.id(), new ConfirmOutcome.Ended())) {
                case ConfirmOutcome.Confirmed() -> confirmed.add(challenge);
                case ConfirmOutcome.Wrong(var left) ->
                        round.results.put(
                                subscriber,
                                new ConfirmResult.WrongCode(challenge.instruction(), left));
                case ConfirmOutcome.UsedUp() -> {
                    round.results.put(
                            subscriber, new ConfirmResult.CodeUsedUp(challenge.instruction()));
                    events.put(challenge, new SagaEvent.Cancelled(SagaEvent.Cause.TRIES_USED_UP));
                }
                case ConfirmOutcome.Expired() -> {
                    round.results.put(
                            subscriber, new ConfirmResult.CodeExpired(challenge.instruction()));
                    events.put(challenge, new SagaEvent.Expired());
                }
                case ConfirmOutcome.Ended() -> ended.add(subscriber);
            }
        }
        settle(confirmed, events, round);
        return ended;
    }

    private void settle(
            List<OpenChallenge> confirmed, Map<OpenChallenge, SagaEvent> events, Round round) {
        if (confirmed.isEmpty() && events.isEmpty()) {
            return;
        }
        List<InstructionId> ids = new ArrayList<>();
        confirmed.forEach(challenge -> ids.add(challenge.instruction()));
        events.keySet().forEach(challenge -> ids.add(challenge.instruction()));
        var changes = book.lock(ids);
        events.forEach((challenge, event) -> changes.on(challenge.instruction(), event));
        start(confirmed, changes, round);
        book.write(changes);
    }

    private void start(List<OpenChallenge> confirmed, PaymentChanges changes, Round round) {
        var profiles =
                subscribers.profiles(confirmed.stream().map(OpenChallenge::subscriber).toList());
        var rules = catalogue.now();
        acceptByCode(profiles.values(), rules.rulesVersion(), round);
        List<OpenChallenge> served = new ArrayList<>();
        for (OpenChallenge challenge : confirmed) {
            RefusalReason reason = blocked(profiles.get(challenge.subscriber()), challenge, round);
            if (reason == null) {
                served.add(challenge);
            } else {
                disallow(challenge, reason, new Particulars.None(), changes, round);
            }
        }
        var taken =
                limitCounters.take(
                        served.stream()
                                .filter(c -> changes.get(c.instruction()).kind().isLimited())
                                .map(c -> use(c, changes, rules.limitRules(), round))
                                .toList());
        for (OpenChallenge challenge : served) {
            InstructionId id = challenge.instruction();
            var limits = changes.get(id).terms().limits(rules.limitRules());
            boolean limited = changes.get(id).kind().isLimited();
            switch (limited ? known(taken.get(id), id) : LimitResult.TAKEN) {
                case TAKEN -> {
                    if (!changes.on(id, new SagaEvent.Confirmed())) {
                        throw new IllegalStateException(
                                "confirmed in state " + changes.get(id).state() + ": " + id);
                    }
                    round.results.put(challenge.subscriber(), new ConfirmResult.Started(id));
                }
                case OVER_AMOUNT ->
                        disallow(
                                challenge,
                                RefusalReason.DAILY_AMOUNT_LIMIT,
                                new Particulars.Limit(limits.dayMaximum()),
                                changes,
                                round);
                case OVER_COUNT ->
                        disallow(
                                challenge,
                                RefusalReason.DAILY_COUNT_LIMIT,
                                new Particulars.Count(limits.dayCount()),
                                changes,
                                round);
            }
        }
    }

    /** Who typed the right code in at a partner accepted the rules with it (R-JOIN-1). */
    private void acceptByCode(
            Collection<SubscriberProfile> profiles, RulesVersion version, Round round) {
        List<Acceptance> acceptances = new ArrayList<>();
        for (SubscriberProfile profile : profiles) {
            Confirmation code = round.answer(profile.id());
            String partner = code.partner();
            if (!profile.accepted() && partner != null) {
                acceptances.add(
                        new Acceptance(
                                profile.id(),
                                partner,
                                code.receivedAt(),
                                version.operator(),
                                version.emoney(),
                                version.wording()));
            }
        }
        subscribers.accept(acceptances);
    }

    /** From the moment of a block nothing is executed (R-BLK-1); no money before R-JOIN-1. */
    private static @Nullable RefusalReason blocked(
            @Nullable SubscriberProfile profile, OpenChallenge challenge, Round round) {
        boolean now = round.answer(challenge.subscriber()).partner() != null;
        if (profile == null || !(profile.accepted() || now)) {
            throw new IllegalStateException(
                    "the rules were not accepted by " + challenge.subscriber());
        }
        if (profile.blocked()) {
            return RefusalReason.BLOCKED;
        }
        return profile.consentWithdrawn() ? RefusalReason.CONSENT_WITHDRAWN : null;
    }

    private static LimitUse use(
            OpenChallenge challenge, PaymentChanges changes, LimitRules rules, Round round) {
        Payment payment = changes.get(challenge.instruction());
        var limits = payment.terms().limits(rules);
        return new LimitUse(
                payment.id(),
                payment.subscriber(),
                AlmatyDay.of(round.answer(challenge.subscriber()).receivedAt()),
                payment.terms().counted(),
                limits.dayMaximum(),
                limits.dayCount());
    }

    private static LimitResult known(@Nullable LimitResult result, InstructionId id) {
        if (result == null) {
            throw new IllegalStateException("the day's limit says nothing of " + id);
        }
        return result;
    }

    private static void disallow(
            OpenChallenge challenge,
            RefusalReason reason,
            Particulars particulars,
            PaymentChanges changes,
            Round round) {
        changes.on(challenge.instruction(), new SagaEvent.Disallowed(reason));
        round.results.put(
                challenge.subscriber(),
                new ConfirmResult.LimitReached(challenge.instruction(), reason, particulars));
    }

    /** The answers of one call and what becomes of them. */
    private static final class Round {
        private final Map<SubscriberId, Confirmation> answers = new LinkedHashMap<>();
        private final Map<SubscriberId, ConfirmResult> results = new HashMap<>();

        Round(List<Confirmation> confirmations) {
            for (Confirmation confirmation : confirmations) {
                if (answers.put(confirmation.subscriber(), confirmation) != null) {
                    throw new IllegalArgumentException(
                            "two answers of " + confirmation.subscriber());
                }
            }
        }

        Confirmation answer(SubscriberId subscriber) {
            Confirmation confirmation = answers.get(subscriber);
            if (confirmation == null) {
                throw new IllegalStateException("no answer of " + subscriber);
            }
            return confirmation;
        }

        ConfirmAttempt attempt(OpenChallenge challenge, byte[] digest) {
            Confirmation confirmation = answer(challenge.subscriber());
            String digits = confirmation.answer() instanceof Answer.Code(var given) ? given : null;
            return new ConfirmAttempt(challenge.id(), digits, digest, confirmation.receivedAt());
        }

        ConfirmResult result(SubscriberId subscriber) {
            ConfirmResult result = results.get(subscriber);
            if (result == null) {
                throw new IllegalStateException("no result for " + subscriber);
            }
            return result;
        }
    }
}
