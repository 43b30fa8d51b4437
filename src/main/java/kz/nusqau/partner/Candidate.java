package kz.nusqau.partner;

import kz.nusqau.shared.SubscriberId;

/** Who may get a text of a sending, by what the look-ups brought. */
sealed interface Candidate {

    record Phone(SubscriberId subscriber, String link) implements Candidate {}

    record Unfit(RecipientRefusal why) implements Candidate {}
}
