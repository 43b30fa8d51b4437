package kz.nusqau.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What can be configured, and that half of it stops the start. */
class OidcPropertiesTest {

    private static final String PREFIX = "nusqau.console.oidc.";
    private static final String[] WHOLE = {
        "issuer=https://login.example.kz/realms/staff", "client-id=hub", "client-secret=s3cret"
    };

    @Test
    void isOffByItself() {
        assertThat(read().isOn()).isFalse();
    }

    @Test
    void needsAnIssuerAndWhatItGaveTheHub() {
        OidcProperties oidc = read(WHOLE);

        assertThat(oidc.isOn()).isTrue();
        assertThat(oidc.shownName()).isEqualTo("login.example.kz");
        assertThat(oidc.origin()).isEqualTo("https://login.example.kz");
        assertThat(oidc.userClaim()).isEqualTo("preferred_username");
        assertThat(oidc.theirRoles())
                .isEqualTo(
                        Map.of(
                                Role.SUPPORT, Set.of("support"),
                                Role.SUPERVISOR, Set.of("supervisor"),
                                Role.AUDITOR, Set.of("auditor"),
                                Role.ADMINISTRATOR, Set.of("administrator")));
        assertThat(oidc.toString()).doesNotContain("s3cret");
    }

    @Test
    void givesOnlyTheRolesThatAreNamed() {
        OidcProperties oidc = read(with("roles.support=l1,l2", "roles.auditor=audit"));

        assertThat(oidc.theirRoles())
                .isEqualTo(Map.of(Role.SUPPORT, Set.of("l1", "l2"), Role.AUDITOR, Set.of("audit")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.kz",
                "login.example.kz",
                "https://",
                "https://login.example.kz?realm=staff",
                "https://me@login.example.kz",
                "no address"
            })
    void refusesWhatIsNoIssuer(String issuer) {
        refuses("issuer: has to be the address", with("issuer=" + issuer));
    }

    @ParameterizedTest
    @CsvSource({
        "client-id=, client-id: missing",
        "client-secret=, client-secret: missing",
        "issuer=, issuer: missing",
        "roles.operations=ops, roles: can name support",
        "roles.support=, roles: can name support",
        "user-claim=, userClaim",
        "roles-claim=, rolesClaim",
        "roles.root=x, nusqau.console.oidc.roles"
    })
    void refusesHalfOfIt(String wrong, String named) {
        refuses(named, with(wrong));
    }

    @Test
    void readsClaimsByNameAndByPath() {
        var claims =
                new OidcClaims(
                        Map.of(
                                "realm_access", Map.of("roles", List.of("a", 1, "b")),
                                "https://example.kz/roles", "c",
                                "resource", Map.of("hub.kz", Map.of("roles", "d"))));

        assertThat(claims.texts("realm_access.roles")).containsExactlyInAnyOrder("a", "b");
        assertThat(claims.texts("https://example.kz/roles")).containsExactly("c");
        assertThat(claims.texts("resource.hub.kz.roles")).containsExactly("d");
        assertThat(claims.texts("realm_access")).isEmpty();
        assertThat(claims.texts("realm_access.roles.a")).isEmpty();
        assertThat(claims.texts("nothing.here")).isEmpty();
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(WHOLE), Stream.of(more)).toArray(String[]::new);
    }

    private static OidcProperties read(String... settings) {
        var found = new OidcProperties[1];
        run(settings).run(context -> found[0] = context.getBean(OidcProperties.class));
        return found[0];
    }

    private static void refuses(String named, String... settings) {
        run(settings).run(context -> assertRefused(context, named));
    }

    private static void assertRefused(AssertableApplicationContext context, String named) {
        assertThat(context).hasFailed();
        assertThat(context.getStartupFailure()).hasStackTraceContaining(named);
    }

    private static ApplicationContextRunner run(String... settings) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Site.class)
                .withPropertyValues(
                        Arrays.stream(settings).map(each -> PREFIX + each).toArray(String[]::new));
    }

    @EnableConfigurationProperties(OidcProperties.class)
    static class Site {}
}
