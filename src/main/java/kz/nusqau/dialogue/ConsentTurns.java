package kz.nusqau.dialogue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.confirmation.ConsentAttempt;
import kz.nusqau.confirmation.ConsentOutcome;
import kz.nusqau.confirmation.ConsentQuestions;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.dialogue.Dialogue.Prepared;
import kz.nusqau.dialogue.ScreenAnswer.Expects;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Reading;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Consent;
import org.springframework.stereotype.Component;

/** Answers of subscribers who were asked whether a partner may see something of theirs. */
@Component
final class ConsentTurns {

    private final ConsentQuestions questions;
    private final Replies replies;

    ConsentTurns(ConsentQuestions questions, Replies replies) {
        this.questions = questions;
        this.replies = replies;
    }

    /** What is said to an answer, and what is awaited then. */
    record Said(Reply reply, Expects expects) {}

    Map<Prepared, Said> answer(List<Prepared> batch) {
        if (batch.isEmpty()) {
            return Map.of();
        }
        return said(batch, questions.answer(batch.stream().map(ConsentTurns::attempt).toList()));
    }

    private Map<Prepared, Said> said(
            List<Prepared> batch, Map<SubscriberId, ConsentOutcome> outcomes) {
        Map<Prepared, Said> said = new LinkedHashMap<>();
        for (Prepared prepared : batch) {
            var outcome = outcomes.get(prepared.turn().subscriber());
            said.put(prepared, said(outcome == null ? new ConsentOutcome.Ended() : outcome));
        }
        return said;
    }

    private static OpenChallenge asked(Turn turn) {
        OpenChallenge open = turn.open();
        if (open == null) {
            throw new IllegalStateException("asked nothing: " + turn.subscriber());
        }
        return open;
    }

    private static ConsentAttempt attempt(Prepared prepared) {
        Turn turn = prepared.turn();
        String digits =
                turn.reading() instanceof Reading.Understood(var instruction, var guess)
                                && instruction instanceof Instruction.Confirm(var code)
                        ? code
                        : null;
        return new ConsentAttempt(asked(turn), digits, turn.message().receivedAt());
    }

    Map<Prepared, Said> refuse(List<Prepared> batch) {
        if (batch.isEmpty()) {
            return Map.of();
        }
        Map<SubscriberId, InstructionId> asked = new HashMap<>();
        for (Prepared prepared : batch) {
            asked.put(prepared.turn().subscriber(), asked(prepared.turn()).instruction());
        }
        return said(batch, questions.refuse(asked));
    }

    /** Those who have nothing to take back are absent. */
    Map<Prepared, Said> withdraw(List<Prepared> batch) {
        if (batch.isEmpty()) {
            return Map.of();
        }
        var withdrawn =
                questions.withdraw(batch.stream().map(it -> it.turn().subscriber()).toList());
        Map<Prepared, Said> said = new LinkedHashMap<>();
        for (Prepared prepared : batch) {
            if (withdrawn.contains(prepared.turn().subscriber())) {
                said.put(prepared, said("consent.withdrawn", Expects.NOTHING));
            }
        }
        return said;
    }

    private Said said(ConsentOutcome outcome) {
        return switch (outcome) {
            case ConsentOutcome.Given(var consent) -> about("consent.given", consent);
            case ConsentOutcome.Refused(var consent) -> about("consent.refused", consent);
            case ConsentOutcome.Wrong(var left) ->
                    new Said(replies.say("code.wrong", Map.of("attempts", left)), Expects.CODE);
            case ConsentOutcome.UsedUp() -> said("consent.used-up", Expects.NOTHING);
            case ConsentOutcome.Expired() -> said("consent.expired", Expects.NOTHING);
            case ConsentOutcome.CodeNeeded() -> said("code.needed", Expects.CODE);
            case ConsentOutcome.Ended() -> said("code.none", Expects.NOTHING);
        };
    }

    private Said said(String key, Expects expects) {
        return new Said(replies.say(key), expects);
    }

    private Said about(String key, Consent consent) {
        return new Said(
                replies.say(key, Map.of("partner", consent.partnerName())).about(consent.id()),
                Expects.NOTHING);
    }
}
