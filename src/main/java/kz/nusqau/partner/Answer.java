package kz.nusqau.partner;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.subscriber.PartnerUser;

/** What a request is answered with. */
sealed interface Answer {

    /** How a payment stands. */
    record OfPayment(PartnerPayment payment) implements Answer {}

    /** Refused before there was a payment. */
    record Refused(String provider, RefusalReason reason) implements Answer {}

    /**
     * How a code stands.
     *
     * @param expiresAt of one that may still be verified
     */
    record OfCode(
            UUID code,
            Standing standing,
            Optional<Integer> attemptsLeft,
            Optional<Instant> expiresAt)
            implements Answer {

        /** What came of issuing or verifying it. */
        enum Standing {
            ISSUED,
            VERIFIED,
            WRONG,
            USED_UP,
            EXPIRED
        }
    }

    /**
     * A subscriber is asked whether it may be shown.
     *
     * @param expiresAt when no answer is taken any more
     */
    record OfDisclosure(Disclosure disclosure, Instant expiresAt) implements Answer {}

    /** A user of the partner's. */
    record OfUser(PartnerUser user) implements Answer {}

    record Replayed(int events) implements Answer {}

    /** Nothing was done. */
    record Failed(Fault fault) implements Answer {

        static Failed because(FaultCode code, String explanation) {
            return new Failed(Fault.of(code, explanation));
        }
    }

    /** What the same request was answered before, word by word. */
    record Again(String reply) implements Answer {}

    /** The payment that it tells of. */
    default Optional<InstructionId> instruction() {
        return this instanceof OfPayment(var payment)
                ? Optional.of(payment.id())
                : Optional.empty();
    }
}
