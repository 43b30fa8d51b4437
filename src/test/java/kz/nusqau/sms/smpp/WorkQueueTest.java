package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 20_000;

    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();

    /** Its thread ends whenever nothing waits. */
    private final WorkQueue<Integer> queue =
            new WorkQueue<>("test", new LinkedBlockingQueue<>(), this::work, 0);

    private void work(Integer number) {
        if (number < 0) {
            throw new IllegalArgumentException("not this one");
        }
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        threads.add(Thread.currentThread());
        done.add(number);
        atWork.decrementAndGet();
    }

    @Test
    void hasNoThreadWhileNothingWaits() {
        queue.add(1);
        await().atMost(SOON).until(() -> done.size() == 1);
        await().atMost(SOON).until(() -> threads.stream().noneMatch(Thread::isAlive));

        queue.add(2);

        await().atMost(SOON).until(() -> done.size() == 2);
        assertThat(threads).hasSize(2);
    }

    @Test
    void losesNothingThatComesWhileItsThreadEnds() {
        for (int number = 0; number < MANY; number++) {
            queue.add(number);
            if (number % 3 == 0) {
                Thread.yield();
            }
        }

        await().atMost(SOON).until(() -> done.size() == MANY);
        assertThat(done).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        assertThat(mostAtWork).hasValue(1);
    }

    @Test
    void goesOnAfterWhatFails() {
        queue.add(-1);
        queue.add(1);

        await().atMost(SOON).until(() -> done.equals(List.of(1)));
    }

    @Test
    void leavesUndoneWhatComesOnceItIsClosed() {
        queue.close();

        queue.add(1);

        assertThat(threads).isEmpty();
        assertThat(done).isEmpty();
    }
}
