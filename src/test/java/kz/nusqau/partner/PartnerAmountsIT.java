package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a partner's payments may come to. */
@Tag("R-LIM-1")
@Tag("R-LIM-2")
class PartnerAmountsIT {

    private static final String SECOND_CONSUMER = "partner-thrifty-open-again";

    private final HubUnderTest hub = PartnerHub.HUB;

    /** Two consumers of one queue are what two nodes are to each other. */
    @Test
    void letsNoMoreWaitThanAgreedWhoeverTakesTheRequests() throws Exception {
        var camel = hub.bean(CamelContext.class);
        camel.addRouteFromTemplate(
                SECOND_CONSUMER, "partner-requests", Map.of("partner", "thrifty-open"));
        camel.getRouteController().startRoute(SECOND_CONSUMER);
        try (var shop = PartnerClient.connect(hub, "thrifty-open")) {
            List<PartnerClient.Received> replies = askAtOnce(shop, 24, "1000.00");

            assertThat(replies).filteredOn(it -> it.status().equals("pending")).hasSize(5);
            assertThat(replies).filteredOn(it -> it.code().equals("TOO_MANY_OPEN")).hasSize(19);
            cancel(shop, replies);

            List<PartnerClient.Received> larger = askAtOnce(shop, 24, "3000.00");
            assertThat(larger).filteredOn(it -> it.status().equals("pending")).hasSize(3);
            assertThat(larger)
                    .filteredOn(it -> it.code().equals("TOO_MANY_OPEN"))
                    .hasSize(21)
                    .allSatisfy(
                            it ->
                                    assertThat(it.body().at("/error/explanation").asText())
                                            .contains("12000.00 KZT", "10000 at most"));
            cancel(shop, larger);
        } finally {
            camel.getRouteController().stopRoute(SECOND_CONSUMER);
            camel.removeRoute(SECOND_CONSUMER);
        }
    }

    /** As one does whose version is older, while one after the other is updated. */
    @Test
    void countsWhatANodeWritesThatKeepsNoSums() throws JMSException {
        var jdbc = hub.bean(JdbcTemplate.class);
        try (var shop = PartnerClient.connect(hub, "thrifty-open")) {
            var first = shop.ask(create(id(), FreshMsisdn.next(), "1000.00"));
            List<UUID> written =
                    jdbc.queryForList(
                            """
                            INSERT INTO payment.payment
                            SELECT (jsonb_populate_record(
                                        p, jsonb_build_object('id', gen_random_uuid()))).*
                              FROM payment.payment p CROSS JOIN generate_series(1, 4)
                             WHERE p.id = ?::uuid
                            RETURNING id
                            """,
                            UUID.class,
                            first.paymentId());

            var fifth = create(id(), FreshMsisdn.next(), "1000.00");
            assertThat(shop.ask(fifth).code()).isEqualTo("TOO_MANY_OPEN");

            jdbc.update(
                    "UPDATE payment.payment SET state = 'EXPIRED', open = false"
                            + " WHERE id = ANY (?)",
                    (Object) written.toArray(UUID[]::new));
            var taken = shop.ask(fifth);
            assertThat(taken.status()).isEqualTo("pending");
            cancel(shop, List.of(first, taken));
        }
    }

    @Test
    void letsTheDayComeToNoMoreThanAgreedAndForgetsWhatEndsWithoutMoney() throws JMSException {
        LocalDate day = today();
        try (var shop = PartnerClient.connect(hub, "thrifty-day")) {
            payOff(shop, "9000.00");
            payOff(shop, "9000.00");
            var refused = create(id(), FreshMsisdn.next(), "2000.01");

            var above = shop.ask(refused);
            assumeThat(today()).as("the same day in Almaty").isEqualTo(day);
            assertThat(above.code()).isEqualTo("ABOVE_PARTNER_DAY_LIMIT");
            assertThat(above.body().at("/error/retry").asBoolean()).isTrue();

            var exact = shop.ask(create(id(), FreshMsisdn.next(), "2000.00"));
            assertThat(exact.status()).isEqualTo("pending");
            assertThat(shop.ask(create(id(), FreshMsisdn.next(), "10.00")).code())
                    .isEqualTo("ABOVE_PARTNER_DAY_LIMIT");

            cancel(shop, List.of(exact));
            var again = shop.ask(create(id(), FreshMsisdn.next(), "1999.00"));
            assertThat(again.status()).isEqualTo("pending");
            assertThat(shop.ask(create(id(), "77025000001", "1.00")).status()).isEqualTo("refused");
            cancel(shop, List.of(again));
        }
    }

    private void payOff(PartnerClient shop, String amount) throws JMSException {
        String msisdn = FreshMsisdn.next();
        var phone = new Phone(hub, msisdn);
        var reply = shop.ask(create(id(), msisdn, amount));
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        shop.event("payment.settled", reply.paymentId());
    }

    private static List<PartnerClient.Received> askAtOnce(
            PartnerClient shop, int count, String amount) throws JMSException {
        List<JsonNode> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(create(id(), FreshMsisdn.next(), amount));
        }
        for (JsonNode request : requests) {
            shop.send(shop.session().createTextMessage(request.toString()));
        }
        List<PartnerClient.Received> replies = new ArrayList<>();
        for (JsonNode request : requests) {
            replies.add(
                    shop.reply(it -> it.body().path("requestId").equals(request.get("requestId"))));
        }
        return replies;
    }

    private static void cancel(PartnerClient shop, List<PartnerClient.Received> replies)
            throws JMSException {
        for (PartnerClient.Received reply : replies) {
            if (reply.status().equals("pending")) {
                var cancel = request("payment.cancel", id()).put("paymentId", reply.paymentId());
                assertThat(shop.ask(cancel).status()).isEqualTo("cancelled");
            }
        }
    }

    private static LocalDate today() {
        return PartnerLimits.day(Instant.now());
    }
}
