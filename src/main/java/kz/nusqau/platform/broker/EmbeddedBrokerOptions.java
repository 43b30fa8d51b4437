package kz.nusqau.platform.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an embedded broker lives and who may use it.
 *
 * @param directory journal, bindings, pages and large messages
 * @param port on the loopback address; 0 takes a free one
 * @param password of the hub's own user
 * @param partners by partner id, the passwords that are valid at that moment
 * @param banks by bank id, the same
 * @param tls for partners on other machines
 */
public record EmbeddedBrokerOptions(
        Path directory,
        int port,
        String password,
        Map<String, Supplier<List<String>>> partners,
        Map<String, Supplier<List<String>>> banks,
        @Nullable BrokerTls tls) {

    public EmbeddedBrokerOptions {
        directory = directory.toAbsolutePath().normalize();
        partners = Map.copyOf(partners);
        banks = Map.copyOf(banks);
    }

    @Override
    public String toString() {
        return "Artemis in " + directory;
    }
}
