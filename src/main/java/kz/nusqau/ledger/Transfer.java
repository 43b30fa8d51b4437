package kz.nusqau.ledger;

import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money from one account to another; balanced by construction.
 *
 * @param key unique for ever: {@code instruction/step/generation/phase}
 * @param pendingKey the pending transfer that a post or a void ends; null for the other phases
 * @param debitAccount code in the chart of accounts, {@code providers.alma}
 */
public record Transfer(
        String key,
        Phase phase,
        @Nullable String pendingKey,
        InstructionId instruction,
        String debitAccount,
        String creditAccount,
        Money amount) {

    /** How far a transfer has got. */
    public enum Phase {
        /** Promised: counts as pending until it is posted or voided. */
        PENDING,
        /** Makes a pending transfer real, in full. */
        POST,
        /** Takes a pending transfer back, in full. */
        VOID,
        /** Real at once. */
        DIRECT
    }

    public Transfer {
        boolean ends = phase == Phase.POST || phase == Phase.VOID;
        if (ends != (pendingKey != null)) {
            throw new IllegalArgumentException(phase + " of pending " + pendingKey);
        }
        if (amount.isZero() || debitAccount.equals(creditAccount)) {
            throw new IllegalArgumentException(
                    "moves nothing: %s from %s".formatted(amount, debitAccount));
        }
    }
}
