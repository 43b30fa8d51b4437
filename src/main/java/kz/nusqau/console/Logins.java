package kz.nusqau.console;

import kz.nusqau.platform.LoginRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureProviderNotFoundEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Component;

/** Who came and went. Programs, which say who they are with each request, are not recorded. */
@Component
class Logins {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final int LONGEST_NAME = 40;

    /** How they logged in, where it wasn't with a password of the hub. */
    private static final String ELSEWHERE = "oidc";

    private final AuditLog audit;

    Logins(AuditLog audit) {
        this.audit = audit;
    }

    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        boolean isElsewhere = event.getAuthentication() instanceof OAuth2AuthenticationToken;
        audit.record(
                event.getAuthentication().getName(),
                Act.LOGGED_IN,
                isElsewhere ? ELSEWHERE : "",
                "",
                "");
    }

    /** On record, unlike a guess: the provider has said who it was. */
    @EventListener
    void on(LoginRefused event) {
        audit.record(event.who(), Act.LOGIN_REFUSED, ELSEWHERE, "", event.why());
    }

    @EventListener
    void on(LogoutSuccessEvent event) {
        audit.record(event.getAuthentication().getName(), Act.LOGGED_OUT, "", "", "");
    }

    /** Not on record: whoever guesses could fill it. */
    @EventListener
    void on(AbstractAuthenticationFailureEvent event) {
        if (event instanceof AuthenticationFailureProviderNotFoundEvent) {
            // Somebody came from the provider of logins, which is asked elsewhere, and told of
            // there.
            return;
        }
        String name = event.getAuthentication().getName().replaceAll("[^\\w.@-]", "?");
        LOG.info(
                "login of {} failed: {}",
                name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                event.getException().getClass().getSimpleName());
    }
}
