package kz.nusqau.platform.console;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Who has logged in at the provider. All sessions of one name are one person's; of what else the
 * provider tells nothing is kept but the token with which they log out there.
 */
final class OidcPerson implements OidcUser {

    private final String name;
    private final List<GrantedAuthority> authorities;
    private final OidcIdToken token;

    OidcPerson(String name, Set<Role> roles, OidcIdToken token) {
        this.name = name;
        this.authorities =
                AuthorityUtils.createAuthorityList(
                        roles.stream().sorted().map(role -> "ROLE_" + role.name()).toList());
        this.token = token;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return authorities;
    }

    @Override
    public OidcIdToken getIdToken() {
        return token;
    }

    @Override
    public Map<String, Object> getClaims() {
        return token.getClaims();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return token.getClaims();
    }

    @Override
    public @Nullable OidcUserInfo getUserInfo() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OidcPerson person && person.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + authorities;
    }
}
