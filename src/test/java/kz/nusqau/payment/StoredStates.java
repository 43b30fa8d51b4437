package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
        awaitStates(hub, msisdn, patience, state);
        return new InstructionId(
                hub.bean(JdbcTemplate.class)
                        .queryForObject(
                                "SELECT id FROM payment.payment WHERE subscriber_id = ?",
                                UUID.class,
                                subscriber(hub, msisdn)));
    }

    /** What every request about a subscriber's youngest instruction names it by, to all others. */
    static String mark(HubUnderTest hub, String msisdn) {
        UUID id =
                hub.bean(JdbcTemplate.class)
                        .queryForObject(
                                "SELECT id FROM payment.payment WHERE subscriber_id = ?"
                                        + " ORDER BY created_at DESC LIMIT 1",
                                UUID.class,
                                subscriber(hub, msisdn));
        // Some write the hyphens and some don't: behind the last one all are alike.
        return id.toString().substring(24);
    }

    static UUID subscriber(HubUnderTest hub, String msisdn) {
        var number = new Msisdn(msisdn);
        return hub.bean(Subscribers.class).resolve(List.of(number)).get(number).value();
    }

    /** Waits until all instructions of a subscriber stand there, the oldest first. */
    static void awaitStates(
            HubUnderTest hub, String msisdn, Duration patience, PaymentState... states) {
        UUID subscriber = subscriber(hub, msisdn);
        var jdbc = hub.bean(JdbcTemplate.class);
        await().atMost(patience)
                .pollDelay(Duration.ZERO)
                .untilAsserted(
                        () ->
                                assertThat(
                                                jdbc.queryForList(
                                                        "SELECT state FROM payment.payment WHERE"
                                                                + " subscriber_id = ? ORDER BY created_at",
                                                        String.class,
                                                        subscriber))
                                        .containsExactly(
                                                Stream.of(states)
                                                        .map(PaymentState::name)
                                                        .toArray(String[]::new)));
    }
}
