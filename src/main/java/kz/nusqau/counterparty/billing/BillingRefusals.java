package kz.nusqau.counterparty.billing;

import java.util.Map;
import kz.nusqau.counterparty.wire.WireError;
import kz.nusqau.shared.RefusalReason;

/** Billing's error codes in our words. */
final class BillingRefusals {

    private static final Map<String, RefusalReason> REASONS =
            Map.of(
                    "insufficientFunds", RefusalReason.INSUFFICIENT_FUNDS,
                    "reservationExpired", RefusalReason.RESERVATION_EXPIRED,
                    "subscriberBlocked", RefusalReason.BLOCKED,
                    "subscriberNotFound", RefusalReason.UNKNOWN_SUBSCRIBER);

    private BillingRefusals() {}

    static RefusalReason reason(WireError error) {
        return REASONS.getOrDefault(error.code(), RefusalReason.BILLING_REFUSED);
    }
}
