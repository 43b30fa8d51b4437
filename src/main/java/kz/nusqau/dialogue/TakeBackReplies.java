package kz.nusqau.dialogue;

import java.util.Map;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.payment.TakeBackResult;
import kz.nusqau.payment.TakeBackResult.About;
import org.springframework.stereotype.Component;

/** What is said to those who want something undone. */
@Component
final class TakeBackReplies {

    private final Replies replies;

    TakeBackReplies(Replies replies) {
        this.replies = replies;
    }

    Reply to(TakeBackResult result, Instruction asked) {
        // A plain no means what waits or runs; what is over was not meant.
        boolean plainNo = asked instanceof Instruction.Cancel;
        return switch (result) {
            case TakeBackResult.NotFound() ->
                    replies.say(plainNo ? "nothing-to-cancel" : "take-back.not-found");
            case TakeBackResult.Stopped(var id) -> replies.say("cancelled").about(id);
            case TakeBackResult.Stopping(var about) -> say("stopping", about);
            case TakeBackResult.Executing(var about) -> say("executing", about);
            case TakeBackResult.AskedTheBank(var about) -> say("bank", about);
            case TakeBackResult.Executed(var about) ->
                    plainNo ? replies.say("nothing-to-cancel") : say("executed", about);
            case TakeBackResult.NotMade(var about) ->
                    plainNo ? replies.say("nothing-to-cancel") : say("not-made", about);
            case TakeBackResult.AlreadyReversed(var about) -> say("already", about);
            case TakeBackResult.Reversing(var about) -> say("under-way", about);
            case TakeBackResult.AskedAPerson(var about) -> say("person", about);
            case TakeBackResult.Offered(var about, var offer) ->
                    replies.say(
                                    "code.reversal",
                                    Map.of(
                                            "amount", offer.amount(),
                                            "number", about.number(),
                                            "minutes", offer.lifetime()))
                            .about(offer.id());
        };
    }

    private Reply say(String what, About about) {
        return replies.say(
                        "take-back." + what,
                        Map.of("amount", about.amount(), "number", about.number()))
                .about(about.id());
    }
}
