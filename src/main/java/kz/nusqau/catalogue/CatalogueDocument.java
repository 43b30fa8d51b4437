package kz.nusqau.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the catalogue is made of, each a document that people edit. */
public enum CatalogueDocument {
    SHORT_CODES,
    PROVIDERS,
    LIMITS,
    SERVICE,
    TEXTS,
    USSD,
    WORDS;

    /** Its name in addresses and in the database: {@code short-codes}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<CatalogueDocument> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
