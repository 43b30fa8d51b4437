package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

class GroupCommitTest {

    private final CountingTransactions transactions = new CountingTransactions();
    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstBatch = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private GroupCommit<Integer> group;

    @AfterEach
    void close() {
        gate.countDown();
        group.close();
    }

    @Test
    void commitsWhatWaitsTogether() throws Exception {
        group = group(100, batch -> {});
        List<CompletableFuture<Void>> done = submitAndOpen(50);

        awaitAll(done);
        assertThat(batches).hasSize(2);
        assertThat(batches.get(1)).hasSize(50);
        assertThat(transactions.commits).hasValue(2);
    }

    @Test
    void neverCommitsMoreThanTheLargestBatch() throws Exception {
        group = group(20, batch -> {});
        List<CompletableFuture<Void>> done = submitAndOpen(50);

        awaitAll(done);
        assertThat(batches).extracting(List::size).containsExactly(1, 20, 20, 10);
    }

    @Test
    void waitsAMomentForMoreWhileItIsBusy() throws Exception {
        group = group(100, Duration.ofSeconds(1), batch -> {});
        awaitAll(submitAndOpen(50));

        var first = group.submit(101);
        var second = group.submit(102);

        awaitAll(List.of(first, second));
        assertThat(batches.get(2)).containsExactly(101, 102);
    }

    @Test
    void failsOnlyTheItemAtFault() throws Exception {
        group =
                group(
                        100,
                        batch -> {
                            if (batch.contains(13)) {
                                throw new IllegalStateException("thirteen");
                            }
                        });
        List<CompletableFuture<Void>> done = submitAndOpen(50);

        for (int i = 0; i < done.size(); i++) {
            var future = done.get(i);
            if (i == 13) {
                assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
                        .hasRootCauseMessage("thirteen");
            } else {
                future.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void failsTheWholeBatchAtOnceWhenTheDatabaseIsGone() throws Exception {
        group =
                group(
                        100,
                        batch -> {
                            if (!batch.contains(0)) {
                                throw new DataAccessResourceFailureException("gone");
                            }
                        });
        List<CompletableFuture<Void>> done = submitAndOpen(50);

        done.get(0).get(60, TimeUnit.SECONDS);
        for (var future : done.subList(1, done.size())) {
            assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("gone");
        }
        assertThat(batches).hasSize(2);
    }

    @Test
    void failsAtOnceWhatTheWorkRefuses() throws Exception {
        group =
                group(
                        100,
                        batch -> {
                            if (!batch.contains(0)) {
                                throw new RejectedExecutionException("too late");
                            }
                        });
        List<CompletableFuture<Void>> done = submitAndOpen(50);

        for (var future : done.subList(1, done.size())) {
            assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RejectedExecutionException.class)
                    .hasRootCauseMessage("too late");
        }
        assertThat(batches).hasSize(2);
    }

    @Test
    void triesTheLoserOfADeadlockOnceMore() throws Exception {
        var lost = new CountDownLatch(1);
        group =
                group(
                        100,
                        batch -> {
                            if (batch.contains(1) && lost.getCount() > 0) {
                                lost.countDown();
                                throw new CannotAcquireLockException("deadlock");
                            }
                        });
        List<CompletableFuture<Void>> done = submitAndOpen(50);

        awaitAll(done);
        assertThat(batches).hasSize(3);
        assertThat(batches.get(2)).isEqualTo(batches.get(1));
    }

    @Test
    void refusesAtOnceWhenFull() throws Exception {
        group = group(10, batch -> {});
        submitBehindGate(100);

        CompletableFuture<Void> beyond = group.submit(101);

        assertThat(group.depth()).isEqualTo(101);
        assertThatThrownBy(beyond::get).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void commitsWhatWaitsBeforeItCloses() throws Exception {
        group = group(10, batch -> {});
        List<CompletableFuture<Void>> done = submitAndOpen(99);

        group.close();

        assertThat(done).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
        assertThatThrownBy(() -> group.submit(1).get())
                .hasCauseInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("closed");
    }

    /** The first item holds the thread until the gate opens; the others then wait together. */
    private List<CompletableFuture<Void>> submitBehindGate(int others) throws InterruptedException {
        var done = new ArrayList<CompletableFuture<Void>>();
        done.add(group.submit(0));
        assertThat(firstBatch.await(60, TimeUnit.SECONDS)).isTrue();
        IntStream.rangeClosed(1, others).forEach(i -> done.add(group.submit(i)));
        return done;
    }

    private List<CompletableFuture<Void>> submitAndOpen(int others) throws InterruptedException {
        List<CompletableFuture<Void>> done = submitBehindGate(others);
        gate.countDown();
        return done;
    }

    private GroupCommit<Integer> group(int maxBatch, Consumer<List<Integer>> work) {
        return group(maxBatch, Duration.ZERO, work);
    }

    private GroupCommit<Integer> group(
            int maxBatch, Duration linger, Consumer<List<Integer>> work) {
        return new GroupCommit<>(
                "test",
                maxBatch,
                100,
                linger,
                transactions.template(),
                batch -> {
                    batches.add(batch);
                    if (batch.contains(0)) {
                        firstBatch.countDown();
                        await(gate);
                    }
                    work.accept(batch);
                });
    }

    private static void awaitAll(List<CompletableFuture<Void>> futures) throws Exception {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .get(60, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
