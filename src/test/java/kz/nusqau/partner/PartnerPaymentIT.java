package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerHub.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Payments that a partner proposes, from its request to its last event. */
class PartnerPaymentIT {

    private final HubUnderTest hub = PartnerHub.HUB;
    private final String msisdn = FreshMsisdn.next();
    private final Phone phone = new Phone(hub, msisdn);
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    @Tag("R-OTP-4")
    @Tag("R-OTP-10")
    void paysWhenTheSubscriberGivesTheCode() throws JMSException {
        var reply = shop.ask(create(id(), msisdn, "1500.00"));
        assertThat(reply.status()).isEqualTo("pending");
        String prompt = phone.nextMessage();
        assertThat(prompt)
                .contains("Demo Shop", "1,500.00 KZT", "*1123", "3 min", "Never tell this code");
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        var confirmed = shop.event("payment.confirmed", reply.paymentId());
        var settled = shop.event("payment.settled", reply.paymentId());

        assertThat(settled.body().path("sequence").asLong())
                .isGreaterThan(confirmed.body().path("sequence").asLong());
        assertThat(receipt).contains(settled.body().at("/payment/number").asText());
        assertThat(settled.body().path("createdBy")).isEqualTo(reply.body().path("requestId"));
        assertThat(shop.ask(byId("payment.get", reply.paymentId())).status()).isEqualTo("settled");
        assertThat(hub.simulator().wooppay().books().doublePayments()).isEmpty();
    }

    @Test
    @Tag("R-OTP-4")
    void takesTheCodeEvenWhereAYesIsEnoughForTheSubscribersOwnWish() throws JMSException {
        var request =
                request("payment.create", id())
                        .put("subscriber", msisdn)
                        .put("provider", "kalaesp");
        request.putObject("requisites").put("iin", "900101300126");

        var reply = shop.ask(request);
        String prompt = phone.nextMessage();

        assertThat(Phone.hasCode(prompt)).isTrue();
        assertThat(phone.ask("4404", "yes")).contains("6-digit code");
        assertThat(shop.ask(byId("payment.get", reply.paymentId())).status()).isEqualTo("pending");
    }

    @Test
    void answersTheSameRequestTheSameAndDoesNothingAgain() throws JMSException {
        var request = create(id(), msisdn, "1500.00");
        var first = shop.ask(request);
        String prompt = phone.nextMessage();

        var second = shop.ask(request);
        var otherOrder = PartnerClient.JSON.createObjectNode();
        var names = new java.util.ArrayList<String>();
        request.fieldNames().forEachRemaining(names::addFirst);
        names.forEach(name -> otherOrder.set(name, request.get(name)));
        var third = shop.ask(otherOrder);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(third.body()).isEqualTo(first.body());
        assertThat(phone.ask("4404", Phone.codeIn(prompt))).contains("Paid");
        assertThat(shop.ask(request).body()).isEqualTo(first.body());
        assertThat(phone.ask("9909", "balance")).contains("98,500.00 KZT");
    }

