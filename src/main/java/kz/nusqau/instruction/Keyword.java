package kz.nusqau.instruction;

import java.util.Optional;
import kz.nusqau.shared.Language;

/**
 * A word or phrase with one sense.
 *
 * @param text as people write it; parts of a phrase are separated by a space
 * @param language the language it gives away; empty when it belongs to several or none
 * @param exact no typo is forgiven (look-alikes, scripts and separators still are)
 */
public record Keyword(String text, Sense sense, Optional<Language> language, boolean exact) {

    /** As it is typed without its spaces. */
    String joined() {
        return text.replace(" ", "");
    }

    /** What a word stands for. */
    public sealed interface Sense {
        record Run(Command command) implements Sense {}

        record Provider(String code) implements Sense {}

        record Bank(String code) implements Sense {}

        record Wallet() implements Sense {}

        record Currency(String iso) implements Sense {}

        record InLanguage(Language language) implements Sense {}

        /** Ends an autopay; alone it cancels. */
        record Stop() implements Sense {}

        /** Says nothing: "please", "for", "account". */
        record Filler() implements Sense {}
    }
}
