package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerHub.timeline;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.function.Predicate;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.smsc.MessageState;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Codes that a partner sends to subscribers and has verified. */
@Tag("R-OTP-9")
class PartnerCodeIT {

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
    @Tag("R-OTP-1")
    @Tag("R-OTP-10")
    void isVerifiedOnce() throws JMSException {
        var issued = shop.ask(issue());
        assertThat(status(issued)).isEqualTo("issued");
        String text = phone.nextMessage();
        assertThat(text).contains("A-4711", "Demo Shop", "never to anyone else");

        var first = verify(issued, Phone.codeIn(text));
        assertThat(status(shop.ask(first))).isEqualTo("verified");
        assertThat(status(shop.ask(first))).isEqualTo("verified");
        assertThat(status(shop.ask(verify(issued, Phone.codeIn(text))))).isEqualTo("used-up");
    }

    @Test
    void endsAfterThreeWrongOnes() throws JMSException {
        var issued = shop.ask(issue());
        String code = Phone.codeIn(phone.nextMessage());
        String wrong = code.equals("000000") ? "000001" : "000000";

        var first = verify(issued, wrong);
        assertThat(shop.ask(first).body().at("/code/attemptsLeft").asInt()).isEqualTo(2);
        assertThat(shop.ask(first).body().at("/code/attemptsLeft").asInt()).isEqualTo(2);
        assertThat(status(shop.ask(verify(issued, wrong)))).isEqualTo("wrong");
        assertThat(status(shop.ask(verify(issued, wrong)))).isEqualTo("used-up");
        assertThat(status(shop.ask(verify(issued, code)))).isEqualTo("used-up");
        assertThat(timeline(codeId(issued)))
                .containsExactly(
                        "partner.code-issued for an order at demo-shop; request "
                                + issued.body().path("requestId").asText(),
                        "partner.code-wrong at demo-shop; attempts left: 2",
                        "partner.code-wrong at demo-shop; attempts left: 1",
                        "partner.code-wrong at demo-shop; attempts left: 0",
                        "partner.code-late at demo-shop; it was used up");
    }

    /** Who tries codes of somebody's is seen by whoever that somebody calls. */
    @Test
    @Tag("R-OPS-2")
    @Tag("R-OPS-8")
    @Tag("R-OTP-8")
    void isShownToSupportWithWhatWasTried() throws JMSException {
        var issued = shop.ask(issue());
        String code = Phone.codeIn(phone.nextMessage());
        String wrong = code.equals("000000") ? "000001" : "000000";
        shop.ask(verify(issued, wrong));
        var support = ConsoleClient.of(hub, "support");
        support.get("/console/failed");

        String person = support.post("/console/search", "q", msisdn).location();
        String page = support.get(person.substring(person.indexOf("/console"))).body();
        String timeline = "/console/instructions/" + codeId(issued);

        assertThat(page)
                .contains("demo-shop, for an order", "wrong attempts: 1", "href=\"" + timeline)
                .doesNotContain(msisdn);
        assertThat(support.get(timeline + "/timeline.txt").body().replaceAll("[0-9a-f-]{36}", ""))
                .contains("A code was sent for a partner", "A wrong code was typed in")
                .doesNotContain(wrong, code, msisdn);
    }

    @Test
    void expires() throws JMSException {
        var issued = shop.ask(issue());
        String code = Phone.codeIn(phone.nextMessage());
        hub.bean(JdbcTemplate.class)
                .update(
                        "UPDATE partner.code SET expires_at = clock_timestamp() WHERE id = ?::uuid",
                        codeId(issued));

        var told = shop.event(ofCode("code.expired", issued));
        assertThat(told.body().at("/code/status").asText()).isEqualTo("expired");
        assertThat(told.body().path("createdBy").asText())
                .isEqualTo(issued.body().path("requestId").asText());
        assertThat(status(shop.ask(verify(issued, code)))).isEqualTo("expired");
    }

