package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a hub's database says of a subscriber's only instruction. */
final class StoredStates {

    private StoredStates() {}

    /** Waits until it stands there. */
    static InstructionId awaitState(
            HubUnderTest hub, String msisdn, PaymentState state, Duration patience) {
        var number = new Msisdn(msisdn);
        UUID subscriber = hub.bean(Subscribers.class).resolve(List.of(number)).get(number).value();
        var jdbc = hub.bean(JdbcTemplate.class);
        await().atMost(patience)
                .untilAsserted(
                        () ->
                                assertThat(
                                                jdbc.queryForList(
                                                        "SELECT state FROM payment.payment WHERE"
                                                                + " subscriber_id = ?",
                                                        String.class,
                                                        subscriber))
                                        .containsExactly(state.name()));
        return new InstructionId(
                jdbc.queryForObject(
                        "SELECT id FROM payment.payment WHERE subscriber_id = ?",
                        UUID.class,
                        subscriber));
    }
}
