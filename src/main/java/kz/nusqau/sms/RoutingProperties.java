package kz.nusqau.sms;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which operator serves a number. Its first digits don't tell: numbers are ported.
 *
 * @param portedNumbers file of {@code number link} lines, as the portability registry is exported;
 *     read again when it changes
 * @param otherwise link of numbers that the file doesn't name; none when empty
 * @param lookEvery how often the file is looked at
 */
@ConfigurationProperties("nusqau.routing")
record RoutingProperties(
        @Nullable Path portedNumbers,
        @Nullable String otherwise,
        @DefaultValue("1m") Duration lookEvery) {}
