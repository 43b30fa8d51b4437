package kz.nusqau.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the books are sealed.
 *
 * @param sealEvery pause between two looks for what can be sealed
 * @param blockTransactions numbers of transactions that the transfers of a block span, about
 * @param sealKeys a file with one secret a line: the first signs, the others verify what they
 *     signed before; several nodes need the same. Without it the hub makes its own in the data
 *     directory
 */
@Validated
@ConfigurationProperties("nusqau.ledger")
record LedgerProperties(
        @NotNull @DurationMin(millis = 10) @DefaultValue("5s") Duration sealEvery,
        @Min(1) @Max(1_000_000) @DefaultValue("2000") int blockTransactions,
        @Nullable Path sealKeys) {}
