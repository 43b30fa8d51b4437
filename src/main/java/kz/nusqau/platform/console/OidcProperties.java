package kz.nusqau.platform.console;

import static java.util.stream.Collectors.toMap;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Logging in to the console with OpenID Connect, beside the form.
 *
 * @param issuer address of the provider, as it names itself; empty: there is only the form
 * @param clientId by which the provider knows the hub
 * @param name of the provider as people know it; its host when not set
 * @param userClaim the claim that names the person, in the record of acts too; it has to be one
 *     that people can't change themselves
 * @param rolesClaim the claim that holds their roles; {@code realm_access.roles} is one in another
 * @param scopes asked for beside {@code openid}
 * @param roles what the provider calls each of ours; those not named here nobody gets. Without any
 *     the four have the same names there
 */
@Validated
@ConfigurationProperties("nusqau.console.oidc")
record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") @Size(max = 40) String name,
        @DefaultValue("preferred_username") @NotBlank String userClaim,
        @DefaultValue("roles") @NotBlank String rolesClaim,
        @DefaultValue("profile") Set<@NotBlank String> scopes,
        @DefaultValue Map<Role, Set<@NotBlank String>> roles) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    boolean isOn() {
        return !issuer.isBlank();
    }

    String shownName() {
        return name.isBlank() ? URI.create(issuer).getHost() : name;
    }

    /** Scheme, host and port. */
    String origin() {
        URI address = URI.create(issuer);
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** What the provider calls our roles. */
    Map<Role, Set<String>> theirRoles() {
        return roles.isEmpty()
                ? Stream.of(Role.values())
                        .filter(Role::isOfConsole)
                        .collect(
                                toMap(
                                        Function.identity(),
                                        role -> Set.of(role.name().toLowerCase(Locale.ROOT))))
                : roles;
    }

    @AssertTrue(
            message =
                    "issuer: has to be the address by which the provider names itself, beginning"
                            + " with https:// and without a query; http:// only on this machine")
    boolean isIssuerAnAddress() {
        if (!isOn()) {
            return true;
        }
        try {
            URI address = URI.create(issuer);
            boolean isSafe =
                    "https".equals(address.getScheme())
                            || ("http".equals(address.getScheme())
                                    && LOOPBACK.contains(String.valueOf(address.getHost())));
            return isSafe
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @AssertTrue(
            message =
                    "issuer: missing, though client-id, client-secret, name or roles are set; without"
                            + " it nobody can log in with OpenID Connect")
    boolean isWhole() {
        return isOn()
                || (clientId.isBlank()
                        && clientSecret.isBlank()
                        && name.isBlank()
                        && roles.isEmpty());
    }

    @AssertTrue(message = "client-id: missing; the provider gives one to the hub")
    boolean isClientKnown() {
        return !isOn() || !clientId.isBlank();
    }

    @AssertTrue(message = "client-secret: missing; the provider gives one to the hub")
    boolean isClientAuthentic() {
        return !isOn() || !clientSecret.isBlank();
    }

    @AssertTrue(
            message =
                    "roles: can name support, supervisor, auditor and administrator, each with at"
                            + " least one role of the provider; operations is for programs, which"
                            + " have no page to log in on")
    boolean isEveryRoleGiven() {
        return roles.entrySet().stream()
                .allMatch(each -> each.getKey().isOfConsole() && !each.getValue().isEmpty());
    }

    @Override
    public String toString() {
        return "OpenID Connect with " + issuer;
    }
}
