package kz.nusqau.sms;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one number may text: far more than a person does, so that only machines meet the limit.
 *
 * @param texts in that time, parts counted one by one; 0 has no limit
 * @param pause of a number that sent more: it is told once, and then nothing is read from it
 */
@Validated
@ConfigurationProperties("nusqau.fair-use")
record FairUseProperties(
        @DefaultValue("1000") @Min(0) int texts,
        @DefaultValue("1m") Duration within,
        @DefaultValue("10m") Duration pause) {}
