package kz.nusqau.catalogue;

import java.util.List;
import java.util.Optional;

/** The short codes that the hub answers (R-SC-1: configuration, not code). */
public final class ShortCodes {

    private final List<ShortCode> entries;
    private final String codeSender;

    ShortCodes(List<ShortCode> entries, String codeSender) {
        this.entries = List.copyOf(entries);
        this.codeSender = codeSender;
    }

    /** The entry of that very link first, then the one for all links. */
    public Optional<ShortCode> find(String link, String number) {
        String wanted = number.startsWith("+") ? number.substring(1) : number;
        Optional<ShortCode> general = Optional.empty();
        for (ShortCode entry : entries) {
            if (bare(entry.number()).equals(wanted)) {
                if (entry.links().contains(link)) {
                    return Optional.of(entry);
                }
                if (entry.links().isEmpty()) {
                    general = Optional.of(entry);
                }
            }
        }
        return general;
    }

    /** Where one-time codes come from (R-SC-2). */
    public String codeSender() {
        return codeSender;
    }

    public List<ShortCode> all() {
        return entries;
    }

    private static String bare(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }
}
