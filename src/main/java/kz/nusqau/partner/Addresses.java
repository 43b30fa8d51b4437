package kz.nusqau.partner;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The queues of partners at the broker. */
final class Addresses {

    private static final Pattern REQUESTS =
            Pattern.compile("partner\\.([a-z0-9][a-z0-9-]*)\\.requests");

    private Addresses() {}

    static String requests(String partner) {
        return "partner." + partner + ".requests";
    }

    static String replies(String partner) {
        return "partner." + partner + ".replies";
    }

    static String events(String partner) {
        return "partner." + partner + ".events";
    }

    static Optional<String> partnerOfRequests(@Nullable String address) {
        Matcher matcher = REQUESTS.matcher(address == null ? "" : address);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
