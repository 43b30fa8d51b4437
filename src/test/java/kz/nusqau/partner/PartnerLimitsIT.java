package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerHub.timeline;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.util.List;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.dialogue.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a partner may not do although it asks rightly. */
class PartnerLimitsIT {

    private static final String SUSPEND = "/api/partners/small-shop/suspend";
    private static final String RESUME = "/api/partners/small-shop/resume";

    private final HubUnderTest hub = PartnerHub.HUB;
    private final String msisdn = FreshMsisdn.next();
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "small-shop");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    void mayHaveSoManyPaymentsWaiting() throws JMSException {
        var first = shop.ask(create(id(), msisdn, "1500.00"));
        var request = create(id(), FreshMsisdn.next(), "1500.00");

        var second = shop.ask(request);
        assertThat(first.status()).isEqualTo("pending");
        assertThat(second.code()).isEqualTo("TOO_MANY_OPEN");
        shop.ask(request("payment.cancel", id()).put("paymentId", first.paymentId()));

        var third = shop.ask(request);
        assertThat(third.status()).isEqualTo("pending");
        shop.ask(request("payment.cancel", id()).put("paymentId", third.paymentId()));
    }

    @Test
    void mayAskForSoMuch() throws JMSException {
        assertThat(shop.ask(create(id(), msisdn, "5000.01")).code())
                .isEqualTo("ABOVE_PARTNER_LIMIT");
    }

    @Test
    void mayAskForItsProvidersOnly() throws JMSException {
        var request =
                request("payment.create", id()).put("subscriber", msisdn).put("provider", "su");
        request.putObject("requisites").put("account", "12345678");
        request.putObject("amount").put("value", "1500.00").put("currency", "KZT");

        assertThat(shop.ask(request).code()).isEqualTo("PROVIDER_NOT_ALLOWED");
    }

    @Test
    @Tag("R-OPS-9")
    void isSuspendedAtOnceAndToldWhenItIsServedAgain() throws JMSException {
        var supervisor = new OperationsClient(hub, "supervisor");
        var known = create(id(), msisdn, "1500.00");
        var pending = shop.ask(known);
        var phone = new Phone(hub, msisdn);
        String code = Phone.codeIn(phone.nextMessage());

        var suspended = supervisor.post(SUSPEND, "{\"reason\": \"keys were stolen\"}");
        assertThat(suspended.status()).isEqualTo(200);
        assertThat(suspended.json().path("suspendedSince").isTextual()).isTrue();
        var request = create(id(), FreshMsisdn.next(), "1500.00");
        assertThat(shop.ask(request).code()).isEqualTo("SUSPENDED");
        assertThat(shop.ask(known).code()).isEqualTo("SUSPENDED");
        assertThat(shop.event("payment.cancelled", pending.paymentId()).status())
                .isEqualTo("cancelled");
        assertThat(timeline(pending.paymentId()))
                .anyMatch(it -> it.contains("cancelled, as the partner was suspended"));
        assertThat(phone.ask("4404", code)).doesNotContain("Paid");
        shop.event(event -> event.body().path("type").asText().equals("service.suspended"));

        var resumed = supervisor.post(RESUME, "{\"reason\": \"they have new ones\"}");
        assertThat(resumed.json().path("suspendedSince").isNull()).isTrue();
        assertThat(resumed.json().at("/acts/0/who").asText()).isEqualTo("supervisor");
        assertThat(resumed.json().at("/acts/1/reason").asText()).isEqualTo("keys were stolen");
        shop.event(event -> event.body().path("type").asText().equals("service.resumed"));
        var again = shop.ask(request);
        assertThat(again.status()).isEqualTo("pending");
        shop.ask(request("payment.cancel", id()).put("paymentId", again.paymentId()));
    }

    @Test
    void isSuspendedBySupervisorsOnly() {
        String reason = "{\"reason\": \"a guess\"}";

        for (String other : List.of("auditor", "support")) {
            assertThat(new OperationsClient(hub, other).post(SUSPEND, reason).status())
                    .as(other)
                    .isEqualTo(403);
            assertThat(new OperationsClient(hub, other).post(RESUME, reason).status())
                    .as(other)
                    .isEqualTo(403);
        }
        var supervisor = new OperationsClient(hub, "supervisor");
        assertThat(supervisor.post("/api/partners/nobody/suspend", reason).status()).isEqualTo(404);
        assertThat(supervisor.post(SUSPEND, "{}").status()).isEqualTo(400);
        assertThat(supervisor.get("/api/partners").json().at("/items").findValuesAsText("id"))
                .contains("small-shop");
    }
}
