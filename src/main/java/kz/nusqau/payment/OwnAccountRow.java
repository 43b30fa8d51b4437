package kz.nusqau.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import kz.nusqau.counterparty.OwnAccount;

/** The subscriber's own account as a payment's row keeps it, sealed. */
final class OwnAccountRow {

    private static final String TAIL = "tail";
    private static final String BANK = "bank";
    private static final String FROM = "from";
    private static final String IBAN = "iban";

    private OwnAccountRow() {}

    static Map<String, String> write(Payee.Own own) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(TAIL, own.tail());
        OwnAccount account = own.found();
        if (account != null) {
            values.put(BANK, account.bank());
            values.put(FROM, account.from());
            values.put(IBAN, account.iban());
        }
        return values;
    }

    static Payee.Own read(Map<String, String> values) {
        String tail = value(values, TAIL);
        return new Payee.Own(
                tail,
                values.containsKey(BANK)
                        ? new OwnAccount(
                                value(values, BANK), value(values, FROM), value(values, IBAN), tail)
                        : null);
    }

    private static String value(Map<String, String> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
