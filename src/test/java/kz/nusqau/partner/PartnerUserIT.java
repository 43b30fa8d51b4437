package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static kz.nusqau.partner.Person.create;
import static kz.nusqau.partner.Person.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.time.Duration;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.partner.PartnerClient.Received;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** People who act for a partner, and what each may do. */
@Tag("R-ACC-1")
class PartnerUserIT {

    private static final String NOT_ELIGIBLE =
            "codes to the user's number sign nobody in at present";

    private final HubUnderTest hub = PartnerHub.HUB;
    private final JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
    private PartnerClient shop;
    private Person director;

    @BeforeEach
    void nameTheDirector() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
        // Those of other tests are in charge no more.
        jdbc.update(
                "UPDATE subscriber.partner_user SET blocked_at = clock_timestamp()"
                        + " WHERE blocked_at IS NULL");
        director = Person.director(hub, shop);
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    @Tag("R-ACC-4")
    void addsUsersBySomebodyWithFullAccess() throws JMSException {
        String msisdn = FreshMsisdn.next();
        var request = by(director, create(msisdn, "confirm"));

        var reply = shop.ask(request);
        assertThat(reply.body().at("/user/level").asText()).isEqualTo("confirm");
        assertThat(reply.body().at("/user/notifications").asText()).isEqualTo("off");
        var event = shop.event(it -> isAbout(it, "user.changed", created(reply)));

        assertThat(event.body().path("user")).isEqualTo(reply.body().path("user"));
        assertThat(shop.ask(request).body()).isEqualTo(reply.body());
        assertThat(shop.ask(by(director, create(msisdn, "create"))).code())
                .isEqualTo("USER_EXISTS");
        assertThat(
                        shop.ask(request("user.get", id()).put("userId", created(reply)))
                                .body()
                                .path("user"))
                .isEqualTo(reply.body().path("user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "confirm", "create"})
    void addsNobodyOnItsOwnWhileSomebodyIsInCharge(String level) throws JMSException {
        assertThat(shop.ask(create(FreshMsisdn.next(), level)).code())
                .isEqualTo("ACCESS_LEVEL_TOO_LOW");
    }

    @Test
    @Tag("R-ACC-2")
    void letsFullAccessAloneDecideForOthers() throws JMSException {
        var clerk = add("create");
        var other = add("confirm");
        for (Person low : new Person[] {clerk, other}) {
            String target = low == clerk ? other.userId() : clerk.userId();
            assertThat(shop.ask(by(low, set(target, "on"))).code())
                    .isEqualTo("ACCESS_LEVEL_TOO_LOW");
            for (String type : new String[] {"grant", "revoke"}) {
                assertThat(shop.ask(by(low, about("notification." + type, target))).code())
                        .isEqualTo("ACCESS_LEVEL_TOO_LOW");
            }
            assertThat(shop.ask(by(low, about("user.change", target).put("level", "full"))).code())
                    .isEqualTo("ACCESS_LEVEL_TOO_LOW");
            assertThat(
                            shop.ask(
                                            by(
                                                    low,
                                                    about("user.change", low.userId())
                                                            .put("level", "full")))
                                    .code())
                    .isEqualTo("ACCESS_LEVEL_TOO_LOW");
            assertThat(shop.ask(by(low, about("user.block", target))).code())
                    .isEqualTo("ACCESS_LEVEL_TOO_LOW");
            assertThat(shop.ask(by(low, create(FreshMsisdn.next(), "create"))).code())
                    .isEqualTo("ACCESS_LEVEL_TOO_LOW");
        }
        assertThat(notifications(clerk)).isEqualTo("off");

        assertThat(shop.ask(by(director, set(clerk.userId(), "daily"))).code()).isEmpty();
        shop.event(it -> isAbout(it, "notification.changed", clerk.userId()));
        assertThat(notifications(clerk)).isEqualTo("daily");
    }

    @ParameterizedTest
    @CsvSource({"confirm", "create"})
    @Tag("R-ACC-2")
    @Tag("R-INFO-4")
    void letsEverybodyChooseAmongWhatIsGranted(String level) throws JMSException {
        var user = add(level);
        assertThat(shop.ask(by(user, set(user.userId(), "on"))).code()).isEmpty();
        assertThat(notifications(user)).isEqualTo("on");

        assertThat(shop.ask(by(director, about("notification.revoke", user.userId()))).code())
                .isEmpty();
        assertThat(notifications(user)).isEqualTo("off");
        assertThat(shop.ask(by(user, set(user.userId(), "on"))).code())
                .isEqualTo("ACCESS_LEVEL_TOO_LOW");
        assertThat(shop.ask(by(director, about("notification.grant", user.userId()))).code())
                .isEmpty();
        assertThat(notifications(user)).isEqualTo("on");
        assertThat(shop.ask(by(user, set(user.userId(), "off"))).code()).isEmpty();
        assertThat(notifications(user)).isEqualTo("off");
    }

    @Test
    @Tag("R-ACC-6")
    void blocksAtOnce() throws JMSException {
        var user = add("confirm");
        var block = about("user.block", user.userId());

        assertThat(shop.ask(block).body().at("/user/status").asText()).isEqualTo("blocked");
        shop.event(
                it ->
                        isAbout(it, "user.changed", user.userId())
                                && it.body().at("/user/status").asText().equals("blocked"));
        assertThat(shop.ask(by(user, set(user.userId(), "on"))).code()).isEqualTo("USER_BLOCKED");
        assertThat(shop.ask(about("user.unblock", user.userId())).code())
                .isEqualTo("ACCESS_LEVEL_TOO_LOW");
        assertThat(shop.ask(by(user, about("user.unblock", user.userId()))).code())
                .isEqualTo("USER_BLOCKED");
        assertThat(shop.ask(by(director, about("user.unblock", user.userId()))).code()).isEmpty();
        assertThat(shop.ask(by(user, set(user.userId(), "on"))).code()).isEmpty();
    }

    @Test
    void namesSomebodyInChargeWhenNobodyIs() throws JMSException {
        var clerk = add("create");
        shop.ask(about("user.block", director.userId()));

        assertThat(shop.ask(about("user.change", clerk.userId()).put("level", "confirm")).code())
                .isEqualTo("ACCESS_LEVEL_TOO_LOW");
        assertThat(shop.ask(about("user.change", clerk.userId()).put("level", "full")).code())
                .isEmpty();
        assertThat(shop.ask(by(clerk, about("user.unblock", director.userId()))).code()).isEmpty();
    }

    @Test
    @Tag("R-ACC-4")
    @Tag("R-OTP-2")
    void takesNobodysNameForThePerson() throws JMSException {
        var clerk = add("create");
        var set = set(director.userId(), "on");

        // A code of somebody else's, one that was never verified, one for an order, an old one.
        assertThat(shop.ask(by(new Person(director.userId(), clerk.codeId(), ""), set)).code())
                .isEqualTo("NOT_SIGNED_IN");
        String unverified = Person.issue(shop, director.msisdn());
        assertThat(new Phone(hub, director.msisdn()).nextMessage())
                .contains("to sign in at Demo Shop", "never tell it to anyone");
        assertThat(shop.ask(by(new Person(director.userId(), unverified, ""), again(set))).code())
                .isEqualTo("NOT_SIGNED_IN");
        jdbc.update(
                "UPDATE partner.code SET purpose = 'delivery' WHERE id = ?::uuid",
                director.codeId());
        assertThat(shop.ask(by(director, again(set))).code()).isEqualTo("NOT_SIGNED_IN");
        jdbc.update(
                "UPDATE partner.code SET purpose = 'sign-in',"
                        + " verified_at = clock_timestamp() - interval '16 min'"
                        + " WHERE id = ?::uuid",
                director.codeId());
        assertThat(shop.ask(by(director, again(set))).code()).isEqualTo("NOT_SIGNED_IN");
    }

    @Test
    void keepsUsersOfOnePartnerFromTheOther() throws JMSException {
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            assertThat(bank.ask(request("user.get", id()).put("userId", director.userId())).code())
                    .isEqualTo("USER_NOT_FOUND");
            assertThat(bank.ask(about("user.block", director.userId())).code())
                    .isEqualTo("USER_NOT_FOUND");
            assertThat(bank.ask(by(director, set(director.userId(), "on"))).code())
                    .isEqualTo("NOT_SIGNED_IN");
            // The same person may act for both, and is somebody else there.
            assertThat(created(bank.ask(create(director.msisdn(), "full"))))
                    .isNotEqualTo(director.userId());
        }
        assertThat(notifications(director)).isEqualTo("off");
    }

    @Test
    @Tag("R-OPS-2")
    void recordsEachActAndWhatWasRefused() throws JMSException {
        var clerk = add("create");
        shop.ask(by(clerk, set(clerk.userId(), "daily")));
        shop.ask(by(clerk, about("user.block", director.userId())));
        shop.ask(about("user.block", clerk.userId()));

        assertThat(
                        jdbc.queryForList(
                                "SELECT coalesce(by_user::text, 'partner') || ' ' || act"
                                        + " || coalesce(': ' || refused, '')"
                                        + " FROM subscriber.partner_user_act"
                                        + " WHERE ?::uuid IN (by_user, user_id) ORDER BY id",
                                String.class,
                                clerk.userId()))
                .containsExactly(
                        director.userId() + " create CREATE",
                        clerk.userId() + " notify DAILY",
                        clerk.userId() + " block: level too low",
                        "partner block");
        assertThatThrownBy(() -> jdbc.update("DELETE FROM subscriber.partner_user_act"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never changed");
    }

    @Test
    @Tag("R-BLK-1")
    void letsNobodySignInWithAPhoneThatIsBlocked() throws JMSException {
        block(director);

        assertThat(
                        shop.ask(
                                        request("code.issue", id())
                                                .put("subscriber", director.msisdn())
                                                .put("purpose", "sign-in"))
                                .code())
                .isEqualTo("SUBSCRIBER_NOT_REACHED");
    }

    @Test
    @Tag("R-ACC-4")
    void sendsNobodyACodeToSignInWithWhoseSimIsNew() throws JMSException {
        String msisdn = FreshMsisdn.next();
        Person.changeSim(hub, msisdn, Duration.ofHours(1));
        var issue = request("code.issue", id()).put("subscriber", msisdn);

        var refused = shop.ask(issue.deepCopy().put("purpose", "sign-in"));

        assertFault(refused, "businessRule SUBSCRIBER_NOT_REACHED", "SUBSCRIBER_NOT_ELIGIBLE");
        // The code of an order opens nothing of a user's: it is the next text that there is.
        assertThat(shop.ask(again(issue).put("order", "A-12")).body().at("/code/status").asText())
                .isEqualTo("issued");
        assertThat(new Phone(hub, msisdn).nextMessage()).contains("A-12");
    }

    @Test
    @Tag("R-ACC-4")
    void signsNobodyInByACodeThatANewSimMayHaveGot() throws JMSException {
        String codeId = Person.issue(shop, director.msisdn());
        String digits = Phone.codeIn(new Phone(hub, director.msisdn()).nextMessage());
        var verify = request("code.verify", id()).put("codeId", codeId).put("digits", digits);
        Person.changeSim(hub, director.msisdn(), Duration.ofHours(23));

        assertFault(shop.ask(verify), "authorisation USER_NOT_ELIGIBLE", NOT_ELIGIBLE);
        assertThat(
                        shop.ask(
                                        by(
                                                new Person(director.userId(), codeId, ""),
                                                set(director.userId(), "on")))
                                .code())
                .isEqualTo("NOT_SIGNED_IN");

        Person.changeSim(hub, director.msisdn(), Duration.ofHours(25));
        assertThat(shop.ask(verify).body().at("/code/status").asText())
                .as("nothing was judged before")
                .isEqualTo("verified");
    }

    @Test
    @Tag("R-ACC-4")
    @Tag("R-OPS-2")
    void opensNothingInASessionWhoseSimIsNew() throws JMSException {
        var clerk = add("create");
        var other = add("create");
        Person.changeSim(hub, director.msisdn(), Duration.ofHours(1));

        for (ObjectNode act :
                new ObjectNode[] {
                    create(FreshMsisdn.next(), "full"),
                    about("user.change", clerk.userId()).put("level", "full"),
                    set(director.userId(), "on"),
                    about("notification.grant", clerk.userId())
                }) {
            assertFault(
                    shop.ask(by(director, act)), "authorisation USER_NOT_ELIGIBLE", NOT_ELIGIBLE);
        }
        assertThat(shop.ask(by(director, about("user.block", other.userId()))).code())
                .as("what only stops something")
                .isEmpty();
        assertThat(notifications(director)).isEqualTo("off");
        assertThat(
                        jdbc.queryForList(
                                "SELECT act || ': ' || refused FROM subscriber.partner_user_act"
                                        + " WHERE user_id = ?::uuid AND refused IS NOT NULL"
                                        + " ORDER BY id",
                                String.class,
                                director.userId()))
                .containsExactly(
                        "create FULL: user not eligible",
                        "level FULL " + clerk.userId() + ": user not eligible",
                        "notify ON " + director.userId() + ": user not eligible",
                        "grant " + clerk.userId() + ": user not eligible");
    }

    @Test
    @Tag("R-BLK-1")
    void opensNothingInASessionWhosePhoneIsBlocked() throws JMSException {
        block(director);

        assertThat(shop.ask(by(director, create(FreshMsisdn.next(), "full"))).code())
                .isEqualTo("USER_NOT_ELIGIBLE");
    }

    @Test
    @Tag("R-ACC-4")
    void opensNothingWhileTheOperatorDoesNotSayWhoseNumberItIs() throws JMSException {
        var faults = hub.simulator().billing().faults();
        var act = by(director, set(director.userId(), "on"));
        faults.setAbout(director.msisdn(), "query", new CounterpartyFault.ServerError(503));
        try {
            assertThat(shop.ask(act).code()).isEqualTo("SERVICE_UNAVAILABLE");
        } finally {
            faults.clear();
        }

        assertThat(shop.ask(act).code()).isEmpty();
    }

    private static void assertFault(Received reply, String kind, String explanation) {
        JsonNode error = reply.body().path("error");
        assertThat(error.path("category").asText() + " " + error.path("code").asText())
                .isEqualTo(kind);
        assertThat(error.path("explanation").asText()).isEqualTo(explanation);
        assertThat(error.has("field")).as("no member is at fault").isFalse();
        assertThat(error.path("retry").asBoolean()).isFalse();
        assertThat(error.path("documentation").asText()).endsWith(kind.replaceAll(".* ", "#"));
    }

    @Test
    void knowsWhoIsASubscriber() throws JMSException {
        assertThat(shop.ask(by(director, create("77479999999", "create"))).code())
                .isEqualTo("SUBSCRIBER_NOT_REACHED");
    }

    private void block(Person user) {
        jdbc.update(
                "UPDATE subscriber.subscriber SET blocked_at = clock_timestamp() WHERE id ="
                        + " (SELECT subscriber_id FROM subscriber.partner_user WHERE id = ?::uuid)",
                user.userId());
    }

    private Person add(String level) throws JMSException {
        return director.add(hub, shop, level);
    }

    private String notifications(Person user) throws JMSException {
        return shop.ask(request("user.get", id()).put("userId", user.userId()))
                .body()
                .at("/user/notifications")
                .asText();
    }

    private static ObjectNode set(String userId, String notifications) {
        return about("notification.set", userId).put("notifications", notifications);
    }

    private static ObjectNode about(String type, String userId) {
        return request(type, id()).put("userId", userId);
    }

    private static ObjectNode again(ObjectNode request) {
        return request.deepCopy().put("requestId", id());
    }

    private static ObjectNode by(Person person, ObjectNode request) {
        return person.by(request);
    }

    private static boolean isAbout(PartnerClient.Received event, String type, String userId) {
        return event.body().path("type").asText().equals(type)
                && event.body().at("/user/userId").asText().equals(userId);
    }
}
