package kz.nusqau.simulator.world;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who is paid.
 *
 * @param fees the e-money systems that serve it, with what each takes from its client for a payment
 * @param halvesOfIndex the demanded amount in halves of the monthly calculation index, 0 = any
 */
public record Provider(
        String code,
        String name,
        Requisite requisite,
        Map<String, Amount> fees,
        int halvesOfIndex) {

    /** Tenge by year; a year that isn't here demands nothing in particular. */
    private static final Map<Integer, Integer> MONTHLY_CALCULATION_INDEX =
            Map.of(2025, 3_932, 2026, 4_325);

    /** The one amount that is accepted on that day, rounded up to whole tenge; empty = any. */
    public Optional<Amount> demanded(LocalDate day) {
        var index = MONTHLY_CALCULATION_INDEX.get(day.getYear());
        if (halvesOfIndex == 0 || index == null) {
            return Optional.empty();
        }
        return Optional.of(Amount.tenge((index * halvesOfIndex + 1) / 2));
    }
}
