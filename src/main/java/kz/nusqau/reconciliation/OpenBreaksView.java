package kz.nusqau.reconciliation;

import java.time.LocalDate;

/**
 * Open breaks that are alike, or booked ones.
 *
 * @param state open, or booked: what is in suspense
 * @param amount sum of the differences in minor units, or of what is in suspense, whatever their
 *     direction
 * @param oldestDay of the file that the oldest was found in
 */
public record OpenBreaksView(
        String counterparty,
        String kind,
        String state,
        String currency,
        long open,
        long amount,
        LocalDate oldestDay,
        Ages ages) {

    boolean isBooked() {
        return state.equals("booked");
    }

    /** How many are how old, in days since their file's. */
    public record Ages(long upTo1, long upTo7, long upTo30, long older) {}
}
