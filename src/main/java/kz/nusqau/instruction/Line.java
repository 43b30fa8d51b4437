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

    /**
     * Whether somebody says something. Figures alone are an order where they are one only with
     * signs that people type beside them: {@code 6538⁇9} is no 9 tenge to the card *6538.
     */
    boolean isMeant() {
        return clean.indexOf(Cleaning.ORNAMENT) < 0 || clean.chars().anyMatch(Character::isLetter);
    }

    boolean isDefault(Command command) {
        return context.defaultCommand().equals(Optional.of(command));
    }
}
