package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FloodTest {

    private static final int ABOVE = 1_000;
    private static final Duration FOR_HOURS = Duration.ofHours(1);
    private final AtomicInteger commitsSeen = new AtomicInteger();
    private final AtomicInteger backlog = new AtomicInteger();
    private final AtomicInteger unhandled = new AtomicInteger();

    @Test
    void waitsWhileManyWaitForACommit() {
        var toStore = List.of(300, 300, 0).iterator();

        flood(toStore::next, FOR_HOURS).letTheWriterGoFirst();

        assertThat(toStore.hasNext()).isFalse();
    }

    @Test
    void doesNotWaitForOneCommitAfterAnother() {
        var flood = flood(() -> 300, FOR_HOURS);

        flood.letTheWriterGoFirst();

        assertThat(commitsSeen).hasValueGreaterThan(1);
    }

    @Test
    void holdsNobodyUpWhereFewWaitForTheirAnswer() {
        var flood = flood(() -> 100, FOR_HOURS);

        for (int waiting = 0; waiting <= ABOVE; waiting += 400) {
            passAfter(waiting, flood);
        }

        assertThat(commitsSeen).hasValue(3);
    }

    @Test
    void holdsNobodyUpWhereALongBacklogShrinks() {
        var flood = flood(() -> 100, FOR_HOURS);

        for (int waiting : List.of(30_000, 29_000, 29_010)) {
            passAfter(waiting, flood);
        }

        assertThat(commitsSeen).hasValue(3);
    }

    @Test
    void holdsNobodyUpWhereABacklogComesBackFromTheTable() {
        var flood = flood(() -> 100, FOR_HOURS);

        for (int waiting : List.of(2_000, 4_000)) {
            unhandled.addAndGet(-1_000);
            backlog.addAndGet(1_000);
            passAfter(waiting, flood);
        }

        assertThat(commitsSeen).hasValue(2);
    }

    @Test
    void isNotOverBetweenTwoCommits() {
        var toStore = List.of(300, 0, 300).iterator();
        var flood = flood(() -> toStore.hasNext() ? toStore.next() : 0, FOR_HOURS);

        passAfter(2_000, flood);
        passAfter(4_000, flood);

        assertThat(commitsSeen).hasValueGreaterThan(3);
    }

    @Test
    void answersPeopleInAFloodThatDoesNotEnd() {
        var flood = flood(() -> 300, Duration.ofMillis(20));

        passAfter(2_000, flood);
        passAfter(4_000, flood);

        assertThat(commitsSeen).hasValueGreaterThan(1);
    }

    /** So long after the last time that a trend can be told. */
    private void passAfter(int waiting, Flood flood) {
        long before = System.nanoTime();
        await().until(() -> System.nanoTime() - before > 510_000_000);
        unhandled.addAndGet(waiting - backlog.getAndSet(waiting));
        flood.letTheWriterGoFirst();
    }

    private Flood flood(IntSupplier toStore, Duration longest) {
        return new Flood(
                () -> {
                    commitsSeen.incrementAndGet();
                    return toStore.getAsInt();
                },
                backlog::get,
                unhandled::get,
                ABOVE,
                longest);
    }
}
