package kz.nusqau.platform.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/** Logging in to the console with OpenID Connect: by a code, with state, nonce and PKCE. */
final class OidcLogin {

    private static final String AWAY = "/console/login/with";

    /** Where the button leads. */
    static final String BEGIN = AWAY + "/" + OidcProvider.ID;

    /** Where the provider sends people back to, as it is registered there. */
    static final String BACK = "/console/login/from/" + OidcProvider.ID;

    private final OidcProvider provider;
    private final OidcPeople people;
    private final OidcFailures failures;

    OidcLogin(OidcProperties properties, ConsoleUsers users, ApplicationEventPublisher events) {
        provider = new OidcProvider(properties, "{baseUrl}" + BACK);
        people = new OidcPeople(properties, provider.people(), users);
        failures = new OidcFailures(properties, provider, events);
    }

    void addTo(HttpSecurity http) throws Exception {
        http.oauth2Login(
                login ->
                        login.withObjectPostProcessor(new FailuresTold())
                                .withObjectPostProcessor(new TokensRead())
                                .clientRegistrationRepository(provider)
                                .authorizedClientRepository(new NothingKept())
                                .authorizationEndpoint(
                                        away -> away.authorizationRequestResolver(requests()))
                                .tokenEndpoint(
                                        codes -> codes.accessTokenResponseClient(provider.codes()))
                                .userInfoEndpoint(told -> told.oidcUserService(people))
                                .loginPage(ConsoleAccess.LOGIN)
                                .loginProcessingUrl(BACK)
                                .defaultSuccessUrl("/console")
                                .failureHandler(failures));
    }

    private OAuth2AuthorizationRequestResolver requests() {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(provider, AWAY);
        requests.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
        return requests;
    }

    /** Whoever came from the provider is led there to log out, too, where it has a place for it. */
    LogoutSuccessHandler logout() {
        var logout = new OidcClientInitiatedLogoutSuccessHandler(id -> provider.forLoggingOut());
        logout.setPostLogoutRedirectUri("{baseUrl}" + ConsoleAccess.LOGGED_OUT);
        logout.setDefaultTargetUrl(ConsoleAccess.LOGGED_OUT);
        return logout;
    }

    /** Who can't even be sent to the provider is told so on the login page. */
    private final class FailuresTold
            implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

        @Override
        public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O away) {
            away.setAuthenticationFailureHandler(failures);
            return away;
        }
    }

    private final class TokensRead
            implements ObjectPostProcessor<OidcAuthorizationCodeAuthenticationProvider> {

        @Override
        public <O extends OidcAuthorizationCodeAuthenticationProvider> O postProcess(O back) {
            back.setJwtDecoderFactory(provider);
            return back;
        }
    }

    /** The hub asks for nothing in people's names, so it keeps none of their access tokens. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Spring's.
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String client, Authentication person, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication person,
                HttpServletRequest request,
                HttpServletResponse response) {
            // Nothing is kept.
        }

        @Override
        public void removeAuthorizedClient(
                String client,
                Authentication person,
                HttpServletRequest request,
                HttpServletResponse response) {
            // Nothing was kept.
        }
    }
}
