package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.catalogue.CatalogueOutcome.Result;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.dialogue.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The catalogue is changed by two people while the hub runs; at the end it is as shipped. */
@ExtendWith(SharedHub.class)
@Tag("R-SC-1")
class CatalogueVersionsIT {

    private static final String PAGE = "/console/catalogue/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, ConsoleClient> PEOPLE = new HashMap<>();

    private HubUnderTest hub;
    private CatalogueDesk desk;

    @BeforeEach
    void begin(HubUnderTest shared) {
        hub = shared;
        desk = hub.bean(CatalogueDesk.class);
    }

    @AfterEach
    void asShipped() {
        for (DocumentStanding standing : desk.documents()) {
            var document = standing.document();
            if (standing.open() != null) {
                desk.withdraw(document, standing.open().number(), "a test", "the test is over");
            }
            var back = desk.restore(document, 0, "a test", "the test is over");
            if (back.isDone()) {
                publish(document, back.number());
            }
            assertThat(desk.textInForce(document)).isEqualTo(desk.text(document, 0).orElseThrow());
        }
    }

    private static ConsoleClient as(HubUnderTest hub, String user) {
        return PEOPLE.computeIfAbsent(user, name -> ConsoleClient.of(hub, name));
    }

    private void publish(CatalogueDocument document, int number) {
        String digest = desk.find(document, number).orElseThrow().digest();
        assertThat(desk.approve(document, number, digest, "another test", "it is well").result())
                .isEqualTo(Result.DONE);
    }

    private int proposed(CatalogueDocument document, String shipped, String instead) {
        String text = desk.textInForce(document);
        assertThat(text).contains(shipped);
        int number = drafted(document, text.replace(shipped, instead), "a test");
        assertThat(desk.propose(document, number, "a test", "to see").result())
                .isEqualTo(Result.DONE);
        return number;
    }

    private int drafted(CatalogueDocument document, String text, String who) {
        String seen = CatalogueDesk.digest(desk.workedOn(document));
        return desk.save(document, text, seen, who).number();
    }

    /** What a form brings back as it came. */
    private static String hidden(ConsoleClient.Page page, String name) {
        Matcher value =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(value.find()).as(page.body()).isTrue();
        return value.group(1);
    }

    @Test
    void saysATextOtherwiseFromTheNextReplyOn() {
        var phone = new Phone(hub, FreshMsisdn.next());
        assertThat(phone.ask("9909", "rates")).doesNotContain("Rates today");
        var supervisor = as(hub, "supervisor");
        String value = PAGE + "texts/value";
        String form = value + "?way=texts/rates.bank";

        var kept =
                supervisor.post(
                        value,
                        "seen",
                        hidden(supervisor.get(form), "seen"),
                        "way",
                        "texts/rates.bank/en",
                        "value",
                        "Rates today, {bank}, {date}, KZT (buy/sell): {rates}.",
                        "way",
                        "texts/rates.bank/ru",
                        "value",
                        "{bank}, курс на {date}, тг (покупка/продажа): {rates}.");
        String version = kept.location().replaceFirst("^https?://[^/]+", "");
        var draft = supervisor.get(version);
        assertThat(draft.body()).contains("Rates today, {bank}", "What it changes", "parts: ");
        supervisor.post(version + "/propose", "reason", "the bank is named last");
        assertThat(phone.ask("9909", "rates")).doesNotContain("Rates today");

        var administrator = as(hub, "administrator");
        String digest = hidden(administrator.get(version), "digest");
        var approved =
                administrator.post(version + "/approve", "digest", digest, "reason", "reads well");

        assertThat(approved.location()).endsWith(version);
        assertThat(phone.ask("9909", "rates")).startsWith("Rates today, Kaspi");
        assertThat(as(hub, "auditor").get("/console/audit").body())
                .contains("catalogue texts", "the bank is named last", "reads well");
        assertThat(administrator.get(PAGE + "texts").body())
                .contains("supervisor", "approved by administrator");
    }

