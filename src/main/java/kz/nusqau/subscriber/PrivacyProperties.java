package kz.nusqau.subscriber;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the master keys are.
 *
 * @param keys a file that the operator of the hub made and keeps; without it the hub makes its own
 *     in the data directory, readable by its user alone
 */
@ConfigurationProperties("nusqau.privacy")
record PrivacyProperties(@Nullable Path keys) {}
