package kz.nusqau.counterparty;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import kz.nusqau.shared.Msisdn;

/**
 * Brands as billing told them within the last minutes: for the words of replies. Nothing else is
 * kept of the facts, so that no decision about money can rest on what was true some time ago.
 */
final class RecentBrands {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final int room;
    private final LongSupplier nanoTime;
    private volatile Map<Msisdn, Told> newer = new ConcurrentHashMap<>();
    private volatile Map<Msisdn, Told> older = Map.of();

    private record Told(Brand brand, long at) {}

    /**
     * @param room so many are kept at least, and twice as many at most
     */
    RecentBrands(int room, LongSupplier nanoTime) {
        this.room = room;
        this.nanoTime = nanoTime;
    }

    void keep(Msisdn msisdn, Brand brand) {
        if (newer.size() >= room) {
            forgetOlder();
        }
        newer.put(msisdn, new Told(brand, nanoTime.getAsLong()));
    }

    private synchronized void forgetOlder() {
        if (newer.size() >= room) {
            older = newer;
            newer = new ConcurrentHashMap<>();
        }
    }

    Optional<Brand> find(Msisdn msisdn) {
        return Optional.ofNullable(newer.get(msisdn))
                .or(() -> Optional.ofNullable(older.get(msisdn)))
                .filter(told -> nanoTime.getAsLong() - told.at < KEPT.toNanos())
                .map(Told::brand);
    }
}