    @Test
    @Tag("R-LIM-1")
    void enforcesALimitAtOnceAndTheOldOneAfterItWasBroughtBack() {
        var phone = new Phone(hub, FreshMsisdn.next());
        int lower =
                proposed(
                        CatalogueDocument.LIMITS,
                        "hub: {operation-minimum: 10, operation-maximum: 50000",
                        "hub: {operation-minimum: 10, operation-maximum: 2000");
        publish(CatalogueDocument.LIMITS, lower);

        assertThat(Phone.hasCode(phone.ask("7701", "pay alma 7273001123 2500tg"))).isFalse();
        int back = desk.restore(CatalogueDocument.LIMITS, 0, "a test", "too low").number();
        publish(CatalogueDocument.LIMITS, back);

        assertThat(Phone.hasCode(phone.ask("7701", "pay alma 7273001123 2500tg"))).isTrue();
        assertThat(desk.find(CatalogueDocument.LIMITS, back).orElseThrow().restores()).isZero();
    }

    @Test
    void refusesABrokenDocumentNamingKeyAndLine() {
        String text = desk.textInForce(CatalogueDocument.TEXTS);
        String broken = text.replace("ru: \"Доступный остаток: {amount}.\"", "ru: \"Есть {sum}.\"");
        int line = text.substring(0, text.indexOf("  balance.account:")).split("\n", -1).length;
        int number = drafted(CatalogueDocument.TEXTS, broken, "supervisor");
        String version = PAGE + "texts/versions/" + number;
        var supervisor = as(hub, "supervisor");

        assertThat(supervisor.get(version).body()).contains("line " + line, "balance.account");
        assertThat(supervisor.get(version).body()).doesNotContain("/propose\"");
        supervisor.post(version + "/propose", "reason", "in spite of it");

        assertThat(supervisor.get(version).body()).contains("the check found a fault");
        assertThat(desk.find(CatalogueDocument.TEXTS, number).orElseThrow().state())
                .isEqualTo(CatalogueVersion.State.DRAFT);
    }

    @Test
    void takesASecondPersonOnThePageAndInTheDatabase() {
        String text = desk.textInForce(CatalogueDocument.LIMITS);
        int number =
                drafted(
                        CatalogueDocument.LIMITS,
                        text.replace("attempts: 3", "attempts: 4"),
                        "supervisor");
        desk.propose(CatalogueDocument.LIMITS, number, "supervisor", "more tries");
        String version = PAGE + "limits/versions/" + number;
        String digest = desk.find(CatalogueDocument.LIMITS, number).orElseThrow().digest();
        var supervisor = as(hub, "supervisor");

        assertThat(supervisor.get(version).body())
                .contains("Somebody else")
                .doesNotContain("name=\"digest\"");
        supervisor.post(version + "/approve", "digest", digest, "reason", "mine is right");
        assertThat(supervisor.get(version).body()).contains("Somebody else has to approve it");
        assertThat(
                        desk.approve(
                                        CatalogueDocument.LIMITS,
                                        number,
                                        digest,
                                        " SUPERVISOR ",
                                        "nor so")
                                .result())
                .isEqualTo(Result.OWN);
        var jdbc = hub.bean(JdbcTemplate.class);
        String publish =
                "update catalogue.version set state = 'published', published = 1000000,"
                        + " decided_by = ?, decision = '', decided_at = now()"
                        + " where document = 'limits' and number = ?";
        assertThatThrownBy(() -> jdbc.update(publish, "Supervisor ", number))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("check");
        assertThatThrownBy(
                        () ->
                                jdbc.update(
                                        "update catalogue.version set drafted_by = 'nobody'"
                                                + " where document = 'limits' and number = ?",
                                        number))
                .hasMessageContaining("stays its drafter");
        assertThatThrownBy(
                        () ->
                                jdbc.update(
                                        "update catalogue.version set text = 'x'"
                                                + " where document = 'limits' and number = ?",
                                        number))
                .hasMessageContaining("not rewritten");
        assertThatThrownBy(
                        () ->
                                jdbc.update(
                                        "insert into catalogue.version (document, number, state,"
                                                + " text, digest, shipped, drafted_by) values"
                                                + " ('words', 1, 'published', '', '', '', 'a')"))
                .hasMessageContaining("begins as a draft");
        assertThat(desk.standing(CatalogueDocument.LIMITS).number()).isNotEqualTo(number);
    }

