package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void holdsNobodyUpWhereFewWaitForTheirAnswer() {
        flood(() -> 400, () -> ABOVE, FOR_HOURS).letTheWriterGoFirst();

        assertThat(looks).hasValue(1);
    }

    @Test
    void holdsNobodyUpWhereTextsComeSlowly() {
        flood(() -> 50, () -> 30_000, FOR_HOURS).letTheWriterGoFirst();

        assertThat(looks).hasValue(1);
    }

    @Test
    void isNotOverBetweenTwoCommits() {
        var toStore = List.of(300, 0, 300).iterator();

        flood(() -> toStore.hasNext() ? toStore.next() : 0, () -> 30_000, FOR_HOURS)
                .letTheWriterGoFirst();

        assertThat(looks).hasValueGreaterThan(3);
    }

    @Test
    void answersPeopleInAFloodThatDoesNotEnd() {
        flood(() -> 300, () -> 30_000, Duration.ofMillis(20)).letTheWriterGoFirst();

        assertThat(looks).hasValueGreaterThan(1);
    }

    private Flood flood(IntSupplier toStore, IntSupplier toHandle, Duration longest) {
        return new Flood(
                () -> {
                    looks.incrementAndGet();
                    return toStore.getAsInt();
                },
                toHandle,
                ABOVE,
                longest);
    }
}
