package kz.nusqau.subscriber;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.shared.SubscriberId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Unwrapped keys, as many as memory is meant for; the table holds them wrapped. */
@Component
final class SubscriberKeys {

    private static final int CACHED = 100_000;

    private final JdbcTemplate jdbc;
    private final Cache<SubscriberId, AesGcmJce> cache;
    private Function<byte[], AesGcmJce> unwrapping =
            wrapped -> {
                throw new IllegalStateException("no master key yet");
            };

    @Autowired
    SubscriberKeys(JdbcTemplate jdbc) {
        this(jdbc, CACHED);
    }

    /** What is put into the cache when it is full can be gone at once: rely on the table. */
    SubscriberKeys(JdbcTemplate jdbc, int cached) {
        this.jdbc = jdbc;
        this.cache =
                Caffeine.newBuilder()
                        .maximumSize(cached)
                        // An erased subscriber is forgotten by every node within this time.
                        .expireAfterWrite(Duration.ofMinutes(10))
                        .build();
    }

    void unwrapWith(Function<byte[], AesGcmJce> unwrap) {
        unwrapping = unwrap;
    }

    AesGcmJce of(SubscriberId subscriber) {
        return find(subscriber).orElseThrow(() -> missing(subscriber));
    }

    static IllegalStateException missing(SubscriberId subscriber) {
        return new IllegalStateException("subscriber " + subscriber + " is erased or unknown");
    }

    /** Those of all that have one; what isn't known is read at once. */
    Map<SubscriberId, AesGcmJce> of(Collection<SubscriberId> subscribers) {
        Map<SubscriberId, AesGcmJce> found = new HashMap<>();
        Set<UUID> missing = new LinkedHashSet<>();
        for (SubscriberId subscriber : subscribers) {
            AesGcmJce known = cache.getIfPresent(subscriber);
            if (known == null) {
                missing.add(subscriber.value());
            } else {
                found.put(subscriber, known);
            }
        }
        if (!missing.isEmpty()) {
            jdbc.query(
                    "SELECT id, wrapped_key FROM subscriber.subscriber"
                            + " WHERE id = ANY (?) AND wrapped_key IS NOT NULL",
                    row -> {
                        var subscriber = new SubscriberId(row.getObject(1, UUID.class));
                        AesGcmJce key = unwrapping.apply(row.getBytes(2));
                        cache.put(subscriber, key);
                        found.put(subscriber, key);
                    },
                    (Object) missing.toArray(UUID[]::new));
        }
        return found;
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

    /** Returns the key: whoever goes on with it must not count on the cache. */
    AesGcmJce remember(SubscriberId subscriber, byte[] wrapped) {
        AesGcmJce known = cache.getIfPresent(subscriber);
        if (known != null) {
            return known;
        }
        AesGcmJce key = unwrapping.apply(wrapped);
        cache.put(subscriber, key);
        return key;
    }

    void remember(SubscriberId subscriber, AesGcmJce key) {
        cache.put(subscriber, key);
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
