package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.platform.broker.EmbeddedBroker;
import org.apache.camel.CamelContext;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.jms.provider.amqp.message.AmqpJmsMessageFacade;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same contract by AMQP 1.0 and STOMP, and what only these make possible. */
class PartnerProtocolsIT {

    private final HubUnderTest hub = PartnerHub.HUB;
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connectByAmqp("demo-shop");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    void knowsWhoAsksByAmqpAndAnswersTheSameRequestTheSame() throws JMSException {
        var request = create(id(), FreshMsisdn.next(), "1500.00");

        var first = shop.ask(request);
        var second = shop.ask(request);

        assertThat(first.status()).isEqualTo("pending");
        assertThat(second.body()).isEqualTo(first.body());
        shop.ask(request("payment.cancel", id()).put("paymentId", first.paymentId()));
        assertThat(shop.event("payment.cancelled", first.paymentId()).status())
                .isEqualTo("cancelled");
    }

    @Test
    void takesOctetsByAmqpAndGivesTheCorrelationBack() throws JMSException {
        var message = shop.session().createBytesMessage();
        message.writeBytes(
                create(id(), FreshMsisdn.next(), "1500.00")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
        message.setJMSReplyTo(shop.session().createQueue("partner.demo-shop.replies"));
        message.setJMSCorrelationID("octets");

        assertThat(shop.ask(message).status()).isEqualTo("pending");
    }

    @Test
    void namesTheFaultOfWhatCameByAmqp() throws JMSException {
        var session = shop.session();
        var map = session.createMapMessage();
        map.setString("type", "payment.create");
        var sequence = session.createStreamMessage();
        sequence.writeString("payment.create");
        var elsewhere = session.createTextMessage(create(id(), "7", "1.00").toString());
        elsewhere.setJMSReplyTo(session.createQueue("partner.demo-bank.replies"));
        var topic = session.createTextMessage(create(id(), "7", "1.00").toString());
        topic.setJMSReplyTo(session.createTopic("partner.demo-shop.replies"));

        assertThat(asked(map).code()).isEqualTo("BODY_NOT_TEXT");
        assertThat(asked(sequence).code()).isEqualTo("BODY_NOT_TEXT");
        assertThat(asked(session.createTextMessage("x".repeat(70_000))).code())
                .isEqualTo("TOO_LARGE");
        assertThat(asked(session.createTextMessage("x".repeat(500_000))).code())
                .isEqualTo("TOO_LARGE");
        assertThat(asked(elsewhere).code()).isEqualTo("REPLY_TO_NOT_ALLOWED");
        assertThat(asked(topic).code()).isEqualTo("REPLY_TO_NOT_ALLOWED");
    }

    private PartnerClient.Received asked(Message message) throws JMSException {
        message.setJMSCorrelationID(id());
        return shop.ask(message);
    }

    @Test
    void refusesByAmqpWhatNobodyCouldRead() throws JMSException {
        var session = shop.session();
        Message unreadable = session.createTextMessage("{}");
        ((AmqpJmsMessageFacade) ((JmsMessage) unreadable).getFacade())
                .setTracingAnnotation("x-opt-delivery-delay", "soon");

        assertThatThrownBy(() -> shop.send(unreadable))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("can't be read");
        assertThatThrownBy(() -> shop.send(session.createTextMessage("x".repeat(1_100_000))))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("more than");
        assertThat(shop.ask(create(id(), FreshMsisdn.next(), "1500.00")).status())
                .isEqualTo("pending");
    }

    @Test
    void tellsByAmqpWhatCameTooLate() throws Exception {
        var late = create(id(), FreshMsisdn.next(), "1500.00");
        var routes = hub.bean(CamelContext.class).getRouteController();
        routes.stopRoute("partner-demo-shop");
        try {
            var session = shop.session();
            try (var producer =
                    session.createProducer(session.createQueue("partner.demo-shop.requests"))) {
                Message message = session.createTextMessage(late.toString());
                producer.send(message, DeliveryMode.PERSISTENT, Message.DEFAULT_PRIORITY, 1);
                long over = message.getJMSExpiration();
                await().until(() -> System.currentTimeMillis() > over);
            }
        } finally {
            routes.startRoute("partner-demo-shop");
        }

        var reply = shop.reply(r -> r.body().path("requestId").equals(late.get("requestId")));
        assertThat(reply.code()).isEqualTo("EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"partner.demo-bank.requests", "partner.demo-shop.replies", "dead-letters"})
    void letsNobodySendElsewhereByAmqp(String address) {
        var session = shop.session();

        assertThatThrownBy(
                        () ->
                                session.createProducer(session.createQueue(address))
                                        .send(session.createTextMessage("{}")))
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void letsNobodyInByAmqpWithoutAPassword() {
        assertThatThrownBy(() -> PartnerClient.amqp().createConnection().start())
                .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(
                        () -> PartnerClient.amqp().createConnection("demo-shop", "guessed").start())
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void takesNobodysWordForWhoSentItByAmqp() throws JMSException {
        String id = id();
        int before = buried();
        try (var connection =
                        PartnerClient.amqp()
                                .createConnection(
                                        EmbeddedBroker.USER,
                                        PartnerHub.password(EmbeddedBroker.USER));
                var session = connection.createSession()) {
            Message forged =
                    session.createTextMessage(create(id, FreshMsisdn.next(), "1500.00").toString());
            forged.setStringProperty("_AMQ_VALIDATED_USER", "demo-shop");
            forged.setStringProperty("JMSXUserID", "demo-shop");
            session.createProducer(session.createQueue("partner.demo-shop.requests")).send(forged);
        }

        awaitOnTheDesk(id, before);
    }

    @Test
    void takesNobodysWordForWhoSentItByStomp() throws IOException {
        String id = id();
        int before = buried();
        try (var stomp =
                new StompClient(
                        PartnerHub.port(),
                        EmbeddedBroker.USER,
                        PartnerHub.password(EmbeddedBroker.USER))) {
            stomp.send(
                    "partner.demo-shop.requests",
                    Map.of("_AMQ_VALIDATED_USER", "demo-shop", "JMSXUserID", "demo-shop"),
                    create(id, FreshMsisdn.next(), "1500.00").toString());
        }

        awaitOnTheDesk(id, before);
    }

    private void awaitOnTheDesk(String id, int before) {
        await().atMost(Duration.ofSeconds(20)).until(this::buried, now -> now > before);
        assertThat(count("SELECT count(*) FROM partner.request WHERE request_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void answersByStompAndSurvivesHeadersThatLie() throws IOException {
        var lying = create(id(), FreshMsisdn.next(), "1500.00");
        var plain = create(id(), FreshMsisdn.next(), "1500.00");
        try (var stomp =
                new StompClient(
                        PartnerHub.port(), "demo-cabinet", PartnerHub.password("demo-cabinet"))) {
            stomp.send(
                    "partner.demo-cabinet.requests",
                    Map.of("_AMQ_LARGE_SIZE", "much"),
                    lying.toString());
            assertThat(stomp.receive("partner.demo-cabinet.replies", "TOO_LARGE"))
                    .contains("more than");
        }
        try (var stomp =
                new StompClient(
                        PartnerHub.port(), "demo-cabinet", PartnerHub.password("demo-cabinet"))) {
            stomp.send(
                    "partner.demo-cabinet.requests",
                    Map.of(
                            "reply-to",
                            "partner.demo-cabinet.replies",
                            "correlation-id",
                            "by-stomp",
                            "persistent",
                            "true"),
                    plain.toString());
            assertThat(stomp.receive("partner.demo-cabinet.replies", "correlation-id:by-stomp"))
                    .contains("\"status\":\"pending\"");
        }
    }

    @Test
    void letsNobodyReadWhatIsNotTheirsByStomp() throws IOException {
        try (var stomp =
                new StompClient(
                        PartnerHub.port(), "demo-cabinet", PartnerHub.password("demo-cabinet"))) {
            assertThatThrownBy(() -> stomp.receive("partner.demo-shop.replies", "requestId"))
                    .hasMessageContaining("ERROR");
        }
    }

    private int buried() {
        return count(
                "SELECT count(*) FROM failedmessages.failed_message"
                        + " WHERE queue = 'partner.demo-shop.requests' AND state = 'open'");
    }

    private int count(String sql) {
        return hub.bean(JdbcTemplate.class).queryForObject(sql, Integer.class);
    }
}
