package kz.nusqau.sms.smpp;

import java.util.UUID;

/** Who wants to know of sessions; called on the thread that reads the session. */
public interface LinkListener {

    /** A session is bound; nothing is read from it before this returns its id. */
    UUID opened(String link);

    /**
     * A session ended.
     *
     * @param inOrder the SMSC has every answer, so that nothing of it comes again
     */
    void closed(String link, UUID session, boolean inOrder);

    /** A phone that could not be reached is back (alert_notification). */
    default void reachable(String link, Address phone) {
        // Only who keeps texts for phones has a use for it.
    }

    /** The message is stored, but the SMSC heard so too late, or was told to come again with it. */
    void answeredLate(Delivery delivery);
}
