package kz.nusqau.platform.console;

import org.springframework.security.authentication.AuthenticationServiceException;

/** The provider of logins can't be asked, or doesn't say of itself what it has to. */
final class ProviderAway extends AuthenticationServiceException {

    ProviderAway(String problem) {
        super(problem);
    }

    ProviderAway(String problem, Throwable cause) {
        super(problem, cause);
    }
}
