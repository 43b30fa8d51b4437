package kz.nusqau.dialogue;

import java.util.Map;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;

/**
 * A reply before it is put into a language.
 *
 * @param key of the text in the catalogue
 * @param arguments at least those that the text names
 * @param instruction that it is about
 */
record Reply(String key, Map<String, Object> arguments, @Nullable InstructionId instruction) {

    Reply about(InstructionId id) {
        return new Reply(key, arguments, id);
    }
}
