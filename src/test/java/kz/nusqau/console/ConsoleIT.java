package kz.nusqau.console;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.SharedHub;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.counterparty.CreditNotice;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.failedmessages.State;
import kz.nusqau.payment.PaymentView;
import kz.nusqau.shared.InstructionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page and act of the console, with every role and without. */
@ExtendWith(SharedHub.class)
class ConsoleIT {

    private static final String NOBODY = "nobody";
    private static final List<String> READERS =
            List.of("support", "supervisor", "auditor", "administrator");
    private static final List<String> ACTORS = List.of("support", "supervisor", "administrator");
    private static final List<String> DECIDERS = List.of("supervisor", "administrator");
    private static final List<String> CHECKERS = List.of("auditor", "administrator");
    private static final Pattern PLAN = Pattern.compile("name=\"plan\" value=\"([^\"]+)\"");

    private static final Map<String, ConsoleClient> PEOPLE = new HashMap<>();

    private HubUnderTest hub;
    private Desk desk;

    @BeforeEach
    void begin(HubUnderTest shared) {
        hub = shared;
        desk = new Desk(hub);
    }

    private ConsoleClient as(String user) {
        return user.equals(NOBODY)
                ? new ConsoleClient(hub)
                : PEOPLE.computeIfAbsent(user, name -> ConsoleClient.of(hub, name));
    }

    /** Who reaches it, and what they get. */
    private record Door(String method, String path, List<String> open, int status) {}

    private List<Door> doors(
            UUID message,
            UUID edit,
            UUID instruction,
            UUID subscriber,
            UUID list,
            long found,
            int draft) {
        String version = "/console/edits/" + edit;
        String difference = "/console/breaks/" + found;
        String group = "/console/groups/" + list;
        String item = "/console/failed/" + message;
        String timeline = "/console/instructions/" + instruction;
        String person = "/console/subscribers/" + subscriber;
        String limits = "/console/catalogue/limits";
        String drafted = limits + "/versions/" + draft;
        return List.of(
                new Door("GET", "/console", READERS, 302),
                new Door("GET", "/console/overview", READERS, 200),
                // It ends at once for a page that was made so long ago.
                new Door("GET", "/console/overview/stream?made=1", READERS, 204),
                new Door("GET", "/console/overview/binds/kcell", READERS, 200),
                new Door("GET", "/console/overview/counterparties/halyk", READERS, 200),
                new Door("POST", "/console/overview/counterparties/halyk/pause", DECIDERS, 400),
                new Door("POST", "/console/overview/counterparties/halyk/resume", DECIDERS, 400),
                new Door("GET", "/console/overview/planned-work", READERS, 200),
                new Door("POST", "/console/overview/planned-work", DECIDERS, 400),
                new Door("POST", "/console/overview/planned-work/0/end", DECIDERS, 400),
                new Door("GET", "/console/failed", READERS, 200),
                new Door("GET", item, READERS, 200),
                new Door("GET", item + "/aftermath", READERS, 200),
                new Door("GET", item + "/replay", ACTORS, 200),
                new Door("POST", item + "/replay", ACTORS, 400),
                new Door("POST", item + "/discard", ACTORS, 400),
                new Door("GET", item + "/edit", ACTORS, 200),
                new Door("POST", item + "/edit", ACTORS, 400),
                new Door("POST", item + "/edit/reveal", ACTORS, 400),
                new Door("GET", version, READERS, 200),
                new Door("POST", version + "/reveal", ACTORS, 400),
                new Door("POST", version + "/approve", DECIDERS, 400),
                new Door("POST", version + "/decline", DECIDERS, 400),
                // Nobody's own.
                new Door("POST", version + "/withdraw", ACTORS, 302),
                new Door("POST", item + "/comment", ACTORS, 400),
                new Door("POST", item + "/assign", ACTORS, 302),
                new Door("GET", "/console/groups", READERS, 200),
                // None of this name fits, so nothing is made.
                new Door("POST", "/console/groups", ACTORS, 302),
                new Door("GET", group, READERS, 200),
                new Door("GET", group + "/progress", READERS, 200),
                new Door("POST", group + "/start", ACTORS, 400),
                new Door("POST", group + "/pause", ACTORS, 302),
                new Door("POST", group + "/resume", ACTORS, 302),
                new Door("POST", group + "/cancel", ACTORS, 400),
                new Door("GET", "/console/work", READERS, 200),
                new Door("GET", difference, READERS, 200),
                new Door("POST", difference + "/assign", ACTORS, 302),
                new Door("POST", difference + "/resolve", ACTORS, 400),
                new Door("GET", "/console/search", READERS, 302),
                new Door("POST", "/console/search", READERS, 200),
                new Door("GET", person, READERS, 200),
                new Door("POST", person + "/reveal", ACTORS, 400),
                new Door("GET", timeline, READERS, 200),
                new Door("GET", timeline + "/timeline.txt", READERS, 200),
                new Door("POST", timeline + "/reveal", ACTORS, 400),
                new Door("POST", timeline + "/end", ACTORS, 400),
                new Door("GET", "/console/catalogue", READERS, 200),
                new Door("GET", limits, READERS, 200),
                new Door("GET", limits + "/value?way=hub", READERS, 200),
                new Door("POST", limits + "/value", DECIDERS, 400),
                new Door("POST", limits + "/preview", DECIDERS, 404),
                new Door("GET", limits + "/draft", DECIDERS, 200),
                new Door("POST", limits + "/draft", DECIDERS, 400),
                new Door("GET", limits + "/difference?from=0&to=" + draft, READERS, 200),
                new Door("GET", drafted, READERS, 200),
                new Door("POST", drafted + "/propose", DECIDERS, 400),
                new Door("POST", drafted + "/approve", DECIDERS, 400),
                new Door("POST", drafted + "/return", DECIDERS, 400),
                new Door("POST", drafted + "/withdraw", DECIDERS, 400),
                new Door("POST", drafted + "/restore", DECIDERS, 400),
                new Door("GET", "/console/catalogue/texts?q=tariff", READERS, 200),
                new Door("GET", "/console/catalogue/texts/value?way=texts/later", READERS, 200),
                new Door("GET", "/console/catalogue/providers", READERS, 200),
                new Door("GET", "/console/catalogue/short-codes", READERS, 200),
                new Door("GET", "/console/catalogue/service", READERS, 200),
                new Door("GET", "/console/catalogue/ussd", READERS, 200),
                new Door("GET", "/console/catalogue/nothing", READERS, 404),
                new Door("GET", "/console/audit", CHECKERS, 200),
                new Door("GET", "/console/audit.csv", CHECKERS, 200),
                new Door("GET", "/console/nothing/here", READERS, 404));
    }

