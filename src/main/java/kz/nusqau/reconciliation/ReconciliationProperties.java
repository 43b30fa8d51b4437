package kz.nusqau.reconciliation;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalTime;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How end-of-day files are taken in.
 *
 * @param dateTolerance times may differ by this much even over midnight
 * @param overdueDays a break open for this many days takes the health out of service
 * @param fetchAt when yesterday's files are fetched, in Almaty
 * @param fetching whether they are fetched without being asked for
 * @param unfinishedDays whether a day's file is taken in before the day is over
 */
@Validated
@ConfigurationProperties("nusqau.reconciliation")
record ReconciliationProperties(
        @NotNull @DurationMin(millis = 0) @DefaultValue("1h") Duration dateTolerance,
        @Min(1) @DefaultValue("3") int overdueDays,
        @NotNull @DefaultValue("03:00") LocalTime fetchAt,
        @DefaultValue("true") boolean fetching,
        @DefaultValue("false") boolean unfinishedDays) {}
