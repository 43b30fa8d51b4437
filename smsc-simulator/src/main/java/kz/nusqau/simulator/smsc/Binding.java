package kz.nusqau.simulator.smsc;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Who a session is, what it may do, and for which short codes it receives. */
final class Binding {

    /** Destinations whose match is remembered; there are few short codes. */
    private static final int MAX_REMEMBERED = 1_000;

    private final Account account;
    private final BindType type;
    private final Pattern addressRange;
    private final boolean getsTexts;
    private final Map<String, Boolean> remembered = new HashMap<>();

    /**
     * @param addressRange a regular expression, as SMPP has it; empty receives everything
     */
    Binding(Account account, BindType type, String addressRange, boolean getsTexts) {
        this.account = account;
        this.type = type;
        this.addressRange = Pattern.compile(addressRange);
        this.getsTexts = getsTexts;
    }

    Account account() {
        return account;
    }

    BindType type() {
        return type;
    }

    boolean serves(Lane lane) {
        return switch (lane) {
            case Lane.ToAccount(String systemId) -> account.systemId().equals(systemId);
            case Lane.ToAddress(String digits) -> getsTexts && serves(digits);
        };
    }

    private boolean serves(String digits) {
        var known = remembered.get(digits);
        if (known != null) {
            return known;
        }
        boolean serves =
                (account.addresses().isEmpty() || account.addresses().contains(digits))
                        && (addressRange.pattern().isEmpty()
                                || addressRange.matcher(digits).matches());
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.put(digits, serves);
        }
        return serves;
    }
}
