package kz.nusqau.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.console.ConsoleClient.Page;

/**
 * People at the console: each has the overview open, which tells itself what is new, and asks for
 * another page every two seconds, the list of failed messages and a timeline by turns.
 */
final class Staff implements AutoCloseable {

    private static final int PEOPLE = 10;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Nobody may be logged in more than three times. */
    private static final List<String> USERS = List.of("support", "supervisor", "auditor");

    private static final List<String> LISTS =
            List.of("failed", "failed, by queue", "failed, by age", "failed, deep");

    private final List<ConsoleClient> people = new ArrayList<>();
    private final List<List<ConsolePages.Request>> lists;
    private final List<ConsolePages.Request> timelines;
    private final Consumer<String> surprised;
    private final AtomicLong loaded = new AtomicLong();
    private final List<InputStream> told = new ArrayList<>();
    private final List<Thread> atWork = new ArrayList<>();
    private volatile boolean over;

    /** They log in, and do nothing yet. */
    Staff(LoadedHub hub, ConsolePages pages, Consumer<String> surprised) {
        this.lists = LISTS.stream().map(name -> pages.named(name).requests()).toList();
        this.timelines = pages.named("timeline").requests();
        this.surprised = surprised;
        for (int i = 0; i < PEOPLE; i++) {
            String user = i < 9 ? USERS.get(i % USERS.size()) : "administrator";
            people.add(hub.console(user));
        }
    }

    /** Until {@link #close()}. */
    Staff begin() {
        over = false;
        for (int i = 0; i < people.size(); i++) {
            int number = i;
            atWork.add(Thread.ofPlatform().start(() -> work(number)));
        }
        return this;
    }

    private void work(int number) {
        ConsoleClient console = people.get(number);
        LockSupport.parkNanos(EVERY_NANOS * number / PEOPLE);
        listen(console);
        long next = System.nanoTime();
        for (int turn = number; !over; turn++) {
            var pages = turn % 2 == 0 ? timelines : lists.get(turn / 2 % lists.size());
            String surprise = pages.get(turn / 2 % pages.size()).sent(console);
            if (!surprise.isEmpty()) {
                surprised.accept(surprise);
            }
            loaded.incrementAndGet();
            next += EVERY_NANOS;
            while (!over && System.nanoTime() < next) {
                LockSupport.parkNanos(Math.max(1, next - System.nanoTime()));
            }
        }
    }

    private void listen(ConsoleClient console) {
        Page overview = console.get("/console/overview");
        var stream =
                console.stream("/console/overview/stream?made=" + Instant.now().getEpochSecond());
        if (overview.status() != 200 || stream.statusCode() != 200) {
            surprised.accept(
                    "overview: %d, its stream: %d"
                            .formatted(overview.status(), stream.statusCode()));
            return;
        }
        InputStream body = stream.body();
        synchronized (told) {
            told.add(body);
        }
        Thread.ofVirtual().start(() -> read(body));
    }

    private void read(InputStream body) {
        try (body) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
            if (!over) {
                surprised.accept("an overview was told no more");
            }
        } catch (IOException e) {
            if (!over) {
                surprised.accept("an overview was told no more: " + e);
            }
        }
    }

    long loaded() {
        return loaded.get();
    }

    /** They stop; another beginning finds them logged in. */
    @Override
    public void close() {
        over = true;
        atWork.forEach(LockSupport::unpark);
        try {
            for (Thread each : atWork) {
                each.join();
            }
            synchronized (told) {
                for (InputStream each : told) {
                    each.close();
                }
                told.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        atWork.clear();
    }
}
