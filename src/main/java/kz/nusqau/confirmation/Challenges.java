package kz.nusqau.confirmation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.confirmation.EndedChallenge.Ending;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Challenges of subscribers, at most one open for each; all in the caller's transaction. Codes are
 * known to the caller of {@link #open} and to nobody afterwards: what is kept is a keyed hash that
 * ends with the challenge (R-OTP-8).
 */
@Component
public class Challenges {

    private final ChallengeStore store;
    private final Proofs proofs;
    private final ApplicationEventPublisher events;

    Challenges(JdbcTemplate jdbc, PersonalData personalData, ApplicationEventPublisher events) {
        this.store = new ChallengeStore(jdbc);
        this.proofs = new Proofs(personalData);
        this.events = events;
    }

    /** Opens challenges of different subscribers; an open one of the same subscriber ends. */
    public OpenedChallenges open(List<ChallengeRequest> requests) {
        return open(requests, true);
    }

    /** The same, but whoever has one open keeps it, and the request for that subscriber is void. */
    public OpenedChallenges openWhereNoneIs(List<ChallengeRequest> requests) {
        return open(requests, false);
    }

    private OpenedChallenges open(List<ChallengeRequest> requests, boolean replacing) {
        if (requests.isEmpty()) {
            return new OpenedChallenges(Set.of(), Map.of(), List.of());
        }
        requireDistinct(requests);
        Map<UUID, String> codes = new HashMap<>();
        Map<UUID, byte[]> proofOf = new HashMap<>();
        for (ChallengeRequest request : requests) {
            String digits = request.kind() == ChallengeKind.CODE ? Proofs.newCode() : null;
            if (digits != null) {
                codes.put(request.id(), digits);
            }
            proofOf.put(request.id(), proofs.of(request.id(), request.boundDigest(), digits));
        }
        if (!replacing) {
            Set<UUID> opened = store.insertWhereNoneIs(requests, proofOf);
            codes.keySet().retainAll(opened);
            return new OpenedChallenges(opened, codes, List.of());
        }
        List<EndedChallenge> replaced =
                told(
                        store.end(
                                null,
                                requests.stream().map(ChallengeRequest::subscriber).toList(),
                                Map.of(),
                                Ending.REPLACED));
        store.insert(requests, proofOf);
        return new OpenedChallenges(proofOf.keySet(), codes, replaced);
    }

    /**
     * Judges one answer for each challenge in one conditional update: of answers that race, one
     * wins, and the others are told what became of it.
     */
    public Map<UUID, ConfirmOutcome> confirm(List<ConfirmAttempt> attempts) {
        if (attempts.isEmpty()) {
            return Map.of();
        }
        Map<UUID, byte[]> proofOf = new HashMap<>();
        for (ConfirmAttempt attempt : attempts) {
            byte[] proof = proofs.of(attempt.challenge(), attempt.boundDigest(), attempt.digits());
            if (proofOf.put(attempt.challenge(), proof) != null) {
                throw new IllegalArgumentException("two answers to " + attempt.challenge());
            }
        }
        var judgement = store.judge(attempts, proofOf);
        told(judgement.ended());
        Map<UUID, ConfirmOutcome> outcomes = judgement.outcomes();
        for (ConfirmAttempt attempt : attempts) {
            outcomes.putIfAbsent(attempt.challenge(), new ConfirmOutcome.Ended());
        }
        return outcomes;
    }

    /**
     * Ends what is open and asks about that subject.
     *
     * @param whatever for these, whichever instruction it asks about
     * @param asked for these only if it asks about their instruction
     */
    public List<EndedChallenge> cancel(
            Subject subject,
            Collection<SubscriberId> whatever,
            Map<SubscriberId, InstructionId> asked) {
        return told(store.end(subject, whatever, asked, Ending.CANCELLED));
    }

    /** Who is absent has none. A read: needs no transaction. */
    public Map<SubscriberId, OpenChallenge> openFor(Collection<SubscriberId> subscribers) {
        return store.open(subscribers);
    }

    /** The newest challenge of each subscriber, if it is ended. A read: needs no transaction. */
    public Map<SubscriberId, EndedChallenge> lastEnded(Collection<SubscriberId> subscribers) {
        return store.lastEnded(subscribers);
    }

    /**
     * Ends challenges that nobody answered.
     *
     * @param grace beyond the lifetime: an answer that was received in time may still be waiting
     *     for its turn
     * @param limit at most so many
     */
    List<EndedChallenge> expire(Duration grace, int limit) {
        return told(store.expire(grace, limit));
    }

    private List<EndedChallenge> told(List<EndedChallenge> ended) {
        if (!ended.isEmpty()) {
            events.publishEvent(new ChallengesEnded(ended));
        }
        return ended;
    }

    private static void requireDistinct(List<ChallengeRequest> requests) {
        var subscribers = new HashSet<SubscriberId>();
        for (ChallengeRequest request : requests) {
            if (!subscribers.add(request.subscriber())) {
                throw new IllegalArgumentException("two challenges for " + request.subscriber());
            }
        }
    }
}
