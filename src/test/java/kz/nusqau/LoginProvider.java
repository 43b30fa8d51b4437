package kz.nusqau;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An OpenID Connect provider that isn't ours: Spring's, in this JVM. It believes whoever says who
 * they are, and does all else as it should, unless a {@link Flaw} is switched on. Hubs under test
 * know where it is; most of the time it isn't there.
 */
public final class LoginProvider implements AutoCloseable {

    public static final String NAME = "Qyzmet";
    public static final String SECRET = "s-" + UUID.randomUUID();

    private static final String CLIENT = "nusqau-console";
    private static final String PERSON = "Person";
    private static final String URL = "http://127.0.0.1:" + FreePort.next();

    /** What may be wrong with a token. */
    public enum Flaw {
        NONE,
        ISSUER,
        AUDIENCE,
        EXPIRED,
        NONCE,
        /** Signed by another's key that has the name of the provider's. */
        SIGNATURE
    }

    private final AnnotationConfigServletWebServerApplicationContext server =
            new AnnotationConfigServletWebServerApplicationContext();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, List<String>> roles = new ConcurrentHashMap<>();
    private final String redirect;
    private final String afterLogout;
    private final RSAKey key;
    private final RSAKey another;
    private volatile Flaw flaw = Flaw.NONE;
    private volatile @Nullable String atBrowser;

    private LoginProvider(String hub) {
        redirect = hub + "/console/login/from/oidc";
        afterLogout = hub + "/console/login?out";
        String id = UUID.randomUUID().toString();
        try {
            key = new RSAKeyGenerator(2048).keyID(id).generate();
            another = new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a hub has to know of it, which need not run for that. */
    public static Map<String, Object> settings() {
        return Map.of(
                "nusqau.console.oidc.issuer",
                URL,
                "nusqau.console.oidc.client-id",
                CLIENT,
                "nusqau.console.oidc.client-secret",
                SECRET,
                "nusqau.console.oidc.name",
                NAME,
                "nusqau.console.oidc.roles-claim",
                "realm_access.roles",
                "nusqau.console.oidc.roles.support",
                "hub-support",
                "nusqau.console.oidc.roles.supervisor",
                "hub-supervisor,hub-shift-lead",
                "nusqau.console.oidc.roles.auditor",
                "hub-auditor");
    }

    public static String url() {
        return URL;
    }

    /** Starts it for this hub, with new keys each time. */
    public static LoginProvider start(HubUnderTest hub) {
        var provider = new LoginProvider(hub.url());
        // It closes the server, and not the other way round.
        provider.server.registerBean(
                LoginProvider.class, () -> provider, bean -> bean.setDestroyMethodName(""));
        provider.server.register(Server.class);
        provider.server.refresh();
        return provider;
    }

    /** Somebody whom it knows, with what it calls their roles. */
    public void knows(String person, String... theirRoles) {
        roles.put(person, List.of(theirRoles));
    }

    /** Who sits at a browser that doesn't say it. */
    public void sees(String person) {
        atBrowser = person;
    }

    public void has(Flaw wanted) {
        flaw = wanted;
    }

    /** Opens an address as somebody who is logged in there; returns where that leads. */
    public String open(String address, String person) {
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .header(PERSON, person)
                        .timeout(Duration.ofSeconds(30))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }

    private void write(JwtEncodingContext token) {
        if (!token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
            return;
        }
        String person = token.getPrincipal().getName();
        var claims =
                token.getClaims()
                        .claim("preferred_username", person)
                        .claim(
                                "realm_access",
                                Map.of("roles", roles.getOrDefault(person, List.of())));
        Instant now = Instant.now();
        switch (flaw) {
            case NONE, SIGNATURE -> {}
            case ISSUER -> claims.issuer("https://login.example");
            case AUDIENCE -> claims.audience(List.of("another-client"));
            case EXPIRED ->
                    claims.issuedAt(now.minus(Duration.ofHours(2)))
                            .expiresAt(now.minus(Duration.ofHours(1)));
            case NONCE -> claims.claim("nonce", "another");
        }
    }

    /** No configuration by its annotation, or the hub would find it. */
    @EnableWebSecurity
    static class Server {

        @Bean
        TomcatServletWebServerFactory tomcat() {
            var tomcat = new TomcatServletWebServerFactory(URI.create(URL).getPort());
            tomcat.setAddress(InetAddress.getLoopbackAddress());
            // Filters are asked only where there is a servlet behind them.
            tomcat.setRegisterDefaultServlet(true);
            return tomcat;
        }

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http, LoginProvider provider) throws Exception {
            return http.with(
                            OAuth2AuthorizationServerConfigurer.authorizationServer(),
                            server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .addFilterAfter(new Believing(provider), SecurityContextHolderFilter.class)
                    .build();
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().issuer(URL).build();
        }

        @Bean
        RegisteredClientRepository clients(LoginProvider provider) {
            return new InMemoryRegisteredClientRepository(
                    RegisteredClient.withId(CLIENT)
                            .clientId(CLIENT)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(
                                    ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri(provider.redirect)
                            .postLogoutRedirectUri(provider.afterLogout)
                            .scope("openid")
                            .scope("profile")
                            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                            .build());
        }

        @Bean
        JWKSource<SecurityContext> keys(LoginProvider provider) {
            return new ImmutableJWKSet<>(new JWKSet(provider.key));
        }

        @Bean
        JwtDecoder accessTokens(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        JwtEncoder signatures(LoginProvider provider, JWKSource<SecurityContext> keys) {
            var right = new NimbusJwtEncoder(keys);
            var forged = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(provider.another)));
            return token ->
                    provider.flaw == Flaw.SIGNATURE ? forged.encode(token) : right.encode(token);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> tokens(LoginProvider provider) {
            return provider::write;
        }
    }

    /** In place of a page that asks for a password. */
    private static final class Believing extends OncePerRequestFilter {

        private static final Set<String> PAGES = Set.of("/oauth2/authorize", "/connect/logout");

        private final LoginProvider provider;

        Believing(LoginProvider provider) {
            this.provider = provider;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String said = request.getHeader(PERSON);
            String person = said == null ? provider.atBrowser : said;
            if (person != null && PAGES.contains(request.getRequestURI())) {
                SecurityContextHolder.setContext(
                        new SecurityContextImpl(
                                UsernamePasswordAuthenticationToken.authenticated(
                                        person, null, List.of())));
            }
            chain.doFilter(request, response);
        }
    }
}
