package kz.nusqau.shared;

import java.util.UUID;

/**
 * What makes an instruction one and the same for ever: made at the edge, stored before anything is
 * sent (I-2).
 */
public record InstructionId(UUID value) {

    public static InstructionId next() {
        return new InstructionId(TimeOrderedId.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
