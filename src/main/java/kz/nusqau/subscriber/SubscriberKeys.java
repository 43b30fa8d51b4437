package kz.nusqau.subscriber;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Unwrapped keys, as many as memory is meant for; the table holds them wrapped. */
@Component
final class SubscriberKeys {

    static final int CACHED = 100_000;

    private final JdbcTemplate jdbc;
    private final Cache<SubscriberId, AesGcmJce> cache =
            Caffeine.newBuilder()
                    .maximumSize(CACHED)
                    // An erased subscriber is forgotten by every node within this time.
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();
    private Function<byte[], AesGcmJce> unwrapping =
            wrapped -> {
                throw new IllegalStateException("no master key yet");
            };

    SubscriberKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void unwrapWith(Function<byte[], AesGcmJce> unwrap) {
        unwrapping = unwrap;
    }

    AesGcmJce of(SubscriberId subscriber) {
        return find(subscriber)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "subscriber " + subscriber + " is erased or unknown"));
    }

    Optional<AesGcmJce> find(SubscriberId subscriber) {
        AesGcmJce known = cache.getIfPresent(subscriber);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<AesGcmJce> loaded = load(subscriber);
        loaded.ifPresent(key -> cache.put(subscriber, key));
        return loaded;
    }

    void remember(SubscriberId subscriber, byte[] wrapped) {
        if (cache.getIfPresent(subscriber) == null) {
            cache.put(subscriber, unwrapping.apply(wrapped));
        }
    }

    void forget(SubscriberId subscriber) {
        cache.invalidate(subscriber);
    }

    private Optional<AesGcmJce> load(SubscriberId subscriber) {
        return jdbc
                .query(
                        "SELECT wrapped_key FROM subscriber.subscriber"
                                + " WHERE id = ? AND wrapped_key IS NOT NULL",
                        (row, n) -> row.getBytes(1),
                        subscriber.value())
                .stream()
                .findFirst()
                .map(unwrapping);
    }
}
