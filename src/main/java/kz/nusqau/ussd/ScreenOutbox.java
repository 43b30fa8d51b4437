package kz.nusqau.ussd;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.TimeOrderedId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores screens in the outbox, in the transaction that decides on them. */
@Component
class ScreenOutbox {

    private final Outbox outbox;
    private final ScreenTable table;
    private final UssdProperties properties;

    ScreenOutbox(Outbox outbox, ScreenTable table, UssdProperties properties) {
        this.outbox = outbox;
        this.table = table;
        this.properties = properties;
    }

    /** Screens and texts of one transaction. */
    final class Batch {

        private final List<Screen> screens = new ArrayList<>();
        private final List<OutboundText> texts = new ArrayList<>();

        void text(OutboundText text) {
            texts.add(text);
        }

        /** A screen that only leads on. */
        void show(UssdDialogue dialogue, String screen, boolean ends) {
            show(TimeOrderedId.next(), dialogue, screen, ends, null);
        }

        /**
         * A screen.
         *
         * @param instead leaves as a text when the screen can't leave
         */
        void show(
                UUID id,
                UssdDialogue dialogue,
                String screen,
                boolean ends,
                @Nullable OutboundText instead) {
            screens.add(
                    new Screen(
                            id,
                            dialogue.subscriber(),
                            dialogue.link(),
                            dialogue.session(),
                            dialogue.sessionInfo(),
                            dialogue.address(),
                            ends,
                            instead));
            texts.add(
                    new OutboundText(
                            id,
                            dialogue.subscriber(),
                            Screen.linkOf(dialogue.session()),
                            dialogue.address(),
                            screen,
                            Priority.CODE,
                            properties.screenLifetime(),
                            instead == null ? null : instead.instruction()));
        }

        void send() {
            if (!screens.isEmpty()) {
                table.add(screens);
            }
            outbox.send(texts);
        }
    }
}
