package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What subscribers show to partners, because they agreed to, and once. */
@Tag("R-JOIN-2")
class PartnerDisclosureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HubUnderTest hub = PartnerHub.HUB;
    private final JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
    private final String msisdn = FreshMsisdn.next();
    private final Phone phone = new Phone(hub, msisdn);
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
        speak(Language.EN);
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    @Tag("R-OTP-4")
    @Tag("R-OTP-10")
    @Tag("R-INFO-1")
    void showsABalanceWhenTheSubscriberGivesTheCode() throws JMSException {
        var request = balance();
        var asked = shop.ask(request);
        String prompt = phone.nextMessage();

        assertThat(status(asked)).isEqualTo("pending");
        assertThat(asked.body().at("/disclosure/accounts").isMissingNode()).isTrue();
        assertThat(prompt)
                .contains("Demo Shop asks to see the balance of your number, once", "3 min")
                .contains("Never tell this code to anyone");
        assertThat(shop.ask(request).body()).isEqualTo(asked.body());
        assertThat(told(asked)).isZero();

        assertThat(phone.ask("4404", Phone.codeIn(prompt))).contains("Demo Shop will receive");
        var event = shop.event(it -> is(it, "disclosure.answered", asked));

        assertThat(event.body().path("createdBy")).isEqualTo(request.path("requestId"));
        assertThat(event.body().at("/disclosure/accounts")).hasSize(1);
        assertThat(event.body().at("/disclosure/accounts/0/available/value").asText())
                .isEqualTo("100000.00");
        assertThat(shop.ask(request).body()).isEqualTo(asked.body());
        assertThat(told(asked)).isOne();
    }

    @Test
    @Tag("R-INFO-3")
    @Tag("R-OPS-7")
    void showsAStatementOfABankToWhomItIsAllowed() throws JMSException {
        speak(Language.KK);
        var asked =
                shop.ask(
                        request("statement.get", id())
                                .put("subscriber", msisdn)
                                .put("bank", "kaspi"));
        String prompt = phone.nextMessage();

        assertThat(prompt).contains("Demo Shop", "Kaspi", "операцияларын", "бір рет");
        assertThat(phone.ask("4404", Phone.codeIn(prompt))).contains("Рұқсат берілді");
        var accounts =
                shop.event(it -> is(it, "disclosure.answered", asked))
                        .body()
                        .at("/disclosure/accounts");

        assertThat(accounts).hasSize(2);
        assertThat(accounts.findValuesAsText("currency")).contains("KZT", "USD");
        assertThat(accounts)
                .allSatisfy(
                        account -> {
                            assertThat(account.path("tail").asText()).hasSize(4);
                            assertThat(account.path("operations").isArray()).isTrue();
                        });
    }

    @Test
    @Tag("R-OPS-2")
    @Tag("R-OPS-6")
    void recordsWhatWasAgreedToAndKeepsItSealed() throws JMSException {
        var asked = shop.ask(balance());
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        var event = shop.event(it -> is(it, "disclosure.answered", asked));
        String id = disclosureId(asked);

        assertThat(
                        jdbc.queryForList(
                                "SELECT partner || ' ' || partner_name || ' ' || about || ' '"
                                        + " || state || ' ' || (answered_at > asked_at)"
                                        + " FROM subscriber.consent WHERE id = ?::uuid",
                                String.class,
                                id))
                .containsExactly("demo-shop Demo Shop balance used true");
        for (String change :
                List.of(
                        "UPDATE subscriber.consent SET state = 'given', spent_at = NULL",
                        "UPDATE subscriber.consent SET about = 'statement'",
                        "DELETE FROM subscriber.consent")) {
            assertThatThrownBy(() -> jdbc.update(change + " WHERE id = ?::uuid", id))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("never changed");
        }
        assertThat(
                        jdbc.queryForObject(
                                "SELECT body FROM partner.outgoing WHERE grouped_by = ?",
                                String.class,
                                id))
                .contains("answered")
                .doesNotContain("100000.00");

        hub.bean(Subscribers.class).erase(subscriber());
        long sequence = event.body().path("sequence").asLong();
        shop.ask(request("events.replay", id()).put("from", sequence).put("to", sequence));
        var again = shop.event(it -> is(it, "disclosure.answered", asked));
        assertThat(again.body().at("/disclosure/accounts").isMissingNode()).isTrue();
    }

    @Test
    void showsNothingWhenTheSubscriberRefuses() throws JMSException {
        var asked = shop.ask(balance());
        phone.nextMessage();

        assertThat(phone.ask("4404", "0")).contains("Demo Shop will not receive your data");
        shop.event(it -> is(it, "disclosure.refused", asked));

        assertThat(shop.ask(balance()).code()).isEqualTo("ASKED_TOO_OFTEN");
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            assertThat(status(bank.ask(balance()))).isEqualTo("pending");
        }
    }

    @Test
    void takesTheWordForRefusingAsANo() throws JMSException {
        speak(Language.RU);
        var asked = shop.ask(balance());
        phone.nextMessage();

        assertThat(phone.ask("9909", "отказ")).contains("Demo Shop не получит ваши данные");
        shop.event(it -> is(it, "disclosure.refused", asked));
    }

    @Test
    void showsNothingWhenTheSubscriberTakesItBackInTime() throws JMSException {
        var asked = shop.ask(balance().put("bank", "halyk"));
        unanswered(asked);
        assertThat(phone.ask("4404", Phone.codeIn(phone.nextMessage())))
                .contains("Demo Shop will receive");

        assertThat(phone.ask("4404", "withdraw")).contains("will not be given to anyone");
        shop.event(it -> is(it, "disclosure.refused", asked));

        assertThat(shop.ask(balance()).code()).isEqualTo("ASKED_TOO_OFTEN");
        assertThat(phone.ask("4404", "withdraw")).doesNotContain("will not be given");
        assertThat(told(asked)).isOne();
    }

    @Test
    @Tag("R-BLK-1")
    void showsNothingOfASubscriberWhoWasBlockedMeanwhile() throws JMSException {
        var asked = shop.ask(balance().put("bank", "halyk"));
        unanswered(asked);
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        jdbc.update(
                "UPDATE subscriber.subscriber SET blocked_at = clock_timestamp() WHERE id = ?",
                subscriber().value());
        jdbc.update(
                "UPDATE partner.disclosure SET bank = 'halyk' WHERE id = ?::uuid",
                disclosureId(asked));

        var event = shop.event(it -> is(it, "disclosure.failed", asked));
        assertThat(event.body().at("/disclosure/reason").asText())
                .isEqualTo("SUBSCRIBER_NOT_ELIGIBLE");
        assertThat(stateOfConsent(asked)).isEqualTo("lapsed");
    }

    @Test
    @Tag("R-OTP-3")
    void showsNothingWhenNobodyAnswersInTime() throws JMSException {
        var asked = shop.ask(balance());
        String code = Phone.codeIn(phone.nextMessage());
        jdbc.update(
                "UPDATE confirmation.challenge SET expires_at = clock_timestamp() - interval '5 min'"
                        + " WHERE instruction_id = ?::uuid",
                disclosureId(asked));

        shop.event(it -> is(it, "disclosure.expired", asked));
        assertThat(phone.ask("4404", code)).doesNotContain("Demo Shop");
        assertThat(told(asked)).isOne();
    }

    @Test
    void takesACodeThatCameTooLateForNone() throws JMSException {
        var asked = shop.ask(balance());
        String code = Phone.codeIn(phone.nextMessage());
        jdbc.update(
                "UPDATE confirmation.challenge SET expires_at = clock_timestamp()"
                        + " WHERE instruction_id = ?::uuid",
                disclosureId(asked));

        // The sweep may be there first.
        assertThat(phone.ask("4404", code))
                .containsAnyOf("not given to anyone", "No operation is waiting");
        shop.event(it -> is(it, "disclosure.expired", asked));
    }

    @Test
    void isDoneWithAfterThreeWrongCodes() throws JMSException {
        var asked = shop.ask(balance());
        String code = Phone.codeIn(phone.nextMessage());
        String wrong = code.equals("000000") ? "000001" : "000000";

        assertThat(phone.ask("4404", "yes")).contains("6-digit code");
        assertThat(phone.ask("4404", wrong)).contains("2 attempts left");
        assertThat(phone.ask("4404", wrong)).contains("1 attempt left");
        assertThat(phone.ask("4404", wrong)).contains("not given to anyone");
        shop.event(it -> is(it, "disclosure.cancelled", asked));
        assertThat(phone.ask("4404", code)).contains("No operation is waiting");
        assertThat(told(asked)).isOne();
    }

    @Test
    void givesWayToAnInstructionOfTheSubscriber() throws JMSException {
        var asked = shop.ask(balance());
        phone.nextMessage();

        String own = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));

        shop.event(it -> is(it, "disclosure.cancelled", asked));
        assertThat(shop.ask(balance()).code()).isEqualTo("SUBSCRIBER_BUSY");
        assertThat(phone.ask("4404", own)).contains("Paid: 1,500.00 KZT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"77479999999", "77025000002", "77025000010"})
    @Tag("R-BLK-1")
    void asksNobodyWhoIsNotServed(String who) throws JMSException {
        assertThat(shop.ask(balance().put("subscriber", who)).code())
                .isEqualTo("SUBSCRIBER_NOT_REACHED");
    }

    @Test
    @Tag("R-LIM-3")
    void pestersNobody() throws JMSException {
        var asked = shop.ask(balance());
        jdbc.update(
                """
                INSERT INTO subscriber.consent (id, subscriber_id, partner, partner_name, about,
                    wording, state, answered_at)
                SELECT gen_random_uuid(), subscriber_id, partner, partner_name, about, wording,
                       'expired', clock_timestamp()
                  FROM subscriber.consent, generate_series(1, 4) WHERE id = ?::uuid
                """,
                disclosureId(asked));

        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            assertThat(bank.ask(balance()).code()).isEqualTo("ASKED_TOO_OFTEN");
        }
    }

    @Test
    void namesTheBankThatNobodyKnows() throws JMSException {
        var refused = shop.ask(balance().put("bank", "nobodys"));

        assertThat(refused.code()).isEqualTo("UNKNOWN_BANK");
        assertThat(refused.body().at("/error/field").asText()).isEqualTo("/bank");
        assertThat(shop.ask(request("statement.get", id()).put("subscriber", msisdn)).code())
                .isEqualTo("INVALID_MEMBER");
    }

    @Test
    void looksAgainWhenTheBankIsAway() throws JMSException {
        var asked = shop.ask(balance().put("bank", "halyk"));
        hub.simulator()
                .halyk()
                .faults()
                .enqueueAbout(
                        msisdn.substring(1), "balance", new CounterpartyFault.ServerError(503));
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        // The bank is asked, and asked again as soon as it has failed.
        await().atMost(PATIENCE)
                .until(
                        () ->
                                jdbc.update(
                                        "UPDATE partner.disclosure"
                                                + " SET look_up_at = clock_timestamp()"
                                                + " WHERE id = ?::uuid"
                                                + " AND look_up_at > clock_timestamp()",
                                        disclosureId(asked)),
                        changed -> changed == 1);

        var event = shop.event(it -> is(it, "disclosure.answered", asked));
        assertThat(event.body().at("/disclosure/accounts/0/available/value").asText())
                .isEqualTo("10000.00");
    }

    @Test
    void saysThatItFailedWhenTheBankStaysAway() throws JMSException {
        var asked = shop.ask(balance().put("bank", "halyk"));
        unanswered(asked);
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        jdbc.update(
                "UPDATE partner.disclosure SET give_up_at = clock_timestamp() WHERE id = ?::uuid",
                disclosureId(asked));

        var event = shop.event(it -> is(it, "disclosure.failed", asked));
        assertThat(event.body().at("/disclosure/reason").asText()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(stateOfConsent(asked)).isEqualTo("lapsed");
    }

    @Test
    void endsWithTheSuspensionOfThePartner() throws JMSException {
        var supervisor = new OperationsClient(hub, "supervisor");
        try (var small = PartnerClient.connect(hub, "small-shop")) {
            var asked = small.ask(balance());
            String code = Phone.codeIn(phone.nextMessage());
            assertThat(small.ask(balance().put("subscriber", FreshMsisdn.next())).code())
                    .isEqualTo("TOO_MANY_OPEN");

            supervisor.post("/api/partners/small-shop/suspend", "{\"reason\": \"a test\"}");
            try {
                small.event(it -> is(it, "disclosure.cancelled", asked));
                assertThat(phone.ask("4404", code)).contains("No operation is waiting");
                assertThat(small.ask(balance()).code()).isEqualTo("SUSPENDED");
            } finally {
                supervisor.post("/api/partners/small-shop/resume", "{\"reason\": \"over\"}");
            }
        }
    }

    /** No desk looks it up: the hub has no such bank, as after a change of its settings. */
    private void unanswered(PartnerClient.Received asked) {
        jdbc.update(
                "UPDATE partner.disclosure SET bank = 'gone' WHERE id = ?::uuid",
                disclosureId(asked));
    }

    private String stateOfConsent(PartnerClient.Received asked) {
        return jdbc.queryForObject(
                "SELECT state FROM subscriber.consent WHERE id = ?::uuid",
                String.class,
                disclosureId(asked));
    }

    private void speak(Language language) {
        hub.bean(Subscribers.class).languages(Map.of(subscriber(), language));
    }

    private SubscriberId subscriber() {
        var number = new Msisdn(msisdn);
        return hub.bean(Subscribers.class).resolve(List.of(number)).get(number);
    }

    private ObjectNode balance() {
        return request("balance.get", id()).put("subscriber", msisdn);
    }

    private int told(PartnerClient.Received asked) {
        Integer count =
                jdbc.queryForObject(
                        "SELECT count(*) FROM partner.outgoing WHERE grouped_by = ?",
                        Integer.class,
                        disclosureId(asked));
        return count == null ? 0 : count;
    }

    private static boolean is(
            PartnerClient.Received event, String type, PartnerClient.Received asked) {
        JsonNode body = event.body();
        return body.path("type").asText().equals(type)
                && body.at("/disclosure/disclosureId").asText().equals(disclosureId(asked));
    }

    private static String disclosureId(PartnerClient.Received reply) {
        return reply.body().at("/disclosure/disclosureId").asText();
    }

    private static String status(PartnerClient.Received reply) {
        return reply.body().at("/disclosure/status").asText();
    }
}
