package kz.nusqau.dialogue;

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
        var outcomes = questions.answer(batch.stream().map(ConsentTurns::attempt).toList());
        Map<Prepared, Said> said = new LinkedHashMap<>();
        batch.forEach(
                prepared ->
                        said.put(
                                prepared,
                                said(
                                        outcomes.getOrDefault(
                                                prepared.turn().subscriber(),
                                                new ConsentOutcome.Ended()))));
        return said;
    }

    private static ConsentAttempt attempt(Prepared prepared) {
        Turn turn = prepared.turn();
        OpenChallenge open = turn.open();
        if (open == null) {
            throw new IllegalStateException("asked nothing: " + turn.subscriber());
        }
        String digits =
                turn.reading() instanceof Reading.Understood(var instruction, var guess)
                                && instruction instanceof Instruction.Confirm(var code)
                        ? code
                        : null;
        return new ConsentAttempt(open, digits, turn.message().receivedAt());
    }

    Map<Prepared, Said> refuse(List<Prepared> batch) {
        if (batch.isEmpty()) {
            return Map.of();
        }
        var outcomes = questions.refuse(batch.stream().map(it -> it.turn().subscriber()).toList());
        Map<Prepared, Said> said = new LinkedHashMap<>();
        batch.forEach(
                prepared ->
                        said.put(
                                prepared,
                                said(
                                        outcomes.getOrDefault(
                                                prepared.turn().subscriber(),
                                                new ConsentOutcome.Ended()))));
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