    @Test
    void letsEachRoleDoWhatItMayAndNothingElse() {
        var instruction = InstructionId.next();
        var subscriber = desk.subscriber(FreshMsisdn.next());
        UUID message = desk.review(instruction, subscriber, "payment.walked", "");
        UUID list = desk.group(List.of(message), "walked-" + message);
        long found = desk.difference();
        var notice = CreditNotice.of(hub);
        UUID unreadable = desk.unreadable(notice);
        UUID edit = desk.proposed(unreadable, notice);
        var catalogue = hub.bean(CatalogueDesk.class);
        String limits = catalogue.textInForce(CatalogueDocument.LIMITS);
        int draft =
                catalogue
                        .save(
                                CatalogueDocument.LIMITS,
                                limits.replace("attempts: 3", "attempts: 4"),
                                CatalogueDesk.digest(limits),
                                "somebody")
                        .number();
        List<Door> doors =
                doors(message, edit, instruction.value(), subscriber.value(), list, found, draft);

        for (String user :
                Stream.concat(READERS.stream(), Stream.of("operations", NOBODY)).toList()) {
            var person = as(user);
            person.get(user.equals(NOBODY) ? "/console/login" : "/console/failed");
            for (Door door : doors) {
                var page =
                        door.method().equals("GET")
                                ? person.get(door.path())
                                : person.post(door.path(), "assignee", "nobody at all");
                String what = user + " " + door.method() + " " + door.path();
                if (user.equals(NOBODY)) {
                    assertThat(page.status()).as(what).isEqualTo(302);
                    assertThat(page.location()).as(what).endsWith("/console/login");
                } else {
                    assertThat(page.status())
                            .as(what)
                            .isEqualTo(door.open().contains(user) ? door.status() : 403);
                    assertThat(page.body()).as(what).doesNotContain("??", "''");
                }
            }
        }
        assertThat(catalogue.find(CatalogueDocument.LIMITS, draft).orElseThrow().isOpen()).isTrue();
        catalogue.withdraw(CatalogueDocument.LIMITS, draft, "somebody", "walked");
        assertThat(desk.find(message).state()).isEqualTo(State.OPEN);
        assertThat(desk.find(unreadable).state()).isEqualTo(State.OPEN);
        assertThat(walked(doors)).containsAll(patterns());
        desk.explain(found);
        as("support").post("/console/failed/" + unreadable + "/discard", "reason", "walked");
    }

