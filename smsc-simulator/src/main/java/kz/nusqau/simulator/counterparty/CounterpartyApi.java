package kz.nusqau.simulator.counterparty;

import java.util.Optional;

/** What makes one counterparty different from the next behind the same handler. */
public interface CounterpartyApi {

    /** The operation of this method and path, if there is one. */
    Optional<Operation> operation(Call call);

    /** Why this caller may not come in; empty = it may. */
    Optional<Refusal> refuseEntry(Call call);

    /** The answer as it leaves: signed, where answers are signed. */
    Answer seal(Call call, Answer answer);

    /** An answer that pretends to be sealed. */
    Answer sealBadly(Call call, Answer answer);

    /** The books as JSON, narrowed by the query of the call. */
    Answer books(Call call);

    /** The switches of its end-of-day file, if it writes one. */
    default Optional<Differences> differences() {
        return Optional.empty();
    }
}
