package kz.nusqau.partner;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
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
     * @param language that the partner thinks the subscriber speaks
     */
    record Create(
            Msisdn subscriber, Provider provider, Instruction.Pay pay, Optional<Language> language)
            implements Wish {}

    record Get(Named payment) implements Wish {}

    record Cancel(Named payment) implements Wish {}

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

    /** About somebody who acts for the partner. */
    sealed interface OfUser extends Wish {}

    /** A user who is signed in with a code that was verified. */
    record By(PartnerUserId user, UUID code) {}

    record CreateUser(Msisdn subscriber, AccessLevel level, Optional<By> by) implements OfUser {}

    record GetUser(PartnerUserId user) implements OfUser {}

    record ActOnUser(PartnerUserId user, UserAct act, Optional<By> by) implements OfUser {}

    /** Events by their numbers, both included. */
    record Replay(long from, long to) implements Wish {}

    /** Which payment is meant. */
    sealed interface Named {

        record ById(InstructionId id) implements Named {}

        /** By the request that proposed it. */
        record ByRequest(String requestId) implements Named {}
    }
}
