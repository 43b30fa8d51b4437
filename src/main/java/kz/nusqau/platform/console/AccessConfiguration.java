package kz.nusqau.platform.console;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.LoginElsewhere;
import kz.nusqau.platform.console.ConsoleProperties.ConsoleUser;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The interfaces: HTTP Basic for programs and people alike; a request says who asks each time. The
 * console's pages have rules of their own: {@link ConsoleAccess}.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    ConsoleUsers users(ConsoleProperties properties, DataDirectory data, PasswordEncoder encoder) {
        List<ConsoleUser> users = properties.users().isEmpty() ? made(data) : properties.users();
        return new ConsoleUsers(users, encoder);
    }

    /** One for pages and interfaces: wrong passwords count wherever they are tried. */
    @Bean
    AuthenticationManager guardedLogins(
            ConsoleUsers users,
            PasswordEncoder encoder,
            Clock clock,
            AuthenticationEventPublisher events) {
        var login = new GuardedLogin(users, new LoginTries(clock));
        login.setPasswordEncoder(encoder);
        var manager = new ProviderManager(login);
        manager.setAuthenticationEventPublisher(events);
        return manager;
    }

    /** For the login page. */
    @Bean
    LoginElsewhere loginElsewhere(OidcProperties oidc) {
        return new LoginElsewhere(oidc.isOn() ? oidc.shownName() : "", OidcLogin.BEGIN);
    }

    /** They say who they are by their signature, whatever else comes with them. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain callbackAccess() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/callbacks/**"), List.of());
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http, AuthenticationManager logins) throws Exception {
        return http.authenticationManager(logins)
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers("/actuator/health", "/actuator/health/*")
                                        .permitAll()
                                        // Where the links in partners' faults lead.
                                        .requestMatchers(HttpMethod.GET, "/partners.html")
                                        .permitAll()
                                        .requestMatchers("/actuator/**")
                                        .hasAnyRole(Role.names(Role.OPERATIONS, Role.ADMINISTRATOR))
                                        .requestMatchers(HttpMethod.GET, "/api/**")
                                        .hasAnyRole(
                                                Role.names(
                                                        Role.SUPPORT,
                                                        Role.SUPERVISOR,
                                                        Role.AUDITOR,
                                                        Role.ADMINISTRATOR))
                                        .requestMatchers(
                                                "/api/failed-messages/edits/*/approve",
                                                "/api/failed-messages/edits/*/decline",
                                                "/api/partners/**",
                                                "/api/planned-work/**")
                                        .hasAnyRole(Role.names(Role.SUPERVISOR, Role.ADMINISTRATOR))
                                        .requestMatchers("/api/**")
                                        .hasAnyRole(
                                                Role.names(
                                                        Role.SUPPORT,
                                                        Role.SUPERVISOR,
                                                        Role.ADMINISTRATOR))
                                        .anyRequest()
                                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie to forge with; a browser's remembered password is kept to our pages.
                .csrf(csrf -> csrf.disable())
                .addFilterBefore(new SameSiteFilter(), HeaderWriterFilter.class)
                .build();
    }

    private static List<ConsoleUser> made(DataDirectory data) {
        return Stream.of(Role.values())
                .map(
                        role -> {
                            String name = role.name().toLowerCase(Locale.ROOT);
                            String password = data.secret("console-" + name);
                            return new ConsoleUser(name, password, Set.of(role));
                        })
                .toList();
    }
}
