package kz.nusqau.instruction;

import java.util.Set;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.shared.Language;

/** One word or number of a text. */
sealed interface Item {

    /** What stands before it. */
    Gap gap();

    /** Where it ends in the cleaned text. */
    int end();

    /** What was typed. */
    String raw();

    /** What lies between two items; decides what may be one amount. */
    enum Gap {
        /** Nothing: {@code 1500тг}. */
        NONE,
        SPACE,
        DOT,
        COMMA,
        /** Any other sign, several of them, or a sign with spaces. */
        SIGN
    }

    /** Digits only. */
    record Figure(String raw, Gap gap, int end, boolean minus) implements Item {}

    /** A word of the vocabulary. */
    record Known(String raw, Gap gap, int end, Sense sense, Set<Language> languages)
            implements Item {}

    /** A word that the vocabulary doesn't have, or letters and digits mixed. */
    record Unknown(String raw, Gap gap, int end) implements Item {}

    static boolean isRun(Item item, Command command) {
        return item instanceof Known known && known.sense().equals(new Sense.Run(command));
    }

    static boolean isFiller(Item item) {
        return item instanceof Known known && known.sense() instanceof Sense.Filler;
    }
}
