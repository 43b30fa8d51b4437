package kz.nusqau.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.platform.WorkWindow;
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
     * How a sending stands.
     *
     * @param refused the first of the recipients that this request named in vain
     */
    record OfSending(SendingView sending, List<RefusedPlace> refused) implements Answer {

        public OfSending {
            refused = List.copyOf(refused);
        }
    }

    /** A recipient who gets no text. */
    record RefusedPlace(int place, RecipientRefusal reason) {}

    /**
     * What became of some recipients of a sending.
     *
     * @param next from where to go on; empty where there are no more
     */
    record OfOutcomes(SendingView sending, List<SendingStore.Outcome> outcomes, OptionalInt next)
            implements Answer {

        public OfOutcomes {
            outcomes = List.copyOf(outcomes);
        }
    }

    record OfReport(DayReport report) implements Answer {}

    /** What came of a payment's code that its payer typed in. */
    record OfPaymentCode(
            InstructionId payment, OfCode.Standing standing, Optional<Integer> attemptsLeft)
            implements Answer {}

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

        static Failed later(WorkWindow work) {
            return new Failed(Fault.later(work));
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
