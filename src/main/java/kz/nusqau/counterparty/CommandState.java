package kz.nusqau.counterparty;

/** Where a command's row stands. */
public enum CommandState {
    /** Not sent; can still be cancelled. */
    QUEUED,
    /** The first byte may have left. */
    SENDING,
    /** Final: accepted or refused. */
    ANSWERED,
    /** Sent without a usable answer; inquired about until there is one or a person takes over. */
    UNKNOWN,
    /** Final: never sent, or proven never to have arrived. */
    CANCELLED
}
