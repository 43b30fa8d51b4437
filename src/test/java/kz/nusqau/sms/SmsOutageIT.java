package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.ExternalPostgres;
import kz.nusqau.HubUnderTest;
import kz.nusqau.simulator.smsc.Delivery;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back while people text. */
class SmsOutageIT {

    private static final Duration IN_THE_END = Duration.ofSeconds(90);
    private static final int TEXTS = 300;
    private static final Duration PAUSE = Duration.ofMillis(20);

    @Test
    void answersEveryTextOfAnOutageInTheEnd() throws Exception {
        try (var postgres = ExternalPostgres.start();
                var hub = HubUnderTest.start(postgres.settings())) {
            var smsc = hub.simulator().smsc();
            smsc.deliver("77013330000", "9909", "баланс").awaitOutcome(IN_THE_END);

            var deliveries = new CopyOnWriteArrayList<Delivery>();
            var outage =
                    CompletableFuture.runAsync(
                            () -> {
                                postgres.stop();
                                await().atMost(IN_THE_END).until(() -> isFelt(deliveries));
                                postgres.startAgain();
                            });
            for (int i = 1; i <= TEXTS; i++) {
                deliveries.add(smsc.deliver(phone(i), "9909", "баланс"));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            outage.get(2 * IN_THE_END.toSeconds(), TimeUnit.SECONDS);

            for (int i = 1; i <= TEXTS; i++) {
                assertThat(deliveries.get(i - 1).awaitOutcome(IN_THE_END)).isZero();
                assertThat(smsc.takeMessage(phone(i), IN_THE_END).text()).contains("100 000,00");
            }
        }
    }

    /** Whether a text was refused. */
    private static boolean isFelt(List<Delivery> deliveries) {
        return deliveries.stream()
                .flatMap(delivery -> delivery.attempts().stream())
                .anyMatch(attempt -> attempt.status().orElse(0) != 0);
    }

    private static String phone(int number) {
        return "%d".formatted(77013330000L + number);
    }
}
