package kz.nusqau.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A document of the catalogue as it is written.
 *
 * @param document null for a file read on its own
 * @param name where it is from, for who has to mend it
 * @param version 0 as shipped
 */
record SourceText(@Nullable CatalogueDocument document, String name, int version, String text) {

    static SourceText of(CatalogueDocument document, int version, String text) {
        return new SourceText(
                document, "%s, version %d".formatted(document.word(), version), version, text);
    }

    static String digest(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