    /** All that the console answers to, but the way in and what nobody can ask for by name. */
    private Set<String> patterns() {
        return hub
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(
                        info ->
                                info.getPatternValues().stream()
                                        .filter(path -> path.startsWith("/console"))
                                        .flatMap(
                                                path ->
                                                        info
                                                                .getMethodsCondition()
                                                                .getMethods()
                                                                .stream()
                                                                .map(verb -> verb + " " + path)))
                .filter(each -> !each.matches(".*/(login|assets/\\{name})"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> walked(List<Door> doors) {
        return doors.stream()
                .map(
                        door ->
                                door.method()
                                        + " "
                                        + door.path()
                                                .replaceAll("\\?.*", "")
                                                .replaceAll(
                                                        "overview/[a-z]+/[a-z]+",
                                                        "overview/{subjects}/{id}")
                                                .replaceAll(
                                                        "catalogue/[a-z-]+", "catalogue/{document}")
                                                .replaceAll(
                                                        "[0-9a-f]{8}-[0-9a-f-]{27}|\\b\\d+\\b",
                                                        "{id}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void changesNothingWithoutTheTokenOfAForm() {
        UUID message = desk.review("payment.forged");
        var support = as("support");

        var forged =
                support.postWithoutToken(
                        "/console/failed/" + message + "/discard", "reason", "forged");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(desk.find(message).state()).isEqualTo(State.OPEN);
    }

    @Test
    void sendsStrictHeadersWithEachPage() {
        for (var page :
                List.of(as(NOBODY).get("/console/login"), as("support").get("/console/failed"))) {
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("Permissions-Policy")).contains("camera=()");
            assertThat(page.body())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("<style|style=\"|\\son[a-z]+=\"|https?://");
        }
        assertThat(as(NOBODY).get("/console/assets/console.css").header("Cache-Control"))
                .isEqualTo("no-cache");
        assertThat(as(NOBODY).get("/console/assets/htmx.js").status()).isEqualTo(200);
        assertThat(as(NOBODY).get("/console/assets/other.js").status()).isEqualTo(404);
    }

    @Test
    void saysTheSameOfAWrongNameAndAWrongPassword() {
        var stranger = new ConsoleClient(hub);

        var wrongName = stranger.logIn("n" + UUID.randomUUID(), "guess");
        var wrongPassword = stranger.logIn("auditor", "guess");

        assertThat(wrongName.location()).isEqualTo(wrongPassword.location()).endsWith("?failed");
        assertThat(stranger.get("/console/login?failed&lang=en").body()).contains("is wrong");
        assertThat(as("auditor").get("/console/failed").status()).isEqualTo(200);
    }

    @Test
    void endsTheOldestOfTooManySessions() {
        var first = ConsoleClient.of(hub, "supervisor");
        for (int i = 0; i < 3; i++) {
            ConsoleClient.of(hub, "supervisor");
        }
        PEOPLE.remove("supervisor");

        assertThat(first.get("/console/failed").location()).endsWith("?elsewhere");
    }

    @Test
    void sendsAPartOfAPageToTheLoginAsAWhole() {
        var answer = as(NOBODY).fragment("/console/failed/" + UUID.randomUUID() + "/aftermath");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("HX-Redirect")).isEqualTo("/console/login");
    }

    @Test
    void speaksKazakhRussianAndEnglish() {
        var supervisor = ConsoleClient.of(hub, "supervisor");

        var kazakh = supervisor.get("/console/failed?lang=kk").body();
        assertThat(kazakh)
                .contains("<html lang=\"kk\"", "Қате шыққан хабарламалар", ">РУС</a>")
                .containsPattern("lang=\"kk\"[^>]*aria-current=\"true\"[^>]*>ҚАЗ</a>");
        assertThat(supervisor.get("/console/nothing").body()).contains("Мұндай бет жоқ");
        assertThat(supervisor.get("/console/overview/planned-work").body())
                .contains("жүйені жаңарту");

        assertThat(supervisor.get("/console/failed?lang=ru").body())
                .contains("Сообщения с ошибкой");
        assertThat(supervisor.get("/console/failed").body()).contains("lang=\"ru\"");
        assertThat(supervisor.get("/console/failed?lang=en").body()).contains("Failed messages");
        PEOPLE.remove("supervisor");
    }

    @Test
    void replaysWhatItShowedAndTellsWhatChanged() {
        UUID message = desk.parkedCommand();
        var support = as("support");
        String path = "/console/failed/" + message;
        var shown = support.get(path + "/replay");
        String plan = plan(shown);

        var done = support.post(path + "/replay", "plan", plan, "reason", "billing is back");

        assertThat(done.location()).endsWith(path);
        assertThat(shown.body())
                .contains("When the answer is: done", "buying e-money", "1,500.00")
                .contains("none by the replay itself");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(support.get(path + "/aftermath").body())
                                        .contains("What has changed since the replay", "promised")
                                        .contains("The outcome was verified", "settled"));
        assertThat(as("auditor").get("/console/audit").body())
                .contains("failed-message " + message, "billing is back", "queued-again");
        var again = support.post(path + "/replay", "plan", plan, "reason", "a second click");
        assertThat(again.body()).contains("Things have moved on", "A replay changes nothing");
    }

    @Test
    void doesNothingWhenThePlanIsNotTheShownOne() {
        UUID message = desk.parkedCommand();
        var support = as("support");
        String path = "/console/failed/" + message;
        support.get(path + "/replay");

        var outdated = support.post(path + "/replay", "plan", "another", "reason", "why");

        assertThat(outdated.body()).contains("Things have moved on");
        assertThat(plan(outdated)).isNotEqualTo("another");
        assertThat(desk.find(message).state()).isEqualTo(State.OPEN);
        support.post(path + "/discard", "reason", "the test is over");
        assertThat(desk.find(message).state()).isEqualTo(State.DISCARDED);
    }

    @Test
    void replaysAGroupAsItShowedOnceForEachWhoeverAsksTwice() {
        List<UUID> messages = List.of(desk.parkedCommand(), desk.parkedCommand());
        String who = "group-" + messages.getFirst();
        desk.assign(messages, who);
        var support = as("support");
        support.get("/console/failed");

        String group = support.post("/console/groups", "assignee", who).location();
        String path = group.substring(group.indexOf("/console"));
        awaitText(support, path, "waits for its start");
        assertThat(support.get(path).body())
                .contains("data-item=\"waiting\">2<", "data-effect=\"queued-again\">2<")
                .contains("Nothing was moved yet");
        assertThat(messages).allMatch(each -> desk.find(each).state() == State.OPEN);

        support.post(path + "/start", "reason", "billing is back", "rate", "500");
        var second = as("supervisor");
        second.get(path);
        second.post(path + "/start", "reason", "a second browser", "rate", "500");

        assertThat(second.get(path).body()).contains("Not possible any more");
        awaitText(support, path + "/progress", "data-outcome=\"resolved\">2<");
        assertThat(messages).allMatch(each -> desk.find(each).state() == State.RESOLVED);
        assertThat(support.get(path).body()).contains("done", "billing is back");
        assertThat(support.get(path + "?state=replayed").body())
                .contains(messages.getFirst().toString());
        assertThat(support.get(path + "?state=failed").body())
                .doesNotContain(messages.getFirst().toString());
        assertThat(as("auditor").get("/console/audit").body())
                .contains("group-replay " + path.substring(path.length() - 36), "500/s, list ");
        support.get("/console/failed");
        support.post("/console/groups", "assignee", who);
        assertThat(support.get("/console/failed").body()).contains("No open message fits");
        support.get(path);
        support.post(path + "/pause");
        assertThat(support.get(path).body()).contains("Not possible any more");
    }

    @Test
    @Tag("R-OPS-6")
    void editsAMessageByTwoPeople() {
        var notice = CreditNotice.of(hub);
        UUID message = desk.unreadable(notice);
        var support = as("support");
        var supervisor = as("supervisor");
        String path = "/console/failed/" + message;

        assertThat(support.get(path + "/edit").body())
                .contains("Open it for editing", "Ntfctn/Acct/Id/IBAN")
                .doesNotContain(notice.iban());
        assertThat(support.post(path + "/edit/reveal", "reason", "the bank called").body())
                .contains(notice.iban(), "Propose it");
        String other = notice.repaired().replace("70.00", "7000.00");
        assertThat(support.post(path + "/edit", "body", other, "reason", "no offset").body())
                .contains("This field is locked", "Ntfctn/Ntry/Amt", "7000.00", "no offset");
        var proposed =
                support.post(path + "/edit", "body", notice.repaired(), "reason", "no offset");
        String edit = proposed.location().substring(proposed.location().indexOf("/console"));

        assertThat(support.get(edit).body())
                .contains("Somebody else has to decide about it", "Take it back")
                .doesNotContain(notice.iban(), "T10:00:00", "Approve");
        assertThat(support.post(edit + "/approve", "reason", "mine").status()).isEqualTo(403);
        assertThat(support.get(path + "/edit").body()).contains("waits for a decision already");
        assertThat(support.get(path + "/replay").body()).contains("A replay makes it void");
        assertThat(supervisor.get("/console/work").body())
                .contains(edit, "Edited version of: A message that nobody can read")
                .contains("Compare it with the message");
        assertThat(supervisor.get(edit).body()).contains("Approve", "no offset");
        assertThat(supervisor.post(edit + "/reveal", "reason", "to compare").body())
                .contains("<ins>", "10:00:00+05:00");
        supervisor.post(edit + "/approve", "reason", "as the bank said");
        assertThat(supervisor.get(edit).body()).contains("Nothing was replayed yet", "approved");
        supervisor.post(edit + "/decline", "reason", "or not");
        assertThat(supervisor.get(edit).body()).contains("Too late");

        assertThat(desk.find(message).state()).isEqualTo(State.SUPERSEDED);
        UUID version = desk.find(message).supersededBy();
        assertThat(support.get(path).body())
                .contains("Superseded", version.toString())
                .doesNotContain("/replay\"");
        assertThat(support.get("/console/failed/" + version).body())
                .contains("An edited version that waits for its replay", message.toString());
        assertThat(support.get("/console/failed/" + version + "/replay").body())
                .contains("It goes into its queue again");
        assertThat(as("auditor").get("/console/audit").body())
                .contains("the bank called", "to compare", "as the bank said")
                .contains("proposed an edited version", "approved an edited version")
                .contains("now failed-message " + version)
                .doesNotContain(notice.iban());
        support.post("/console/failed/" + version + "/discard", "reason", "the test is over");
    }

    private static void awaitText(ConsoleClient person, String path, String text) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(person.get(path).body()).contains(text));
    }

