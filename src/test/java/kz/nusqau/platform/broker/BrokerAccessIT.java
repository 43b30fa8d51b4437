package kz.nusqau.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.StartRefused;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.platform.broker.BrokerTls.ClientCertificates;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How partners are let in: by passwords that change, and with TLS by their own certificates. */
class BrokerAccessIT {

    private static final String BROKER_KEYS_PASSWORD = "p&s=w;r d+%";
    private static final String KEYS_PASSWORD = "changeit";
    private static final Path KEYS = TemporaryFolder.create("broker-keys");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path directory = TemporaryFolder.create("broker-access");

    /** The broker's, and two partners'; the broker trusts both. */
    @BeforeAll
    static void makeKeys() throws Exception {
        List<Process> made = new ArrayList<>();
        for (String name : List.of("broker", "demo-shop", "demo-bank")) {
            made.add(makeKeys(name));
        }
        for (Process each : made) {
            String output =
                    new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(each.waitFor()).as(output).isZero();
        }
        writeTrust("trusts-broker.p12", "broker");
        writeTrust("trusts-all.p12", "demo-shop", "demo-bank");
    }

    private static Process makeKeys(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name + ",O=Nusqau",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        KEYS.resolve(name + ".p12").toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        passwordOf(name))
                .redirectErrorStream(true)
                .start();
    }

    private static void writeTrust(String file, String... names) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : names) {
            var keys = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(KEYS.resolve(name + ".p12"))) {
                keys.load(in, passwordOf(name).toCharArray());
            }
            trusted.setCertificateEntry(name, keys.getCertificate(name));
        }
        try (var out = Files.newOutputStream(KEYS.resolve(file))) {
            trusted.store(out, KEYS_PASSWORD.toCharArray());
        }
    }

    private static String passwordOf(String name) {
        return name.equals("broker") ? BROKER_KEYS_PASSWORD : KEYS_PASSWORD;
    }

    @Test
    void takesTheNextPasswordBesideTheOldOneUntilThatIsGone() throws Exception {
        try (var data = new DataDirectory(directory);
                var broker = start(() -> data.validSecrets("partner-demo-shop"), null)) {
            String old = data.secret("partner-demo-shop");
            var factory = new ActiveMQConnectionFactory(broker.tcpUrl());
            connect(factory, "demo-shop", old);
            assertThatThrownBy(() -> connect(factory, "demo-shop", "the next one"))
                    .isInstanceOf(JMSSecurityException.class);

            Path next = data.secrets().resolve("partner-demo-shop.next");
            Files.writeString(next, "the next one\n");
            // The broker remembers for a moment whom it refused.
            await().atMost(SOON).until(() -> !isRefused(factory, "demo-shop", "the next one"));
            connect(factory, "demo-shop", old);
            try (Connection lasting = factory.createConnection("demo-shop", "the next one")) {
                Files.move(
                        next,
                        data.secrets().resolve("partner-demo-shop"),
                        StandardCopyOption.REPLACE_EXISTING);

                await().atMost(SOON).until(() -> isRefused(factory, "demo-shop", old));
                lasting.createSession().createProducer(null);
            }
            connect(factory, "demo-shop", "the next one");
        }
    }

    @Test
    void comparesWithHashesWherePasswordsAreKeptSo() throws Exception {
        String hash = PasswordMaskingUtil.getHashProcessor().hash("a secret");
        try (var broker = start(() -> List.of(hash), null)) {
            var factory = new ActiveMQConnectionFactory(broker.tcpUrl());

            connect(factory, "demo-shop", "a secret");
            assertThat(isRefused(factory, "demo-shop", "another")).isTrue();
        }
    }

    @Test
    void speaksTlsWithWhoeverTrustsItAndNothingElseThere() throws Exception {
        try (var broker = start(ClientCertificates.NONE)) {
            connect(withTls(broker, null), "demo-shop", "shop-password");
            connect(amqpWithTls(broker, null), "demo-shop", "shop-password");

            assertThat(isRefused(withTls(broker, null), "demo-shop", "guess")).isTrue();
            var clear = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + broker.tlsPort());
            assertThatThrownBy(() -> connect(hasty(clear), "demo-shop", "shop-password"))
                    .isInstanceOf(JMSException.class);
            var distrustful =
                    new ActiveMQConnectionFactory(
                            "tcp://127.0.0.1:" + broker.tlsPort() + "?sslEnabled=true");
            assertThatThrownBy(() -> connect(distrustful, "demo-shop", "shop-password"))
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void asksForTheCertificateOfThePartnerItself() throws Exception {
        try (var broker = start(ClientCertificates.REQUIRED)) {
            connect(withTls(broker, "demo-shop"), "demo-shop", "shop-password");
            connect(amqpWithTls(broker, "demo-shop"), "demo-shop", "shop-password");

            var without = hasty(withTls(broker, null));
            assertThatThrownBy(() -> connect(without, "demo-shop", "shop-password"))
                    .isInstanceOf(JMSException.class);
            // Somebody else's certificate doesn't help who stole a password, nor does the own one.
            assertThat(isRefused(withTls(broker, "demo-bank"), "demo-shop", "shop-password"))
                    .isTrue();
            assertThat(isRefused(amqpWithTls(broker, "demo-bank"), "demo-shop", "shop-password"))
                    .isTrue();
            assertThat(isRefused(withTls(broker, "demo-shop"), "demo-shop", "guess")).isTrue();
        }
    }

    @Test
    void holdsACertificateThatWasShownAgainstTheUser() throws Exception {
        try (var broker = start(ClientCertificates.WANTED)) {
            connect(withTls(broker, null), "demo-shop", "shop-password");
            connect(withTls(broker, "demo-shop"), "demo-shop", "shop-password");
            assertThat(isRefused(withTls(broker, "demo-bank"), "demo-shop", "shop-password"))
                    .isTrue();
        }
    }

    @Test
    void doesNotStartWithoutTheTlsThatItShouldHave() {
        var wrong =
                new BrokerTls(
                        "127.0.0.1",
                        0,
                        KEYS.resolve("broker.p12"),
                        "guess",
                        null,
                        "",
                        ClientCertificates.NONE);

        assertThatThrownBy(() -> start(() -> List.of("shop-password"), wrong))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("nusqau.broker.tls.key-store");
    }

    private EmbeddedBroker start(ClientCertificates clientCertificates) {
        return start(
                () -> List.of("shop-password"),
                new BrokerTls(
                        "127.0.0.1",
                        0,
                        KEYS.resolve("broker.p12"),
                        BROKER_KEYS_PASSWORD,
                        KEYS.resolve("trusts-all.p12"),
                        KEYS_PASSWORD,
                        clientCertificates));
    }

    private EmbeddedBroker start(Supplier<List<String>> passwords, @Nullable BrokerTls tls) {
        return EmbeddedBroker.start(
                new EmbeddedBrokerOptions(
                        directory.resolve("broker"),
                        0,
                        "hub-password",
                        Map.of("demo-shop", passwords),
                        Map.of(),
                        tls));
    }

    /** Of those who get no answer at all, and would wait for one for half a minute. */
    private static ConnectionFactory hasty(ActiveMQConnectionFactory factory) {
        factory.setCallTimeout(1_000);
        return factory;
    }

    private static ActiveMQConnectionFactory withTls(EmbeddedBroker broker, @Nullable String keys) {
        String url =
                "tcp://127.0.0.1:%d?sslEnabled=true;trustStoreType=PKCS12;trustStorePath=%s;trustStorePassword=%s"
                        .formatted(
                                broker.tlsPort(), KEYS.resolve("trusts-broker.p12"), KEYS_PASSWORD);
        return new ActiveMQConnectionFactory(
                keys == null
                        ? url
                        : url
                                + ";keyStoreType=PKCS12;keyStorePath=%s;keyStorePassword=%s"
                                        .formatted(KEYS.resolve(keys + ".p12"), KEYS_PASSWORD));
    }

    private static ConnectionFactory amqpWithTls(EmbeddedBroker broker, @Nullable String keys) {
        String url =
                "amqps://127.0.0.1:%d?transport.trustStoreType=PKCS12&transport.trustStoreLocation=%s&transport.trustStorePassword=%s"
                        .formatted(
                                broker.tlsPort(), KEYS.resolve("trusts-broker.p12"), KEYS_PASSWORD);
        return new JmsConnectionFactory(
                keys == null
                        ? url
                        : url
                                + "&transport.keyStoreType=PKCS12&transport.keyStoreLocation=%s&transport.keyStorePassword=%s"
                                        .formatted(KEYS.resolve(keys + ".p12"), KEYS_PASSWORD));
    }

    private static boolean isRefused(ConnectionFactory factory, String user, String password)
            throws JMSException {
        try {
            connect(factory, user, password);
            return false;
        } catch (JMSSecurityException e) {
            return true;
        }
    }

    private static void connect(ConnectionFactory factory, String user, String password)
            throws JMSException {
        try (Connection connection = factory.createConnection(user, password)) {
            connection.start();
            connection.createSession().createQueue("partner.demo-shop.replies");
        }
    }
}
