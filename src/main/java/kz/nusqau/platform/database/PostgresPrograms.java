package kz.nusqau.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl on one cluster. */
final class PostgresPrograms {

    private static final int ATTENTION_SECONDS = 120;

    private final PostgresBinaries binaries;
    private final Unprivileged unprivileged;
    private final EmbeddedPostgresOptions options;

    PostgresPrograms(EmbeddedPostgresOptions options) {
        this.binaries = PostgresBinaries.unpack(options.programs());
        this.unprivileged = Unprivileged.choose();
        this.options = options;
    }

    /** Makes a cluster in {@code target}, whose administrator is {@code superuser}. */
    void initialise(Path target, String superuser) throws IOException {
        unprivileged.own(options.directory());
        Path passwordFile = Files.createTempFile(options.directory(), ".initdb-", "");
        try {
            Files.writeString(passwordFile, options.superuserPassword());
            unprivileged.own(passwordFile);
            run(
                    binaries.program("initdb"),
                    "--pgdata=" + target,
                    "--username=" + superuser,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions");
        } finally {
            Files.delete(passwordFile);
        }
    }

    void start(Path cluster, int port) throws IOException {
        unprivileged.own(options.directory());
        run(
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + ATTENTION_SECONDS,
                "--pgdata=" + cluster,
                "--log=" + options.directory().resolve("start.log"),
                "--options=-p " + port);
    }

    void stop(Path cluster, String mode) throws IOException {
        run(
                binaries.program("pg_ctl"),
                "stop",
                "--wait",
                "--timeout=" + ATTENTION_SECONDS / 2,
                "--mode=" + mode,
                "--pgdata=" + cluster);
    }

    private void run(String... command) throws IOException {
        // Into a file: the server inherits the outputs, and a pipe would stay open as long as it.
        Path output = Files.createTempFile(options.directory(), ".output-", "");
        try {
            Process process =
                    new ProcessBuilder(unprivileged.command(command))
                            .directory(options.directory().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(ATTENTION_SECONDS + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " took too long");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command[0] + " failed: " + tail(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command[0], e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String tail(Path output) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(output));
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 5), lines.size())).trim();
    }
}
