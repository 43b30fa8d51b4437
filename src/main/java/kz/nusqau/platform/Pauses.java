package kz.nusqau.platform;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people hold still until they let it go on: kept in the database, so that no start forgets
 * it, and known to every node within a second.
 */
public final class Pauses {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();

    public Pauses(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param name of what is paused, among those of its kind
     */
    public record Pause(String name, Instant since, String who, String reason) {}

    private record Follower(String kind, Consumer<Map<String, Pause>> told) {}

    /**
     * Tells what is paused of a kind, by name: now, before anything begins, and whenever somebody
     * looks from then on. What is told again has to change nothing.
     */
    public synchronized void follow(String kind, Consumer<Map<String, Pause>> told) {
        told.accept(all().getOrDefault(kind, Map.of()));
        followers.add(new Follower(kind, told));
    }

    private Map<String, Map<String, Pause>> all() {
        Map<String, Map<String, Pause>> byKind = new HashMap<>();
        jdbc.query(
                "SELECT kind, name, since, who, reason FROM platform.pause",
                row -> {
                    var pause =
                            new Pause(
                                    row.getString(2),
                                    row.getTimestamp(3).toInstant(),
                                    row.getString(4),
                                    row.getString(5));
                    byKind.computeIfAbsent(row.getString(1), kind -> new HashMap<>())
                            .put(pause.name(), pause);
                });
        return byKind;
    }

    /**
     * Keeps it, and brings this node to it.
     *
     * @param alongside done in the transaction of the act
     * @return false where it is so already
     */
    public boolean pause(String kind, String name, String who, String reason, Runnable alongside) {
        return acted(
                () ->
                        jdbc.update(
                                "INSERT INTO platform.pause (kind, name, since, who, reason)"
                                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                kind,
                                name,
                                Timestamp.from(clock.instant()),
                                who,
                                reason),
                alongside);
    }

    /** The same the other way round. */
    public boolean resume(String kind, String name, Runnable alongside) {
        return acted(
                () ->
                        jdbc.update(
                                "DELETE FROM platform.pause WHERE kind = ? AND name = ?",
                                kind,
                                name),
                alongside);
    }

    private boolean acted(IntSupplier act, Runnable alongside) {
        Boolean done =
                transaction.execute(
                        status -> {
                            boolean changed = act.getAsInt() == 1;
                            if (changed) {
                                alongside.run();
                            }
                            return changed;
                        });
        look();
        return Boolean.TRUE.equals(done);
    }

    /** Brings this node to what the database says. One at a time: none tells of what is over. */
    public synchronized void look() {
        Map<String, Map<String, Pause>> all = all();
        for (Follower follower : followers) {
            follower.told().accept(all.getOrDefault(follower.kind(), Map.of()));
        }
    }
}
