package kz.nusqau.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueTexts;
import kz.nusqau.shared.Language;
import kz.nusqau.sms.text.Alphabet;
import kz.nusqau.sms.text.Segmenter;
import org.jspecify.annotations.Nullable;

/**
 * A text as a phone shows it and as a link carries it: cut by the hub's own splitter.
 *
 * @param language kk, ru or en
 * @param fault why there is nothing to show; null where there is
 * @param parts what each part carries
 * @param coding {@code GSM 7} or {@code UCS-2}
 * @param used characters, or septets where some take two
 * @param room that is left in the last part
 */
public record PhonePreview(
        String language,
        @Nullable String fault,
        List<String> parts,
        String coding,
        int used,
        int room) {

    private static final int OCTETS_OF_UCS2 = 2;

    /** In every language, with the samples of a document. */
    static List<PhonePreview> of(CatalogueTexts texts, Map<Language, String> patterns) {
        var previews = new ArrayList<PhonePreview>();
        for (Language language : Language.values()) {
            var said = texts.said(language, patterns.getOrDefault(language, ""));
            previews.add(
                    said.fault() == null
                            ? of(language, said.text())
                            : new PhonePreview(word(language), said.fault(), List.of(), "", 0, 0));
        }
        return previews;
    }

    static PhonePreview of(Language language, String text) {
        var alphabet = Alphabet.GSM7.orUcs2For(text);
        List<byte[]> octets = Segmenter.split(text, alphabet);
        int used = octets.stream().mapToInt(part -> part.length).sum();
        int last = octets.getLast().length;
        int whole = octets.size() == 1 ? alphabet.singleOctets() : alphabet.partOctets();
        int unit = alphabet == Alphabet.UCS2 ? OCTETS_OF_UCS2 : 1;
        return new PhonePreview(
                word(language),
                null,
                octets.stream().map(part -> shown(part, alphabet)).toList(),
                alphabet == Alphabet.UCS2 ? "UCS-2" : "GSM 7",
                used / unit,
                (whole - last) / unit);
    }

    private static String shown(byte[] part, Alphabet alphabet) {
        return alphabet.decode(part).orElseGet(() -> new String(part, StandardCharsets.UTF_16BE));
    }

    static String word(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    public int count() {
        return parts.size();
    }
}
