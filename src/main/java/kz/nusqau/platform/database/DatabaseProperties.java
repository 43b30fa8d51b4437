package kz.nusqau.platform.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where the hub keeps its state.
 *
 * @param url JDBC address of a PostgreSQL server; empty starts the embedded one
 * @param user of the external server
 * @param password of the external server
 * @param poolSize connections of this node: one writer per group commit, the workers, a few readers
 * @param port of the embedded server on the loopback address; 0 takes a free one
 * @param buffers memory in which the embedded server keeps pages; by default a quarter of the
 *     machine's
 * @param programs where the embedded server is unpacked; by default below the data directory
 */
@Validated
@ConfigurationProperties("nusqau.database")
record DatabaseProperties(
        @DefaultValue("")
                @Pattern(
                        regexp = "|jdbc:postgresql:.+",
                        message = "must be empty or like jdbc:postgresql://host:5432/nusqau")
                String url,
        @DefaultValue("nusqau") String user,
        @DefaultValue("") String password,
        @DefaultValue("12") @Min(4) @Max(200) int poolSize,
        @DefaultValue("0") @Min(0) @Max(65_535) int port,
        @Nullable DataSize buffers,
        @Nullable Path programs) {

    boolean isEmbedded() {
        return url.isBlank();
    }

    @Override
    public String toString() {
        return isEmbedded() ? "embedded PostgreSQL" : url;
    }
}
