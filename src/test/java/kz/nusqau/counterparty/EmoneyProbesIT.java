package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import org.junit.jupiter.api.Test;

/** Systems that rest are tried out one without the other. */
class EmoneyProbesIT {

    private static final Duration LONGER_THAN_THE_TEST = Duration.ofMinutes(5);

    @Test
    void findsASystemBackWhileTheProbeOfAnotherHangs() throws Exception {
        var stage = new Stage();
        var settings =
                new HashMap<>(
                        stage.outside
                                .properties(URI.create("http://127.0.0.1:1/callbacks"))
                                .counterparties());
        settings.compute(
                "kazeuromobile",
                (id, usual) -> Outside.with(usual, LONGER_THAN_THE_TEST, usual.inquiry()));
        var hub = stage.hub(Outside.properties(settings));
        try {
            stage.outside
                    .kazeuromobile
                    .faults()
                    .set("heartbeat", new CounterpartyFault.Slow(LONGER_THAN_THE_TEST));
            var counterparties = hub.bean(Counterparties.class);
            for (String id : new String[] {"kazeuromobile", "wooppay"}) {
                counterparties.get(id).breaker().transitionToOpenState();
            }

            await().atMost(Stage.PATIENCE).until(() -> counterparties.get("wooppay").isWell());

            assertThat(counterparties.get("kazeuromobile").isWell()).isFalse();
        } finally {
            hub.close();
            stage.close();
        }
    }
}
