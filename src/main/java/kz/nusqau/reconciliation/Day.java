package kz.nusqau.reconciliation;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A counterparty's day, from midnight to midnight in Almaty. */
record Day(String counterparty, LocalDate date) {

    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    Instant from() {
        return date.atStartOfDay(ZONE).toInstant();
    }

    /** Exclusive. */
    Instant until() {
        return date.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    Timestamp fromStamp() {
        return Timestamp.from(from());
    }

    Timestamp untilStamp() {
        return Timestamp.from(until());
    }

    @Override
    public String toString() {
        return counterparty + " " + date;
    }
}
