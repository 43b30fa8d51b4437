package kz.nusqau.counterparty.emoney;

import java.util.Map;
import kz.nusqau.counterparty.wire.WireError;
import kz.nusqau.shared.RefusalReason;

/** The e-money systems' error codes in our words. */
final class EmoneyRefusals {

    private static final Map<String, RefusalReason> BY_CODE =
            Map.ofEntries(
                    Map.entry("lessThanTransactionMinValue", RefusalReason.EMONEY_LIMIT),
                    Map.entry("greaterThanTransactionMaxValue", RefusalReason.EMONEY_LIMIT),
                    Map.entry("maxBalanceExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("dailyValueLimitExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("dailyVolumeLimitExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("weeklyValueLimitExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("weeklyVolumeLimitExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("monthlyValueLimitExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("monthlyVolumeLimitExceeded", RefusalReason.EMONEY_LIMIT),
                    Map.entry("insufficientFunds", RefusalReason.INSUFFICIENT_WALLET_FUNDS),
                    Map.entry("samePartiesError", RefusalReason.OWN_NUMBER),
                    Map.entry("requestDeclined", RefusalReason.SANCTIONED),
                    Map.entry("amountMismatch", RefusalReason.PROVIDER_REFUSED));

    private static final Map<String, RefusalReason> BY_FIELD =
            Map.of(
                    "account", RefusalReason.INVALID_REQUISITE,
                    "provider", RefusalReason.PROVIDER_REFUSED,
                    "payee", RefusalReason.UNKNOWN_PAYEE,
                    "msisdn", RefusalReason.UNKNOWN_SUBSCRIBER);

    private EmoneyRefusals() {}

    static RefusalReason reason(WireError error) {
        if (error.code().equals("identifierError")) {
            return BY_FIELD.getOrDefault(error.field(), RefusalReason.EMONEY_REFUSED);
        }
        return BY_CODE.getOrDefault(error.code(), RefusalReason.EMONEY_REFUSED);
    }
}
