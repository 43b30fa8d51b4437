package kz.nusqau.mailbox;

import java.util.Map;
import kz.nusqau.shared.InstructionId;

/**
 * Instructions that came to their end, whether a person had to look into them or not. Published
 * inside the transaction that ended them.
 *
 * @param outcomes how each ended: {@code settled}
 */
public record InstructionsResolved(Map<InstructionId, String> outcomes) {

    public InstructionsResolved {
        outcomes = Map.copyOf(outcomes);
    }
}
