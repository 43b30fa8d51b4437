package kz.nusqau.subscriber;

/** What came of an act. */
public sealed interface UserResult {

    /**
     * The user as it is now.
     *
     * @param changed false where it was so already
     */
    record Done(PartnerUser user, boolean changed) implements UserResult {}

    /** There is one of that number already. */
    record AlreadyThere(PartnerUser user) implements UserResult {}

    /** The partner has no such user. */
    record NotFound() implements UserResult {}

    /** The access level of whoever acts doesn't allow it. */
    record LevelTooLow() implements UserResult {}

    /** Whoever acts is blocked, or the user who is to be told is. */
    record Blocked() implements UserResult {}

    /** A user with full access decided that this one is told nothing. */
    record NotGranted() implements UserResult {}
}
