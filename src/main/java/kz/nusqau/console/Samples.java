package kz.nusqau.console;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The figures of a day, one a minute. */
@Component
class Samples {

    static final Duration KEPT = Duration.ofHours(24);

    /** So many figures one node writes at a time; a site with more binds and queues sees less. */
    static final int MOST = 500;

    private static final int AT_ONCE = 5_000;

    private final JdbcTemplate jdbc;

    Samples(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A figure at a minute, of all nodes. */
    record Point(Instant at, double value) {}

    void keep(Instant minute, UUID node, Map<Figure, Double> values) {
        List<Map.Entry<Figure, Double>> kept = values.entrySet().stream().limit(MOST).toList();
        jdbc.update(
                """
                INSERT INTO console.sample (measure, of_what, at, node, value)
                SELECT measure, of_what, ?, ?, value
                  FROM unnest(?::text[], ?::text[], ?::float8[]) AS s (measure, of_what, value)
                ON CONFLICT DO NOTHING
                """,
                Timestamp.from(minute),
                node,
                kept.stream().map(each -> each.getKey().measure().word()).toArray(String[]::new),
                kept.stream().map(each -> each.getKey().of()).toArray(String[]::new),
                kept.stream().map(Map.Entry::getValue).toArray(Double[]::new));
    }

    /** Deletes what is older, so many at a time. */
    void forget(Instant before) {
        int deleted = AT_ONCE;
        while (deleted == AT_ONCE) {
            deleted =
                    jdbc.update(
                            """
                            DELETE FROM console.sample WHERE ctid = ANY (ARRAY(
                                SELECT ctid FROM console.sample WHERE at < ?
                                 ORDER BY at LIMIT ?))
                            """,
                            Timestamp.from(before),
                            AT_ONCE);
        }
    }

    /** From then on, oldest first. */
    List<Point> since(Instant from, Figure figure) {
        String together =
                switch (figure.measure().across()) {
                    case SUM -> "sum";
                    case MOST -> "max";
                };
        return jdbc.query(
                "SELECT at, "
                        + together
                        + "(value) FROM console.sample"
                        + " WHERE measure = ? AND of_what = ? AND at >= ?"
                        + " GROUP BY at ORDER BY at",
                (row, n) -> new Point(row.getTimestamp(1).toInstant(), row.getDouble(2)),
                figure.measure().word(),
                figure.of(),
                Timestamp.from(from));
    }
}
