package kz.nusqau.platform.console;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kz.nusqau.platform.console.PersonRefused.Why;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Makes a user of the console of whom the provider vouches for, or says why not. */
final class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {

    /** What can stand in a record and be read there: no line ends, nothing invisible. */
    private static final Pattern NAME =
            Pattern.compile(
                    "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._@+'-]{0,62}[\\p{L}\\p{M}\\p{N}])?");

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{L}\\p{N}._@:|-]");
    private static final int LONGEST = 64;

    private final OidcProperties properties;
    private final OAuth2UserService<OidcUserRequest, OidcUser> provider;
    private final ConsoleUsers local;

    OidcPeople(
            OidcProperties properties,
            OAuth2UserService<OidcUserRequest, OidcUser> provider,
            ConsoleUsers local) {
        this.properties = properties;
        this.provider = provider;
        this.local = local;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser told = provider.loadUser(request);
        var claims = new OidcClaims(told.getClaims());
        if (!(claims.at(properties.userClaim()) instanceof String name)
                || !NAME.matcher(name).matches()) {
            throw new PersonRefused(printable(told.getSubject()), Why.NO_NAME);
        }
        if (local.isOneCalled(name)) {
            throw new PersonRefused(name, Why.NAME_TAKEN);
        }
        Set<Role> roles = roles(claims.texts(properties.rolesClaim()));
        if (roles.isEmpty()) {
            throw new PersonRefused(name, Why.NO_ROLE);
        }
        return new OidcPerson(name, roles, request.getIdToken());
    }

    private Set<Role> roles(Set<String> theirs) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Map.Entry<Role, Set<String>> each : properties.theirRoles().entrySet()) {
            if (!Collections.disjoint(each.getValue(), theirs)) {
                roles.add(each.getKey());
            }
        }
        return roles;
    }

    private static String printable(String subject) {
        String text = UNPRINTABLE.matcher(subject).replaceAll("?");
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
