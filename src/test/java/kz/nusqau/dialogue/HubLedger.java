package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Posted;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the instructions of one subscriber left in the hub's own books. */
final class HubLedger {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HubUnderTest hub;
    private final UUID subscriber;

    HubLedger(HubUnderTest hub, String msisdn) {
        this.hub = hub;
        var number = new Msisdn(msisdn);
        this.subscriber = hub.bean(Subscribers.class).resolve(List.of(number)).get(number).value();
    }

    /** Waits until all that was started is settled: a charge comes after the receipt. */
    void awaitSettled(String... kinds) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(column("kind || ' ' || state"))
                                        .containsExactly(
                                                List.of(kinds).stream()
                                                        .map(kind -> kind + " SETTLED")
                                                        .toArray(String[]::new)));
    }

    /** Tiyn that were posted to the debit of each account, less those to its credit; no zeros. */
    Map<String, Long> nets() {
        return Posted.nets(transfers());
    }

    /** Accounts that anything was posted to. */
    List<String> touched() {
        return transfers().stream()
                .flatMap(each -> List.of(each.debitAccount(), each.creditAccount()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<Transfer> transfers() {
        return column("id::text").stream()
                .map(id -> new InstructionId(UUID.fromString(id)))
                .flatMap(id -> hub.bean(Ledger.class).of(id).stream())
                .toList();
    }

    private List<String> column(String expression) {
        return hub.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT "
                                + expression
                                + " FROM payment.payment WHERE subscriber_id = ? AND state <>"
                                + " 'REFUSED' ORDER BY created_at",
                        String.class,
                        subscriber);
    }
}
