package kz.nusqau.ussd;

import java.util.ArrayList;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Screens;
import kz.nusqau.dialogue.ScreenAnswer;
import kz.nusqau.dialogue.ScreenAnswer.Expects;
import kz.nusqau.dialogue.ScreensAnswered;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.OutboundTextFailed;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.ussd.UssdDialogue.Awaits;
import kz.nusqau.ussd.UssdDialogue.Question;
import kz.nusqau.ussd.UssdDialogue.State;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Shows what the conversation answers, in its transaction. What is too long for a screen, or comes
 * when nobody looks at it any more, leaves as a text.
 */
@Component
class ScreenAnswers {

    private final DialogueTable dialogues;
    private final ScreenTable screens;
    private final ScreenOutbox screenOutbox;
    private final Outbox outbox;
    private final CatalogueInForce catalogue;

    ScreenAnswers(
            DialogueTable dialogues,
            ScreenTable screens,
            ScreenOutbox screenOutbox,
            Outbox outbox,
            CatalogueInForce catalogue) {
        this.dialogues = dialogues;
        this.screens = screens;
        this.screenOutbox = screenOutbox;
        this.outbox = outbox;
        this.catalogue = catalogue;
    }

    @EventListener
    void show(ScreensAnswered answered) {
        var batch = screenOutbox.new Batch();
        var changed = new ArrayList<UssdDialogue>();
        var waiting =
                dialogues.lock(
                        answered.answers().stream()
                                .map(answer -> answer.entry().subscriber())
                                .toList());
        for (ScreenAnswer answer : answered.answers()) {
            var dialogue = waiting.get(answer.entry().subscriber());
            if (dialogue != null && dialogue.isAnsweredBy(answer.entry())) {
                changed.add(answered(dialogue, answer, batch).answered());
            } else if (answer.text() != null) {
                batch.text(answer.text());
            }
        }
        dialogues.save(changed);
        batch.send();
    }

    /** What was not shown is said by text, but for what only leads on. */
    @EventListener
    void sayByText(OutboundTextFailed failed) {
        screens.take(failed.message())
                .map(Screen::instead)
                .ifPresent(text -> outbox.send(java.util.List.of(text)));
    }

    private UssdDialogue answered(
            UssdDialogue dialogue, ScreenAnswer answer, ScreenOutbox.Batch batch) {
        if (dialogue.state() == State.WORKING) {
            return show(dialogue, answer, batch);
        }
        if (answer.text() != null) {
            batch.text(answer.text());
        }
        return dialogue;
    }

    private UssdDialogue show(
            UssdDialogue dialogue, ScreenAnswer answer, ScreenOutbox.Batch batch) {
        var asked = dialogue.question();
        if (asked != null && answer.expects() == Expects.AS_BEFORE) {
            // A yes only counts below the screen that names the sum.
            batch.show(dialogue, asked.screen(), false);
            return dialogue.in(State.OPEN);
        }
        var text = answer.text();
        String screen = answer.screen().orElse(text == null ? "" : text.text());
        var menus = catalogue.now().menus();
        boolean fits = Screens.fits(screen);
        var next = next(dialogue, answer, screen, fits);
        boolean ends = next.state() == State.CLOSED;
        if (fits) {
            // A question that did not arrive must not be answered; its instruction expires.
            batch.show(
                    text == null ? TimeOrderedId.next() : text.id(),
                    dialogue,
                    screen,
                    ends,
                    answer.expects() == Expects.YES ? null : text);
        } else if (next.awaits() == Awaits.CODE && !ends) {
            batch.show(dialogue, menus.say("code.again", answer.language()), false);
        } else {
            boolean question = answer.expects() == Expects.YES;
            batch.show(
                    dialogue,
                    menus.say(question ? "confirm-by-text" : "by-text", answer.language()),
                    ends);
            if (text != null) {
                batch.text(text);
            }
        }
        return next;
    }

    private static UssdDialogue next(
            UssdDialogue dialogue, ScreenAnswer answer, String screen, boolean fits) {
        return switch (answer.expects()) {
            case NOTHING -> dialogue.in(State.CLOSED);
            case CODE -> dialogue.asksForCode();
            case YES -> fits ? asked(dialogue, answer.text(), screen) : dialogue.in(State.CLOSED);
            case AS_BEFORE ->
                    dialogue.in(dialogue.awaits() == Awaits.MENU ? State.CLOSED : State.OPEN);
        };
    }

    /** Who hears that a yes came too early was asked before. */
    private static UssdDialogue asked(
            UssdDialogue dialogue, @Nullable OutboundText text, String screen) {
        return text == null || text.instruction() == null
                ? dialogue.in(State.OPEN)
                : dialogue.asks(new Question(text.instruction(), screen));
    }
}
