package kz.nusqau.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds payments by what their payers say of them, in sets: by a payment number, or else the newest
 * that was confirmed. Everybody finds only their own.
 */
final class PaymentSearch {

    /**
     * Taking a payment back is none by itself. What staff took in is nobody's who has the number
     * now.
     */
    private static final String MEANT =
            """
              FROM unnest(?::uuid[], ?::text[]) AS asked (payer, number)
              JOIN LATERAL (
                       (SELECT n.instruction_id FROM payment.payment_number n
                         WHERE n.number = asked.number AND n.subscriber_id = asked.payer
                           AND NOT EXISTS (SELECT FROM payment.payment d
                                            WHERE d.id = n.instruction_id AND d.link = '')
                         ORDER BY n.system LIMIT 1)
                       UNION ALL
                       (SELECT c.id FROM payment.payment c
                         WHERE asked.number IS NULL AND c.subscriber_id = asked.payer
                           AND c.confirmed_at IS NOT NULL AND c.kind <> 'REVERSAL'
                           AND c.link <> ''
                         ORDER BY c.created_at DESC, c.id DESC LIMIT 1)) AS meant (id) ON true
            """;

    /** How far a reversal got that was confirmed and not refused. */
    private static final String REVERSAL =
            """
            (SELECT r.state FROM payment.payment r
              WHERE r.reverses = p.id AND r.confirmed_at IS NOT NULL AND r.state <> 'REFUSED'
              LIMIT 1) AS reversal
            """;

    private final JdbcTemplate jdbc;
    private final PaymentStore store;

    PaymentSearch(JdbcTemplate jdbc, PaymentStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /**
     * A payment that somebody asked about.
     *
     * @param reversal how far its reversal got, if there is one
     */
    record Found(Payment payment, Optional<PaymentState> reversal) {}

    /**
     * Which payments are meant, by payer; without those that aren't there.
     *
     * @param said payment numbers as they were told, in any case; empty for the newest payment
     */
    Map<SubscriberId, InstructionId> meant(Map<SubscriberId, Optional<String>> said) {
        var meant = new HashMap<SubscriberId, InstructionId>();
        if (!said.isEmpty()) {
            jdbc.query(
                    "SELECT asked.payer, meant.id" + MEANT,
                    row -> {
                        meant.put(
                                new SubscriberId(row.getObject(1, UUID.class)),
                                new InstructionId(row.getObject(2, UUID.class)));
                    },
                    arguments(said));
        }
        return meant;
    }

    /** The same with all that is known of them. */
    Map<SubscriberId, Found> find(Map<SubscriberId, Optional<String>> said) {
        var found = new HashMap<SubscriberId, Found>();
        if (!said.isEmpty()) {
            jdbc.query(
                    "SELECT payment.*"
                            + MEANT
                            + " JOIN LATERAL (SELECT "
                            + PaymentStore.COLUMNS
                            + ", "
                            + REVERSAL
                            + " FROM payment.payment p WHERE p.id = meant.id LIMIT 1)"
                            + " AS payment ON true",
                    row -> {
                        var one = found(row);
                        found.put(one.payment().subscriber(), one);
                    },
                    arguments(said));
        }
        return found;
    }

    private Found found(ResultSet row) throws SQLException {
        return new Found(
                store.payment(row),
                Optional.ofNullable(row.getString("reversal")).map(PaymentState::valueOf));
    }

    private static Object[] arguments(Map<SubscriberId, Optional<String>> said) {
        var payers = List.copyOf(said.keySet());
        @Nullable String[] numbers = new @Nullable String[payers.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(said.getOrDefault(payers.get(i), Optional.empty()));
        }
        return new Object[] {
            payers.stream().map(SubscriberId::value).toArray(UUID[]::new), numbers
        };
    }

    private static @Nullable String number(Optional<String> told) {
        return told.map(number -> number.toUpperCase(Locale.ROOT)).orElse(null);
    }
}
