package kz.nusqau.simulator.smsc;

/** Where a fault strikes. */
public enum FaultPoint {
    /** The answer to a submit_sm or data_sm. */
    SUBMIT,
    /** The answer to a bind. */
    BIND,
    /** The answer to an enquire_link. */
    ENQUIRE_LINK,
    /**
     * A deliver_sm on its way out. {@code DropLink}: sent, then the link drops before the answer.
     * {@code NoResponse}: the answer is lost on its way, so the SMSC delivers again. {@code
     * Throttle}, {@code QueueFull} and {@code Answer}: the SMSC takes the answer for this status.
     */
    DELIVER
}
