package kz.nusqau.partner;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PendingOfPartner;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Payments that wait to be approved, in sets; all in the caller's transaction. */
@Component
final class HeldStore {

    static final int AT_ONCE = 1_000;

    private static final double MILLIS = 1000.0;

    /** One whose time is over has expired, also before that is written. */
    private static final String STATE =
            "CASE WHEN state = 'held' AND expires_at <= clock_timestamp() THEN 'expired'"
                    + " ELSE state END";

    private static final String COLUMNS = "id, partner, provider, tiyn, fee_tiyn, reason";
    private static final String RETURNED =
            " RETURNING h.id, h.partner, h.provider, h.tiyn, h.fee_tiyn, h.reason, h.state";

    private final JdbcTemplate jdbc;

    HeldStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One to keep. */
    record New(PartnerPayment payment, byte[] sealed) {}

    void insert(List<New> payments, Duration lifetime) {
        if (!payments.isEmpty()) {
            jdbc.update(
                    """
                    INSERT INTO partner.held_payment (id, partner, provider, tiyn, fee_tiyn, sealed,
                        expires_at)
                    SELECT n.*, clock_timestamp() + make_interval(secs => ?)
                      FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                           ?::bytea[]) AS n
                    """,
                    lifetime.toMillis() / MILLIS,
                    payments.stream().map(it -> it.payment().id().value()).toArray(UUID[]::new),
                    payments.stream().map(it -> it.payment().partner()).toArray(String[]::new),
                    payments.stream().map(it -> it.payment().provider()).toArray(String[]::new),
                    payments.stream().map(it -> it.payment().amount().minor()).toArray(Long[]::new),
                    payments.stream().map(it -> it.payment().fee().minor()).toArray(Long[]::new),
                    payments.stream().map(New::sealed).toArray(byte[][]::new));
        }
    }

    /** What waits, counted; there is never more than the partner's limit of open payments. */
    PendingOfPartner waiting(String partner) {
        return jdbc.query(
                        "SELECT count(*), coalesce(sum(tiyn), 0) FROM partner.held_payment"
                                + " WHERE partner = ? AND state = 'held'",
                        (row, n) -> new PendingOfPartner(row.getInt(1), Money.tiyn(row.getLong(2))),
                        partner)
                .getFirst();
    }

