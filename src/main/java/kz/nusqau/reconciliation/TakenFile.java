package kz.nusqau.reconciliation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file on this node's disk, about to be taken in.
 *
 * @param digest SHA-256 of its bytes, in hexadecimal
 * @param who brought it
 */
record TakenFile(Path path, String digest, long sizeBytes, Source source, String who) {

    /** How it came here. */
    enum Source {
        UPLOAD,
        FETCH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TakenFile of(Path path, Source source, String who) {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            String hex = HexFormat.of().formatHex(digest.digest());
            return new TakenFile(path, hex, Files.size(path), source, who);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