    @Test
    void saysWhatWaitsSinceWhenWithWhomAndWhatToDoNext() {
        UUID review = desk.review("payment.charge.refused");
        UUID unknown = desk.parkedCommand();
        long found = desk.difference();
        UUID list = desk.group(List.of(unknown), "waiting-" + unknown);
        // Whatever others have left comes after these.
        desk.age(List.of(review, unknown));
        var support = as("support");
        String difference = "/console/breaks/" + found;
        awaitText(support, "/console/groups/" + list, "waits for its start");

        String page = support.get("/console/work").body();

        assertThat(page)
                .contains("/console/failed/" + review, "then retry or write off in the instruction")
                .contains("/console/failed/" + unknown, "waiting-" + unknown)
                .contains(difference, "Only they have it", "Find out with the counterparty")
                .contains("/console/groups/" + list, "Group replay of 1 messages");
        assertThat(support.get(difference).body()).contains("1,500.00", "settled", "nothing");
        support.post(difference + "/assign");
        assertThat(support.get(difference).body()).contains("It is yours now").contains("support");
        support.post(difference + "/resolve", "reason", "they booked it twice <i>");
        assertThat(support.get(difference).body())
                .contains("Resolved.", "they booked it twice &lt;i&gt;");
        assertThat(support.get("/console/work").body()).doesNotContain(difference + "\"");
        assertThat(as("auditor").get("/console/audit").body())
                .contains("break " + found, "they booked it twice");
        support.post(difference + "/resolve", "reason", "once more");
        assertThat(support.get(difference).body()).contains("Not possible any more");
        for (UUID message : List.of(review, unknown)) {
            support.post("/console/failed/" + message + "/discard", "reason", "the test is over");
        }
    }

