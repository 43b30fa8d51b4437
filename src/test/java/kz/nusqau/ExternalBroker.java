package kz.nusqau;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.platform.broker.EmbeddedBroker;
import kz.nusqau.platform.broker.EmbeddedBrokerOptions;
import kz.nusqau.simulator.bank.BankSandbox;

/** An Artemis broker in a process of its own, so that several hubs can share it. */
public final class ExternalBroker implements AutoCloseable {

    private static final String PASSWORD = "only-on-loopback";

    private final Path directory = TemporaryFolder.create("external-broker");
    private final int port = FreePort.next();
    private ChildProcess process;

    private ExternalBroker() {}

    public static ExternalBroker start() {
        var broker = new ExternalBroker();
        broker.startProcess();
        return broker;
    }

    private void startProcess() {
        process =
                ChildProcess.start(
                        Server.class,
                        List.of("-Xmx256m"),
                        List.of(directory.toString(), Integer.toString(port)),
                        directory.resolve("broker.log"));
        Instant deadline = Instant.now().plusSeconds(60);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no broker, see " + directory + "/broker.log");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** SIGKILL, then a start on the same journal and port. */
    public void killAndRestart() {
        process.kill();
        startProcess();
    }

    /** Lets a bank serve its queue here. */
    public void connect(BankSandbox bank) {
        bank.connect(url(), EmbeddedBroker.USER, PASSWORD);
    }

    private String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** What a hub needs to use it. */
    public Map<String, Object> settings() {
        return Map.of(
                "nusqau.broker.url",
                url(),
                "nusqau.broker.user",
                EmbeddedBroker.USER,
                "nusqau.broker.password",
                PASSWORD);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.terminate();
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process's main class. */
    public static final class Server {

        private Server() {}

        public static void main(String[] arguments) throws InterruptedException {
            var broker =
                    EmbeddedBroker.start(
                            new EmbeddedBrokerOptions(
                                    Path.of(arguments[0]),
                                    Integer.parseInt(arguments[1]),
                                    PASSWORD,
                                    Map.of(),
                                    Map.of(),
                                    null));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            Thread.currentThread().join();
        }
    }
}
