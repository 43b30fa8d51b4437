package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.LoginProvider;
import kz.nusqau.LoginProvider.Flaw;
import kz.nusqau.SharedHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Logging in to the console with OpenID Connect, at a provider that was away when the hub started.
 */
@ExtendWith({SharedHub.class, OutputCaptureExtension.class})
class OidcIT {

    private static final String BUTTON = "/console/login/with/oidc";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LoginProvider provider;
    private static ConsoleClient auditor;

    private HubUnderTest hub;

    @BeforeAll
    static void begin(HubUnderTest hub) {
        provider = LoginProvider.start(hub);
        auditor = ConsoleClient.of(hub, "auditor");
    }

    @BeforeEach
    void flawless(HubUnderTest shared) {
        hub = shared;
        provider.has(Flaw.NONE);
    }

    @AfterAll
    static void end() {
        provider.close();
    }

    /** A name that nobody else has. */
    private static String known(String name, String... roles) {
        String person = name + "." + UUID.randomUUID().toString().substring(0, 8);
        provider.knows(person, roles);
        return person;
    }

    /** Where the provider sends the browser back to, once it knows who it is. */
    private String sentBack(ConsoleClient browser, String person) {
        return path(provider.open(browser.get(BUTTON).location(), person));
    }

    private String path(String address) {
        assertThat(address).startsWith(hub.url());
        return address.substring(hub.url().length());
    }

    private ConsoleClient.Page logIn(ConsoleClient browser, String person) {
        return browser.get(sentBack(browser, person));
    }

    private static String record() {
        return auditor.get("/console/audit").body();
    }

    private static void assertOut(ConsoleClient browser) {
        assertThat(browser.get("/console/failed").location()).endsWith("/console/login");
    }

    @Test
    void asksForACodeWithStateNonceAndProofOfKey() {
        var browser = new ConsoleClient(hub);

        assertThat(browser.get("/console/login?lang=en").body())
                .contains("Sign in with " + LoginProvider.NAME, "href=\"" + BUTTON + "\"");
        assertThat(browser.get("/console/login?lang=ru").body())
                .contains("Войти через " + LoginProvider.NAME);
        assertThat(browser.get(BUTTON).location())
                .startsWith(LoginProvider.url() + "/oauth2/authorize?response_type=code&")
                .contains("&state=", "&nonce=", "&code_challenge=", "&code_challenge_method=S256")
                .doesNotContain(LoginProvider.SECRET);
    }

    @Test
    void opensThePagesOfTheRoleAndNoOthers() {
        String support = known("aigerim", "hub-support", "something-else");
        var browser = new ConsoleClient(hub);

        var in = logIn(browser, support);

        assertThat(in.location()).endsWith("/console");
        // Not the session that a stranger may have planted.
        assertThat(in.header("Set-Cookie")).startsWith("nusqau-console=").contains("HttpOnly");
        assertThat(browser.get("/console/failed").body()).contains(support);
        assertThat(browser.get("/console/audit").status()).isEqualTo(403);
        browser.get("/console/failed");
        assertThat(browser.post("/console/overview/planned-work").status()).isEqualTo(403);

        String checker = known("daniyar", "hub-auditor");
        var another = new ConsoleClient(hub);
        logIn(another, checker);
        assertThat(another.get("/console/audit").body()).contains(support, checker, "logged in");
        assertThat(another.post("/console/groups").status()).isEqualTo(403);
    }

    @Test
    void leadsToThePageThatWasAskedFor() {
        var browser = new ConsoleClient(hub);
        browser.get("/console/work");

        assertThat(logIn(browser, known("asel", "hub-shift-lead")).location())
                .endsWith("/console/work");
    }

    @Test
    void logsOutHereAndAtTheProvider() {
        String person = known("marat", "hub-support");
        var browser = new ConsoleClient(hub);
        logIn(browser, person);
        // A browser follows a form only to where the page lets it.
        assertThat(browser.get("/console/failed").header("Content-Security-Policy"))
                .contains("form-action 'self' " + LoginProvider.url() + ";");

        String there = browser.post("/console/logout").location();

        assertThat(there).startsWith(LoginProvider.url() + "/connect/logout?id_token_hint=");
        assertThat(path(provider.open(there, person))).isEqualTo("/console/login?out");
        assertOut(browser);
        assertThat(record()).contains(person, "logged out");
    }

