package kz.nusqau.platform.broker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded broker is reached from other machines: with TLS 1.2 or 1.3, never without.
 *
 * @param address on which it listens; 0.0.0.0 is all of the machine's
 * @param port 0 takes a free one
 * @param keyStore PKCS 12, with the broker's key and certificate
 * @param keyStorePassword of that file
 * @param trustStore PKCS 12, with the authorities of partners' certificates
 * @param trustStorePassword of that file
 * @param clientCertificates whether partners show one; its common name is then their id
 */
public record BrokerTls(
        @DefaultValue("127.0.0.1") @NotBlank String address,
        @DefaultValue("61617") @Min(0) @Max(65_535) int port,
        Path keyStore,
        String keyStorePassword,
        @Nullable Path trustStore,
        @DefaultValue("") String trustStorePassword,
        @DefaultValue("none") ClientCertificates clientCertificates) {

    /** How much a partner's certificate is asked for. */
    public enum ClientCertificates {
        NONE,
        WANTED,
        REQUIRED
    }

    public BrokerTls {
        if (clientCertificates != ClientCertificates.NONE && trustStore == null) {
            throw new IllegalArgumentException(
                    "nusqau.broker.tls.trust-store must be set where client-certificates is "
                            + clientCertificates.name().toLowerCase(Locale.ROOT));
        }
    }

    /** The same as Artemis reads it, behind the question mark. */
    String parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("sslEnabled", "true");
        parameters.put("enabledProtocols", "TLSv1.2,TLSv1.3");
        parameters.put("keyStoreType", "PKCS12");
        parameters.put("keyStorePath", keyStore.toAbsolutePath().toString());
        parameters.put("keyStorePassword", keyStorePassword);
        if (trustStore != null) {
            parameters.put("trustStoreType", "PKCS12");
            parameters.put("trustStorePath", trustStore.toAbsolutePath().toString());
            parameters.put("trustStorePassword", trustStorePassword);
        }
        switch (clientCertificates) {
            case NONE -> {}
            case WANTED -> parameters.put("wantClientAuth", "true");
            case REQUIRED -> parameters.put("needClientAuth", "true");
        }
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining(";"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "TLS on " + address + ":" + port;
    }
}