    @Test
    void keepsCommentsAndWhoLooksIntoIt() {
        UUID message = desk.review("payment.talked-about");
        var support = as("support");
        String path = "/console/failed/" + message;
        support.get(path);

        support.post(path + "/comment", "text", "asked billing <b>by phone</b>");
        support.post(path + "/assign", "me", "true");

        assertThat(support.get(path).body())
                .contains("asked billing &lt;b&gt;by phone&lt;/b&gt;")
                .contains("Give it back");
        assertThat(support.get("/console/failed?assignee=support&state=all").body())
                .contains(message.toString());
        assertThat(support.get("/console/failed?assignee=somebody").body())
                .doesNotContain(message.toString());
    }

    @Test
    void narrowsTheListByCauseQueueRouteAndAge() {
        UUID message = desk.parkedCommand();
        String group = desk.find(message).causeGroup();
        var support = as("support");
        String id = message.toString();

        for (String fits :
                List.of(
                        "group=" + group,
                        "queue=counterparty.billing",
                        "route=counterparty-billing",
                        "age=hour",
                        "state=all")) {
            assertThat(support.get("/console/failed?" + fits).body()).as(fits).contains(id);
        }
        for (String other :
                List.of("group=0", "queue=x", "route=x", "age=older", "state=resolved")) {
            assertThat(support.get("/console/failed?" + other).body()).as(other).doesNotContain(id);
        }
        support.post("/console/failed/" + message + "/discard", "reason", "the test is over");
    }

