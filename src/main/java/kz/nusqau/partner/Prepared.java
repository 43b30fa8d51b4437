package kz.nusqau.partner;

import kz.nusqau.partner.Arrival.Answerable;

/** A message with all that its answer needs. */
record Prepared(Answerable arrival, Found found) {

    Envelope envelope() {
        return arrival.envelope();
    }
}
