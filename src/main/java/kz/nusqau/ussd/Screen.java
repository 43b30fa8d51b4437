package kz.nusqau.ussd;

import java.util.UUID;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox doesn't know of a screen that it holds.
 *
 * @param message the screen's id in the outbox
 * @param ends the dialogue ends with it
 * @param instead leaves as a text when the screen can't
 */
record Screen(
        UUID message,
        SubscriberId subscriber,
        String link,
        UUID session,
        byte[] sessionInfo,
        String address,
        boolean ends,
        @Nullable OutboundText instead) {

    private static final String PREFIX = "ussd/";

    /** Screens leave by the session of their dialogue, so that each is a link of its own. */
    static String linkOf(UUID session) {
        return PREFIX + session;
    }

    static boolean isLink(String link) {
        return link.startsWith(PREFIX);
    }

    static UUID sessionOf(String link) {
        return UUID.fromString(link.substring(PREFIX.length()));
    }
}
