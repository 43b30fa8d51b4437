package kz.nusqau.dialogue;

import java.util.Optional;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a turn of a USSD dialogue.
 *
 * @param entry the step that is answered
 * @param screen what to show where it fits; empty: the text
 * @param text leaves in place of the screen when nobody looks at it any more; null when that was
 *     said by text already or will be
 */
public record ScreenAnswer(
        InboxEntry entry,
        Language language,
        Optional<String> screen,
        @Nullable OutboundText text,
        Expects expects) {

    /** What the subscriber is to type next. */
    public enum Expects {
        /** Nothing: the dialogue has come to its end. */
        NOTHING,
        /** The code that was sent by text. */
        CODE,
        /** A plain yes or no. */
        YES,
        /** Whatever was awaited before, once more. */
        AS_BEFORE
    }
}
