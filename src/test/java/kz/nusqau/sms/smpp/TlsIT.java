package kz.nusqau.sms.smpp;

import static kz.nusqau.sms.smpp.BindUnderTest.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import kz.nusqau.simulator.smsc.Smsc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An SMSC behind TLS: trusted only under its own name. */
class TlsIT {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String HERE = "ip:127.0.0.1";
    private static final Map<String, KeyStore> MADE = new HashMap<>();

    @TempDir private static Path folder;

    @Test
    void bindsOverTls() throws Exception {
        var keys = keys(HERE);
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var tunnel = new Tunnel(keys, smsc.port());
                var hub = hub(tunnel.port(), keys.getSocketFactory())) {
            smsc.awaitBound(SOON);
            assertThat(smsc.deliver("77011234567", "9909", "x").awaitAnswer(SOON)).isZero();
            assertThat(hub.bind.boundSessions()).isOne();
        }
    }

    @Test
    void doesNotTalkToACertificateOfAnotherName() throws Exception {
        var keys = keys("dns:smsc.example");
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var tunnel = new Tunnel(keys, smsc.port());
                var hub = hub(tunnel.port(), keys.getSocketFactory())) {
            await().atMost(SOON)
                    .until(
                            () ->
                                    hub.bind.statuses().getFirst().state()
                                            == LinkStatus.State.WAITING);
            assertThat(hub.bind.statuses().getFirst().detail()).contains("127.0.0.1");
            assertThat(smsc.bound()).isEmpty();
        }
    }

    @Test
    void provesItselfWithKeysOfItsOwn() throws Exception {
        var keys = keys(HERE);
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var tunnel = new Tunnel(keys, smsc.port(), true);
                var hub = hub(tunnel.port(), keys.getSocketFactory())) {
            smsc.awaitBound(SOON);
            await().atMost(SOON).until(() -> hub.bind.boundSessions() == 1);
        }
    }

    @Test
    void isNotLetInWithoutKeysWhereTheSmscAsksForThem() throws Exception {
        var keys = keys(HERE);
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var tunnel = new Tunnel(keys, smsc.port(), true);
                var hub = hub(tunnel.port(), trustingOnly().getSocketFactory())) {
            await().atMost(SOON)
                    .until(
                            () ->
                                    hub.bind.statuses().getFirst().state()
                                            == LinkStatus.State.WAITING);
            assertThat(smsc.bound()).isEmpty();
        }
    }

    /** Closing TLS in order would wait for such a peer, and with it the clock of all binds. */
    @Test
    void isNotHeldUpByAPeerThatReadsNoMore() throws Exception {
        var keys = keys(HERE);
        try (var server =
                        keys.getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var hub = hub(server.getLocalPort(), keys.getSocketFactory(), 60_000)) {
            var peer = bindAndReadNoMore(server);
            await().atMost(SOON).until(() -> hub.bind.boundSessions() == 1);
            for (int i = 0; i < 50_000; i++) {
                hub.bind.submit(longest(), result -> {});
            }

            CompletableFuture.runAsync(hub.bind::close).get(60, TimeUnit.SECONDS);

            assertThat(hub.bind.boundSessions()).isZero();
            peer.close();
        }
    }

    private static Socket bindAndReadNoMore(java.net.ServerSocket server) throws IOException {
        var peer = server.accept();
        var bind = new java.io.DataInputStream(peer.getInputStream());
        bind.skipNBytes(bind.readInt() - Integer.BYTES);
        var response = java.nio.ByteBuffer.allocate(Pdu.HEADER_LENGTH + 1);
        Pdu.response(Command.BIND_TRANSCEIVER, Status.OK, 1, new byte[1]).writeTo(response);
        peer.getOutputStream().write(response.array());
        return peer;
    }

    private static SubmitSm longest() {
        return new SubmitSm(
                new Address(0, 0, "9909"),
                new Address(1, 1, "77011234567"),
                0,
                0,
                "",
                0,
                4,
                new byte[254]);
    }

    private static BindUnderTest hub(int port, SocketFactory sockets) throws Exception {
        return hub(port, sockets, 10);
    }

    private static BindUnderTest hub(int port, SocketFactory sockets, int window) throws Exception {
        return new BindUnderTest(
                ABind.to(port).window(window).over(sockets),
                delivery -> CompletableFuture.completedFuture(null));
    }

    private static SSLContext keys(String name) throws Exception {
        return context(store(name), true);
    }

    /** Trusts what {@link #keys} has and has none. */
    private static SSLContext trustingOnly() throws Exception {
        return context(store(HERE), false);
    }

    /** Made once for each name: that takes a process of its own. */
    private static KeyStore store(String name) throws Exception {
        KeyStore known = MADE.get(name);
        if (known != null) {
            return known;
        }
        var file = folder.resolve(MADE.size() + ".p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "smsc",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=smsc",
                                "-ext",
                                "san=" + name,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        MADE.put(name, store);
        return store;
    }

    private static SSLContext context(KeyStore store, boolean withKeys) throws Exception {
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("smsc", store.getCertificate("smsc"));
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(
                withKeys ? keyManagers.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }

    /** Takes TLS connections and passes them on in clear. */
    private static final class Tunnel implements AutoCloseable {

        private final java.net.ServerSocket server;
        private final int to;

        Tunnel(SSLContext keys, int to) throws IOException {
            this(keys, to, false);
        }

        Tunnel(SSLContext keys, int to, boolean asksForKeys) throws IOException {
            this.to = to;
            var secured =
                    (SSLServerSocket)
                            keys.getServerSocketFactory()
                                    .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            secured.setNeedClientAuth(asksForKeys);
            this.server = secured;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    var outside = server.accept();
                    var inside = new Socket(InetAddress.getLoopbackAddress(), to);
                    inside.setTcpNoDelay(true);
                    Thread.ofVirtual().start(() -> copy(outside, inside));
                    Thread.ofVirtual().start(() -> copy(inside, outside));
                } catch (IOException e) {
                    // A refused handshake or the end of the test.
                }
            }
        }

        private static void copy(Socket from, Socket into) {
            try (from;
                    into) {
                InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream();
                in.transferTo(out);
            } catch (IOException e) {
                // One side has gone; both are closed.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
