package kz.nusqau.partner;

import kz.nusqau.partner.Arrival.Answerable;

/**
 * A message with all that its answer needs. Answers are kept by it, so each is itself alone: to
 * compare what thousands of recipients came to would take longer than to answer.
 *
 * @param holder of the number of a user who signs in or acts
 */
record Prepared(Answerable arrival, Found found, Holder holder) {

    Envelope envelope() {
        return arrival.envelope();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
