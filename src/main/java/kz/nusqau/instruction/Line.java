package kz.nusqau.instruction;

import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.Language;

/** One text on its way to a reading. */
record Line(String clean, List<Item> items, ReadingContext context, Language guess) {

    /** Where the first word that says something stands, or -1. */
    int firstWord() {
        for (int i = 0; i < items.size(); i++) {
            if (!Item.isFiller(items.get(i))) {
                return i;
            }
        }
        return -1;
    }

    boolean isDefault(Command command) {
        return context.defaultCommand().equals(Optional.of(command));
    }
}
