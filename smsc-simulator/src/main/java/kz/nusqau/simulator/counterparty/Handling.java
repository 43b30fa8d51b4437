package kz.nusqau.simulator.counterparty;

import java.time.Duration;
import java.util.Optional;

/**
 * How a request that is taken in now is dealt with later.
 *
 * @param forced the reason for which it is refused whatever it says
 * @param actsAfter empty for the usual time; then it is forgotten or carried out
 * @param whenTold run when the client was called back, or was not to be
 */
public record Handling(
        Optional<Refusal> forced,
        Optional<Duration> actsAfter,
        boolean forgotten,
        CallbackFate callback,
        Runnable whenTold) {

    static final Handling USUAL =
            new Handling(Optional.empty(), Optional.empty(), false, CallbackFate.ONCE, () -> {});

    Handling forcing(Optional<Refusal> reason) {
        return new Handling(reason, actsAfter, forgotten, callback, whenTold);
    }

    Handling actingAfter(Duration delay) {
        return new Handling(forced, Optional.of(delay), forgotten, callback, whenTold);
    }

    Handling forgetting() {
        return new Handling(forced, actsAfter, true, callback, whenTold);
    }

    Handling callingBack(CallbackFate fate) {
        return new Handling(forced, actsAfter, forgotten, fate, whenTold);
    }

    Handling andThen(Runnable task) {
        return new Handling(forced, actsAfter, forgotten, callback, task);
    }
}
