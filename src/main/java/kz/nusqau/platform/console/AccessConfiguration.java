package kz.nusqau.platform.console;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.console.ConsoleProperties.ConsoleUser;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** HTTP Basic for programs and people alike; a request says who asks each time. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService users(
            ConsoleProperties properties, DataDirectory data, PasswordEncoder encoder) {
        List<ConsoleUser> users = properties.users().isEmpty() ? made(data) : properties.users();
        return new ConsoleUsers(users, encoder);
    }

    /** They say who they are by their signature, whatever else comes with them. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain callbackAccess() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/callbacks/**"), List.of());
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers("/actuator/health", "/actuator/health/*")
                                        .permitAll()
                                        // Where the links in partners' faults lead.
                                        .requestMatchers(HttpMethod.GET, "/partners.html")
                                        .permitAll()
                                        .requestMatchers("/actuator/**")
                                        .hasAnyRole(names(Role.OPERATIONS, Role.ADMINISTRATOR))
                                        .requestMatchers(HttpMethod.GET, "/api/**")
                                        .hasAnyRole(
                                                names(
                                                        Role.SUPPORT,
                                                        Role.SUPERVISOR,
                                                        Role.AUDITOR,
                                                        Role.ADMINISTRATOR))
                                        .requestMatchers("/api/**")
                                        .hasAnyRole(
                                                names(
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

    private static String[] names(Role... roles) {
        return Stream.of(roles).map(Role::name).toArray(String[]::new);
    }
}
