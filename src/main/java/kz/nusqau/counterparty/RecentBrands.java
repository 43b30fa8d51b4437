package kz.nusqau.counterparty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import kz.nusqau.shared.Msisdn;

/**
 * Brands as billing told them within the last minutes: for the words of replies. Nothing else is
 * kept of the facts, so that no decision about money can rest on what was true some time ago.
 */
final class RecentBrands {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Cache<Msisdn, Brand> brands;

    /**
     * Keeps none at first.
     *
     * @param room so many are kept at most
     */
    RecentBrands(int room, Ticker nanoTime) {
        this.brands =
                Caffeine.newBuilder()
                        .maximumSize(room)
                        .expireAfterWrite(KEPT)
                        .ticker(nanoTime)
                        .build();
    }

    void keep(Msisdn msisdn, Brand brand) {
        brands.put(msisdn, brand);
    }

    Optional<Brand> find(Msisdn msisdn) {
        return Optional.ofNullable(brands.getIfPresent(msisdn));
    }

    /** How many are kept, once all that was to be forgotten is. */
    long size() {
        brands.cleanUp();
        return brands.estimatedSize();
    }
}