    @Test
    @Tag("R-OTP-5")
    void tellsItsPartnerThatItDidNotArrive() throws JMSException {
        var smsc = hub.simulator().smsc();
        smsc.deliveryState(
                text ->
                        text.destination().equals(msisdn)
                                ? MessageState.UNDELIVERABLE
                                : MessageState.DELIVERED);
        try {
            var issued = shop.ask(issue());
            String code = Phone.codeIn(phone.nextMessage());

            var told = shop.event(ofCode("code.undelivered", issued));
            assertThat(told.body().at("/code/expiresAt")).isEqualTo(expiry(issued));
            // It may have come after all.
            assertThat(status(shop.ask(verify(issued, code)))).isEqualTo("verified");
        } finally {
            smsc.deliveryState(text -> MessageState.DELIVERED);
        }
    }

    @Test
    @Tag("R-OTP-5")
    void tellsItsPartnerThatTheSmscRefusedIt() throws JMSException {
        hub.simulator().smsc().toPhone(msisdn, SmscFault.answer(0x0B));

        var issued = shop.ask(issue());

        var told = shop.event(ofCode("code.undelivered", issued));
        assertThat(status(told)).isEqualTo("issued");
    }

    @Test
    void isItsPartnersAlone() throws JMSException {
        var issued = shop.ask(issue());
        String code = Phone.codeIn(phone.nextMessage());
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            assertThat(bank.ask(verify(issued, code)).code()).isEqualTo("CODE_NOT_FOUND");
        }

