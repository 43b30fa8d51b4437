package kz.nusqau.bench;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OutsideWorld;
import kz.nusqau.counterparty.CounterpartyDesk;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.failedmessages.DeadLetters;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.counterparty.CallbackFate;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Callback;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A few subscribers whose payments fail, each in a way of its own: what the hub leaves of it, on
 * its desk too, is what {@link Copying} copies.
 */
final class FailedOriginals {

    private static final long FIRST_NUMBER = 77_019_900_000L;
    private static final int NUMBERS_AT_ONCE = 20;
    private static final int RUNS = 4_000;
    private static final int NEVER_SENT = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final String ELECTRICITY = "оплата alma 7273001123 2500тг";
    private static final String WATER = "оплата su 12345678 2500тг";

    private final HubUnderTest hub;
    private final JdbcTemplate jdbc;
    private final List<String> msisdns = new ArrayList<>();

    /** Another run finds people of its own. */
    private final long firstNumber =
            FIRST_NUMBER + ThreadLocalRandom.current().nextLong(RUNS) * NUMBERS_AT_ONCE;

    FailedOriginals(HubUnderTest hub) {
        this.hub = hub;
        this.jdbc = hub.bean(JdbcTemplate.class);
    }

    /** With them a hub gives up in seconds what it asks about for hours. */
    static Map<String, Object> settings() {
        Map<String, Object> settings = OutsideWorld.patience();
        for (String id : List.of("billing", "wooppay", "kazeuromobile")) {
            String its = "nusqau.counterparties." + id + ".";
            settings.put(its + "inquiry.first", "100ms");
            settings.put(its + "inquiry.longest", "500ms");
            settings.put(its + "inquiry.give-up-after", "2s");
            // It is not dead, and the next one pays.
            settings.put(its + "circuit-breaker.window", 1_000);
            settings.put(its + "circuit-breaker.minimum-calls", 1_000);
        }
        settings.put("nusqau.payment.still-working-after", "1s");
        return settings;
    }

    /**
     * The numbers of those whose payments failed, when the hub is at rest again; the more common a
     * failure is, the more often.
     */
    List<String> make() {
        Faults billing = hub.simulator().billing().faults();
        Faults wooppay = hub.simulator().wooppay().faults();
        Faults kazeuromobile = hub.simulator().kazeuromobile().faults();
        stuck(ELECTRICITY, billing, "reservation", new AnswerLost());
        stuck(ELECTRICITY, wooppay, "deposit", new AnswerLost());
        stuck(ELECTRICITY, wooppay, "billpay", new AnswerLost());
        stuck(WATER, kazeuromobile, "billpay", new Callback(CallbackFate.LOST));
        stuck(ELECTRICITY, billing, "charge", new AnswerLost());
        refused(ELECTRICITY, billing, "charge");
        billing.enqueue("release", REFUSED);
        refused(ELECTRICITY, wooppay, "billpay");
        wooppay.enqueue("reversal", REFUSED);
        refused(ELECTRICITY, wooppay, "billpay");
        neverSent();
        await().atMost(PATIENCE).until(this::isAtRest);
        // A counterparty that was away for too long leaves more than all others.
        var all = new ArrayList<>(msisdns);
        all.addAll(Collections.nCopies(NEVER_SENT - 1, msisdns.getLast()));
        return all;
    }

    /** Carried out, but nobody ever says so. */
    private void stuck(String text, Faults faults, String operation, CounterpartyFault silence) {
        faults.enqueue(operation, silence);
        faults.set("inquiry", new ServerError(500));
        confirmed(text);
        awaitKept();
        faults.clear();
    }

    private void refused(String text, Faults faults, String operation) {
        faults.enqueue(operation, REFUSED);
        confirmed(text);
        awaitKept();
    }

    /** Billing is to get nothing until the last attempt was made, which is the one before. */
    private void neverSent() {
        var desk = hub.bean(CounterpartyDesk.class);
        Confirmation confirmation = asked(ELECTRICITY);
        // Not before: nobody is asked for a code when there is nothing to be had.
        desk.pause("billing", "benchmark", "so that nothing is sent", () -> {});
        confirmation.give();
        UUID subscriber = subscriber();
        String key =
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        jdbc.queryForList(
                                                """
                                                SELECT instruction || '/' || step || '/' || generation
                                                  FROM counterparty.command
                                                 WHERE instruction = (
                                                           SELECT id FROM payment.payment
                                                            WHERE subscriber_id = ?
                                                            ORDER BY created_at DESC LIMIT 1)
                                                   AND state = 'queued'
                                                   AND counterparty = 'billing'
                                                """,
                                                String.class,
                                                subscriber),
                                found -> !found.isEmpty())
                        .getFirst();
        bury(key);
        awaitKept();
        desk.resume("billing", () -> {});
    }

    private void bury(String key) {
        Map<String, Object> headers =
                Map.of(
                        "nusqau_queue", "counterparty.billing",
                        "nusqau_route", "counterparty-billing",
                        "nusqau_cause", "Connection reset",
                        "nusqau_attempts", 13,
                        "JMSMessageID", UUID.randomUUID().toString());
        hub.bean(DeadLetters.class).keep(key, headers);
    }

    private void confirmed(String text) {
        asked(text).give();
    }

    /** What is left to do of a payment. */
    private record Confirmation(Phone phone, String code) {

        void give() {
            phone.ask("4404", code);
        }
    }

    /** By somebody who asks for the balance first. */
    private Confirmation asked(String text) {
        if (msisdns.size() == NUMBERS_AT_ONCE) {
            throw new IllegalStateException("only so many have numbers: " + msisdns.size());
        }
        String msisdn = Long.toString(firstNumber + msisdns.size());
        msisdns.add(msisdn);
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", "баланс");
        return new Confirmation(phone, Phone.codeIn(phone.ask("7701", text)));
    }

    private UUID subscriber() {
        return idOf(hub, msisdns.getLast()).value();
    }

    static SubscriberId idOf(HubUnderTest hub, String msisdn) {
        var number = new Msisdn(msisdn);
        return Objects.requireNonNull(
                hub.bean(Subscribers.class).resolve(List.of(number)).get(number));
    }

    private void awaitKept() {
        await().atMost(PATIENCE).until(() -> kept() > 0);
    }

    private long kept() {
        return count(
                "SELECT count(*) FROM failedmessages.failed_message WHERE subscriber = '%s'"
                        .formatted(subscriber()));
    }

    /** Whoever waits was told so: nothing else is to come by itself. */
    private boolean isAtRest() {
        return count("SELECT count(*) FROM mailbox.inbox_pending") == 0
                && count("SELECT count(*) FROM mailbox.outbound_open") == 0
                && count(
                                "SELECT count(*) FROM payment.payment"
                                        + " WHERE open AND overdue_at IS NOT NULL")
                        == 0;
    }

    private long count(String query) {
        Long rows = jdbc.queryForObject(query, Long.class);
        return rows == null ? 0 : rows;
    }
}
