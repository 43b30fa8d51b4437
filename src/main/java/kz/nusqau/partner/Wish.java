package kz.nusqau.partner;

import java.util.Optional;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Msisdn;

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

    /** Events by their numbers, both included. */
    record Replay(long from, long to) implements Wish {}

    /** Which payment is meant. */
    sealed interface Named {

        record ById(InstructionId id) implements Named {}

        /** By the request that proposed it. */
        record ByRequest(String requestId) implements Named {}
    }
}
