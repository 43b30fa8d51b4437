package kz.nusqau.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.failedmessages.GroupReplays;
import org.springframework.jdbc.core.JdbcTemplate;

/** A replay of many failed messages at once, by somebody at the console. */
final class ListReplay {

    private static final String ASSIGNEE = "group-replay";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLLED_EVERY = Duration.ofMillis(20);

    /** Of a hundred, those that aren't a command which was never sent. */
    private static final Map<String, Integer> SHARES =
            Map.of(
                    "m.source = 'command' AND m.error_class LIKE 'command.%.inquiries-exhausted'",
                            5,
                    "m.source = 'inbox'", 3,
                    "m.source = 'queue'", 2);

    private static final String NEVER_SENT =
            """
            m.source = 'command' AND EXISTS (
                SELECT FROM counterparty.command c
                 WHERE c.instruction = m.instruction AND c.state = 'queued' AND c.parked
                   AND c.deadline > now() + interval '1 hour')
            """;

    private final ConsoleClient console;
    private final JdbcTemplate jdbc;
    private final Consumer<String> surprised;
    private String list = "";
    private long size;

    ListReplay(ConsoleClient console, JdbcTemplate jdbc, Consumer<String> surprised) {
        this.console = console;
        this.jdbc = jdbc;
        this.surprised = surprised;
    }

    /** Freezes a list of as many as one may hold, and has the dry run of each made. */
    void prepare(Figures figures) {
        jdbc.update(
                "UPDATE failedmessages.failed_message SET assignee = NULL WHERE assignee = ?",
                ASSIGNEE);
        int wanted = GroupReplays.MOST;
        SHARES.forEach((which, share) -> assign(which, wanted * share / 100));
        assign(NEVER_SENT, (int) (wanted - assigned()));
        size = assigned();
        long start = System.nanoTime();
        console.get("/console/failed");
        var prepared = console.post("/console/groups", "assignee", ASSIGNEE);
        if (!prepared.location().contains("/console/groups/")) {
            throw new IllegalStateException("no list was made: " + prepared.location());
        }
        list = prepared.location().replaceAll(".*/", "");
        await(() -> !state().equals("planning"));
        figures.add("dry runs/s", size / seconds(start));
        Map<String, Long> items = items();
        System.out.println("  list of " + size + ": " + items);
        expect("planned", state(), "the list was looked through");
        expect(size, items.values().stream().mapToLong(n -> n).sum(), "messages in the list");
    }

    private void assign(String which, int wanted) {
        jdbc.update(
                """
                UPDATE failedmessages.failed_message SET assignee = ?
                 WHERE id IN (SELECT m.id FROM failedmessages.failed_message m
                               WHERE m.state = 'open' AND m.assignee IS NULL AND %s LIMIT ?)
                """
                        .formatted(which),
                ASSIGNEE,
                wanted);
    }

    private long assigned() {
        return count(
                "SELECT count(*) FROM failedmessages.failed_message WHERE assignee = ?", ASSIGNEE);
    }

    String list() {
        return list;
    }

    /** Has it carried out as fast as anybody may, until the last one is; then checks each. */
    void carryOut(LoadedHub hub, Figures figures) {
        long waiting = items().getOrDefault("waiting", 0L);
        console.get("/console/groups/" + list);
        var hubBefore = hub.processorTime();
        var databaseBefore = hub.databaseProcessorTime();
        long start = System.nanoTime();
        console.post(
                "/console/groups/" + list + "/start",
                "reason",
                "the benchmark",
                "rate",
                Integer.toString(GroupReplays.FASTEST));
        await(() -> !state().equals("running"));
        figures.add("messages replayed/s", waiting / seconds(start));
        figures.add(
                "a message replayed, and what follows meanwhile: hub us",
                hub.processorTime().minus(hubBefore).toNanos() / 1e3 / waiting);
        figures.add(
                "a message replayed, and what follows meanwhile: database us",
                hub.databaseProcessorTime().minus(databaseBefore).toNanos() / 1e3 / waiting);
        expect("done", state(), "the list is carried out");
        Map<String, Long> items = items();
        System.out.println("  list of " + size + ": " + items);
        expect(waiting, items.getOrDefault("replayed", 0L), "messages replayed");
        expect(waiting, replayedOnce(), "messages replayed exactly once");
        await(() -> underWay() == 0);
        figures.add("messages whose outcome is known/s", waiting / seconds(start));
        System.out.println("  where they stand: " + outcomes());
    }

    /** By the record of acts, which nobody changes. */
    private long replayedOnce() {
        return count(
                """
                SELECT count(*) FROM (
                    SELECT FROM failedmessages.group_item i
                      JOIN failedmessages.group_replay g ON g.id = i.group_replay
                      JOIN failedmessages.act a ON a.failed_message = i.failed_message
                       AND a.act = 'replayed' AND a.at >= g.created_at
                     WHERE i.group_replay = ?::uuid AND i.state = 'replayed'
                     GROUP BY i.position HAVING count(*) = 1) AS once
                """,
                list);
    }

    /** Replayed, and neither resolved nor failed again. */
    private long underWay() {
        return count(
                """
                SELECT count(*) FROM failedmessages.group_item i
                  JOIN failedmessages.failed_message m ON m.id = i.failed_message
                 WHERE i.group_replay = ?::uuid AND i.state = 'replayed' AND m.state = 'replayed'
                   AND m.source = 'command'
                """,
                list);
    }

    private Map<String, Long> items() {
        return counted("SELECT state, count(*) FROM failedmessages.group_item", "");
    }

    private Map<String, Long> outcomes() {
        return counted(
                "SELECT m.source || ' ' || m.state, count(*) FROM failedmessages.group_item",
                "JOIN failedmessages.failed_message m ON m.id = failed_message");
    }

    private Map<String, Long> counted(String select, String join) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(
                "%s %s WHERE group_replay = ?::uuid GROUP BY 1".formatted(select, join),
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                list);
        return counts;
    }

    private String state() {
        return jdbc.queryForList(
                        "SELECT state FROM failedmessages.group_replay WHERE id = ?::uuid",
                        String.class,
                        list)
                .getFirst();
    }

    private long count(String query, Object... values) {
        Long rows = jdbc.queryForObject(query, Long.class, values);
        return rows == null ? 0 : rows;
    }

    private void expect(Object expected, Object found, String what) {
        if (!expected.equals(found)) {
            surprised.accept("%s: %s, not %s".formatted(what, found, expected));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void await(BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                surprised.accept(
                        "after %d minutes: %s %s"
                                .formatted(PATIENCE.toMinutes(), state(), List.of(items())));
                return;
            }
            LockSupport.parkNanos(POLLED_EVERY.toNanos());
        }
    }
}
