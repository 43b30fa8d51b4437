package kz.nusqau.counterparty.bank;

import java.util.Map;
import java.util.Set;
import kz.nusqau.shared.RefusalReason;

/** The reason codes of ISO 20022 in our words. */
final class BankReasons {

    private static final Map<String, RefusalReason> BY_CODE =
            Map.ofEntries(
                    Map.entry("AC01", RefusalReason.PAYEE_ACCOUNT_WRONG),
                    Map.entry("AC04", RefusalReason.PAYEE_ACCOUNT_CLOSED),
                    Map.entry("AC06", RefusalReason.RESTRICTED_ACCOUNT),
                    Map.entry("AG01", RefusalReason.BANK_FORBIDS),
                    Map.entry("AM03", RefusalReason.CURRENCY_MISMATCH),
                    Map.entry("AM04", RefusalReason.INSUFFICIENT_ACCOUNT_FUNDS),
                    Map.entry("AM05", RefusalReason.DUPLICATE_ORDER),
                    Map.entry("AM09", RefusalReason.WRONG_AMOUNT),
                    Map.entry("AM14", RefusalReason.BANK_LIMIT),
                    Map.entry("BE01", RefusalReason.PAYEE_MISMATCH),
                    Map.entry("BE04", RefusalReason.PAYEE_DATA_MISSING),
                    Map.entry("DUPL", RefusalReason.DUPLICATE_ORDER),
                    Map.entry("FF01", RefusalReason.BANK_REFUSED),
                    Map.entry("MS03", RefusalReason.BANK_REFUSED),
                    // Ours: the agreed rate is no longer the bank's, or never was.
                    Map.entry("RATE", RefusalReason.RATE_CHANGED),
                    Map.entry("RR04", RefusalReason.BANK_REGULATION),
                    Map.entry("TECH", RefusalReason.SERVICE_UNAVAILABLE));

    /** The bank has an order under this id: ask what became of it (I-3). */
    private static final Set<String> DUPLICATES = Set.of("AM05", "DUPL");

    /** The bank failed on the way: its books say what came of it. */
    private static final Set<String> TECHNICAL = Set.of("TECH");

    private BankReasons() {}

    static RefusalReason reason(String code) {
        return BY_CODE.getOrDefault(code, RefusalReason.BANK_REFUSED);
    }

    static boolean isDuplicate(String code) {
        return DUPLICATES.contains(code);
    }

    /** An answer with this reason says nothing; only an inquiry may take it for final. */
    static boolean demandsInquiry(String code) {
        return isDuplicate(code) || TECHNICAL.contains(code);
    }

    /** The message was wrong: a fault of ours. */
    static boolean isOurFault(String code) {
        return code.equals("FF01");
    }
}
