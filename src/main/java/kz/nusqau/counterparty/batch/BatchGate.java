package kz.nusqau.counterparty.batch;

/** Tells consumers of a queue when to rest, and hears when they found it empty. */
public interface BatchGate {

    /** While true, nothing is received: the messages wait in the broker. */
    boolean isClosed(String queue);

    /** The most messages that the next batch may have. */
    default int room(String queue) {
        return Integer.MAX_VALUE;
    }

    void drained(String queue);
}
