package kz.nusqau.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a counterparty and the ledger tell differently; "ours" is null where we have nothing,
 * "their" where they have nothing.
 *
 * @param reference key of the command; empty when their line names none
 * @param instruction of that command, null when the reference names none
 * @param repeated a further line of theirs with the same reference
 * @param line in their file
 * @param theirMoved what their line did to the settlement account, negative when money left it;
 *     null when their file does not tell
 * @param booked what was booked there against suspense and not taken back, counted likewise
 * @param ageDays since the day of the file
 */
public record BreakView(
        long id,
        String counterparty,
        LocalDate day,
        String kind,
        String state,
        String reference,
        @Nullable UUID instruction,
        boolean repeated,
        @Nullable Integer line,
        @Nullable String theirReference,
        String currency,
        @Nullable Long ourAmount,
        @Nullable Long theirAmount,
        @Nullable Long theirMoved,
        @Nullable String ourState,
        @Nullable String theirState,
        @Nullable Instant ourTime,
        @Nullable Instant theirTime,
        @Nullable String assignee,
        @Nullable Long booked,
        @Nullable String bookedBy,
        @Nullable Instant bookedAt,
        long ageDays,
        Instant foundAt,
        @Nullable Instant resolvedAt) {}
