package kz.nusqau.platform.console;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Asks for name and password, and for no more passwords where too many were wrong. */
final class GuardedLogin extends DaoAuthenticationProvider {

    private final LoginTries tries;

    GuardedLogin(UserDetailsService users, LoginTries tries) {
        super(users);
        this.tries = tries;
    }

    @Override
    public Authentication authenticate(Authentication wanted) {
        String name = wanted.getName();
        String address =
                wanted.getDetails() instanceof WebAuthenticationDetails details
                        ? details.getRemoteAddress()
                        : "";
        if (tries.isClosed(name, address)) {
            throw new LockedException("too many failed tries");
        }
        try {
            Authentication known = super.authenticate(wanted);
            tries.succeeded(name, address);
            return known;
        } catch (BadCredentialsException e) {
            tries.failed(name, address);
            throw e;
        }
    }
}
