package kz.nusqau.counterparty;

import java.util.Map;

/**
 * Commands that waited for a person have their final outcome now. Published inside the transaction
 * that records it.
 *
 * @param outcomes names of outcomes by command: {@code accepted}
 */
public record CommandsResolved(Map<CommandKey, String> outcomes) {

    public CommandsResolved {
        outcomes = Map.copyOf(outcomes);
    }
}
