package kz.nusqau.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An end-of-day file that was taken in.
 *
 * @param digest SHA-256 of its bytes, in hexadecimal
 * @param breaks found when it was taken in, however many are open now
 * @param resolved earlier breaks that it explained
 * @param source upload or fetch
 */
public record DayFileView(
        UUID id,
        String counterparty,
        LocalDate day,
        String digest,
        long sizeBytes,
        long lines,
        long matched,
        long breaks,
        long resolved,
        String source,
        String importedBy,
        Instant importedAt) {}
