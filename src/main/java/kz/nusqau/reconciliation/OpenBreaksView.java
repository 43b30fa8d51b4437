package kz.nusqau.reconciliation;

import java.time.LocalDate;

/**
 * Open breaks that are alike.
 *
 * @param amount sum of the differences in minor units, whatever their direction
 * @param oldestDay of the file that the oldest was found in
 */
public record OpenBreaksView(
        String counterparty,
        String kind,
        String currency,
        long open,
        long amount,
        LocalDate oldestDay,
        Ages ages) {

    /** How many are how old, in days since their file's. */
    public record Ages(long upTo1, long upTo7, long upTo30, long older) {}
}