    @Test
    void refusesAnotherBodyUnderTheSameId() throws JMSException {
        String id = id();
        shop.ask(create(id, msisdn, "1500.00"));

        var other = shop.ask(create(id, msisdn, "1600.00"));

        assertThat(other.code()).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void leavesWhatASubscriberHasOpenAlone() throws JMSException {
        String own = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        var request = create(id(), msisdn, "1700.00");

        var busy = shop.ask(request);
        assertThat(busy.code()).isEqualTo("SUBSCRIBER_BUSY");
        assertThat(busy.body().at("/error/retry").asBoolean()).isTrue();
        assertThat(phone.ask("4404", own)).contains("Paid: 1,500.00 KZT");

        assertThat(shop.ask(request).status()).isEqualTo("pending");
        assertThat(phone.nextMessage()).contains("Demo Shop", "1,700.00 KZT");
    }

    @Test
    void asksOneSubscriberOneThingWhenABatchAsksMore() throws JMSException {
        var first = create(id(), msisdn, "1500.00");
        var second = create(id(), msisdn, "1600.00");
        shop.send(shop.session().createTextMessage(first.toString()));

        var later = shop.ask(second);

        assertThat(later.code()).isEqualTo("SUBSCRIBER_BUSY");
        assertThat(
                        shop.reply(r -> r.body().path("requestId").equals(first.get("requestId")))
                                .status())
                .isEqualTo("pending");
        assertThat(phone.nextMessage()).contains("1,500.00 KZT");
    }

    @Test
    void givesWayToANewerInstructionOfTheSubscriber() throws JMSException {
        var reply = shop.ask(create(id(), msisdn, "1500.00"));
        phone.nextMessage();

        String own = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1700tg"));

        assertThat(shop.event("payment.cancelled", reply.paymentId()).status())
                .isEqualTo("cancelled");
        assertThat(phone.ask("4404", own)).contains("Paid: 1,700.00 KZT");
    }

    /** More than are settled at once, each of which is about the one before. */
    @Test
    @Tag("I-7")
    void answersManyInTheOrderInWhichTheyWereAsked() throws JMSException {
        List<String> proposals = Stream.generate(PartnerPaymentIT::id).limit(150).toList();
        for (String proposal : proposals) {
            var proposed = create(proposal, FreshMsisdn.next(), "1500.00");
            var cancelled = request("payment.cancel", "not-" + proposal).put("createdBy", proposal);
            shop.send(shop.session().createTextMessage(proposed.toString()));
            shop.send(shop.session().createTextMessage(cancelled.toString()));
        }

        for (String proposal : proposals) {
            assertThat(replyTo(proposal).status()).isEqualTo("pending");
            assertThat(replyTo("not-" + proposal).status()).isEqualTo("cancelled");
        }
    }

    private PartnerClient.Received replyTo(String requestId) throws JMSException {
        return shop.reply(it -> it.body().path("requestId").asText().equals(requestId));
    }

    @Test
    void cancelsWhatWaits() throws JMSException {
        var reply = shop.ask(create(id(), msisdn, "1500.00"));
        String code = Phone.codeIn(phone.nextMessage());
        var cancel = byId("payment.cancel", reply.paymentId());

        assertThat(shop.ask(cancel).status()).isEqualTo("cancelled");
        shop.event("payment.cancelled", reply.paymentId());
        assertThat(timeline(reply.paymentId()))
                .anyMatch(it -> it.contains("cancelled by the partner"));

        assertThat(shop.ask(cancel).status()).isEqualTo("cancelled");
        assertThat(shop.ask(byId("payment.cancel", reply.paymentId())).status())
                .isEqualTo("cancelled");
        assertThat(phone.ask("4404", code)).doesNotContain("Paid");
        assertThat(phone.ask("9909", "balance")).contains("100,000.00 KZT");
    }

    @Test
    void cancelsNothingThatWasConfirmed() throws JMSException {
        String id = id();
        var reply = shop.ask(create(id, msisdn, "1500.00"));
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        shop.event("payment.settled", reply.paymentId());

        var cancelled = shop.ask(request("payment.cancel", id()).put("createdBy", id));

        assertThat(cancelled.code()).isEqualTo("PAYMENT_NOT_PENDING");
        assertThat(shop.ask(request("payment.get", id()).put("createdBy", id)).status())
                .isEqualTo("settled");
    }

    @Test
    void tellsThatTheSubscriberRefused() throws JMSException {
        var reply = shop.ask(create(id(), msisdn, "1500.00"));
        phone.nextMessage();

        phone.ask("4404", "0");

        assertThat(shop.event("payment.cancelled", reply.paymentId()).status())
                .isEqualTo("cancelled");
    }

    @ParameterizedTest
    @CsvSource({
        "77025000001, 1500.00, SUBSCRIBER_NOT_ELIGIBLE",
        "77025000003, 1500.00, SUBSCRIBER_NOT_ELIGIBLE",
        "77025000009, 1500.00, SUBSCRIBER_NOT_ELIGIBLE",
        "77010900001, 60000.00, ABOVE_MAXIMUM",
        "77010900001, 1.00, BELOW_MINIMUM",
        "77479999999, 1500.00, UNKNOWN_SUBSCRIBER"
    })
    @Tag("R-OPS-6")
    void tellsOfTheRequestAndNothingOfTheSubscriber(String who, String amount, String reason)
            throws JMSException {
        var refused = shop.ask(create(id(), who, amount));

        assertThat(refused.status()).isEqualTo("refused");
        assertThat(refused.body().at("/payment/reason").asText()).isEqualTo(reason);
    }

    @Test
    void sendsEventsAgain() throws JMSException {
        var reply = shop.ask(create(id(), msisdn, "1500.00"));
        phone.nextMessage();
        shop.ask(byId("payment.cancel", reply.paymentId()));
        var event = shop.event("payment.cancelled", reply.paymentId());
        long sequence = event.body().path("sequence").asLong();

        var replayed =
                shop.ask(request("events.replay", id()).put("from", sequence).put("to", sequence));

        assertThat(replayed.body().path("replayed").asInt()).isEqualTo(1);
        assertThat(shop.event("payment.cancelled", reply.paymentId()).body())
                .isEqualTo(event.body());
    }

    @Test
    void numbersEventsWithoutAGap() throws JMSException {
        var reply = shop.ask(create(id(), msisdn, "1500.00"));
        phone.nextMessage();
        shop.ask(byId("payment.cancel", reply.paymentId()));
        shop.event("payment.cancelled", reply.paymentId());

        assertThat(
                        hub.bean(JdbcTemplate.class)
                                .queryForObject(
                                        "SELECT max(sequence) = count(*) AND min(sequence) = 1"
                                                + " FROM partner.outgoing"
                                                + " WHERE partner = 'demo-shop'"
                                                + " AND sequence IS NOT NULL",
                                        Boolean.class))
                .isTrue();
    }

    @Test
    void answersTheOthersWhileOneFailsAndThenSaysThatItFails() throws JMSException {
        String poison = "poison-" + id();
        var jdbc = hub.bean(JdbcTemplate.class);
        jdbc.execute(
                """
                CREATE OR REPLACE FUNCTION partner.fail() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.request_id LIKE 'poison-%' THEN RAISE EXCEPTION 'a fault'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER fail BEFORE INSERT ON partner.request
                    FOR EACH ROW EXECUTE FUNCTION partner.fail();
                """);
        try {
            shop.send(
                    shop.session()
                            .createTextMessage(
                                    create(poison, FreshMsisdn.next(), "1500.00").toString()));
            assertThat(shop.ask(create(id(), msisdn, "1500.00")).status()).isEqualTo("pending");

            var failed = shop.reply(r -> r.body().path("requestId").asText().equals(poison));
            assertThat(failed.code()).isEqualTo("INTERNAL");
            assertThat(failed.body().at("/error/retry").asBoolean()).isTrue();
        } finally {
            jdbc.execute("DROP TRIGGER fail ON partner.request");
        }
        // It was not remembered: the same request is taken now.
        assertThat(shop.ask(create(poison, FreshMsisdn.next(), "1500.00")).status())
                .isEqualTo("pending");
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode byId(
            String type, String paymentId) {
        return request(type, id()).put("paymentId", paymentId);
    }
}
