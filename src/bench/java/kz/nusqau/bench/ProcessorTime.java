package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Processor time that processes used, from the kernel's own accounting (Linux). */
public final class ProcessorTime {

    private static final long TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int ENDED_CHILDREN_USER_TIME = 13;
    private static final int ENDED_CHILDREN_SYSTEM_TIME = 14;

    private ProcessorTime() {}

    /** Of one process alone. */
    public static Duration of(ProcessHandle process) {
        return ticks(process.pid(), USER_TIME, SYSTEM_TIME);
    }

    /** Of a process and of all its children, also of those that have ended. */
    public static Duration withChildren(ProcessHandle process) {
        return process.children()
                .map(child -> of(child))
                .reduce(
                        ticks(
                                process.pid(),
                                USER_TIME,
                                SYSTEM_TIME,
                                ENDED_CHILDREN_USER_TIME,
                                ENDED_CHILDREN_SYSTEM_TIME),
                        Duration::plus);
    }

    private static Duration ticks(long pid, int... counted) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name in parentheses may hold spaces; what follows it doesn't.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks =
                    Arrays.stream(counted).mapToLong(field -> Long.parseLong(fields[field])).sum();
            return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
        } catch (java.nio.file.NoSuchFileException e) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException("processor time of " + pid, e);
        }
    }
}
