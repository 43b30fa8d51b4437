package kz.nusqau.simulator.counterparty;

import java.util.Optional;
import java.util.function.Function;

/** One kind of request that a counterparty serves; the name is that of its fault switch. */
public sealed interface Operation {

    String name();

    /** Moves nothing, so there is nothing to remember. */
    record Lookup(String name, Function<Call, Answer> answer) implements Operation {}

    /** Moves something, once per key. */
    record Effect(String name, Performance performance) implements Operation {}

    /** Moves something, once per key; taken in now, carried out and told later. */
    record Deferred(String name, Intake intake) implements Operation {}

    /** Takes a request in; the answer says only that, or why not. */
    @FunctionalInterface
    interface Intake {
        Answer take(Call call, Handling handling);
    }

    /** Carries a request out, or refuses it for the forced reason and remembers that. */
    @FunctionalInterface
    interface Performance {
        Answer perform(Call call, Optional<Refusal> forced);
    }
}