    @Test
    @Tag("R-OPS-6")
    @Tag("R-OPS-8")
    void findsAPaymentByAllThatACallerMaySayAndMasksNumbers() {
        String msisdn = FreshMsisdn.next();
        PaymentView payment = desk.paid(msisdn);
        var support = as("support");
        support.get("/console/failed");
        String timeline = "/console/instructions/" + payment.id();
        String person = "/console/subscribers/" + payment.subscriber().value();

        assertThat(support.post("/console/search", "q", payment.number()).location())
                .endsWith(timeline);
        assertThat(support.post("/console/search", "q", payment.id().toString()).location())
                .endsWith(timeline);
        for (String form :
                List.of(
                        msisdn,
                        "+" + msisdn,
                        "8" + msisdn.substring(1),
                        "8 (%s) %s-%s"
                                .formatted(
                                        msisdn.substring(1, 4),
                                        msisdn.substring(4, 7),
                                        msisdn.substring(7)))) {
            assertThat(support.post("/console/search", "q", form).location())
                    .as(form)
                    .endsWith(person);
        }
        assertThat(support.post("/console/search", "q", "77010000000000").body())
                .contains("Nothing was found");
        String page = support.get(timeline).body();
        assertThat(page)
                .contains("settled", "1,500.00", "alma", "*1123", "operator.billing")
                .doesNotContain(msisdn, "7273001123");
        assertThat(support.get(person).body()).doesNotContain(msisdn);
        assertThat(support.get(timeline + "/timeline.txt").body())
                .contains(payment.number(), "Asked: hold", "settled")
                .doesNotContain(msisdn, "7273001123");
    }

    @Test
    @Tag("R-OPS-8")
    void tellsOfEachTryOfACodeInTheReadersLanguageWithoutItsDigits() {
        String msisdn = FreshMsisdn.next();
        var phone = new Phone(hub, msisdn);
        String code = Phone.codeIn(phone.ask("7701", "оплата alma 7273001123 1500тг"));
        String wrong = code.equals("111111") ? "222222" : "111111";
        phone.ask("4404", wrong);
        phone.ask("4404", code);
        var payment = desk.newest(desk.subscriber(msisdn));
        String timeline = "/console/instructions/" + payment.id();
        var support = as("support");
        support.get(timeline + "?lang=ru");
        String text = support.get(timeline + "/timeline.txt").body();
        support.get(timeline + "?lang=en");

        assertThat(text)
                .containsSubsequence(
                        "ждёт подтверждения",
                        "1\u00a0500,00",
                        "ответ code.pay",
                        "ответ code.wrong",
                        "подтверждено",
                        "reserve/1: исполнено")
                .doesNotContain(code, wrong, "Answered", "accepted", "confirmed");
    }

