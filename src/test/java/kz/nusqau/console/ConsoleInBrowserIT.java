package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.LoginProvider;
import kz.nusqau.SharedHub;
import kz.nusqau.browser.Browser;
import kz.nusqau.browser.Chromium;
import kz.nusqau.catalogue.CatalogueDesk;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.counterparty.CreditNotice;
import kz.nusqau.failedmessages.State;
import kz.nusqau.payment.PaymentView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console in Chromium where there is one; pictures of it land in {@code target/console}. */
@ExtendWith(SharedHub.class)
class ConsoleInBrowserIT {

    private static final Path PICTURES = Path.of("target", "console");
    private static final String RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']";

    private static final String CUT =
            "[...document.querySelectorAll('main *, header *')].filter(e =>"
                    + " e.checkVisibility() && !e.closest('.unseen')"
                    + " && getComputedStyle(e).overflowX !== 'auto'"
                    + " && getComputedStyle(e).display !== 'inline'"
                    + " && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)"
                    + ".map(e => e.outerHTML.slice(0, 120)).join('\\n')";

    @TempDir private static Path userData;

    private static Chromium chromium;
    private static String axe;

    @BeforeAll
    static void needsChromium() throws Exception {
        assumeThat(Chromium.isInstalled()).as("Chromium on the path").isTrue();
        Files.createDirectories(PICTURES);
        try (var source = ConsoleInBrowserIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        chromium = Chromium.start(userData);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void leadsFromTheLoginToAVerifiedReplayAndEverybodyCanUseIt(HubUnderTest hub) throws Exception {
        var desk = new Desk(hub);
        UUID message = desk.parkedCommand();
        PaymentView payment = desk.paid(FreshMsisdn.next());
        UUID review =
                desk.review(
                        payment.id(),
                        payment.subscriber(),
                        "payment.charge.refused",
                        "BALANCE_LOCKED for 77011234567");
        try (var browser = chromium.newPage()) {
            browser.sized(1280, 900, false);
            browser.open(hub.url() + "/console/failed/" + message + "?lang=en");
            look(browser, "login");
            logIn(browser, hub);
            browser.await("location.pathname.endsWith('" + message + "')");

            browser.open(hub.url() + "/console/failed");
            browser.click("a[href='/console/failed/" + message + "']");
            browser.await("document.querySelector('a[href$=\"/replay\"]')");
            browser.click("a[href$='/replay']");
            browser.await("document.querySelector('input[name=plan]')");
            assertThat(text(browser)).contains("goes into its queue again", "Only what is shown");
            look(browser, "replay");
            browser.evaluate("document.querySelector('#reason').focus()");
            browser.type("billing is back");
            browser.click("form.card button.primary");
            // The page finds out by itself: nobody reloads it.
            browser.await("document.querySelector('#aftermath .badge.resolved')");
            browser.await("document.querySelector('#aftermath')?.innerText.includes('settled')");
            browser.await("document.querySelector('#beside').innerText.includes('settled')");
            browser.await("document.querySelector('#standing').innerText === 'Resolved'");
            assertThat(text(browser)).contains("promised 1,500.00", "The outcome was verified");
            assertThat(desk.find(message).state()).isEqualTo(State.RESOLVED);
            look(browser, "replayed");

            replayTogether(browser, hub, desk);
            UUID edit = editByTwo(browser, hub, desk);
            UUID group = desk.group(List.of(review), "look-" + review);
            long difference = desk.difference();
            Map<String, String> pages = new LinkedHashMap<>();
            watch(browser, hub);
            pages.put("overview", "/console/overview");
            pages.put("overview-counterparty", "/console/overview/counterparties/halyk");
            pages.put("work", "/console/work");
            pages.put("group", "/console/groups/" + group);
            pages.put("groups", "/console/groups");
            pages.put("break", "/console/breaks/" + difference);
            pages.put("list", "/console/failed");
            pages.put("item", "/console/failed/" + review);
            pages.put("nothing-to-edit", "/console/failed/" + review + "/edit");
            pages.put("edit", "/console/edits/" + edit);
            pages.put("timeline", "/console/instructions/" + payment.id());
            String draft = changeAText(browser, hub);
            pages.put("catalogue", "/console/catalogue");
            pages.put("catalogue-texts", "/console/catalogue/texts");
            pages.put("catalogue-value", "/console/catalogue/texts/value?way=texts/code.pay&");
            pages.put("catalogue-limits", "/console/catalogue/limits");
            pages.put("catalogue-providers", "/console/catalogue/providers");
            pages.put("catalogue-version", draft);
            pages.put("subscriber", "/console/subscribers/" + payment.subscriber().value());
            pages.put("nothing", "/console/nothing");
            for (var page : pages.entrySet()) {
                lookAround(
                        browser,
                        page.getKey(),
                        hub.url()
                                + page.getValue()
                                + (page.getValue().endsWith("&") ? "" : "?")
                                + "lang=");
            }
            hub.bean(CounterpartyDesk.class).resume("halyk", () -> {});
            desk.explain(difference);
            withdraw(hub);
            approve(browser, hub, edit);
            assertThat(browser.problems())
                    .allMatch(problem -> problem.contains("/console/nothing"));
        }
    }

    /** On a phone, by keyboard; the content policy lets them go to the provider and come back. */
    @Test
    void leadsToTheProviderOfLoginsAndOutAgain(HubUnderTest hub) throws Exception {
        String person = "phone." + FreshMsisdn.next();
        try (var provider = LoginProvider.start(hub);
                var browser = chromium.newPage()) {
            provider.knows(person, "hub-support");
            provider.sees(person);
            browser.sized(390, 844, false);
            browser.open(hub.url() + "/console/login?sso=no-role&lang=ru");
            fits(browser, "login-phone");
            look(browser, "login-phone");
            browser.evaluate("document.querySelector('form.card button').focus()");
            browser.press("Tab", "Tab", 9);
            assertThat(browser.evaluate("document.activeElement.innerText"))
                    .isEqualTo("Войти через " + LoginProvider.NAME);
            browser.evaluate("document.activeElement.click()");
            browser.await("location.pathname === '/console/overview'");

            browser.click("form[action$='/console/logout'] button");
            browser.await("location.pathname + location.search === '/console/login?out'");
            browser.open(hub.url() + "/console/failed");
            browser.await("location.pathname === '/console/login'");
            assertThat(browser.problems()).isEmpty();
        }
    }

    /** What happens comes to the open page by itself; whoever stands on a link stays there. */
    private static void watch(Browser browser, HubUnderTest hub) throws Exception {
        aDayOf(hub);
        browser.open(hub.url() + "/console");
        browser.await("location.pathname === '/console/overview'");
        browser.evaluate("document.querySelector('#counterparty-kaspi a').focus()");
        String made = browser.evaluate("document.querySelector('#now .meta span').innerText");
        browser.await(
                "document.querySelector('#now .meta span').innerText !== '%s'".formatted(made));
        assertThat(text(browser)).contains("kcell", "Kaspi", "Money in flight");
        hub.bean(CounterpartyDesk.class).pause("halyk", "supervisor", "they move house", () -> {});
        browser.await(
                "document.querySelector('.alarms')?.innerText"
                        + ".includes('Halyk is paused by supervisor since')");
        assertThat(browser.evaluate("document.activeElement.innerText")).isEqualTo("Kaspi");
        assertThat(browser.evaluate("document.querySelector('#stale').hidden")).isEqualTo("true");
        fits(browser, "overview-live");
    }

    /** As if the hub had been looked at for a day, with an hour in which it was away. */
    private static void aDayOf(HubUnderTest hub) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        UUID node = UUID.randomUUID();
        for (int ago = 1; ago < 1_440; ago += 5) {
            double wave = 1 + Math.sin(ago / 230.0);
            if (ago / 60 != 7) {
                Map<Figure, Double> values = new LinkedHashMap<>();
                OverviewPages.FIGURES.forEach(
                        figure ->
                                values.put(
                                        figure,
                                        figure.measure().unit() == Measure.Unit.MONEY
                                                ? Math.rint(1_234_567 * wave)
                                                : 40 * wave));
                hub.bean(Samples.class).keep(now.minus(ago, ChronoUnit.MINUTES), node, values);
            }
        }
    }

    /** From the narrowed list to two verified replays; the page keeps itself up to date. */
    private static void replayTogether(Browser browser, HubUnderTest hub, Desk desk)
            throws Exception {
        List<UUID> messages = List.of(desk.parkedCommand(), desk.parkedCommand());
        desk.assign(messages, "together");
        browser.open(hub.url() + "/console/failed?assignee=together");
        browser.click("form[action='/console/groups'] button");
        browser.await("document.querySelector('#acts[data-state=planned]')");
        assertThat(text(browser))
                .contains("Nothing was moved yet", "It goes into its queue again.");
        browser.evaluate("document.querySelector('#reason').focus()");
        browser.type("billing is back");
        browser.click("form.planned-only button");
        browser.await("document.querySelector('#acts[data-state=done]')");
        browser.await(
                "document.querySelector('[data-outcome=resolved]')?.innerText === '2'"
                        + " && !document.querySelector('#progress[hx-get]')");
        browser.await("document.querySelector('#list').innerText.match(/Resolved/g)?.length === 2");
        look(browser, "group-done");
        assertThat(messages).allMatch(each -> desk.find(each).state() == State.RESOLVED);
    }

    /** One's own edit is for somebody else to decide, and can be taken back; another one waits. */
    private static UUID editByTwo(Browser browser, HubUnderTest hub, Desk desk) throws Exception {
        var notice = CreditNotice.of(hub);
        UUID message = desk.unreadable(notice);
        browser.open(hub.url() + "/console/failed/" + message);
        browser.click("a[href$='/edit']");
        browser.await("document.querySelector('form[action$=\"/reveal\"]')");
        look(browser, "edit-masked");
        browser.evaluate("document.querySelector('#reason').focus()");
        browser.type("the bank called");
        browser.click("form.card button.primary");
        browser.await("document.querySelector('#body')");
        look(browser, "edit-form");
        browser.evaluate(
                "(body => { body.value = body.value.replace('10:00:00<', '10:00:00+05:00<') })"
                        + "(document.querySelector('#body'))");
        browser.evaluate("document.querySelector('#reason').focus()");
        browser.type("the offset is missing");
        browser.click("form.card button.primary");
        browser.await("document.querySelector('.difference ins')");
        assertThat(text(browser)).contains("Somebody else has to decide about it");
        assertThat(browser.evaluate("document.querySelectorAll('form[action$=approve]').length"))
                .isEqualTo("0");
        browser.click("form[action$=withdraw] button");
        browser.await("document.querySelector('.badge.edit-withdrawn')");
        return desk.proposed(message, notice);
    }

    /**
     * The phones follow what is typed; the draft says what it changes and waits for its drafter.
     */
    private static String changeAText(Browser browser, HubUnderTest hub) throws Exception {
        browser.open(hub.url() + "/console/catalogue?lang=en");
        browser.click("a[href='/console/catalogue/texts']");
        browser.await("document.querySelector('.replies')");
        browser.evaluate("document.querySelector('#word').focus()");
        browser.type("code.pay");
        browser.click("form.find[role=search] button");
        browser.await("document.querySelectorAll('.replies > li').length < 9");
        browser.click("a[href$='way=texts/code.pay']");
        browser.await("document.querySelector('#value-2')");
        String before = browser.evaluate("document.querySelector('#phones').innerText");
        browser.evaluate("document.querySelector('#value-2').focus()");
        browser.evaluate("document.querySelector('#value-2').setSelectionRange(9999, 9999)");
        browser.type(" Thank you for paying with us!");
        browser.await("document.querySelector('#phones').innerText.includes('paying with us!')");
        assertThat(before).contains("GSM 7", "UCS-2").doesNotContain("paying with us!");
        look(browser, "catalogue-typed");
        browser.click("form.card button.primary");
        browser.await("document.querySelector('.difference ins')");
        assertThat(text(browser))
                .contains("takes more message parts in en: 2 instead of 1", "go together");
        browser.evaluate("document.querySelector('#propose').click()");
        browser.evaluate("document.querySelector('#propose-reason').focus()");
        browser.type("kinder");
        browser.click("form[action$='/propose'] button");
        browser.await("document.querySelector('.badge.version-proposed')");
        assertThat(text(browser)).contains("Somebody else has to decide about it");
        assertThat(browser.evaluate("document.querySelectorAll('form[action$=approve]').length"))
                .isEqualTo("0");
        return browser.evaluate("location.pathname");
    }

    private static void withdraw(HubUnderTest hub) {
        var catalogue = hub.bean(CatalogueDesk.class);
        var open = catalogue.standing(CatalogueDocument.TEXTS).open();
        catalogue.withdraw(CatalogueDocument.TEXTS, open.number(), "a test", "it is over");
    }

    private static void approve(Browser browser, HubUnderTest hub, UUID edit) throws Exception {
        browser.open(hub.url() + "/console/edits/" + edit + "?lang=en");
        browser.evaluate("document.querySelector('details.act').open = true");
        browser.evaluate("document.querySelector('#approve-reason').focus()");
        browser.type("as the bank said");
        browser.click("form[action$=approve] button");
        browser.await("document.querySelector('.badge.edit-approved')");
        look(browser, "edit-approved");
    }

    private static void logIn(Browser browser, HubUnderTest hub) throws Exception {
        browser.evaluate("document.querySelector('#username').focus()");
        browser.type("administrator");
        browser.evaluate("document.querySelector('#password').focus()");
        browser.type(hub.password("administrator"));
        browser.evaluate("document.querySelector('form.card button').click()");
    }

    private static String text(Browser browser) throws Exception {
        return browser.evaluate("document.querySelector('main').innerText");
    }

    /**
     * Both widths, both schemes, with all that unfolds; axe where it can make a difference. Kazakh
     * has the longest words, so it is looked at where there is the least room.
     */
    private static void lookAround(Browser browser, String name, String url) throws Exception {
        browser.sized(1280, 844, false);
        browser.open(url + "ru");
        fits(browser, name);
        unfold(browser);
        look(browser, name + "-unfolded");
        browser.sized(1280, 844, true);
        fits(browser, name + "-unfolded-dark");
        browser.sized(390, 844, false);
        browser.open(url + "ru");
        fits(browser, name + "-phone");
        browser.open(url + "kk");
        fits(browser, name + "-phone-kk");
        unfold(browser);
        browser.sized(390, 844, true);
        look(browser, name + "-phone-unfolded-dark");
        browser.sized(1280, 844, false);
    }

    private static void unfold(Browser browser) throws Exception {
        browser.evaluate(
                "document.querySelectorAll('details').forEach(each => { each.open = true })");
    }

    private static void look(Browser browser, String name) throws Exception {
        picture(browser, name);
        browser.evaluate("window.axe ? 0 : " + "(() => {" + axe + "\n; return 1 })()");
        String violations =
                browser.evaluate(
                        "axe.run({runOnly: "
                                + RULES
                                + "}).then(r => r.violations.map(v => v.id + ': '"
                                + " + v.nodes.map(n => n.target + ' ' + n.failureSummary)"
                                + ".join('\\n')).join('\\n'))");
        assertThat(violations).as(name).isEmpty();
    }

    private static void picture(Browser browser, String name) throws Exception {
        fits(browser, name);
        Files.write(PICTURES.resolve(name + ".png"), browser.wholePage());
    }

    /** Nothing is wider than the screen, and no text is cut off. */
    private static void fits(Browser browser, String name) throws Exception {
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(name)
                .isEqualTo("true");
        assertThat(browser.evaluate(CUT)).as(name).isEmpty();
    }
}
