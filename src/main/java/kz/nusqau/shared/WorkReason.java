package kz.nusqau.shared;

import java.util.Locale;

/** Why there is planned work; each has its words in the catalogue, named {@code work.<reason>}. */
public enum WorkReason {
    UPDATE,
    EQUIPMENT,
    NETWORK;

    /** For the keys of texts, and for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
