package kz.nusqau.platform.broker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kz.nusqau.platform.StartRefused;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
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
        @NotNull Path keyStore,
        @NotBlank String keyStorePassword,
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

    /** Fails with the key at fault, where Artemis would say that it can't start. */
    void verify() {
        verify("key-store", keyStore, keyStorePassword);
        if (trustStore != null) {
            verify("trust-store", trustStore, trustStorePassword);
        }
    }

    private static void verify(String key, Path file, String password) {
        try (var in = Files.newInputStream(file)) {
            KeyStore.getInstance("PKCS12").load(in, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "nusqau.broker.tls.%s=%s can't be read: %s".formatted(key, file, e),
                    "It must be PKCS 12, and nusqau.broker.tls.%s-password its password."
                            .formatted(key),
                    e);
        }
    }

    /** The same for an acceptor of Artemis. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, address);
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        parameters.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.2,TLSv1.3");
        parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
        parameters.put(
                TransportConstants.KEYSTORE_PATH_PROP_NAME, keyStore.toAbsolutePath().toString());
        parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, keyStorePassword);
        if (trustStore != null) {
            parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
            parameters.put(
                    TransportConstants.TRUSTSTORE_PATH_PROP_NAME,
                    trustStore.toAbsolutePath().toString());
            parameters.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, trustStorePassword);
        }
        switch (clientCertificates) {
            case NONE -> {}
            case WANTED -> parameters.put(TransportConstants.WANT_CLIENT_AUTH_PROP_NAME, true);
            case REQUIRED -> parameters.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
        }
        return parameters;
    }

    @Override
    public String toString() {
        return "TLS on " + address + ":" + port;
    }
}