    /** Those that wait, or ended without being proposed. A read. */
    Map<InstructionId, PartnerPayment> find(String partner, Collection<InstructionId> ids) {
        Map<InstructionId, PartnerPayment> found = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.query(
                    "SELECT "
                            + COLUMNS
                            + ", "
                            + STATE
                            + " FROM partner.held_payment WHERE id = ANY (?) AND partner = ?"
                            + " AND state <> 'approved'",
                    row -> {
                        PartnerPayment payment = payment(row);
                        found.put(payment.id(), payment);
                    },
                    values(ids),
                    partner);
        }
        return found;
    }

    /** What is asked for, of one that waits. A read. */
    Optional<byte[]> sealed(String partner, InstructionId id) {
        return jdbc
                .query(
                        "SELECT sealed FROM partner.held_payment WHERE id = ? AND partner = ?"
                                + " AND state = 'held' AND expires_at > clock_timestamp()",
                        (row, n) -> row.getBytes(1),
                        id.value(),
                        partner)
                .stream()
                .findFirst();
    }

    /** Approves one that waits: whoever else tries meanwhile waits, and finds that it doesn't. */
    Optional<byte[]> approve(String partner, InstructionId id) {
        return jdbc
                .query(
                        """
                        WITH waiting AS (
                            SELECT id, sealed FROM partner.held_payment
                             WHERE id = ? AND partner = ? AND state = 'held'
                               AND expires_at > clock_timestamp()
                               FOR UPDATE)
                        UPDATE partner.held_payment h
                           SET state = 'approved', sealed = NULL, ended_at = clock_timestamp()
                          FROM waiting w WHERE h.id = w.id
                        RETURNING w.sealed
                        """,
                        (row, n) -> row.getBytes(1),
                        id.value(),
                        partner)
                .stream()
                .findFirst();
    }

    /** It could not be proposed at the moment: it waits on, for as long as it was to. */
    void holdAgain(InstructionId id, byte[] sealed) {
        jdbc.update(
                "UPDATE partner.held_payment SET state = 'held', sealed = ?, ended_at = NULL"
                        + " WHERE id = ?",
                sealed,
                id.value());
    }

    /** It can't be proposed at all. */
    PartnerPayment refuse(InstructionId id, RefusalReason reason) {
        return jdbc.query(
                        "UPDATE partner.held_payment h SET state = 'refused', reason = ?"
                                + " WHERE h.id = ?"
                                + RETURNED,
                        (row, n) -> payment(row),
                        reason.name(),
                        id.value())
                .getFirst();
    }

    /** Cancels those that wait; returns them. */
    List<PartnerPayment> cancel(String partner, Collection<InstructionId> ids) {
        return jdbc.query(
                """
                WITH locked AS (
                    SELECT id FROM partner.held_payment
                     WHERE id = ANY (?) AND partner = ? AND state = 'held'
                       AND expires_at > clock_timestamp()
                     ORDER BY id FOR UPDATE)
                UPDATE partner.held_payment h
                   SET state = 'cancelled', sealed = NULL, ended_at = clock_timestamp()
                  FROM locked l WHERE h.id = l.id
                """
                        + RETURNED,
                (row, n) -> payment(row),
                values(ids),
                partner);
    }

    /** Cancels a part of all that wait; returns it. */
    List<PartnerPayment> cancelSome(String partner, int upTo) {
        return jdbc.query(
                """
                WITH locked AS (
                    SELECT id FROM partner.held_payment WHERE partner = ? AND state = 'held'
                     ORDER BY id LIMIT ? FOR UPDATE)
                UPDATE partner.held_payment h
                   SET state = 'cancelled', sealed = NULL, ended_at = clock_timestamp()
                  FROM locked l WHERE h.id = l.id
                """
                        + RETURNED,
                (row, n) -> payment(row),
                partner,
                upTo);
    }

    /** Ends a part of those whose time is over; returns it. */
    List<PartnerPayment> expire() {
        return jdbc.query(
                """
                WITH over AS (
                    SELECT id FROM partner.held_payment
                     WHERE state = 'held' AND expires_at <= statement_timestamp()
                     ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE partner.held_payment h
                   SET state = 'expired', sealed = NULL, ended_at = clock_timestamp()
                  FROM over o WHERE h.id = o.id
                """
                        + RETURNED,
                (row, n) -> payment(row),
                AT_ONCE);
    }

    /** Deletes a part of those that ended longer ago; true while there may be more. */
    boolean deleteEndedBefore(Duration age) {
        int deleted =
                jdbc.update(
                        """
                        DELETE FROM partner.held_payment WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM partner.held_payment
                             WHERE ended_at < clock_timestamp() - make_interval(secs => ?)
                             ORDER BY ended_at LIMIT ?))
                        """,
                        (double) age.toSeconds(),
                        AT_ONCE);
        return deleted == AT_ONCE;
    }

    private static PartnerPayment payment(ResultSet row) throws SQLException {
        return new PartnerPayment(
                new InstructionId(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                Money.tiyn(row.getLong(4)),
                Money.tiyn(row.getLong(5)),
                status(row.getString(7)),
                Optional.ofNullable(row.getString(6)).map(RefusalReason::valueOf),
                Optional.empty());
    }

    private static PartnerPayment.Status status(String state) {
        return state.equals("held")
                ? PartnerPayment.Status.AWAITING_APPROVAL
                : PartnerPayment.Status.valueOf(state.toUpperCase(Locale.ROOT));
    }

    private static UUID[] values(Collection<InstructionId> ids) {
        return ids.stream().map(InstructionId::value).sorted().toArray(UUID[]::new);
    }
}
