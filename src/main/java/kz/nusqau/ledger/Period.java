package kz.nusqau.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * The period and page that a reader of the books asks for; without a word, all of today until now.
 *
 * @param until exclusive
 */
record Period(Instant from, Instant until, int limit) {

    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1_000;

    static Period of(
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until,
            @Nullable Integer limit,
            Clock clock) {
        Instant end = until == null ? clock.instant() : until.toInstant();
        Instant begin =
                from == null
                        ? end.atZone(ZONE).truncatedTo(ChronoUnit.DAYS).toInstant()
                        : from.toInstant();
        if (!begin.isBefore(end)) {
            throw refused("from has to be before until");
        }
        int size = limit == null ? PAGE : limit;
        if (size < 1 || size > LONGEST_PAGE) {
            throw refused("limit has to be a number from 1 to " + LONGEST_PAGE);
        }
        return new Period(begin, end, size);
    }

    static InvalidEndpointRequestException refused(String why) {
        return new InvalidEndpointRequestException(why, why);
    }
}
