package kz.nusqau.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.payment.Payment.Origin;
import kz.nusqau.payment.Payment.Progress;
import kz.nusqau.payment.Payment.Terms;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of instructions that move money, in sets. Rows are locked in the order of their ids. */
final class PaymentStore {

    static final String COLUMNS =
            "id, subscriber_id, kind, state, generation, provider, requisites, payee_index, amount,"
                    + " fee, currency, system, link, short_code, language, brand, reason,"
                    + " topup_reference, payment_number, received_at, confirmed_at, deadline,"
                    + " overdue_at, recalled_at, held_again, partner";

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;

    PaymentStore(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    void insert(List<Payment> payments) {
        if (payments.isEmpty()) {
            return;
        }
        var rows = new Columns<>(payments);
        jdbc.update(
                """
                INSERT INTO payment.payment (id, subscriber_id, kind, state, open, provider,
                    requisites, payee_index, amount, fee, currency, system, link, short_code,
                    language, brand, reason, received_at, reverses, partner)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::boolean[],
                    ?::text[], ?::bytea[], ?::bytea[], ?::bigint[], ?::bigint[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[]::timestamptz[], ?::uuid[], ?::text[])
                """,
                rows.of(UUID[]::new, p -> p.id().value()),
                rows.of(UUID[]::new, p -> p.subscriber().value()),
                rows.of(String[]::new, p -> p.kind().name()),
                rows.of(String[]::new, p -> p.state().name()),
                rows.of(Boolean[]::new, p -> isOpen(p.state())),
                rows.of(String[]::new, p -> p.terms().provider()),
                rows.of(byte[][]::new, this::seal),
                rows.of(byte[][]::new, p -> p.terms().payeeIndex()),
                rows.of(Long[]::new, p -> p.terms().amount().minor()),
                rows.of(Long[]::new, p -> p.terms().fee().minor()),
                rows.of(String[]::new, p -> p.terms().amount().currency()),
                rows.of(String[]::new, p -> p.terms().system()),
                rows.of(String[]::new, p -> p.origin().link()),
                rows.of(String[]::new, p -> p.origin().shortCode()),
                rows.of(String[]::new, p -> p.origin().language().name()),
                rows.of(String[]::new, p -> p.origin().brand().name()),
                rows.of(String[]::new, p -> name(p.progress().reason())),
                rows.of(String[]::new, p -> p.origin().receivedAt().toString()),
                rows.of(UUID[]::new, PaymentStore::reverses),
                rows.of(String[]::new, p -> p.origin().partner()));
        insertAccounts(payments);
    }

    private void insertAccounts(List<Payment> payments) {
        var rows =
                new Columns<>(
                        payments.stream()
                                .flatMap(
                                        payment ->
                                                payment.terms().accounts().stream()
                                                        .map(iban -> new Account(iban, payment)))
                                .toList());
        if (rows.rows().isEmpty()) {
            return;
        }
        jdbc.update(
                "INSERT INTO payment.bank_account (account_index, instruction_id)"
                        + " SELECT * FROM unnest(?::bytea[], ?::uuid[])",
                rows.of(byte[][]::new, account -> accountIndex(account.iban())),
                rows.of(UUID[]::new, account -> account.payment().id().value()));
    }

    /** From or to this bank account, newest first. */
    List<InstructionId> ofAccount(String iban, int limit) {
        return jdbc.query(
                """
                SELECT p.id FROM payment.bank_account a
                  JOIN payment.payment p ON p.id = a.instruction_id
                 WHERE a.account_index = ?
                 ORDER BY p.created_at DESC, p.id LIMIT ?
                """,
                (row, n) -> new InstructionId(row.getObject(1, UUID.class)),
                accountIndex(iban),
                limit);
    }

    private byte[] accountIndex(String iban) {
        return personalData.blindIndex("iban", iban);
    }

    /** Locks until the transaction ends; what is no payment is absent. */
    Map<InstructionId, Payment> lock(Collection<InstructionId> ids) {
        return select(ids, " ORDER BY id FOR UPDATE");
    }

    Map<InstructionId, Payment> find(Collection<InstructionId> ids) {
        return select(ids, "");
    }

    /** Writes how far locked payments got. */
    void update(Collection<Payment> changed) {
        if (changed.isEmpty()) {
            return;
        }
        var rows =
                new Columns<>(
                        changed.stream()
                                .sorted(Comparator.comparing(p -> p.id().value()))
                                .toList());
        int written =
                jdbc.update(
                        """
                        UPDATE payment.payment p
                           SET state = n.state, open = n.open, generation = n.generation,
                               reason = n.reason, topup_reference = n.topup_reference,
                               payment_number = n.payment_number, confirmed_at = n.confirmed_at,
                               deadline = n.deadline, overdue_at = n.overdue_at,
                               recalled_at = n.recalled_at, held_again = n.held_again,
                               version = p.version + 1, changed_at = clock_timestamp()
                          FROM unnest(?::uuid[], ?::text[], ?::boolean[], ?::int[], ?::text[],
                               ?::text[], ?::text[], ?::text[]::timestamptz[],
                               ?::text[]::timestamptz[], ?::text[]::timestamptz[],
                               ?::text[]::timestamptz[], ?::int[])
                               AS n (id, state, open, generation, reason, topup_reference,
                                     payment_number, confirmed_at, deadline, overdue_at,
                                     recalled_at, held_again)
                         WHERE p.id = n.id
                        """,
                        rows.of(UUID[]::new, p -> p.id().value()),
                        rows.of(String[]::new, p -> p.state().name()),
                        rows.of(Boolean[]::new, p -> isOpen(p.state())),
                        rows.of(Integer[]::new, Payment::generation),
                        rows.of(String[]::new, p -> name(p.progress().reason())),
                        rows.of(String[]::new, p -> p.progress().topUpReference()),
                        rows.of(String[]::new, p -> p.progress().paymentNumber()),
                        rows.of(String[]::new, p -> text(p.progress().confirmedAt())),
                        rows.of(String[]::new, p -> text(p.progress().deadline())),
                        rows.of(String[]::new, p -> text(p.progress().overdueAt())),
                        rows.of(String[]::new, p -> text(p.progress().recalledAt())),
                        rows.of(Integer[]::new, p -> p.progress().heldAgain()));
        if (written != changed.size()) {
            throw new IllegalStateException(written + " rows of " + changed.size());
        }
    }

    /** Locks confirmed payments that take too long; those that others hold come next time. */
    List<Payment> lockOverdue(Instant now, int limit) {
        return jdbc.query(
                "SELECT "
                        + COLUMNS
                        + " FROM payment.payment WHERE open AND overdue_at < ?"
                        + " ORDER BY overdue_at LIMIT ? FOR UPDATE SKIP LOCKED",
                (row, n) -> payment(row),
                Timestamp.from(now),
                limit);
    }

    /** Takes in what changed since somebody asked; by one transaction of a partner's at a time. */
    PendingOfPartner sumPendingOfPartner(String partner) {
        jdbc.update(
                "INSERT INTO payment.pending (partner, payments, tiyn) VALUES (?, 0, 0)"
                        + " ON CONFLICT DO NOTHING",
                partner);
        return jdbc.query(
                        """
                        WITH changed AS (
                            DELETE FROM payment.pending_change WHERE partner = ?
                            RETURNING payments, tiyn)
                        UPDATE payment.pending
                           SET payments = payments
                                   + (SELECT coalesce(sum(payments), 0) FROM changed),
                               tiyn = tiyn + (SELECT coalesce(sum(tiyn), 0) FROM changed)
                         WHERE partner = ?
                        RETURNING payments, tiyn
                        """,
                        (row, n) -> new PendingOfPartner(row.getInt(1), Money.tiyn(row.getLong(2))),
                        partner,
                        partner)
                .getFirst();
    }

    /** Those of a partner that wait for their confirmation. */
    List<InstructionId> pendingOfPartner(String partner, int upTo) {
        return jdbc.query(
                "SELECT id FROM payment.payment"
                        + " WHERE open AND partner = ? AND state = 'PROPOSED' LIMIT ?",
                (row, n) -> new InstructionId(row.getObject(1, UUID.class)),
                partner,
                upTo);
    }

    /** As the partner that proposed them sees them; nothing is opened for that. */
    Map<InstructionId, PartnerPayment> reportToPartner(
            String partner, Collection<InstructionId> ids) {
        var found = new HashMap<InstructionId, PartnerPayment>();
        jdbc.query(
                """
                SELECT id, kind, state, provider, amount, fee, currency, reason, payment_number
                  FROM payment.payment WHERE id = ANY (?) AND partner = ?
                """,
                row -> {
                    var payment = partnerPayment(partner, row);
                    found.put(payment.id(), payment);
                },
                values(ids),
                partner);
        return found;
    }

    private static PartnerPayment partnerPayment(String partner, ResultSet row)
            throws SQLException {
        String currency = row.getString("currency");
        return PartnerPayment.of(
                new InstructionId(row.getObject("id", UUID.class)),
                partner,
                row.getString("provider"),
                new Money(row.getLong("amount"), currency),
                new Money(row.getLong("fee"), currency),
                PartnerPayment.status(
                        PaymentKind.valueOf(row.getString("kind")),
                        PaymentState.valueOf(row.getString("state"))),
                Optional.ofNullable(row.getString("reason")).map(RefusalReason::valueOf),
                Optional.ofNullable(row.getString("payment_number")));
    }

    /** Each state of each kind on its own. */
    List<PartnerTotal> totalsOfPartner(String partner, Collection<InstructionId> ids) {
        return jdbc.query(
                """
                SELECT kind, state, currency, count(*), sum(amount), sum(fee)
                  FROM payment.payment WHERE id = ANY (?) AND partner = ?
                 GROUP BY kind, state, currency
                """,
                (row, n) ->
                        new PartnerTotal(
                                PartnerPayment.status(
                                        PaymentKind.valueOf(row.getString(1)),
                                        PaymentState.valueOf(row.getString(2))),
                                row.getInt(4),
                                new Money(row.getLong(5), row.getString(3)),
                                new Money(row.getLong(6), row.getString(3))),
                values(ids),
                partner);
    }

    private static UUID[] values(Collection<InstructionId> ids) {
        return ids.stream().map(InstructionId::value).toArray(UUID[]::new);
    }

    /** The system of each one's newest settled instruction of these kinds, if there is one. */
    Map<SubscriberId, String> lastSystems(
            Collection<SubscriberId> subscribers, Collection<PaymentKind> kinds) {
        var found = new HashMap<SubscriberId, String>();
        jdbc.query(
                """
                SELECT asked.id, last.system
                  FROM unnest(?::uuid[]) AS asked(id)
                  JOIN LATERAL (SELECT system FROM payment.payment
                                 WHERE subscriber_id = asked.id
                                   AND kind = ANY (?) AND state = 'SETTLED'
                                 ORDER BY created_at DESC LIMIT 1) AS last ON true
                """,
                row -> {
                    found.put(new SubscriberId(row.getObject(1, UUID.class)), row.getString(2));
                },
                subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new),
                kinds.stream().map(PaymentKind::name).toArray(String[]::new));
        return found;
    }

