package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.FreePort;
import kz.nusqau.simulator.smsc.Smsc;

/**
 * Kannel at its best: one transceiver, window 100, nothing logged, nothing stored, TCP_NODELAY
 * forced on its sockets. It asks a web service for the answer to each text.
 */
final class Kannel implements AutoCloseable {

    private static final long LISTENS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Path home;
    private final Path folder;
    private final Process bearerbox;
    private final Process smsbox;

    private Kannel(Path home, Path folder, int smsboxPort, Path configuration) throws IOException {
        this.home = home;
        this.folder = folder;
        bearerbox = start("bearerbox", configuration);
        // The other one ends at once where nobody listens yet.
        awaitListening(smsboxPort);
        smsbox = start("smsbox", configuration);
    }

    /** Starts the Kannel that {@code compare-kannel.sh} unpacked. */
    static Kannel start(Path home, Smsc smsc, ReplyServer service) {
        try {
            Path folder = Files.createTempDirectory(home, "run-");
            Path configuration = folder.resolve("kannel.conf");
            int smsboxPort = FreePort.next();
            Files.writeString(configuration, configuration(smsc, service, folder, smsboxPort));
            return new Kannel(home, folder, smsboxPort, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no Kannel in " + home + "; compare-kannel.sh puts it there", e);
        }
    }

    private void awaitListening(int port) throws IOException {
        long deadline = System.nanoTime() + LISTENS_WITHIN_NANOS;
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (ConnectException e) {
                if (!bearerbox.isAlive() || System.nanoTime() > deadline) {
                    stop(bearerbox);
                    throw new IllegalStateException(
                            "bearerbox doesn't listen; see the files in " + folder, e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static String configuration(
            Smsc smsc, ReplyServer service, Path folder, int smsboxPort) {
        return """
        group = core
        admin-port = %d
        admin-password = local
        smsbox-port = %d
        box-allow-ip = 127.0.0.1
        log-file = %s/bearerbox.log
        log-level = 3

        group = smsc
        smsc = smpp
        smsc-id = simulator
        host = 127.0.0.1
        port = %d
        smsc-username = hub
        smsc-password = secret
        system-type = ""
        transceiver-mode = true
        max-pending-submits = 100
        reconnect-delay = 1

        group = smsbox
        bearerbox-host = 127.0.0.1
        sendsms-port = %d
        max-pending-requests = 512
        log-file = %s/smsbox.log
        log-level = 3

        group = sms-service
        keyword = BAL
        get-url = "http://127.0.0.1:%d/balance?from=%%p"
        max-messages = 1

        group = sms-service
        keyword = default
        text = "Unknown text"
        """
                .formatted(
                        FreePort.next(),
                        smsboxPort,
                        folder,
                        smsc.port(),
                        FreePort.next(),
                        folder,
                        service.port());
    }

    private Process start(String box, Path configuration) throws IOException {
        Path root = home.resolve("root");
        var builder =
                new ProcessBuilder(
                        List.of(
                                root.resolve("usr/sbin").resolve(box).toString(),
                                // Else it writes everything it does to its output.
                                "-v",
                                "4",
                                configuration.toString()));
        builder.environment().put("LD_PRELOAD", home.resolve("nodelay.so").toString());
        builder.environment()
                .put(
                        "LD_LIBRARY_PATH",
                        root.resolve("usr/lib/x86_64-linux-gnu")
                                + ":"
                                + root.resolve("lib/x86_64-linux-gnu"));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(box + ".out").toFile())
                .start();
    }

    /** Says what is wrong with it, if it doesn't run. */
    void check() {
        if (!bearerbox.isAlive() || !smsbox.isAlive()) {
            throw new IllegalStateException("Kannel ended; see the files in " + folder);
        }
    }

    @Override
    public void close() {
        stop(smsbox);
        stop(bearerbox);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
