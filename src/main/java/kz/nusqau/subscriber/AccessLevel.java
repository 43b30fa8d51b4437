package kz.nusqau.subscriber;

/** What a partner's user may do (R-ACC-1). */
public enum AccessLevel {
    /** Everything, also for the other users. */
    FULL,
    /** View, create and confirm payments. */
    CONFIRM,
    /** View and create payments. */
    CREATE;

    /** Users, their levels, and what others are told (R-ACC-2). */
    boolean decidesForOthers() {
        return this == FULL;
    }
}