    @Test
    void approvesOnlyWhatWasSeenAndIsStillOpen() {
        int number = proposed(CatalogueDocument.LIMITS, "attempts: 3", "attempts: 4");

        assertThat(desk.approve(CatalogueDocument.LIMITS, number, "other", "b", "c").result())
                .isEqualTo(Result.CHANGED);
        String digest = desk.find(CatalogueDocument.LIMITS, number).orElseThrow().digest();
        assertThat(desk.save(CatalogueDocument.LIMITS, "x", digest, "somebody else").result())
                .isEqualTo(Result.NOT_OWN);
        assertThat(desk.sendBack(CatalogueDocument.LIMITS, number, "b", "too many").result())
                .isEqualTo(Result.DONE);
        assertThat(desk.approve(CatalogueDocument.LIMITS, number, digest, "b", "c").result())
                .isEqualTo(Result.OVER);
        assertThat(desk.withdraw(CatalogueDocument.LIMITS, number, "b", "away").result())
                .isEqualTo(Result.DONE);
        assertThatThrownBy(
                        () ->
                                hub.bean(JdbcTemplate.class)
                                        .update(
                                                "update catalogue.version set state = 'proposed'"
                                                        + " where document = 'limits' and number = ?",
                                                number))
                .hasMessageContaining("stays so");
    }

    /** Who kept the page open for long, or in two windows. */
    @Test
    void keepsNothingThatWasMadeFromAnotherText() {
        var supervisor = as(hub, "supervisor");
        String page = PAGE + "limits/draft";
        String seen = hidden(supervisor.get(page), "seen");
        String text = desk.textInForce(CatalogueDocument.LIMITS);
        int number =
                drafted(
                        CatalogueDocument.LIMITS,
                        text.replace("attempts: 3", "attempts: 4"),
                        "supervisor");

        String typed = text.replace("lifetime: 3m", "lifetime: 4m");
        var refused = supervisor.post(page, "seen", seen, "text", typed);

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.body()).contains("Nothing was kept", "lifetime: 4m, attempts: 3");
        assertThat(desk.workedOn(CatalogueDocument.LIMITS)).contains("lifetime: 3m, attempts: 4");
        var kept = supervisor.post(page, "seen", hidden(refused, "seen"), "text", typed);
        assertThat(kept.location()).endsWith("/versions/" + number);
        assertThat(desk.workedOn(CatalogueDocument.LIMITS)).isEqualTo(typed);
    }

    @Test
    @Tag("R-INS-6")
    void keepsTheFeeThatWasToldWhenTheTariffChanges() {
        var phone = new Phone(hub, FreshMsisdn.next());
        String told = phone.ask("7701", "pay su 12345678 2000tg");
        assertThat(told).contains("fee 20.00 KZT");
        int number =
                proposed(
                        CatalogueDocument.PROVIDERS,
                        "{percent: \"1\", minimum: 20}",
                        "{percent: \"5\", minimum: 20}");
        publish(CatalogueDocument.PROVIDERS, number);

        String receipt = phone.ask("4404", Phone.codeIn(told));

        assertThat(receipt).contains("fee 20.00 KZT", " N");
        assertThat(phone.ask("7701", "pay su 12345678 2000tg")).contains("fee 100.00 KZT");
    }

    @Test
    void reachesAnotherNodeAndTheNextStart() {
        var loader = new CatalogueLoader(new DefaultResourceLoader());
        var files = loader.files(CatalogueForTests.bound(Map.of()));
        var store = hub.bean(VersionStore.class);
        var other = new CatalogueWatch(loader, files, store, Clock.systemUTC());
        int number = proposed(CatalogueDocument.LIMITS, "attempts: 3", "attempts: 4");
        publish(CatalogueDocument.LIMITS, number);

        assertThat(other.inForce().now().limitRules().code().attempts()).isEqualTo(3);
        other.look();
        assertThat(other.inForce().now().limitRules().code().attempts()).isEqualTo(4);
        assertThat(
                        new CatalogueWatch(loader, files, store, Clock.systemUTC())
                                .inForce()
                                .now()
                                .limitRules()
                                .code()
                                .attempts())
                .isEqualTo(4);
    }

    /** As another node does it: in the database alone; nobody tells this one. */
    @Test
    void noticesByItselfWhatWasPublishedElsewhere() {
        int number = proposed(CatalogueDocument.LIMITS, "attempts: 3", "attempts: 4");

        hub.bean(JdbcTemplate.class)
                .update(
                        "update catalogue.version set state = 'published', decided_by = 'b',"
                                + " decision = 'c', decided_at = now(), published ="
                                + " (select coalesce(max(published), 0) + 1 from catalogue.version)"
                                + " where document = 'limits' and number = ?",
                        number);

        await().atMost(PATIENCE)
                .until(
                        () ->
                                hub.bean(CatalogueInForce.class)
                                                .now()
                                                .limitRules()
                                                .code()
                                                .attempts()
                                        == 4);
    }
}
