package kz.nusqau.platform.console;

import static kz.nusqau.platform.console.Role.ADMINISTRATOR;
import static kz.nusqau.platform.console.Role.AUDITOR;
import static kz.nusqau.platform.console.Role.SUPERVISOR;
import static kz.nusqau.platform.console.Role.SUPPORT;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/** The console's pages: people log in with a form and have a session, with all that asks for. */
@Configuration(proxyBeanMethods = false)
class ConsoleAccess {

    static final String LOGIN = "/console/login";
    static final String LOGGED_OUT = LOGIN + "?out";

    private static final int SESSIONS_OF_ONE_USER = 3;

    /** htmx says so of its own requests. */
    private static final String FRAGMENT = "HX-Request";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain consolePages(
            HttpSecurity http,
            AuthenticationManager logins,
            SessionRegistry consoleSessions,
            OidcProperties oidc,
            ConsoleUsers users,
            ApplicationEventPublisher events)
            throws Exception {
        LogoutSuccessHandler logout;
        if (oidc.isOn()) {
            var elsewhere = new OidcLogin(oidc, users, events);
            elsewhere.addTo(http);
            logout = elsewhere.logout();
            // Beside what the provider vouches for.
            http.getSharedObject(AuthenticationManagerBuilder.class)
                    .parentAuthenticationManager(logins);
        } else {
            logout = loggedOut();
            http.authenticationManager(logins);
        }
        return http.securityMatcher("/", "/console", "/console/**")
                .authorizeHttpRequests(
                        requests ->
                                // The end of an answer whose beginning was allowed.
                                requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                                        .permitAll()
                                        .requestMatchers("/", LOGIN, "/console/assets/*")
                                        .permitAll()
                                        .requestMatchers("/console/denied", "/console/logout")
                                        .authenticated()
                                        .requestMatchers("/console/audit", "/console/audit.csv")
                                        .hasAnyRole(Role.names(AUDITOR, ADMINISTRATOR))
                                        // It reads; what is looked for is in no address.
                                        .requestMatchers("/console/search")
                                        .hasAnyRole(readers())
                                        .requestMatchers(
                                                "/console/failed/*/replay",
                                                "/console/failed/*/edit")
                                        .hasAnyRole(actors())
                                        // Decided by two, or what holds all of it still.
                                        .requestMatchers(
                                                "/console/edits/*/approve",
                                                "/console/edits/*/decline")
                                        .hasAnyRole(Role.names(SUPERVISOR, ADMINISTRATOR))
                                        .requestMatchers("/console/catalogue/*/draft")
                                        .hasAnyRole(Role.names(SUPERVISOR, ADMINISTRATOR))
                                        .requestMatchers(HttpMethod.POST, "/console/catalogue/**")
                                        .hasAnyRole(Role.names(SUPERVISOR, ADMINISTRATOR))
                                        .requestMatchers(HttpMethod.POST, "/console/overview/**")
                                        .hasAnyRole(Role.names(SUPERVISOR, ADMINISTRATOR))
                                        .requestMatchers(HttpMethod.GET, "/console/**")
                                        .hasAnyRole(readers())
                                        .requestMatchers(HttpMethod.GET, "/console")
                                        .hasAnyRole(readers())
                                        .requestMatchers(HttpMethod.POST, "/console/**")
                                        .hasAnyRole(actors())
                                        .anyRequest()
                                        .denyAll())
                .formLogin(
                        form ->
                                form.loginPage(LOGIN)
                                        .defaultSuccessUrl("/console")
                                        .failureUrl(LOGIN + "?failed"))
                .logout(end -> end.logoutUrl("/console/logout").logoutSuccessHandler(logout))
                .sessionManagement(
                        sessions ->
                                sessions.maximumSessions(SESSIONS_OF_ONE_USER)
                                        .sessionRegistry(consoleSessions)
                                        .expiredUrl(LOGIN + "?elsewhere"))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(
                        faults ->
                                faults.authenticationEntryPoint(entryPoint())
                                        .accessDeniedPage("/console/denied"))
                .headers(headers -> strict(headers, oidc))
                .addFilterBefore(new SameSiteFilter(), HeaderWriterFilter.class)
                .build();
    }

    @Bean
    SessionRegistry consoleSessions() {
        return new SessionRegistryImpl();
    }

    /** Ends of sessions are told to what counts them. */
    @Bean
    HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    private static LogoutSuccessHandler loggedOut() {
        var handler = new SimpleUrlLogoutSuccessHandler();
        handler.setDefaultTargetUrl(LOGGED_OUT);
        return handler;
    }

    private static void strict(HeadersConfigurer<HttpSecurity> headers, OidcProperties oidc) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(content(oidc)))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(
                        policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        policy ->
                                policy.policy(
                                        "camera=(), geolocation=(), microphone=(), payment=()"));
    }

    /**
     * Nothing from outside, nothing inline; a page in another site's frame there is none. The form
     * that logs out may lead on to where somebody logged in.
     */
    private static String content(OidcProperties oidc) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; form-action 'self'"
                + (oidc.isOn() ? " " + oidc.origin() : "")
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /** Nobody wants to come back to a part of a page. */
    private static HttpSessionRequestCache pagesOnly() {
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(new NegatedRequestMatcher(ConsoleAccess::isPart));
        cache.setMatchingRequestParameterName(null);
        return cache;
    }

    /** A part of a page is not replaced by the login: the whole page goes there. */
    private static AuthenticationEntryPoint entryPoint() {
        var toLogin = new LoginUrlAuthenticationEntryPoint(LOGIN);
        return (request, response, fault) -> {
            if (isPart(request)) {
                response.setHeader("HX-Redirect", LOGIN);
                response.setStatus(401);
            } else {
                toLogin.commence(request, response, fault);
            }
        };
    }

    private static boolean isPart(HttpServletRequest request) {
        return request.getHeader(FRAGMENT) != null
                || MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static String[] readers() {
        return Role.names(SUPPORT, SUPERVISOR, AUDITOR, ADMINISTRATOR);
    }

    private static String[] actors() {
        return Role.names(SUPPORT, SUPERVISOR, ADMINISTRATOR);
    }
}
