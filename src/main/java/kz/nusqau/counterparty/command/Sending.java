package kz.nusqau.counterparty.command;

import java.time.Duration;
import kz.nusqau.counterparty.wire.CounterpartySettings;

/** The spans of one attempt, each beginning when its row was marked as being sent. */
final class Sending {

    /** How long a call waits for a place among those under way. */
    static final Duration PLACE_WAIT = Duration.ofSeconds(2);

    /** The first byte leaves within this or not at all, even when this process was paused. */
    static final Duration DEPARTS_WITHIN = Duration.ofSeconds(4);

    /** For what came back to get into the row. */
    static final Duration RECORDING = Duration.ofSeconds(3);

    private Sending() {}

    /** After this an answer should be in the row; when not, it was lost on our side. */
    static Duration answeredWithin(CounterpartySettings settings) {
        return DEPARTS_WITHIN.plus(settings.answerTimeout()).plus(RECORDING);
    }

    /** After this a request that the counterparty doesn't know will never arrive. */
    static Duration arrivesWithin(CounterpartySettings settings) {
        return DEPARTS_WITHIN.plus(settings.answerTimeout()).plus(settings.processingWindow());
    }
}
