package kz.nusqau.counterparty;

import kz.nusqau.shared.TransientFailure;

/** A look-up got no usable answer in time. Nothing was changed by it. */
public final class CounterpartyUnavailable extends TransientFailure {

    public CounterpartyUnavailable(String message) {
        super(message);
    }

    public CounterpartyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
