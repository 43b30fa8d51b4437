package kz.nusqau.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which breaks to list; null means any.
 *
 * @param state open, booked or resolved
 * @param assignee empty for those of nobody
 * @param notAfter found in files of this day or an earlier one
 * @param after the break before the first one listed
 */
record Filter(
        @Nullable String counterparty,
        @Nullable String state,
        @Nullable Kind kind,
        @Nullable String assignee,
        @Nullable LocalDate notAfter,
        @Nullable Long after,
        int limit) {}
