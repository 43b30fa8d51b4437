package kz.nusqau.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kz.nusqau.platform.BrokerQueues;
import kz.nusqau.platform.StartRefused;
import kz.nusqau.platform.TemporaryFolder;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {

    private static final String HUB_PASSWORD = "hub-password";
    private static final long WITHIN_MILLIS = 30_000;

    private final Path directory = TemporaryFolder.create("broker");

    @Test
    void keepsMessagesFromOneStartToTheNext() throws JMSException {
        try (var broker = start()) {
            send(broker.url(), "hub", HUB_PASSWORD, "counterparty.billing", "kept");
        }

        try (var broker = start()) {
            assertThat(receive(broker.url(), "hub", HUB_PASSWORD, "counterparty.billing"))
                    .isEqualTo("kept");
        }
    }

    @Test
    void letsAPartnerUseItsOwnAddressesOnly() throws JMSException {
        try (var broker = start()) {
            String url = broker.tcpUrl();

            send(url, "demo-shop", "shop-password", "partner.demo-shop.requests", "pay");
            assertThat(receive(broker.url(), "hub", HUB_PASSWORD, "partner.demo-shop.requests"))
                    .isEqualTo("pay");
            send(broker.url(), "hub", HUB_PASSWORD, "partner.demo-shop.events", "paid");
            assertThat(receive(url, "demo-shop", "shop-password", "partner.demo-shop.events"))
                    .isEqualTo("paid");

            for (String foreign :
                    new String[] {
                        "partner.demo-bank.requests",
                        "partner.demo-shop.replies",
                        "counterparty.billing",
                        "dead-letters",
                        "new-address"
                    }) {
                assertThatThrownBy(() -> send(url, "demo-shop", "shop-password", foreign, "forged"))
                        .as("sending to %s", foreign)
                        .isInstanceOf(JMSSecurityException.class);
            }
            for (String foreign :
                    new String[] {"partner.demo-bank.events", "partner.demo-shop.requests"}) {
                assertThatThrownBy(() -> receive(url, "demo-shop", "shop-password", foreign))
                        .as("reading %s", foreign)
                        .isInstanceOf(JMSSecurityException.class);
            }
        }
    }

    @Test
    void letsABankServeBelowItsOwnPrefixOnly() throws JMSException {
        try (var broker = start()) {
            String url = broker.tcpUrl();

            send(broker.url(), "hub", HUB_PASSWORD, "bank.kaspi.requests", "balance?");
            assertThat(receive(url, "bank-kaspi", "kaspi-password", "bank.kaspi.requests"))
                    .isEqualTo("balance?");
            send(url, "bank-kaspi", "kaspi-password", "bank.kaspi.replies.1", "much");
            assertThat(receive(broker.url(), "hub", HUB_PASSWORD, "bank.kaspi.replies.1"))
                    .isEqualTo("much");

            for (String foreign :
                    new String[] {
                        "bank.halyk.requests", "counterparty.kaspi", "partner.demo-shop.events"
                    }) {
                assertThatThrownBy(
                                () -> send(url, "bank-kaspi", "kaspi-password", foreign, "forged"))
                        .as("sending to %s", foreign)
                        .isInstanceOf(JMSSecurityException.class);
                assertThatThrownBy(() -> receive(url, "bank-kaspi", "kaspi-password", foreign))
                        .as("reading %s", foreign)
                        .isInstanceOf(JMSSecurityException.class);
            }
        }
    }

    @Test
    void asksForThePassword() {
        try (var broker = start()) {
            for (String url : new String[] {broker.url(), broker.tcpUrl()}) {
                assertThatThrownBy(() -> send(url, "hub", "guess", "a", "b"))
                        .isInstanceOf(JMSSecurityException.class);
                assertThatThrownBy(() -> send(url, null, null, "a", "b"))
                        .isInstanceOf(JMSSecurityException.class);
            }
        }
    }

    @Test
    void speaksStompAndAmqpOnTheSamePort() throws IOException {
        try (var broker = start()) {
            assertThat(
                            answer(
                                    broker.port(),
                                    "CONNECT\naccept-version:1.2\nhost:x\nlogin:hub\n"
                                            + "passcode:"
                                            + HUB_PASSWORD
                                            + "\n\n\0"))
                    .isEqualTo("CONN");
            assertThat(answer(broker.port(), "AMQP\3\1\0\0")).isEqualTo("AMQP");
        }
    }

    @Test
    void deliversAgainAfterAPause() throws JMSException {
        try (var broker = start();
                Connection connection = connect(broker.url(), "hub", HUB_PASSWORD)) {
            connection.start();
            send(broker.url(), "hub", HUB_PASSWORD, "counterparty.billing", "poison");
            var session = connection.createSession(true, Session.SESSION_TRANSACTED);
            var consumer = session.createConsumer(session.createQueue("counterparty.billing"));

            Message first = consumer.receive(WITHIN_MILLIS);
            session.rollback();
            Message second = consumer.receive(WITHIN_MILLIS);

            assertThat(first.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
            assertThat(second.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        }
    }

    @Test
    void refusesToStartWherePartnersCouldNotConnect() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(options(taken)))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("nusqau.broker.port=" + taken);
        }
    }

    @Test
    void countsWhatWaits() throws JMSException {
        var registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (var broker = start()) {
            send(broker.url(), "hub", HUB_PASSWORD, "counterparty.counted", "one");
            send(broker.url(), "hub", HUB_PASSWORD, "counterparty.counted", "two");

            assertThat(
                            registry.get("nusqau.broker.queue.depth")
                                    .tag("queue", "counterparty.counted")
                                    .gauge()
                                    .value())
                    .isEqualTo(2);
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    @Test
    void showsAfterAStartWhatIsThereFromTheLastOne() throws JMSException {
        try (var broker = start()) {
            send(broker.url(), "hub", HUB_PASSWORD, "counterparty.kept", "kept");
        }

        try (var broker = start()) {
            assertThat(broker.queues())
                    .filteredOn(queue -> queue.name().equals("counterparty.kept"))
                    .singleElement()
                    .extracting(BrokerQueues.QueueView::messages)
                    .isEqualTo(1L);
        }
    }

    private EmbeddedBroker start() {
        return EmbeddedBroker.start(options(0));
    }

    private EmbeddedBrokerOptions options(int port) {
        return new EmbeddedBrokerOptions(
                directory,
                port,
                HUB_PASSWORD,
                Map.of(
                        "demo-shop",
                        () -> List.of("shop-password"),
                        "demo-bank",
                        () -> List.of("bank-password")),
                Map.of("kaspi", () -> List.of("kaspi-password")),
                null);
    }

    private static Connection connect(String url, String user, String password)
            throws JMSException {
        var factory = new ActiveMQConnectionFactory(url);
        return factory.createConnection(user, password);
    }

    private static void send(String url, String user, String password, String to, String text)
            throws JMSException {
        try (Connection connection = connect(url, user, password)) {
            var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue(to);
            session.createProducer(queue).send(session.createTextMessage(text));
        }
    }

    private static String receive(String url, String user, String password, String from)
            throws JMSException {
        try (Connection connection = connect(url, user, password)) {
            connection.start();
            var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            var message =
                    (TextMessage)
                            session.createConsumer(session.createQueue(from))
                                    .receive(WITHIN_MILLIS);
            return message.getText();
        }
    }

    private static String answer(int port, String frame) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) WITHIN_MILLIS);
            socket.getOutputStream().write(frame.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.ISO_8859_1);
        }
    }
}
