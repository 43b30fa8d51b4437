package kz.nusqau.platform.database;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/** The embedded server's configuration file, scaled to the machine it runs on. */
final class PostgresSettings {

    /** Read by the server through an include line at the end of postgresql.conf. */
    static final String FILE = "nusqau.conf";

    private static final long MEGABYTE = 1L << 20;
    private static final long LEAST_BUFFERS = 64;

    private PostgresSettings() {}

    static String of(EmbeddedPostgresOptions options) {
        long memory = machineMemory() / MEGABYTE;
        long disk = freeDisk(options.cluster()) / MEGABYTE;
        DataSize wanted = options.buffers();
        long buffers = wanted == null ? memory / 4 : wanted.toMegabytes();
        long wal = diskShare(disk);
        return """
        # Written at every start; changes here are lost. Settings of your own need a server of
        # your own: nusqau.database.url.
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        max_connections = %d
        password_encryption = 'scram-sha-256'
        timezone = 'UTC'
        log_timezone = 'UTC'

        # Durable before acknowledged.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        wal_sync_method = fdatasync

        shared_buffers = %dMB
        # Read back at a start, in the order of the disk: what subscribers ask for comes in no order.
        shared_preload_libraries = 'pg_prewarm'
        wal_buffers = 16MB
        max_wal_size = %dMB
        # Used segments are kept for use again: to make a new one stops all commits for 40 ms.
        min_wal_size = %dMB
        checkpoint_timeout = 5min
        checkpoint_completion_target = 0.9
        effective_cache_size = %dMB
        random_page_cost = 1.1
        jit = off
        # Rows of the queues live for milliseconds; what is left of them slows down every look.
        autovacuum_naptime = 10s
        max_parallel_workers_per_gather = 0

        # Seven files, one per weekday; terse, as the detail of an error can hold data.
        logging_collector = on
        log_directory = '../log'
        log_filename = 'postgresql-%%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_error_verbosity = terse
        log_line_prefix = '%%m [%%p] %%a '
        """
                .formatted(
                        options.connections(),
                        Math.max(LEAST_BUFFERS, buffers),
                        wal,
                        wal / 2,
                        Math.max(256, memory / 2));
    }

    /**
     * A tenth of what is free, where that is little a third, in coarse steps: the file must not
     * change from start to start, or a running server would not be taken over. A short log costs:
     * after each checkpoint every page is written to it whole once more.
     */
    private static long diskShare(long freeMegabytes) {
        if (freeMegabytes > 80 * 1024) {
            return 8 * 1024;
        }
        return freeMegabytes > 6 * 1024 ? 2048 : 512;
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private static long freeDisk(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
