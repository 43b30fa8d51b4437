package kz.nusqau.counterparty.batch;

/** Tells consumers of a queue when to rest, and hears when they found it empty. */
public interface BatchGate {

    /** While true, nothing is received: the messages wait in the broker. */
    boolean isClosed(String queue);

    void drained(String queue);
}
