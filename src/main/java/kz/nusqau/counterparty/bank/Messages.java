package kz.nusqau.counterparty.bank;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The versions of the messages that one bank speaks, by family: {@code camt.052} is {@code
 * camt.052.001.08}.
 */
final class Messages {

    static final String REPORT_REQUEST = "camt.060";
    static final String BALANCE_REPORT = "camt.052";
    static final String STATEMENT = "camt.053";
    static final String NOTICE = "camt.054";
    static final String TRANSFER = "pain.001";
    static final String TRANSFER_STATUS = "pain.002";
    static final String STATUS_REQUEST = "pacs.028";
    static final String OWNER_CHECK = "acmt.023";
    static final String OWNER_REPORT = "acmt.024";
    static final String RECALL = "camt.056";
    static final String RECALL_ANSWER = "camt.029";
    static final String RATES_REQUEST = "camt.016";
    static final String RATES = "camt.017";
    static final String REJECTION = "admi.002";

    /** What most banks speak: the set of 2019. */
    private static final Map<String, String> USUAL =
            Map.ofEntries(
                    Map.entry(REPORT_REQUEST, "camt.060.001.05"),
                    Map.entry(BALANCE_REPORT, "camt.052.001.08"),
                    Map.entry(STATEMENT, "camt.053.001.08"),
                    Map.entry(NOTICE, "camt.054.001.08"),
                    Map.entry(TRANSFER, "pain.001.001.09"),
                    Map.entry(TRANSFER_STATUS, "pain.002.001.10"),
                    Map.entry(STATUS_REQUEST, "pacs.028.001.03"),
                    Map.entry(OWNER_CHECK, "acmt.023.001.02"),
                    Map.entry(OWNER_REPORT, "acmt.024.001.02"),
                    Map.entry(RECALL, "camt.056.001.08"),
                    Map.entry(RECALL_ANSWER, "camt.029.001.09"),
                    Map.entry(RATES_REQUEST, "camt.016.001.04"),
                    Map.entry(RATES, "camt.017.001.04"),
                    Map.entry(REJECTION, "admi.002.001.01"));

    private static final Pattern ID = Pattern.compile("([a-z]{4}\\.\\d{3})\\.\\d{3}\\.\\d{2}");

    private final Map<String, String> byFamily = new TreeMap<>(USUAL);

    /**
     * The usual set with some versions replaced.
     *
     * @throws IllegalArgumentException for an id that is no version of a message we speak
     */
    Messages(Collection<String> replacements) {
        for (String id : replacements) {
            var parts = ID.matcher(id);
            if (!parts.matches() || !USUAL.containsKey(parts.group(1))) {
                throw new IllegalArgumentException(
                        "bank.messages: " + id + " is no version of one of " + USUAL.keySet());
            }
            byFamily.put(parts.group(1), id);
        }
    }

    String id(String family) {
        String id = byFamily.get(family);
        if (id == null) {
            throw new IllegalArgumentException("no message " + family);
        }
        return id;
    }

    /** Where a check names the account: the older versions have no account around the number. */
    String checkedAccount() {
        String id = id(OWNER_CHECK);
        return id.endsWith(".01") || id.endsWith(".02") ? "Acct/IBAN" : "Acct/Id/IBAN";
    }

    Map<String, String> all() {
        return byFamily;
    }
}
