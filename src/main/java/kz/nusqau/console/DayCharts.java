package kz.nusqau.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The last day of figures; each is read once a minute at most, when somebody asks. */
@Component
class DayCharts {

    private static final Logger LOG = LoggerFactory.getLogger(DayCharts.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Samples samples;
    private final StoredFigures stored;
    private final Clock clock;
    private final Map<Figure, Drawn> drawn = new ConcurrentHashMap<>();

    DayCharts(Samples samples, StoredFigures stored, Clock clock) {
        this.samples = samples;
        this.stored = stored;
        this.clock = clock;
    }

    private record Drawn(Instant at, DayChart chart) {}

    /**
     * What nobody has asked for in this minute is read again. While the database doesn't answer,
     * they are as they were.
     */
    List<DayChart> of(List<Figure> figures) {
        Instant now = clock.instant();
        drawn.values().removeIf(each -> each.at.isBefore(now.minus(FORGOTTEN_AFTER)));
        return figures.stream().map(figure -> chart(figure, now)).toList();
    }

    private DayChart chart(Figure figure, Instant now) {
        Drawn known = drawn.get(figure);
        if (known != null && minute(known.at).equals(minute(now))) {
            return known.chart;
        }
        if (stored.silentSince() == null) {
            try {
                List<Samples.Point> day = samples.since(now.minus(Samples.KEPT), figure);
                var fresh = new Drawn(now, DayChart.of(figure, now, day));
                drawn.put(figure, fresh);
                return fresh.chart;
            } catch (DataAccessException e) {
                LOG.warn("the day of {} can't be read", figure, e);
            }
        }
        return known == null ? DayChart.of(figure, now, List.of()) : known.chart;
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }
}
