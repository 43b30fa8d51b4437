package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What partners do wrong, by mistake or on purpose: each is answered, and nothing comes of it. */
class PartnerSecurityIT {

    private static final String MSISDN = FreshMsisdn.next();

    private final HubUnderTest hub = PartnerHub.HUB;
    private PartnerClient shop;
    private PartnerClient bank;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
        bank = PartnerClient.connect(hub, "demo-bank");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
        bank.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partner.demo-bank.requests",
                "partner.demo-bank.replies",
                "partner.demo-shop.replies",
                "partner.demo-shop.events",
                "expired-partner-requests",
                "dead-letters",
                "counterparty.billing"
            })
    void letsNobodySendElsewhere(String address) throws JMSException {
        var session = shop.session();

        assertThatThrownBy(
                        () ->
                                session.createProducer(session.createQueue(address))
                                        .send(session.createTextMessage("{}")))
                .isInstanceOf(JMSSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partner.demo-bank.requests",
                "partner.demo-bank.replies",
                "partner.demo-bank.events",
                "partner.demo-shop.requests",
                "dead-letters"
            })
    void letsNobodyReadWhatIsNotTheirs(String address) {
        var session = shop.session();

        assertThatThrownBy(() -> session.createConsumer(session.createQueue(address)))
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void keepsPaymentsOfOnePartnerFromTheOther() throws JMSException {
        String id = id();
        var own = shop.ask(create(id, FreshMsisdn.next(), "1500.00"));

        var read = bank.ask(request("payment.get", id()).put("paymentId", own.paymentId()));
        var named = bank.ask(request("payment.get", id()).put("createdBy", id));
        var cancelled = bank.ask(request("payment.cancel", id()).put("paymentId", own.paymentId()));

        assertThat(read.code()).isEqualTo("PAYMENT_NOT_FOUND");
        assertThat(named.code()).isEqualTo("PAYMENT_NOT_FOUND");
        assertThat(cancelled.code()).isEqualTo("PAYMENT_NOT_FOUND");
        assertThat(
                        shop.ask(request("payment.get", id()).put("paymentId", own.paymentId()))
                                .status())
                .isEqualTo("pending");
        // The ids of one partner's requests mean nothing to another's.
        assertThat(bank.ask(create(id, FreshMsisdn.next(), "1500.00")).status())
                .isEqualTo("pending");
    }

    @Test
    void takesNobodysWordForWhoSentIt() throws JMSException {
        String id = id();
        var connections = hub.bean(ConnectionFactory.class);
        try (var connection = connections.createConnection();
                var session = connection.createSession()) {
            Message forged =
                    session.createTextMessage(create(id, FreshMsisdn.next(), "1500.00").toString());
            forged.setStringProperty("JMSXUserID", "demo-shop");
            session.createProducer(session.createQueue("partner.demo-shop.requests")).send(forged);
        }

        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                count(
                                        "SELECT count(*) FROM failedmessages.failed_message"
                                                + " WHERE queue = 'partner.demo-shop.requests'"
                                                + " AND state = 'open'"),
                        found -> found >= 1);
        assertThat(count("SELECT count(*) FROM partner.request WHERE request_id = '" + id + "'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"partner.demo-bank.replies", "counterparty.billing", "partner.demo-shop.x"})
    void answersToOwnAddressesOnly(String foreign) throws JMSException {
        Message message = shop.session().createTextMessage(create(id(), MSISDN, "1.00").toString());
        message.setJMSReplyTo(shop.session().createQueue(foreign));
        message.setJMSCorrelationID(id());

        assertThat(shop.ask(message).code()).isEqualTo("REPLY_TO_NOT_ALLOWED");
    }

    @Test
    void takesItsOwnAddressToAnswerTo() throws JMSException {
        var request = create(id(), FreshMsisdn.next(), "1500.00");
        Message message = shop.session().createTextMessage(request.toString());
        message.setJMSReplyTo(shop.session().createQueue("partner.demo-shop.replies"));
        message.setJMSCorrelationID("mine");

        assertThat(shop.ask(message).status()).isEqualTo("pending");
    }

    @Test
    void tellsWhatCameTooLateAndKnowsWhatDidNot() throws Exception {
        var done = create(id(), FreshMsisdn.next(), "1500.00");
        var answer = bank.ask(done);
        var late = create(id(), FreshMsisdn.next(), "1500.00");
        var routes = hub.bean(CamelContext.class).getRouteController();
        routes.stopRoute("partner-demo-bank");
        try {
            sendExpiring(late);
            long over = sendExpiring(done);
            // While nobody takes them.
            await().until(() -> System.currentTimeMillis() > over);
        } finally {
            routes.startRoute("partner-demo-bank");
        }

        assertThat(bank.reply(to(late)).code()).isEqualTo("EXPIRED");
        assertThat(bank.reply(to(done)).body()).isEqualTo(answer.body());
        assertThat(bank.ask(late).status()).isEqualTo("pending");
    }

    /** Returns when it is over. */
    private long sendExpiring(JsonNode request) throws JMSException {
        var session = bank.session();
        try (var producer =
                session.createProducer(session.createQueue("partner.demo-bank.requests"))) {
            Message message = session.createTextMessage(request.toString());
            producer.send(message, DeliveryMode.PERSISTENT, Message.DEFAULT_PRIORITY, 1);
            return message.getJMSExpiration();
        }
    }

    private static Predicate<PartnerClient.Received> to(JsonNode request) {
        return reply -> reply.body().path("requestId").equals(request.get("requestId"));
    }

    static Stream<Arguments> faults() {
        String valid = create("a-1", MSISDN, "1500.00").toString();
        return Stream.of(
                fault("no JSON", "pay now", "NOT_JSON", ""),
                fault("half of it", valid.substring(0, 40), "NOT_JSON", ""),
                fault("more behind it", valid + "{}", "NOT_JSON", ""),
                fault("a member twice", "{\"type\":\"a\",\"type\":\"b\"}", "NOT_JSON", ""),
                fault("an array", "[" + valid + "]", "NOT_JSON", ""),
                fault("nothing", "", "NOT_JSON", ""),
                fault("half a character", valid.replace("alma", "\ud83d"), "WRONG_ENCODING", ""),
                fault("too deep", "[".repeat(20_000), "TOO_DEEP", ""),
                fault("too large", valid + " ".repeat(65_536), "TOO_LARGE", ""),
                fault("much too large", "x".repeat(3_000_000), "TOO_LARGE", ""),
                fault(
                        "a large number",
                        valid.replace("1,", "1" + "0".repeat(50) + ","),
                        "TOO_DEEP",
                        ""),
                fault("no type", "{}", "INVALID_MEMBER", "/type"),
                fault("an unknown type", valid.replace("create", "creat"), "UNKNOWN_TYPE", "/type"),
                fault(
                        "another version",
                        valid.replace(":1,", ":2,"),
                        "UNKNOWN_VERSION",
                        "/version"),
                fault(
                        "no version",
                        valid.replace("\"version\":1,", ""),
                        "INVALID_MEMBER",
                        "/version"),
                fault(
                        "no id",
                        valid.replace("\"requestId\":\"a-1\",", ""),
                        "INVALID_MEMBER",
                        "/requestId"),
                fault("a bad id", valid.replace("a-1", "a 1"), "INVALID_MEMBER", "/requestId"),
                fault(
                        "a misspelt member",
                        valid.replace("provider", "provder"),
                        "INVALID_MEMBER",
                        ""),
                fault(
                        "a member that can't be kept",
                        valid.replace(
                                "{\"type\"", "{\"\\u0000" + "x".repeat(999) + "\":1,\"type\""),
                        "INVALID_MEMBER",
                        ""),
                fault(
                        "a number for money",
                        valid.replace("\"1500.00\"", "1500.00"),
                        "INVALID_MEMBER",
                        "/amount/value"),
                fault(
                        "one decimal",
                        valid.replace("1500.00", "1500.0"),
                        "INVALID_MEMBER",
                        "/amount/value"),
                fault(
                        "less than nothing",
                        valid.replace("1500.00", "-1500.00"),
                        "INVALID_MEMBER",
                        "/amount/value"),
                fault(
                        "nothing to pay",
                        valid.replace("1500.00", "0.00"),
                        "INVALID_MEMBER",
                        "/amount/value"),
                fault(
                        "more than there is",
                        valid.replace("1500.00", "9".repeat(30) + ".00"),
                        "INVALID_MEMBER",
                        "/amount/value"),
                fault(
                        "another currency",
                        valid.replace("KZT", "USD"),
                        "INVALID_MEMBER",
                        "/amount/currency"),
                fault("no number", valid.replace(MSISDN, "+7701"), "INVALID_MEMBER", "/subscriber"),
                fault(
                        "an unknown provider",
                        valid.replace("alma", "almaa"),
                        "UNKNOWN_PROVIDER",
                        "/provider"),
                fault(
                        "a wrong requisite",
                        valid.replace("7273001123", "7273001124"),
                        "INVALID_REQUISITE",
                        "/requisites/account"),
                fault(
                        "another requisite",
                        valid.replace("\"account\"", "\"iin\""),
                        "INVALID_REQUISITE",
                        "/requisites/account"),
                fault(
                        "no amount",
                        "{\"type\":\"payment.create\",\"version\":1,\"requestId\":\"a-1\",\"subscriber\":\""
                                + MSISDN
                                + "\",\"provider\":\"alma\",\"requisites\":{\"account\":\"7273001123\"}}",
                        "AMOUNT_MISSING",
                        "/amount"),
                fault(
                        "an amount set by law",
                        valid.replace("alma", "kalaesp")
                                .replace("account", "iin")
                                .replace("7273001123", "900101300126"),
                        "AMOUNT_NOT_ALLOWED",
                        "/amount"));
    }

    private static Arguments fault(String what, String body, String code, String field) {
        return Arguments.of(what, body, code, field);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void namesTheFaultOf(String what, String body, String code, String field) throws JMSException {
        Message message = shop.session().createTextMessage(body);
        message.setJMSCorrelationID(id());

        var reply = shop.ask(message);

        assertThat(reply.code()).isEqualTo(code);
        if (!field.isEmpty()) {
            assertThat(reply.body().at("/error/field").asText()).isEqualTo(field);
        }
        assertThat(reply.body().at("/error/documentation").asText()).endsWith("#" + code);
        assertThat(
                        count(
                                "SELECT count(*) FROM partner.fault WHERE code = '"
                                        + code
                                        + "' AND correlation = '"
                                        + message.getJMSCorrelationID()
                                        + "'"))
                .isEqualTo(1);
        assertThat(shop.ask(create(id(), "77479999999", "1500.00")).status()).isEqualTo("refused");
    }

    @Test
    void namesTheFaultOfMessagesThatAreNoText() throws JMSException {
        var session = shop.session();
        var empty = session.createMessage();
        var map = session.createMapMessage();
        map.setString("type", "payment.create");
        var object = session.createObjectMessage("payment.create");
        var latin = session.createBytesMessage();
        latin.writeBytes("{\"type\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        var large = session.createBytesMessage();
        large.writeBytes(new byte[400_000]);

        assertThat(shop.ask(empty).code()).isEqualTo("BODY_NOT_TEXT");
        assertThat(shop.ask(map).code()).isEqualTo("BODY_NOT_TEXT");
        assertThat(shop.ask(object).code()).isEqualTo("BODY_NOT_TEXT");
        assertThat(shop.ask(latin).code()).isEqualTo("WRONG_ENCODING");
        assertThat(shop.ask(large).code()).isEqualTo("TOO_LARGE");
    }

    @Test
    void keepsAndGivesBackOnlyWhatCanBeKept() throws JMSException {
        var request = create(id(), "77479999999", "1500.00");
        Message message = shop.session().createTextMessage(request.toString());
        message.setJMSCorrelationID("a\u0000b\ud83d" + "c".repeat(1_000));
        shop.send(message);

        var reply = shop.reply(to(request));

        assertThat(reply.message().getJMSCorrelationID()).startsWith("a?b?ccc").hasSize(200);
    }

    @Test
    void takesBytesInUtf8() throws JMSException {
        var message = shop.session().createBytesMessage();
        var request = create(id(), FreshMsisdn.next(), "1500.00");
        message.writeBytes(request.toString().getBytes(StandardCharsets.UTF_8));
        message.setJMSCorrelationID("as bytes");

        assertThat(shop.ask(message).status()).isEqualTo("pending");
    }

    private int count(String sql) {
        return hub.bean(JdbcTemplate.class).queryForObject(sql, Integer.class);
    }
}
