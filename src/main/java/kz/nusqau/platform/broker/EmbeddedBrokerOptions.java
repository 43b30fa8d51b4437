package kz.nusqau.platform.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where an embedded broker lives and who may use it.
 *
 * @param directory journal, bindings, pages and large messages
 * @param port on the loopback address; 0 takes a free one
 * @param password of the hub's own user
 * @param partners password by partner id
 * @param banks password by bank id
 */
public record EmbeddedBrokerOptions(
        Path directory,
        int port,
        String password,
        Map<String, String> partners,
        Map<String, String> banks) {

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
