package kz.nusqau.platform.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;

/**
 * Failed tries to log in. After too many the name is closed for a while, whether it exists or not:
 * for the place they came from soon, for all places only after many more, so that nobody keeps
 * others out with a few wrong passwords.
 */
final class LoginTries {

    static final int FROM_ONE_PLACE = 5;
    static final int FROM_ALL_PLACES = 50;
    static final Duration CLOSED_FOR = Duration.ofMinutes(15);

    private static final String ANYWHERE = "*";
    private static final int REMEMBERED = 100_000;

    private final Cache<Place, Integer> failed;

    LoginTries(Clock clock) {
        failed =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .expireAfterWrite(CLOSED_FOR)
                        .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                        .build();
    }

    /** A name, tried from an address, or from all together. */
    private record Place(String name, String address) {}

    boolean isClosed(String name, String address) {
        return count(new Place(name, address)) >= FROM_ONE_PLACE
                || count(new Place(name, ANYWHERE)) >= FROM_ALL_PLACES;
    }

    private int count(Place place) {
        Integer count = failed.getIfPresent(place);
        return count == null ? 0 : count;
    }

    void failed(String name, String address) {
        failed.asMap().merge(new Place(name, address), 1, Integer::sum);
        failed.asMap().merge(new Place(name, ANYWHERE), 1, Integer::sum);
    }

    void succeeded(String name, String address) {
        failed.invalidate(new Place(name, address));
    }
}
