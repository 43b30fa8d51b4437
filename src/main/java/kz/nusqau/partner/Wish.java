package kz.nusqau.partner;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.subscriber.AccessLevel;
import kz.nusqau.subscriber.PartnerUserId;
import kz.nusqau.subscriber.Scope;
import kz.nusqau.subscriber.UserAct;

/** What a request asks for. */
sealed interface Wish {

    /**
     * A payment is to be proposed.
     *
     * @param rules by which it was read; it is judged and told by the same
     * @param language that the partner thinks the subscriber speaks
     * @param by empty for the partner itself
     * @param held the id under which it waited to be approved; empty for one that is new
     */
    record Create(
            Msisdn subscriber,
            Catalogue rules,
            Instruction.Pay pay,
            Optional<Language> language,
            Optional<By> by,
            Optional<InstructionId> held)
            implements Wish {

        Create heldAs(InstructionId id) {
            return new Create(subscriber, rules, pay, language, by, Optional.of(id));
        }

        Provider provider() {
            return rules.providers().get(pay.provider());
        }
    }

    /** What a user created who may not confirm is to be proposed. */
    record Approve(Named payment, By by) implements Wish {}

    record Get(Named payment) implements Wish {}

    record Cancel(Named payment, Optional<By> by) implements Wish {}

    /**
     * A code is to be sent to a subscriber.
     *
     * @param order as the subscriber knows it; empty for one to sign in with
     */
    record Issue(
            Msisdn subscriber,
            Optional<String> order,
            Duration lifetime,
            Optional<Language> language)
            implements Wish {}

    /** A subscriber is to be asked whether the partner may see something. */
    record Disclose(Msisdn subscriber, Scope scope, Optional<Language> language) implements Wish {}

    /** Is that the code that the subscriber got? */
    record Verify(UUID code, String digits) implements Wish {
        @Override
        public String toString() {
            return "Verify[%s]".formatted(code);
        }
    }

    /** Is that the code for the payment, as its payer typed it in? */
    record Confirm(InstructionId payment, String digits) implements Wish {
        @Override
        public String toString() {
            return "Confirm[%s]".formatted(payment);
        }
    }

    /** About somebody who acts for the partner. */
    sealed interface OfUser extends Wish {}

    /** A user who is signed in with a code that was verified. */
    record By(PartnerUserId user, UUID code) {}

    record CreateUser(Msisdn subscriber, AccessLevel level, Optional<By> by) implements OfUser {}

    record GetUser(PartnerUserId user) implements OfUser {}

    record ActOnUser(PartnerUserId user, UserAct act, Optional<By> by) implements OfUser {}

    /** Events by their numbers, both included. */
    record Replay(long from, long to) implements Wish {}

    /**
     * A text is to be sent.
     *
     * @param texts by language, at least one
     * @param more parts with other recipients will follow
     */
    record Send(
            String sender,
            Map<Language, String> texts,
            List<String> recipients,
            Duration validity,
            boolean more)
            implements Wish {

        public Send {
            texts = Map.copyOf(texts);
            recipients = List.copyOf(recipients);
        }

        @Override
        public String toString() {
            return "Send[from %s to %d]".formatted(sender, recipients.size());
        }
    }

    /**
     * More recipients of a sending.
     *
     * @param part its number: the request that opened the sending was part 1
     * @param more other parts will follow
     */
    record Append(Which sending, int part, List<String> recipients, boolean more) implements Wish {

        public Append {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String toString() {
            return "Append[%s, part %d, %d more]".formatted(sending, part, recipients.size());
        }
    }

    /** How far is a sending? */
    record Look(Which sending) implements Wish {}

    /** What became of its recipients, from a place on? */
    record Outcomes(Which sending, int from) implements Wish {}

    /** What the SMSC doesn't have yet is not to be sent. */
    record Recall(Which sending) implements Wish {}

    /**
     * The payments of a day in Almaty.
     *
     * @param after the payment that ended the page before
     */
    record Report(LocalDate day, Optional<InstructionId> after) implements Wish {}

    /** Which sending is meant. */
    sealed interface Which {

        record ById(UUID id) implements Which {}

        /** By the request that opened it. */
        record ByRequest(String requestId) implements Which {}
    }

    /** Which payment is meant. */
    sealed interface Named {

        record ById(InstructionId id) implements Named {}

        /** By the request that proposed it. */
        record ByRequest(String requestId) implements Named {}
    }
}
