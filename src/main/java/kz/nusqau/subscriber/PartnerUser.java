package kz.nusqau.subscriber;

import kz.nusqau.shared.SubscriberId;

/**
 * Somebody who acts for a partner.
 *
 * @param subscriber whose number is registered for it
 * @param mayBeTold of operations, by the word of a user with full access
 * @param notifications which of them the user wants
 */
public record PartnerUser(
        PartnerUserId id,
        String partner,
        SubscriberId subscriber,
        AccessLevel level,
        boolean mayBeTold,
        Notifications notifications,
        boolean blocked) {

    /** How somebody is told of operations (R-INFO-4). */
    public enum Notifications {
        /** Of each, right after it. */
        ON,
        OFF,
        /** One total of the day. */
        DAILY
    }

    public PaymentRight paymentRight() {
        if (blocked) {
            return PaymentRight.NONE;
        }
        return switch (level) {
            case FULL, CONFIRM -> PaymentRight.CONFIRM;
            case CREATE -> PaymentRight.CREATE;
        };
    }

    boolean isInCharge() {
        return level.decidesForOthers() && !blocked;
    }
}
