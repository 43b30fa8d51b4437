package kz.nusqau.platform.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;

/** Who may connect to the embedded broker, with what is a valid password at that moment. */
final class BrokerUsers extends SecurityConfiguration {

    private record User(Supplier<List<String>> passwords, String role) {}

    private final Map<String, User> byName = new HashMap<>();

    void admit(String name, Supplier<List<String>> passwords, String role) {
        byName.put(name, new User(passwords, role));
    }

    /** Passwords may be written as hashes, {@code ENC(…)}, as Artemis makes them. */
    boolean admits(String name, char[] password) {
        User user = byName.get(name);
        return user != null
                && user.passwords().get().stream().anyMatch(valid -> isSame(password, valid));
    }

    private static boolean isSame(char[] given, String valid) {
        try {
            return PasswordMaskingUtil.getHashProcessor(valid).compare(given, valid);
        } catch (Exception e) {
            throw new IllegalStateException("a password that can't be compared", e);
        }
    }

    Optional<String> role(String name) {
        return Optional.ofNullable(byName.get(name)).map(User::role);
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return new AppConfigurationEntry[] {
            new AppConfigurationEntry(
                    PasswordLogin.class.getName(),
                    LoginModuleControlFlag.REQUIRED,
                    Map.of(PasswordLogin.USERS, this))
        };
    }
}
