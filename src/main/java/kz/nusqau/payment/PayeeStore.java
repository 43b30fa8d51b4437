package kz.nusqau.payment;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whom subscribers have paid, and under which payment numbers. */
final class PayeeStore {

    private final JdbcTemplate jdbc;

    PayeeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the payments whose payee their payer has paid before. */
    Set<InstructionId> known(Collection<Payment> payments) {
        if (payments.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.query(
                        """
                        SELECT n.id FROM unnest(?::uuid[], ?::uuid[], ?::bytea[])
                               AS n (id, subscriber, payee)
                          JOIN payment.known_payee k
                            ON k.subscriber_id = n.subscriber AND k.payee_index = n.payee
                        """,
                        (row, n) -> new InstructionId(row.getObject(1, UUID.class)),
                        payments.stream().map(p -> p.id().value()).toArray(UUID[]::new),
                        payments.stream().map(p -> p.subscriber().value()).toArray(UUID[]::new),
                        payments.stream().map(p -> p.terms().payeeIndex()).toArray(byte[][]::new)));
    }

    void remember(Collection<Payment> paid) {
        if (paid.isEmpty()) {
            return;
        }
        // In the order of the key: two transactions that meet wait instead of deadlocking.
        List<Payment> ordered =
                paid.stream()
                        .sorted(
                                Comparator.comparing((Payment p) -> p.subscriber().value())
                                        .thenComparing(
                                                p -> p.terms().payeeIndex(),
                                                Arrays::compareUnsigned))
                        .toList();
        jdbc.update(
                """
                INSERT INTO payment.known_payee (subscriber_id, payee_index)
                SELECT * FROM unnest(?::uuid[], ?::bytea[]) ON CONFLICT DO NOTHING
                """,
                ordered.stream().map(p -> p.subscriber().value()).toArray(UUID[]::new),
                ordered.stream().map(p -> p.terms().payeeIndex()).toArray(byte[][]::new));
    }

    /** A number that is another payment's already stays that one's. */
    void number(Collection<Payment> numbered) {
        if (numbered.isEmpty()) {
            return;
        }
        List<Payment> ordered =
                numbered.stream()
                        .sorted(
                                Comparator.comparing(
                                        p -> p.progress().paymentNumber() + p.system()))
                        .toList();
        jdbc.update(
                """
                INSERT INTO payment.payment_number (system, number, instruction_id, subscriber_id)
                SELECT * FROM unnest(?::text[], ?::text[], ?::uuid[], ?::uuid[])
                ON CONFLICT DO NOTHING
                """,
                ordered.stream().map(Payment::system).toArray(String[]::new),
                ordered.stream().map(p -> p.progress().paymentNumber()).toArray(String[]::new),
                ordered.stream().map(p -> p.id().value()).toArray(UUID[]::new),
                ordered.stream().map(p -> p.subscriber().value()).toArray(UUID[]::new));
    }
}
