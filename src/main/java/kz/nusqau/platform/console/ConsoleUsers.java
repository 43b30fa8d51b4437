package kz.nusqau.platform.console;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.nusqau.platform.console.ConsoleProperties.ConsoleUser;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The configured users; a password is hashed at its first use, as hashing is slow on purpose. */
final class ConsoleUsers implements UserDetailsService {

    private final Map<String, ConsoleUser> users;
    private final PasswordEncoder encoder;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    ConsoleUsers(List<ConsoleUser> users, PasswordEncoder encoder) {
        this.users =
                users.stream().collect(Collectors.toMap(ConsoleUser::name, Function.identity()));
        this.encoder = encoder;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        ConsoleUser user = users.get(name);
        if (user == null) {
            throw new UsernameNotFoundException(name);
        }
        return User.withUsername(name)
                .password(hashes.computeIfAbsent(name, key -> hash(user.password())))
                .roles(user.roles().stream().map(Role::name).toArray(String[]::new))
                .build();
    }

    /** Whether one of them is called so, or nearly. */
    boolean isOneCalled(String name) {
        String uniform = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return users.keySet().stream().anyMatch(uniform::equalsIgnoreCase);
    }

    private String hash(String password) {
        return password.startsWith("{") ? password : encoder.encode(password);
    }
}
