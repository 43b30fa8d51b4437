package kz.nusqau.subscriber;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import kz.nusqau.platform.StartRefused;

/**
 * The keys above all keys, from one file of two lines: a Tink keyset that wraps the subscribers'
 * keys, and a 256-bit secret for blind indexes and keyed hashes.
 */
record MasterKeys(Aead wrapping, SecretKeySpec hashing) {

    private static final String REMEDY =
            "Name the file that was in use so far: without its keys nothing stored can be read."
                    + " With the setting empty a new installation makes one in the data directory.";

    private static final SecureRandom RANDOM = new SecureRandom();

    static MasterKeys read(Path file) {
        try {
            AeadConfig.register();
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() != 2) {
                throw new StartRefused(
                        "nusqau.privacy.keys=%s has %d lines, not a keyset and a secret"
                                .formatted(file, lines.size()),
                        REMEDY);
            }
            var handle =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            lines.get(0), InsecureSecretKeyAccess.get());
            return new MasterKeys(
                    handle.getPrimitive(RegistryConfiguration.get(), Aead.class),
                    new SecretKeySpec(Base64.getDecoder().decode(lines.get(1)), "HmacSHA256"));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new StartRefused(
                    "nusqau.privacy.keys=%s can't be read as key file".formatted(file), REMEDY, e);
        }
    }

    /** Makes the file if it isn't there yet; never touches one that is. */
    static MasterKeys readOrMake(Path file) {
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    private static void make(Path file) {
        try {
            AeadConfig.register();
            var keyset =
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                            InsecureSecretKeyAccess.get());
            var secret = new byte[32];
            RANDOM.nextBytes(secret);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    fresh,
                    List.of(
                            keyset.replaceAll("\\s+", ""),
                            Base64.getEncoder().encodeToString(secret)),
                    StandardCharsets.UTF_8);
            Files.move(fresh, file);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the key file " + file + " can't be made", e);
        }
    }
}
