package kz.nusqau.counterparty.emoney;

import java.util.Map;

/** Our providers name their requisites; the e-money system knows one, the account. */
final class Requisites {

    private Requisites() {}

    /** The only requisite, or the one called {@code account} among several. */
    static String account(Map<String, String> requisites) {
        if (requisites.size() == 1) {
            return requisites.values().iterator().next();
        }
        String account = requisites.get("account");
        if (account == null) {
            throw new IllegalArgumentException(
                    "several requisites and none is the account: " + requisites.keySet());
        }
        return account;
    }
}
