package kz.nusqau.counterparty;

/** What a person's replay of a command changed. It never makes a new key. */
public enum ReplayEffect {
    /** Was never sent: put in the queue again under its key. */
    QUEUED_AGAIN,
    /** Was sent without a usable answer: its status is asked for now. */
    INQUIRY_STARTED,
    /** Has its final outcome, is cancelled, or is being worked on at this moment. */
    NOTHING,
    /** There is no such command. */
    NOT_FOUND
}