        assertThat(status(shop.ask(verify(issued, code)))).isEqualTo("verified");
    }

    @Test
    void confirmsNoPayment() throws JMSException {
        String own = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        shop.ask(issue());
        String delivery = Phone.codeIn(phone.nextMessage());

        if (!delivery.equals(own)) {
            assertThat(phone.ask("4404", delivery)).contains("Wrong code");
        }
        assertThat(phone.ask("4404", own)).contains("Paid: 1,500.00 KZT");
    }

    @Test
    void pestersNobody() throws JMSException {
        for (int i = 0; i < 5; i++) {
            assertThat(status(shop.ask(issue()))).isEqualTo("issued");
        }

        assertThat(shop.ask(issue()).code()).isEqualTo("TOO_MANY_OPEN");
        assertThat(shop.ask(issue().put("subscriber", "77479999999")).code())
                .isEqualTo("SUBSCRIBER_NOT_REACHED");
    }

    @Test
    @Tag("R-OTP-8")
    void isKeptNowhereInClear() throws JMSException {
        var issued = shop.ask(issue());
        String code = Phone.codeIn(phone.nextMessage());

        assertThat(issued.body().toString().replaceAll("[0-9a-f-]{36}", "")).doesNotContain(code);
        assertThat(
                        hub.bean(JdbcTemplate.class)
                                .queryForObject(
                                        "SELECT length(proof) FROM partner.code WHERE id = ?::uuid",
                                        Integer.class,
                                        codeId(issued)))
                .isEqualTo(32);
    }

    @Test
    @Tag("R-OTP-4")
    @Tag("R-JOIN-1")
    void paysWithTheCodeThatThePayerTypesInAtThePartner() throws JMSException {
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            var proposed = bank.ask(create(id(), msisdn, "1500.00"));
            String prompt = phone.nextMessage();
            assertThat(prompt).contains("Demo Bank", "только на его сайте", "никому не сообщайте");
            var right = confirm(proposed, Phone.codeIn(prompt));

            var verified = bank.ask(right);
            assertThat(status(verified)).isEqualTo("verified");
            assertThat(verified.body().at("/code/paymentId").asText())
                    .isEqualTo(proposed.paymentId());
            bank.event("payment.confirmed", proposed.paymentId());
            bank.event("payment.settled", proposed.paymentId());
            assertThat(phone.nextMessage()).contains("1 500,00 тг", " N");

            assertThat(bank.ask(right).body()).isEqualTo(verified.body());
            assertThat(bank.ask(confirm(proposed, Phone.codeIn(prompt))).code())
                    .isEqualTo("PAYMENT_NOT_PENDING");
            assertThat(acceptedThrough()).containsExactly("demo-bank");
            assertThat(phone.ask("9909", "баланс")).contains("98 500,00");
        }
    }

    @Test
    @Tag("R-OTP-4")
    void givesUpAPaymentAfterThreeWrongCodes() throws JMSException {
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            var proposed = bank.ask(create(id(), msisdn, "1500.00"));
            String code = Phone.codeIn(phone.nextMessage());
            String wrong = code.equals("000000") ? "000001" : "000000";

            var first = bank.ask(confirm(proposed, wrong));
            assertThat(status(first)).isEqualTo("wrong");
            assertThat(first.body().at("/code/attemptsLeft").asInt()).isEqualTo(2);
            assertThat(status(bank.ask(confirm(proposed, wrong)))).isEqualTo("wrong");
            assertThat(acceptedThrough()).isEmpty();
            assertThat(status(bank.ask(confirm(proposed, wrong)))).isEqualTo("used-up");

            bank.event("payment.cancelled", proposed.paymentId());
            assertThat(bank.ask(confirm(proposed, code)).code()).isEqualTo("PAYMENT_NOT_PENDING");
            assertThat(timeline(proposed.paymentId()))
                    .contains(
                            "partner.code-wrong typed in at demo-bank; attempts left: 2",
                            "partner.code-wrong typed in at demo-bank; attempts left: 1",
                            "partner.code-wrong typed in at demo-bank; attempts left: 0")
                    .anyMatch(it -> it.contains("cancelled, as no try was left for its code"))
                    .filteredOn(it -> it.startsWith("partner.code"))
                    .hasSize(3)
                    .noneMatch(it -> it.contains(wrong) || it.contains(code));
        }
    }

    @Test
    @Tag("R-OTP-3")
    void takesACodeOfAPaymentInItsTimeOnly() throws JMSException {
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            var proposed = bank.ask(create(id(), msisdn, "1500.00"));
            String code = Phone.codeIn(phone.nextMessage());
            hub.bean(JdbcTemplate.class)
                    .update(
                            "UPDATE confirmation.challenge SET expires_at = clock_timestamp()"
                                    + " WHERE instruction_id = ?::uuid",
                            proposed.paymentId());

            var late = bank.ask(confirm(proposed, code));

            // The sweep may have been quicker.
            assertThat(status(late) + late.code()).isIn("expired", "PAYMENT_NOT_PENDING");
            bank.event("payment.expired", proposed.paymentId());
        }
    }

    @Test
    @Tag("R-OTP-4")
    void takesCodesOfPaymentsFromThosePartnersOnlyThatMayAskForThem() throws JMSException {
        var own = shop.ask(create(id(), msisdn, "1500.00"));
        String code = Phone.codeIn(phone.nextMessage());

        assertThat(shop.ask(confirm(own, code)).code()).isEqualTo("CODES_NOT_TAKEN");
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            assertThat(bank.ask(confirm(own, code)).code()).isEqualTo("PAYMENT_NOT_FOUND");
        }
        assertThat(phone.ask("4404", code)).contains("Paid: 1,500.00 KZT");
    }

    private List<String> acceptedThrough() {
        return hub.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT channel FROM subscriber.acceptance WHERE subscriber_id = ?",
                        String.class,
                        hub.bean(Subscribers.class)
                                .resolve(List.of(new Msisdn(msisdn)))
                                .get(new Msisdn(msisdn))
                                .value());
    }

    private static ObjectNode confirm(PartnerClient.Received proposed, String digits) {
        return request("code.verify", id())
                .put("paymentId", proposed.paymentId())
                .put("digits", digits);
    }

    private ObjectNode issue() {
        return request("code.issue", id()).put("subscriber", msisdn).put("order", "A-4711");
    }

    private static ObjectNode verify(PartnerClient.Received issued, String digits) {
        return request("code.verify", id()).put("codeId", codeId(issued)).put("digits", digits);
    }

    private static Predicate<PartnerClient.Received> ofCode(
            String type, PartnerClient.Received issued) {
        return event ->
                event.body().path("type").asText().equals(type)
                        && codeId(event).equals(codeId(issued));
    }

    private static JsonNode expiry(PartnerClient.Received issued) {
        return issued.body().at("/code/expiresAt");
    }

    private static String codeId(PartnerClient.Received reply) {
        return reply.body().at("/code/codeId").asText();
    }

    private static String status(PartnerClient.Received reply) {
        return reply.body().at("/code/status").asText();
    }
}
