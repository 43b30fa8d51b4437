package kz.nusqau.simulator.smsc;

import java.util.Set;
import java.util.stream.Collectors;
import kz.nusqau.simulator.smsc.pdu.Address;

/**
 * A customer of the SMSC.
 *
 * @param addresses the short codes and long numbers, with a plus or without, whose messages its
 *     sessions get; empty means all
 */
public record Account(String systemId, String password, Set<String> addresses, int maxSessions) {

    /** Enough for any test; a real contract allows fewer. */
    public static final int DEFAULT_MAX_SESSIONS = 64;

    public Account {
        addresses =
                addresses.stream()
                        .map(each -> Address.of(each).digits())
                        .collect(Collectors.toUnmodifiableSet());
    }

    public static Account of(String systemId, String password, String... addresses) {
        return new Account(systemId, password, Set.of(addresses), DEFAULT_MAX_SESSIONS);
    }

    public Account withMaxSessions(int most) {
        return new Account(systemId, password, addresses, most);
    }

    @Override
    public String toString() {
        return "Account[" + systemId + "]";
    }
}
