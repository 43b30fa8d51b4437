package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FloodTest {

    private static final int ABOVE = 200;
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void holdsNobodyUpWhereLittleWaits() {
        new Flood(() -> waiting(ABOVE), ABOVE, Duration.ofHours(1)).letTheWriterGoFirst();

        assertThat(looks).hasValue(1);
    }

    @Test
    void isNotOverBetweenTwoCommits() {
        var waiting = List.of(300, 0, 300).iterator();

        new Flood(() -> waiting(waiting.hasNext() ? waiting.next() : 0), ABOVE, Duration.ofHours(1))
                .letTheWriterGoFirst();

        assertThat(looks).hasValueGreaterThan(3);
    }

    @Test
    void answersPeopleInAFloodThatDoesNotEnd() {
        new Flood(() -> waiting(300), ABOVE, Duration.ofMillis(20)).letTheWriterGoFirst();

        assertThat(looks).hasValueGreaterThan(1);
    }

    private int waiting(int messages) {
        looks.incrementAndGet();
        return messages;
    }
}
