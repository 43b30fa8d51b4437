package kz.nusqau.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Scope;

/**
 * Something of a subscriber's that a partner wants to be shown.
 *
 * @param id also of the consent that it takes
 * @param requestId of the request for it
 */
record Disclosure(
        InstructionId id, String partner, String requestId, SubscriberId subscriber, Scope scope) {

    /** How far it is, as the partner sees it. */
    enum Status {
        PENDING,
        ANSWERED,
        REFUSED,
        CANCELLED,
        EXPIRED,
        FAILED
    }

    /** Why it fails although the subscriber agreed. */
    enum Failure {
        SERVICE_UNAVAILABLE,
        SUBSCRIBER_NOT_ELIGIBLE
    }

    /**
     * What is shown of one account.
     *
     * @param tail last four digits; empty for the personal account at the operator
     * @param operations the last ones, the newest first, where they were asked for
     */
    record Account(Optional<String> tail, Money available, Optional<List<Entry>> operations) {}

    /** One operation; whom it was with is nobody's to show. */
    record Entry(Instant at, boolean credit, Money amount) {}
}
