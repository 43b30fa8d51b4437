package kz.nusqau.confirmation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.confirmation.EndedChallenge.Ending;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.Consent;
import kz.nusqau.subscriber.Consents;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks subscribers whether a partner may see something of theirs. It takes the code of the question
 * (R-OTP-4): a yes may be to something else. All in the caller's transaction.
 */
@Component
public class ConsentQuestions {

    private final Challenges challenges;
    private final Consents consents;
    private final ApplicationEventPublisher events;

    ConsentQuestions(Challenges challenges, Consents consents, ApplicationEventPublisher events) {
        this.challenges = challenges;
        this.consents = consents;
        this.events = events;
    }

    /**
     * Opens the questions and records them; whoever has another one open keeps that, and is absent.
     *
     * @param questions to different subscribers
     * @return the codes, by consent
     */
    public Map<InstructionId, String> ask(List<ConsentQuestion> questions) {
        Map<UUID, ConsentQuestion> byChallenge = new LinkedHashMap<>();
        questions.forEach(question -> byChallenge.put(TimeOrderedId.next(), question));
        List<ChallengeRequest> requests = new ArrayList<>();
        byChallenge.forEach((id, question) -> requests.add(request(id, question)));
        var opened = challenges.openWhereNoneIs(requests);
        byChallenge.keySet().retainAll(opened.ids());
        consents.ask(byChallenge.values().stream().map(ConsentQuestion::consent).toList());
        Map<InstructionId, String> codes = new HashMap<>();
        opened.codes()
                .forEach(
                        (id, code) -> {
                            ConsentQuestion question = byChallenge.get(id);
                            if (question != null) {
                                codes.put(question.consent().id(), code);
                            }
                        });
        return codes;
    }

    private static ChallengeRequest request(UUID id, ConsentQuestion question) {
        Consent consent = question.consent();
        return new ChallengeRequest(
                id,
                consent.subscriber(),
                consent.id(),
                ChallengeKind.CODE,
                terms(consent),
                question.lifetime(),
                question.attempts(),
                question.promptMessage(),
                Subject.CONSENT);
    }

    /** All that the subscriber agrees to. */
    private static byte[] terms(Consent consent) {
        return String.join(
                        "\n",
                        consent.id().toString(),
                        consent.subscriber().toString(),
                        consent.partner(),
                        consent.scope().about().name(),
                        consent.scope().bank().orElse(""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Judges answers.
     *
     * @param attempts of different subscribers
     */
    public Map<SubscriberId, ConsentOutcome> answer(List<ConsentAttempt> attempts) {
        Map<SubscriberId, ConsentOutcome> outcomes = new HashMap<>();
        var asked = consents.find(attempts.stream().map(it -> it.asked().instruction()).toList());
        List<ConfirmAttempt> judged = new ArrayList<>();
        for (ConsentAttempt attempt : attempts) {
            Consent consent = asked.get(attempt.asked().instruction());
            if (consent == null) {
                throw new IllegalStateException("no consent " + attempt.asked().instruction());
            }
            if (attempt.digits() == null) {
                outcomes.put(consent.subscriber(), new ConsentOutcome.CodeNeeded());
            } else {
                judged.add(
                        new ConfirmAttempt(
                                attempt.asked().id(),
                                attempt.digits(),
                                terms(consent),
                                attempt.receivedAt()));
            }
        }
        var results = challenges.confirm(judged);
        for (ConsentAttempt attempt : attempts) {
            ConfirmOutcome result = results.get(attempt.asked().id());
            Consent consent = asked.get(attempt.asked().instruction());
            if (result != null && consent != null) {
                outcomes.put(consent.subscriber(), outcome(result, consent));
            }
        }
        return outcomes;
    }

    private static ConsentOutcome outcome(ConfirmOutcome result, Consent consent) {
        return switch (result) {
            case ConfirmOutcome.Confirmed() -> new ConsentOutcome.Given(consent);
            case ConfirmOutcome.Wrong(var left) -> new ConsentOutcome.Wrong(left);
            case ConfirmOutcome.UsedUp() -> new ConsentOutcome.UsedUp();
            case ConfirmOutcome.Expired() -> new ConsentOutcome.Expired();
            case ConfirmOutcome.Ended() -> new ConsentOutcome.Ended();
        };
    }

    /** Says no to these questions; who is absent is asked that no more. */
    public Map<SubscriberId, ConsentOutcome> refuse(Map<SubscriberId, InstructionId> asked) {
        var ended = challenges.cancel(Subject.CONSENT, List.of(), asked);
        Map<SubscriberId, ConsentOutcome> outcomes = new HashMap<>();
        for (Consent consent : end(ended, Consent.State.REFUSED)) {
            outcomes.put(consent.subscriber(), new ConsentOutcome.Refused(consent));
        }
        return outcomes;
    }

    /** Nobody wants to know these any more. */
    public void cancel(Map<SubscriberId, InstructionId> asked) {
        end(challenges.cancel(Subject.CONSENT, List.of(), asked), Consent.State.CANCELLED);
    }

    /**
     * Takes back what these subscribers allowed and what was not shown yet; returns those who had
     * something to take back.
     */
    public Set<SubscriberId> withdraw(Collection<SubscriberId> subscribers) {
        List<Consent> withdrawn = consents.withdraw(subscribers);
        tell(withdrawn);
        return withdrawn.stream().map(Consent::subscriber).collect(Collectors.toSet());
    }

    private List<Consent> end(List<EndedChallenge> ended, Consent.State state) {
        Map<InstructionId, Consent.State> endings = new HashMap<>();
        ended.forEach(challenge -> endings.put(challenge.instruction(), state));
        return end(endings);
    }

    private List<Consent> end(Map<InstructionId, Consent.State> endings) {
        List<Consent> ended = consents.end(endings);
        tell(ended);
        return ended;
    }

    private void tell(List<Consent> ended) {
        if (!ended.isEmpty()) {
            events.publishEvent(new ConsentsEnded(ended));
        }
    }

    /** However a question ends; who cancels it knows whether that is a no. */
    @EventListener
    void ended(ChallengesEnded ended) {
        Map<InstructionId, Consent.State> endings = new HashMap<>();
        for (EndedChallenge challenge : ended.challenges()) {
            if (challenge.subject() == Subject.CONSENT && challenge.ending() != Ending.CANCELLED) {
                endings.put(challenge.instruction(), state(challenge.ending()));
            }
        }
        end(endings);
    }

    private static Consent.State state(Ending ending) {
        return switch (ending) {
            case CONFIRMED -> Consent.State.GIVEN;
            case EXPIRED -> Consent.State.EXPIRED;
            case REPLACED, USED_UP, CANCELLED -> Consent.State.CANCELLED;
        };
    }
}
