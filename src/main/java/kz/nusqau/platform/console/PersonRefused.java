package kz.nusqau.platform.console;

import java.util.Locale;
import org.springframework.security.core.AuthenticationException;

/** The provider has said who it is, and the console doesn't let them in. */
final class PersonRefused extends AuthenticationException {

    private final String person;
    private final Why why;

    enum Why {
        /** The claim that names people is missing or is no name. */
        NO_NAME,
        /** A user of the hub, who logs in with a password, is called so. */
        NAME_TAKEN,
        NO_ROLE;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    PersonRefused(String person, Why why) {
        super(why.word());
        this.person = person;
        this.why = why;
    }

    String person() {
        return person;
    }

    Why why() {
        return why;
    }
}
