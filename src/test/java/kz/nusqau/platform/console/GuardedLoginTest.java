package kz.nusqau.platform.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import kz.nusqau.platform.console.ConsoleProperties.ConsoleUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class GuardedLoginTest {

    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(4);
    private final GuardedLogin login = login();

    private GuardedLogin login() {
        var users =
                new ConsoleUsers(
                        List.of(new ConsoleUser("aida", "right", Set.of(Role.SUPPORT))), encoder);
        var guarded = new GuardedLogin(users, new LoginTries(Clock.systemUTC()));
        guarded.setPasswordEncoder(encoder);
        return guarded;
    }

    @Test
    void letsWhoKnowsThePasswordIn() {
        assertThat(tried("aida", "right").isAuthenticated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aida", "nobody"})
    void listensToNoPasswordAfterTooManyWrongOnesWhetherTheNameExistsOrNot(String name) {
        for (int time = 0; time < LoginTries.FROM_ONE_PLACE; time++) {
            assertThatThrownBy(() -> tried(name, "wrong"))
                    .isInstanceOf(BadCredentialsException.class);
        }

        assertThatThrownBy(() -> tried(name, "right")).isInstanceOf(LockedException.class);
    }

    private Authentication tried(String name, String password) {
        return login.authenticate(
                UsernamePasswordAuthenticationToken.unauthenticated(name, password));
    }
}
