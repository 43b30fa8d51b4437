package kz.nusqau.platform.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The provider of logins, which may be away, also when the hub starts. What it says of itself is
 * read when somebody wants to log in, so that nobody is sent to where there is nothing. Nobody
 * waits long for it, however many press the button.
 */
final class OidcProvider
        implements ClientRegistrationRepository, JwtDecoderFactory<ClientRegistration> {

    static final String ID = "oidc";

    private static final String METADATA = "/.well-known/openid-configuration";
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(3);

    /** It isn't asked more often, however many log in. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Those who waited for an answer that didn't come don't wait for the next one, too. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final ParameterizedTypeReference<Map<String, Object>> JSON =
            new ParameterizedTypeReference<>() {};

    private final OidcProperties properties;
    private final String redirectUri;
    private final JdkClientHttpRequestFactory connections;
    private final RestTemplate rest;
    private volatile @Nullable Known known;
    private @Nullable Long failedAt;

    /** What it said of itself when, and what reads its tokens with the keys that it has shown. */
    private record Known(
            Map<String, Object> said, ClientRegistration client, JwtDecoder tokens, long at) {

        Known again() {
            return new Known(said, client, tokens, System.nanoTime());
        }

        boolean isFresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }
    }

    OidcProvider(OidcProperties properties, String redirectUri) {
        this.properties = properties;
        this.redirectUri = redirectUri;
        connections =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(TO_CONNECT)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .build());
        connections.setReadTimeout(TO_ANSWER);
        rest = new RestTemplate(connections);
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? known().client() : null;
    }

    @Override
    public JwtDecoder createDecoder(ClientRegistration client) {
        return known().tokens();
    }

    /** It has failed somebody; whoever comes next asks it anew who it is. */
    void forget() {
        known = null;
    }

    /** Where to log out there, if that is known and at the issuer: browsers go nowhere else. */
    @Nullable ClientRegistration forLoggingOut() {
        Known now = known;
        if (now == null) {
            return null;
        }
        Object end =
                now.client()
                        .getProviderDetails()
                        .getConfigurationMetadata()
                        .get("end_session_endpoint");
        return end != null && isAtIssuer(URI.create(end.toString())) ? now.client() : null;
    }

    private boolean isAtIssuer(URI address) {
        return properties.origin().equals(address.getScheme() + "://" + address.getRawAuthority());
    }

    private Known known() {
        Known before = known;
        return before != null && before.isFresh() ? before : asked();
    }

    private synchronized Known asked() {
        Known before = known;
        if (before != null && before.isFresh()) {
            return before;
        }
        Long failed = failedAt;
        if (failed != null && System.nanoTime() - failed < PAUSE.toNanos()) {
            throw new ProviderAway("away a moment ago");
        }
        try {
            Map<String, Object> said = ask();
            Known now = before != null && before.said().equals(said) ? before.again() : made(said);
            known = now;
            failedAt = null;
            return now;
        } catch (RuntimeException e) {
            known = null;
            failedAt = System.nanoTime();
            throw new ProviderAway("no metadata", e);
        }
    }

    private Map<String, Object> ask() {
        URI address = URI.create(properties.issuer().replaceFirst("/$", "") + METADATA);
        var request = RequestEntity.get(address).accept(MediaType.APPLICATION_JSON).build();
        Map<String, Object> said = rest.exchange(request, JSON).getBody();
        if (said == null || !properties.issuer().equals(said.get("issuer"))) {
            throw new IllegalStateException(
                    "it names itself "
                            + (said == null ? "nothing" : said.get("issuer"))
                            + ", other than nusqau.console.oidc.issuer");
        }
        return said;
    }

    private Known made(Map<String, Object> said) {
        Set<String> scopes = new LinkedHashSet<>(List.of(OidcScopes.OPENID));
        scopes.addAll(properties.scopes());
        ClientRegistration client =
                ClientRegistrations.fromOidcConfiguration(said)
                        .registrationId(ID)
                        .clientName(properties.shownName())
                        .clientId(properties.clientId())
                        .clientSecret(properties.clientSecret())
                        .scope(scopes)
                        .redirectUri(redirectUri)
                        .build();
        return new Known(said, client, tokens(client), System.nanoTime());
    }

    /** Issuer, audience, time and signature, by a key that only the provider has. */
    private JwtDecoder tokens(ClientRegistration client) {
        var details = client.getProviderDetails();
        Set<SignatureAlgorithm> offered = new LinkedHashSet<>();
        if (details.getConfigurationMetadata().get("id_token_signing_alg_values_supported")
                instanceof Collection<?> names) {
            for (Object name : names) {
                SignatureAlgorithm algorithm = SignatureAlgorithm.from(String.valueOf(name));
                if (algorithm != null) {
                    offered.add(algorithm);
                }
            }
        }
        var decoder =
                NimbusJwtDecoder.withJwkSetUri(details.getJwkSetUri())
                        .jwsAlgorithms(
                                algorithms ->
                                        algorithms.addAll(
                                                offered.isEmpty()
                                                        ? Set.of(SignatureAlgorithm.RS256)
                                                        : offered))
                        .restOperations(rest)
                        .build();
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
        return decoder;
    }

    /** What gets tokens for a code. */
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
        var codes = new RestClientAuthorizationCodeTokenResponseClient();
        codes.setRestClient(
                RestClient.builder()
                        .requestFactory(connections)
                        .messageConverters(
                                converters -> {
                                    converters.clear();
                                    converters.add(new FormHttpMessageConverter());
                                    converters.add(
                                            new OAuth2AccessTokenResponseHttpMessageConverter());
                                })
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return codes;
    }

    /** What asks for claims that are not in the token. */
    OAuth2UserService<OidcUserRequest, OidcUser> people() {
        var asking = new RestTemplate(connections);
        asking.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var claims = new DefaultOAuth2UserService();
        claims.setRestOperations(asking);
        var people = new OidcUserService();
        people.setOauth2UserService(claims);
        return people;
    }
}
