package kz.nusqau.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The calendar that limits and tariffs go by. */
final class AlmatyDay {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private AlmatyDay() {}

    static LocalDate of(Instant instant) {
        return LocalDate.ofInstant(instant, ALMATY);
    }
}
