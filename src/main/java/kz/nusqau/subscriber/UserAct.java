package kz.nusqau.subscriber;

import kz.nusqau.subscriber.PartnerUser.Notifications;

/** What may be done with a partner's user. */
public sealed interface UserAct {

    record ChangeLevel(AccessLevel to) implements UserAct {}

    record Block() implements UserAct {}

    record Unblock() implements UserAct {}

    /** Chooses among what the user may be told. */
    record Notify(Notifications how) implements UserAct {}

    /** Lets the user be told of operations, and begins with it. */
    record Grant() implements UserAct {}

    /** Keeps the user from being told, until it is granted again. */
    record Revoke() implements UserAct {}

    /** As it stands in the record of acts. */
    default String word() {
        return switch (this) {
            case ChangeLevel(var to) -> "level " + to;
            case Block() -> "block";
            case Unblock() -> "unblock";
            case Notify(var how) -> "notify " + how;
            case Grant() -> "grant";
            case Revoke() -> "revoke";
        };
    }
}