    @Test
    @Tag("R-OPS-6")
    @Tag("R-OPS-8")
    void findsATransferByTheBankAccountOfEitherSide() {
        var books = hub.simulator().kaspi().books();
        String msisdn = FreshMsisdn.next();
        String from = books.account(msisdn, "KZT").iban();
        String to = books.account(FreshMsisdn.next(), "KZT").iban();
        new Phone(hub, msisdn).ask("7701", "send " + to + " 1500 kaspi");
        String timeline = "/console/instructions/" + desk.newest(desk.subscriber(msisdn)).id();
        var support = as("support");
        support.get("/console/failed");

        for (String said : List.of(from, to, to.replaceAll("(.{4})", "$1 ").toLowerCase(ROOT))) {
            assertThat(support.post("/console/search", "q", said).location())
                    .as(said)
                    .endsWith(timeline);
        }
        assertThat(support.get(timeline).body()).doesNotContain(from, to);
        String ours = books.settlementAccount().iban();
        assertThat(support.post("/console/search", "q", ours).body()).contains("Nothing was found");
    }

    @Test
    @Tag("R-OPS-6")
    void keepsWhatIsAskedForOverHttpAsWell() {
        String gone = "/api/failed-messages/" + UUID.randomUUID();
        var support = new OperationsClient(hub, "support");

        assertThat(support.post(gone + "/discard", "{\"reason\": \"a test of ours\"}").status())
                .isEqualTo(404);
        assertThat(support.post(gone + "/replay", "{\"reason\"").status()).isEqualTo(400);
        assertThat(new OperationsClient(hub, "auditor").post(gone + "/edits", "{}").status())
                .isEqualTo(403);

        assertThat(as("auditor").get("/console/audit").body())
                .contains("POST " + gone + "/discard", "a test of ours", "POST " + gone + "/replay")
                .doesNotContain("POST " + gone + "/edits");
    }

    @Test
    @Tag("R-OPS-6")
    void showsNumbersInClearOnlyWithAReasonAndKeepsIt() {
        String msisdn = FreshMsisdn.next();
        PaymentView payment = desk.paid(msisdn);
        var support = as("support");
        String timeline = "/console/instructions/" + payment.id();
        support.get(timeline);

        assertThat(support.post(timeline + "/reveal", "reason", " ").status()).isEqualTo(400);
        String revealed = support.post(timeline + "/reveal", "reason", "claim 4711").body();
        String person =
                support.post(
                                "/console/subscribers/" + payment.subscriber().value() + "/reveal",
                                "reason",
                                "claim 4712")
                        .body();

        assertThat(revealed).contains("+" + msisdn, "7273001123");
        assertThat(person).contains("+" + msisdn);
        assertThat(support.get(timeline).body()).doesNotContain(msisdn);
        String record = as("auditor").get("/console/audit").body();
        assertThat(record)
                .contains("instruction " + payment.id(), "claim 4711", "claim 4712")
                .doesNotContain(msisdn);
    }

    @Test
    void noticesWhenTheRecordWasChanged() {
        as("support").get("/console/failed");
        var audit = hub.bean(AuditLog.class);
        var jdbc = hub.bean(JdbcTemplate.class);

        assertThat(audit.firstBroken()).isEmpty();
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            status.setRollbackOnly();
                            jdbc.execute("ALTER TABLE console.act DISABLE TRIGGER act_is_final");
                            jdbc.update("UPDATE console.act SET reason = 'none' WHERE id = 1");
                            assertThat(audit.firstBroken()).hasValue(1);
                        });
        assertThat(as("auditor").get("/console/audit?check=true").body())
                .contains("The record is whole");
        assertThat(as("auditor").get("/console/audit.csv").body()).startsWith("id,at,who");
    }

    private static String plan(ConsoleClient.Page page) {
        Matcher plan = PLAN.matcher(page.body());
        assertThat(plan.find()).as(page.body()).isTrue();
        return plan.group(1);
    }
}
