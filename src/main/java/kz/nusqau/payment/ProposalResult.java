package kz.nusqau.payment;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;

/** What became of a proposal. */
public sealed interface ProposalResult {

    InstructionId id();

    /**
     * A challenge is open; the caller sends its prompt in the same transaction.
     *
     * @param code six digits that the prompt starts with; empty where a plain yes is enough
     * @param system id of the e-money system or bank that was chosen (R-INS-3)
     * @param bank what a bank is to move from one of the payer's accounts, where one is
     * @param later the operational day of the bank to which the order would belong, when that isn't
     *     today (R-INS-7)
     * @param lifetime of the challenge
     * @param promptMessage id that the prompt must have
     */
    record Offered(
            InstructionId id,
            Optional<String> code,
            Money amount,
            Money fee,
            String system,
            Optional<AtBank> bank,
            Optional<LocalDate> later,
            Duration lifetime,
            UUID promptMessage)
            implements ProposalResult {

        @Override
        public String toString() {
            return "Offered[%s %s, fee %s]".formatted(id, amount, fee);
        }
    }

    /** Nothing was started. */
    record Refused(InstructionId id, RefusalReason reason, Particulars particulars)
            implements ProposalResult {}
}
