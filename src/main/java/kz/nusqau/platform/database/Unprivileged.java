package kz.nusqau.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.nusqau.platform.StartRefused;

/**
 * How PostgreSQL's programs are run: they refuse to be root, so a hub that is root lends them
 * another face.
 *
 * @param prefix what comes before the program on its command line
 * @param owner user id that must own the files, or -1 when that is who we are
 */
record Unprivileged(List<String> prefix, int owner) {

    /** "nobody" on every Linux: needs no account to be made. */
    private static final int NOBODY = 65534;

    private static final int SAME = -1;

    static Unprivileged choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Unprivileged(List.of(), SAME);
        }
        // A user namespace without a mapping: not root inside, the same files outside.
        var namespace = List.of("unshare", "--user", "--");
        if (works(namespace)) {
            return new Unprivileged(namespace, SAME);
        }
        // Where the container forbids namespaces: give up root for good.
        var dropped =
                List.of(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "--");
        if (works(dropped)) {
            return new Unprivileged(dropped, NOBODY);
        }
        throw new StartRefused(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here",
                "Start the hub as an ordinary user, or set nusqau.database.url.");
    }

    List<String> command(String... command) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        return all;
    }

    /** Hands the files over to the user that PostgreSQL runs as. */
    void own(Path path) {
        if (owner == SAME || !Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
                                throws IOException {
                            return visitFile(dir, a);
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                                throws IOException {
                            Files.setAttribute(file, "unix:uid", owner);
                            Files.setAttribute(file, "unix:gid", owner);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
