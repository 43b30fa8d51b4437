package kz.nusqau.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import kz.nusqau.platform.WorkWindow.Told;
import kz.nusqau.shared.WorkReason;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Work that people plan on the hub or on one of its counterparties (R-OPS-1): kept in the database,
 * known to every node within a second, begun and ended by the clock.
 */
public final class PlannedWork {

    /** Work that isn't urgent is announced so long before it. */
    public static final Duration NOTICE = Duration.ofMinutes(15);

    /** What billing holds for payments that wait (24 h) has to outlast it. */
    public static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final RowMapper<WorkWindow> WINDOW = (row, n) -> window(row);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile WorkWindows known;

    public PlannedWork(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.known = read();
    }

    /**
     * What somebody plans.
     *
     * @param counterparty null for the whole hub
     * @param urgent without notice
     */
    public record Plan(
            @Nullable String counterparty,
            Instant start,
            Instant end,
            WorkReason reason,
            boolean urgent) {}

    /** What came of a plan. */
    public sealed interface Planned {

        record Done(WorkWindow window) implements Planned {}

        record Refused(Fault fault) implements Planned {}
    }

    /** Why a plan is none. */
    public enum Fault {
        /** It ends before it begins, or has ended. */
        NO_TIME,
        TOO_LONG,
        TOO_SOON,
        /** Other work on the same is planned for a part of the time. */
        OVERLAPS
    }

    /** Runs the work now, and whenever somebody looks from then on. */
    public synchronized void follow(Runnable work) {
        work.run();
        followers.add(work);
    }

    /** What this node knows. */
    public WorkWindows windows() {
        return known;
    }

    /** The work on the hub, or on one of these, that goes on now and ends last. */
    public Optional<WorkWindow> underWay(Collection<String> counterparties) {
        return known.underWay(clock.instant(), counterparties);
    }

    /** The work on a counterparty itself that goes on now. */
    public Optional<WorkWindow> on(String counterparty) {
        Instant now = clock.instant();
        return known.all().stream()
                .filter(window -> counterparty.equals(window.counterparty()))
                .filter(window -> window.isUnderWay(now))
                .findFirst();
    }

    /**
     * Plans it.
     *
     * @param alongside done in the transaction of the act, with the id
     */
    public Planned plan(Plan plan, String who, LongConsumer alongside) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // What begins now began while the form was filled in.
        Instant start = plan.urgent() && plan.start().isBefore(now) ? now : plan.start();
        var fault = fault(plan, start, now);
        if (fault.isPresent()) {
            return new Planned.Refused(fault.get());
        }
        Planned planned =
                Objects.requireNonNull(
                        transaction.execute(
                                status -> {
                                    if (overlaps(plan.counterparty(), start, plan.end())) {
                                        return new Planned.Refused(Fault.OVERLAPS);
                                    }
                                    WorkWindow window = insert(plan, start, who, now);
                                    alongside.accept(window.id());
                                    return new Planned.Done(window);
                                }));
        look();
        return planned;
    }

    private static Optional<Fault> fault(Plan plan, Instant start, Instant now) {
        if (!start.isBefore(plan.end()) || !now.isBefore(plan.end())) {
            return Optional.of(Fault.NO_TIME);
        }
        if (Duration.between(start, plan.end()).compareTo(LONGEST) > 0) {
            return Optional.of(Fault.TOO_LONG);
        }
        boolean isSoon = start.isBefore(now.plus(NOTICE));
        return isSoon && !plan.urgent() ? Optional.of(Fault.TOO_SOON) : Optional.empty();
    }

    /** One plan after another, until the transaction ends. */
    private boolean overlaps(@Nullable String counterparty, Instant start, Instant end) {
        jdbc.query(
                "SELECT pg_advisory_xact_lock(hashtextextended('platform/planned-work', 0))",
                row -> {});
        return !jdbc.queryForList(
                        "SELECT 1 FROM platform.planned_work WHERE NOT called_off"
                                + " AND counterparty IS NOT DISTINCT FROM ?::text"
                                + " AND starts_at < ? AND ends_at > ?",
                        Integer.class,
                        counterparty,
                        Timestamp.from(end),
                        Timestamp.from(start))
                .isEmpty();
    }

    private WorkWindow insert(Plan plan, Instant start, String who, Instant now) {
        return jdbc.query(
                        "INSERT INTO platform.planned_work (counterparty, starts_at, ends_at,"
                                + " reason, urgent, who, planned_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                                + " RETURNING *",
                        WINDOW,
                        plan.counterparty(),
                        Timestamp.from(start),
                        Timestamp.from(plan.end()),
                        plan.reason().name(),
                        plan.urgent(),
                        who,
                        Timestamp.from(now))
                .getFirst();
    }

    /**
     * Ends it early, or calls it off.
     *
     * @param alongside done in the transaction of the act
     * @return false where it is over already, or was never planned
     */
    public boolean end(long id, Runnable alongside) {
        Timestamp now = Timestamp.from(clock.instant());
        Boolean done =
                transaction.execute(
                        status -> {
                            int ended =
                                    jdbc.update(
                                            "UPDATE platform.planned_work"
                                                    + " SET called_off = starts_at > ?,"
                                                    + " ends_at = CASE WHEN starts_at > ?"
                                                    + " THEN ends_at ELSE ?::timestamptz END"
                                                    + " WHERE id = ? AND NOT called_off"
                                                    + " AND ends_at > ?",
                                            now,
                                            now,
                                            now,
                                            id,
                                            now);
                            if (ended == 1) {
                                alongside.run();
                            }
                            return ended == 1;
                        });
        look();
        return Boolean.TRUE.equals(done);
    }

    /**
     * Tells what partners haven't been told: each piece of news once, whatever nodes and starts
     * there are, in the transaction in which that is noted.
     *
     * @param news also what is to be told of what
     */
    public void tell(BiConsumer<Told, WorkWindow> news) {
        Instant now = clock.instant();
        for (WorkWindow window : known.all()) {
            if (window.due(now).compareTo(window.told()) > 0) {
                transaction.executeWithoutResult(status -> tell(window.id(), now, news));
            }
        }
    }

    private void tell(long id, Instant now, BiConsumer<Told, WorkWindow> news) {
        WorkWindow window =
                jdbc.query(
                                "SELECT * FROM platform.planned_work WHERE id = ? FOR UPDATE",
                                WINDOW,
                                id)
                        .getFirst();
        Told due = window.due(now);
        if (due.compareTo(window.told()) <= 0) {
            return;
        }
        // The end of what nobody heard of is no news.
        if (due != Told.ENDED || window.told() != Told.NOTHING) {
            news.accept(due, window);
        }
        jdbc.update("UPDATE platform.planned_work SET told = ? WHERE id = ?", due.name(), id);
    }

    /** Brings this node to what the database says, and the clock. */
    public synchronized void look() {
        known = read();
        followers.forEach(Runnable::run);
    }

    private WorkWindows read() {
        return new WorkWindows(
                jdbc.query(
                        "SELECT * FROM platform.planned_work WHERE ends_at > ? OR told <> 'ENDED'",
                        WINDOW,
                        Timestamp.from(clock.instant().minus(REMEMBERED))));
    }

    private static WorkWindow window(ResultSet row) throws SQLException {
        return new WorkWindow(
                row.getLong("id"),
                row.getString("counterparty"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                WorkReason.valueOf(row.getString("reason")),
                row.getBoolean("urgent"),
                row.getString("who"),
                row.getBoolean("called_off"),
                Told.valueOf(row.getString("told")));
    }
}
