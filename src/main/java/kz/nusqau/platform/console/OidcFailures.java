package kz.nusqau.platform.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kz.nusqau.platform.LoginRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.client.RestClientResponseException;

/** Says on the login page why nobody was let in, and tells operations more. */
final class OidcFailures implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OidcFailures.class);
    private static final int LONGEST = 300;

    private final OidcProperties properties;
    private final OidcProvider provider;
    private final ApplicationEventPublisher events;

    OidcFailures(
            OidcProperties properties, OidcProvider provider, ApplicationEventPublisher events) {
        this.properties = properties;
        this.provider = provider;
        this.events = events;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        response.sendRedirect(ConsoleAccess.LOGIN + "?sso=" + told(fault));
    }

    private String told(AuthenticationException fault) {
        if (fault instanceof PersonRefused refused) {
            events.publishEvent(new LoginRefused(refused.person(), refused.why().word()));
            return refused.why().word();
        }
        List<Throwable> causes = causes(fault);
        if (causes.stream().anyMatch(OidcFailures::isAway)) {
            provider.forget();
            LOG.warn(
                    "logins at {} failed, as it can't be reached: {}",
                    properties.issuer(),
                    printable(causes.getLast()));
            return "away";
        }
        LOG.info("a login at {} was refused: {}", properties.issuer(), printable(fault));
        return "refused";
    }

    private static boolean isAway(Throwable fault) {
        return fault instanceof ProviderAway
                || fault instanceof IOException
                || (fault instanceof RestClientResponseException answer
                        && answer.getStatusCode().is5xxServerError());
    }

    private static List<Throwable> causes(Throwable fault) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable each = fault; each != null; each = each.getCause()) {
            all.add(each);
        }
        return all;
    }

    /** Parts of it come from outside. */
    private static String printable(Throwable fault) {
        String text =
                fault instanceof OAuth2AuthenticationException known
                        ? known.getError().getErrorCode()
                                + ": "
                                + Objects.toString(known.getError().getDescription(), "")
                        : fault.toString();
        String safe = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
        return safe.substring(0, Math.min(safe.length(), LONGEST));
    }
}