    /** How far the reversal of an instruction got that was confirmed and not refused. */
    Optional<PaymentState> reversalOf(InstructionId reversed) {
        return jdbc
                .query(
                        """
                        SELECT state FROM payment.payment
                         WHERE reverses = ? AND confirmed_at IS NOT NULL AND state <> 'REFUSED'
                        """,
                        (row, n) -> PaymentState.valueOf(row.getString(1)),
                        reversed.value())
                .stream()
                .findFirst();
    }

    /** How many payments are not ended, by state. */
    Map<PaymentState, Long> open() {
        var counts = new EnumMap<PaymentState, Long>(PaymentState.class);
        jdbc.query(
                "SELECT state, count(*) FROM payment.payment WHERE open GROUP BY state",
                row -> {
                    counts.put(PaymentState.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    private Map<InstructionId, Payment> select(Collection<InstructionId> ids, String suffix) {
        var found = new LinkedHashMap<InstructionId, Payment>();
        if (!ids.isEmpty()) {
            jdbc.query(
                    "SELECT " + COLUMNS + " FROM payment.payment WHERE id = ANY (?)" + suffix,
                    row -> {
                        var payment = payment(row);
                        found.put(payment.id(), payment);
                    },
                    (Object) ids.stream().map(InstructionId::value).toArray(UUID[]::new));
        }
        return found;
    }

    /** Of a row with these columns. */
    Payment payment(ResultSet row) throws SQLException {
        var subscriber = new SubscriberId(row.getObject("subscriber_id", UUID.class));
        String currency = row.getString("currency");
        String reason = row.getString("reason");
        var kind = PaymentKind.valueOf(row.getString("kind"));
        var sealed =
                SealedTerms.parse(personalData.openText(subscriber, row.getBytes("requisites")));
        return new Payment(
                new InstructionId(row.getObject("id", UUID.class)),
                subscriber,
                kind,
                new Terms(
                        sealed.payee(kind, row.getString("provider")),
                        row.getBytes("payee_index"),
                        new Money(row.getLong("amount"), currency),
                        new Money(row.getLong("fee"), currency),
                        row.getString("system"),
                        sealed.move()),
                new Origin(
                        row.getString("link"),
                        row.getString("short_code"),
                        Language.valueOf(row.getString("language")),
                        Brand.valueOf(row.getString("brand")),
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("partner")),
                PaymentState.valueOf(row.getString("state")),
                row.getInt("generation"),
                new Progress(
                        reason == null ? null : RefusalReason.valueOf(reason),
                        row.getString("topup_reference"),
                        row.getString("payment_number"),
                        instant(row, "confirmed_at"),
                        instant(row, "deadline"),
                        instant(row, "overdue_at"),
                        instant(row, "recalled_at"),
                        row.getObject("held_again", Integer.class)));
    }

    private byte[] seal(Payment payment) {
        return personalData.seal(payment.subscriber(), SealedTerms.of(payment.terms()).text());
    }

    private static @Nullable UUID reverses(Payment payment) {
        return payment.terms().payee() instanceof Payee.Advance advance
                ? advance.topUp().instruction().value()
                : null;
    }

    private static boolean isOpen(PaymentState state) {
        return state.kind() != PaymentState.Kind.ENDED;
    }

    private static @Nullable String name(@Nullable RefusalReason reason) {
        return reason == null ? null : reason.name();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private record Account(String iban, Payment payment) {}

    /** Rows turned into the arrays that one statement takes. */
    private record Columns<T>(List<T> rows) {
        <V extends @Nullable Object> V[] of(
                Function<Integer, V[]> array, Function<T, ? extends @Nullable V> value) {
            V[] column = array.apply(rows.size());
            for (int i = 0; i < column.length; i++) {
                column[i] = value.apply(rows.get(i));
            }
            return column;
        }
    }
}
