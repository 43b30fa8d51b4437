package kz.nusqau.counterparty.batch;

import java.util.List;

/**
 * What a route's last step returns: members of the batch that are not done with. All others are
 * acknowledged. Nothing is said of a message twice.
 */
public record Undelivered(List<Member> members) {

    public static final Undelivered NONE = new Undelivered(List.of());

    public Undelivered {
        members = List.copyOf(members);
    }

    /** What becomes of a member. */
    public enum Fate {
        /** Comes again with backoff; counts towards the dead letters. */
        RETRY,
        /** Comes again soon, as often as it takes: the reason isn't the message's. */
        WAIT,
        /** A dead letter at once: no retry helps. */
        DEAD
    }

    /** One message of the batch, named by its text. */
    public record Member(String text, Fate fate, String why) {}
}
