package kz.nusqau.simulator.counterparty;

import java.time.Duration;
import java.util.Optional;

/**
 * How a request that is taken in now is dealt with later.
 *
 * @param forced the reason for which it is refused whatever it says
 * @param actsAfter empty for the usual time
 * @param whenTold run when the client was called back, or was not to be
 */
public record Handling(
        Optional<Refusal> forced,
        Optional<Duration> actsAfter,
        CallbackFate callback,
        Runnable whenTold) {

    static final Handling USUAL =
            new Handling(Optional.empty(), Optional.empty(), CallbackFate.ONCE, () -> {});

    Handling forcing(Optional<Refusal> reason) {
        return new Handling(reason, actsAfter, callback, whenTold);
    }

    Handling actingAfter(Duration delay) {
        return new Handling(forced, Optional.of(delay), callback, whenTold);
    }

    Handling callingBack(CallbackFate fate) {
        return new Handling(forced, actsAfter, fate, whenTold);
    }

    Handling andThen(Runnable task) {
        return new Handling(forced, actsAfter, callback, task);
    }
}
