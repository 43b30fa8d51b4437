package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hub takes of its machine, and what lies in its database. */
final class Vitals {

    private static final String LOG_WRITTEN = "log written MB";
    private static final Pattern AFTER_COLLECTION = Pattern.compile("Pause .*->(\\d+)M\\(");

    private static final String QUEUES =
            """
            SELECT 'inbox waiting', count(*) FROM mailbox.inbox_pending
            UNION ALL SELECT 'outbox waiting', count(*) FROM mailbox.outbound_open
            UNION ALL SELECT 'commands open', count(*) FROM counterparty.command
                       WHERE due_at IS NOT NULL
            UNION ALL SELECT 'payments open', count(*) FROM payment.payment WHERE open
            UNION ALL SELECT 'failed messages', count(*) FROM failedmessages.failed_message
            UNION ALL SELECT 'log MB', sum(size) / 1048576 FROM pg_ls_waldir()
            UNION ALL SELECT 'log written MB', (pg_current_wal_lsn() - '0/0') / 1048576
            """;

    /** Partitions count for their table; rows as the statistics know them. */
    private static final String TABLES =
            """
            SELECT n.nspname || '.' || c.relname,
                   coalesce(sum(pg_stat_get_live_tuples(p.relid)), 0),
                   coalesce(sum(pg_total_relation_size(p.relid)), 0) / 1048576.0
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL (SELECT relid FROM pg_partition_tree(c.oid) WHERE isleaf
                                 UNION SELECT c.oid WHERE c.relkind = 'r') AS p
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
             GROUP BY 1 ORDER BY 1
            """;

    private final LoadedHub hub;
    private long collectionsRead;
    private double logWrittenBefore;

    Vitals(LoadedHub hub) {
        this.hub = hub;
    }

    /** As of now, or since the sample before. */
    Map<String, Double> sample() {
        var sample = new LinkedHashMap<String, Double>();
        Path process = Path.of("/proc/" + hub.pid());
        sample.put("heap after collection MB", heap());
        sample.put("resident MB", status(process, "VmRSS") / 1024);
        sample.put("threads", status(process, "Threads"));
        sample.put("open files", files(process.resolve("fd")));
        try (var connection = hub.database().connectAsAdministrator();
                var statement = connection.createStatement()) {
            try (var queues = statement.executeQuery(QUEUES)) {
                while (queues.next()) {
                    sample.put(queues.getString(1), queues.getDouble(2));
                }
            }
            try (var tables = statement.executeQuery(TABLES)) {
                while (tables.next()) {
                    sample.put(tables.getString(1) + " rows", tables.getDouble(2));
                    sample.put(tables.getString(1) + " MB", tables.getDouble(3));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        double logWritten = sample.getOrDefault(LOG_WRITTEN, 0.0);
        sample.put(LOG_WRITTEN, logWritten - logWrittenBefore);
        logWrittenBefore = logWritten;
        return sample;
    }

    /** The least that was left by a collection since the last sample; not a number if none was. */
    private double heap() {
        try (var lines = Files.lines(hub.collections())) {
            var all = lines.toList();
            double least =
                    all.stream()
                            .skip(collectionsRead)
                            .map(AFTER_COLLECTION::matcher)
                            .filter(Matcher::find)
                            .mapToDouble(found -> Double.parseDouble(found.group(1)))
                            .min()
                            .orElse(Double.NaN);
            collectionsRead = all.size();
            return least;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double status(Path process, String name) {
        try (var lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