    @Test
    void endsTheOldestOfTooManySessions() {
        String person = known("saule", "hub-support");
        var first = new ConsoleClient(hub);
        logIn(first, person);
        for (int i = 0; i < 3; i++) {
            logIn(new ConsoleClient(hub), person);
        }

        assertThat(first.get("/console/failed").location()).endsWith("?elsewhere");
    }

    @Test
    void keepsOutWhoHasNoRoleAndSaysSo() {
        String person = known("nobody", "support", "hub-operations");
        var browser = new ConsoleClient(hub);

        var out = logIn(browser, person);

        assertThat(out.location()).endsWith("/console/login?sso=no-role");
        assertThat(browser.get("/console/login?sso=no-role&lang=en").body())
                .contains(LoginProvider.NAME + " knows you, but you have no role");
        assertOut(browser);
        assertThat(record()).contains(person, "was not let in", "no-role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "Administrator"})
    void keepsOutWhoIsCalledLikeAUserWithAPassword(String name) {
        provider.knows(name, "hub-supervisor");
        var browser = new ConsoleClient(hub);

        var out = logIn(browser, name);

        assertThat(out.location()).endsWith("/console/login?sso=name-taken");
        assertThat(browser.get("/console/login?sso=name-taken&lang=en").body())
                .contains("logs in to the console with a password");
        assertOut(browser);
        assertThat(record()).contains("<td>" + name + "</td>", "name-taken");
    }

    @Test
    void keepsOutWhoseNameCannotBeKept() {
        String person = known("line\tend", "hub-support");
        var browser = new ConsoleClient(hub);

        assertThat(logIn(browser, person).location()).endsWith("/console/login?sso=no-name");
        assertOut(browser);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void believesNoTokenThatIsNotForItNowFromTheProvider(Flaw flaw, CapturedOutput log) {
        String person = known("forged", "hub-supervisor");
        provider.has(flaw);
        var browser = new ConsoleClient(hub);

        var out = logIn(browser, person);

        assertThat(out.location()).endsWith("/console/login?sso=refused");
        assertThat(browser.get("/console/login?sso=refused&lang=en").body())
                .contains("has not confirmed who you are");
        assertOut(browser);
        assertThat(log.getAll())
                .contains("a login at " + LoginProvider.url() + " was refused: invalid_")
                .doesNotContain(LoginProvider.SECRET, "eyJ")
                .doesNotContain("ProviderNotFound");
        assertThat(record()).doesNotContain(person);
    }

    @Test
    void takesACodeOnlyOnceAndOnlyWhereItWasAskedFor() {
        String person = known("zhanna", "hub-support");
        var browser = new ConsoleClient(hub);
        String back = sentBack(browser, person);
        var another = new ConsoleClient(hub);
        another.get(BUTTON);

        assertThat(another.get(back).location()).endsWith("?sso=refused");
        assertThat(browser.get(back.replaceAll("state=[^&]+", "state=another")).location())
                .endsWith("?sso=refused");
        assertOut(another);
        assertOut(browser);

        String again = sentBack(browser, person);
        // Where it had just been refused.
        assertThat(browser.get(again).location()).endsWith("/console/failed");
        assertThat(new ConsoleClient(hub).get(again).location()).endsWith("?sso=refused");
    }

    @Test
    void saysThatTheProviderIsAwayWhileTheFormWorks() {
        String person = known("timur", "hub-support");
        var browser = new ConsoleClient(hub);
        String back = sentBack(browser, person);

        provider.close();
        try {
            assertThat(browser.get(back).location()).endsWith("?sso=away");
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    browser.get(BUTTON)
                                            .location()
                                            .endsWith("/console/login?sso=away"));
            assertThat(browser.get("/console/login?sso=away&lang=en").body())
                    .contains(LoginProvider.NAME + " can&#39;t be reached right now");
            assertThat(ConsoleClient.of(hub, "support").get("/console/failed").status())
                    .isEqualTo(200);
        } finally {
            provider = LoginProvider.start(hub);
        }

        provider.knows(person, "hub-support");
        await().atMost(PATIENCE)
                .until(() -> browser.get(BUTTON).location().startsWith(LoginProvider.url()));
        assertThat(logIn(browser, person).location()).endsWith("/console");
    }
}
