package kz.nusqau.partner;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Sendings and their recipients, in sets; all in the caller's transaction. */
@Component
final class SendingStore {

    private static final int AT_ONCE = 1_000;
    private static final double MILLIS = 1000.0;

    private final JdbcTemplate jdbc;
    private final String columns;

    SendingStore(JdbcTemplate jdbc, PartnerProperties properties) {
        this.jdbc = jdbc;
        this.columns =
                """
                id, partner, request_id, sender, texts, validity_seconds, state, parts, recipients,
                told, opened_at, cancelled_at,
                state = 'open' AND part_at <= clock_timestamp() - make_interval(secs => %s)
                """
                        .formatted(seconds(properties.partnerApi().partsWithin()));
    }

    /** A sending that begins. */
    record New(
            UUID id,
            String requestId,
            String sender,
            byte @Nullable [] texts,
            Duration validity,
            int recipients,
            int unsent) {}

    /**
     * A recipient to keep.
     *
     * @param text what was put into the outbox for it; null where it was refused
     */
    record NewRecipient(
            UUID sending, int place, @Nullable Text text, @Nullable RecipientRefusal refusal) {

        record Text(UUID message, SubscriberId to) {}
    }

    /** A recipient whose outcome isn't final. */
    record Underway(int place, UUID message, RecipientStatus status) {}

    /** What became of a recipient now. */
    record Step(int place, RecipientStatus status, @Nullable Instant at) {}

    /** What became of a recipient, for its partner. */
    record Outcome(int place, RecipientStatus status, @Nullable String reason, Instant at) {}

    void insert(String partner, List<New> sendings) {
        if (sendings.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO partner.sending (id, partner, request_id, sender, texts,
                    validity_seconds, state, parts, recipients, unsent, look_at)
                SELECT id, ?, request_id, sender, nullif(texts, ''), validity,
                       CASE WHEN texts = '' THEN 'sending' ELSE 'open' END, 1, recipients, unsent,
                       clock_timestamp() + recipients * make_interval(secs => ?)
                  FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::int[], ?::int[],
                              ?::int[])
                       AS n (id, request_id, sender, texts, validity, recipients, unsent)
                """,
                partner,
                seconds(SendingWatch.A_RECIPIENT),
                column(sendings, UUID[]::new, New::id),
                column(sendings, String[]::new, New::requestId),
                column(sendings, String[]::new, New::sender),
                column(sendings, byte[][]::new, it -> orEmpty(it.texts())),
                column(sendings, Integer[]::new, it -> (int) it.validity().toSeconds()),
                column(sendings, Integer[]::new, New::recipients),
                column(sendings, Integer[]::new, New::unsent));
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    /** Another part of a locked sending came: a look at its texts would find them unsent. */
    void extend(UUID sending, int recipients, int unsent, boolean last) {
        jdbc.update(
                """
                UPDATE partner.sending
                   SET parts = parts + 1, recipients = recipients + ?, unsent = unsent + ?,
                       part_at = clock_timestamp(),
                       look_at = least(look_at, clock_timestamp()
                                 + (recipients + ?) * make_interval(secs => ?)),
                       state = CASE WHEN ? THEN 'sending' ELSE state END,
                       texts = CASE WHEN ? THEN NULL ELSE texts END
                 WHERE id = ?
                """,
                recipients,
                unsent,
                recipients,
                seconds(SendingWatch.A_RECIPIENT),
                last,
                last,
                sending);
    }

    void addRecipients(List<NewRecipient> recipients) {
        if (recipients.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO partner.recipient (sending_id, place, subscriber_id, message_id, status,
                    reason)
                SELECT sending, place, subscriber, message,
                       CASE WHEN message IS NULL THEN 'refused' ELSE 'accepted' END, reason
                  FROM unnest(?::uuid[], ?::int[], ?::uuid[], ?::uuid[], ?::text[])
                       AS n (sending, place, subscriber, message, reason)
                """,
                column(recipients, UUID[]::new, NewRecipient::sending),
                column(recipients, Integer[]::new, NewRecipient::place),
                column(
                        recipients,
                        UUID[]::new,
                        it -> it.text() == null ? null : it.text().to().value()),
                column(
                        recipients,
                        UUID[]::new,
                        it -> it.text() == null ? null : it.text().message()),
                column(
                        recipients,
                        String[]::new,
                        it -> it.refusal() == null ? null : it.refusal().name()));
    }

    private static <T, V extends @Nullable Object> V[] column(
            List<T> rows, Function<Integer, V[]> array, Function<T, ? extends @Nullable V> value) {
        V[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    /** A partner's sending, locked until the transaction ends. */
    Optional<Sending> lock(String partner, Wish.Which which) {
        return find(partner, which, " FOR UPDATE");
    }

    Optional<Sending> find(String partner, Wish.Which which) {
        return find(partner, which, "");
    }

    private Optional<Sending> find(String partner, Wish.Which which, String lock) {
        String select = "SELECT " + columns + " FROM partner.sending WHERE partner = ? AND ";
        List<Sending> found =
                switch (which) {
                    case Wish.Which.ById(var id) ->
                            jdbc.query(
                                    select + "id = ?" + lock,
                                    (row, n) -> sending(row),
                                    partner,
                                    id);
                    case Wish.Which.ByRequest(var requestId) ->
                            jdbc.query(
                                    select
                                            + "request_id = ? ORDER BY opened_at DESC LIMIT 1"
                                            + lock,
                                    (row, n) -> sending(row),
                                    partner,
                                    requestId);
                };
        return found.stream().findFirst();
    }

    /** A sending that is to be looked at, locked; none that another node looks at. */
    Optional<Sending> lockDue() {
        return jdbc
                .query(
                        "SELECT "
                                + columns
                                + " FROM partner.sending WHERE state <> 'finished'"
                                + " AND look_at <= clock_timestamp()"
                                + " ORDER BY look_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                        (row, n) -> sending(row))
                .stream()
                .findFirst();
    }

    /** Sendings of a partner that are on their way and not cancelled. */
    List<UUID> running(String partner, int limit) {
        return jdbc.queryForList(
                "SELECT id FROM partner.sending WHERE partner = ? AND state <> 'finished'"
                        + " AND cancelled_at IS NULL LIMIT ?",
                UUID.class,
                partner,
                limit);
    }

    /** How many sendings of a partner wait for more parts. */
    int open(String partner) {
        return number(
                "SELECT count(*) FROM partner.sending WHERE partner = ? AND state = 'open'",
                partner);
    }

    /** How many recipients of a partner had no text with the SMSC when somebody last looked. */
    int unsent(String partner) {
        return number(
                "SELECT coalesce(sum(unsent), 0) FROM partner.sending"
                        + " WHERE partner = ? AND state <> 'finished'",
                partner);
    }

    private int number(String sql, String partner) {
        Integer number = jdbc.queryForObject(sql, Integer.class, partner);
        return number == null ? 0 : number;
    }

    /** To whom a sending goes already. */
    Set<SubscriberId> subscribers(UUID sending) {
        Set<SubscriberId> found = new HashSet<>();
        jdbc.query(
                "SELECT subscriber_id FROM partner.recipient"
                        + " WHERE sending_id = ? AND subscriber_id IS NOT NULL",
                row -> {
                    found.add(new SubscriberId(row.getObject(1, UUID.class)));
                },
                sending);
        return found;
    }

    /** How many recipients came to what, by sending. */
    Map<UUID, Map<RecipientStatus, Integer>> counts(Collection<UUID> sendings) {
        Map<UUID, Map<RecipientStatus, Integer>> counts = new HashMap<>();
        if (!sendings.isEmpty()) {
            jdbc.query(
                    "SELECT sending_id, status, count(*) FROM partner.recipient"
                            + " WHERE sending_id = ANY (?) GROUP BY sending_id, status",
                    row -> {
                        counts.computeIfAbsent(
                                        row.getObject(1, UUID.class),
                                        id -> new EnumMap<>(RecipientStatus.class))
                                .put(RecipientStatus.of(row.getString(2)), row.getInt(3));
                    },
                    (Object) sendings.toArray(UUID[]::new));
        }
        return counts;
    }

    List<Outcome> outcomes(UUID sending, int from, int limit) {
        return jdbc.query(
                "SELECT place, status, reason, at FROM partner.recipient"
                        + " WHERE sending_id = ? AND place >= ? ORDER BY place LIMIT ?",
                (row, n) ->
                        new Outcome(
                                row.getInt(1),
                                RecipientStatus.of(row.getString(2)),
                                row.getString(3),
                                row.getTimestamp(4).toInstant()),
                sending,
                from,
                limit);
    }

    /** Recipients of which something may still become, from a place on. */
    List<Underway> underway(UUID sending, int from, int limit) {
        return jdbc.query(
                "SELECT place, message_id, status FROM partner.recipient"
                        + " WHERE sending_id = ? AND place >= ? AND status IN ('accepted', 'sent')"
                        + " ORDER BY place LIMIT ?",
                (row, n) ->
                        new Underway(
                                row.getInt(1),
                                row.getObject(2, UUID.class),
                                RecipientStatus.of(row.getString(3))),
                sending,
                from,
                limit);
    }

    /** Texts that the SMSC doesn't have, as far as is known. */
    List<UUID> unsentTexts(UUID sending) {
        return jdbc.queryForList(
                "SELECT message_id FROM partner.recipient"
                        + " WHERE sending_id = ? AND status = 'accepted' ORDER BY place",
                UUID.class,
                sending);
    }

    void advance(UUID sending, List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                UPDATE partner.recipient r
                   SET status = n.status, at = coalesce(n.at, clock_timestamp())
                  FROM unnest(?::int[], ?::text[], ?::timestamptz[]) AS n (place, status, at)
                 WHERE r.sending_id = ? AND r.place = n.place
                """,
                column(steps, Integer[]::new, Step::place),
                column(steps, String[]::new, step -> step.status().word()),
                column(
                        steps,
                        String[]::new,
                        step -> step.at() == null ? null : step.at().toString()),
                sending);
    }

    /** What a look at a locked sending brought, and when the next one is due. */
    void looked(UUID sending, Sending.State state, int unsent, int told, Duration again) {
        jdbc.update(
                """
                UPDATE partner.sending
                   SET state = ?, unsent = ?, told = ?,
                       texts = CASE WHEN ? = 'open' THEN texts END,
                       finished_at = CASE WHEN ? = 'finished' THEN clock_timestamp() END,
                       look_at = clock_timestamp() + make_interval(secs => ?)
                 WHERE id = ?
                """,
                state.word(),
                unsent,
                told,
                state.word(),
                state.word(),
                seconds(again),
                sending);
    }

    /** A locked sending takes no more parts, and its texts were withdrawn. */
    void cancelled(UUID sending) {
        jdbc.update(
                """
                UPDATE partner.sending
                   SET state = 'sending', texts = NULL, cancelled_at = clock_timestamp(),
                       look_at = clock_timestamp()
                 WHERE id = ?
                """,
                sending);
    }

    /** Deletes some of what was finished longer ago; true while there may be more. */
    boolean deleteFinishedBefore(Duration age) {
        List<UUID> old =
                jdbc.queryForList(
                        "SELECT id FROM partner.sending WHERE state = 'finished'"
                                + " AND finished_at < clock_timestamp() - make_interval(secs => ?)"
                                + " ORDER BY finished_at LIMIT 1",
                        UUID.class,
                        seconds(age));
        for (UUID sending : old) {
            int deleted =
                    jdbc.update(
                            """
                            DELETE FROM partner.recipient WHERE sending_id = ? AND place IN (
                                SELECT place FROM partner.recipient WHERE sending_id = ? LIMIT ?)
                            """,
                            sending,
                            sending,
                            AT_ONCE);
            if (deleted == 0) {
                jdbc.update("DELETE FROM partner.sending WHERE id = ?", sending);
            }
        }
        return !old.isEmpty();
    }

    private static Sending sending(ResultSet row) throws SQLException {
        Timestamp cancelledAt = row.getTimestamp(12);
        return new Sending(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBytes(5),
                Duration.ofSeconds(row.getInt(6)),
                Sending.State.of(row.getString(7)),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                row.getTimestamp(11).toInstant(),
                Optional.ofNullable(cancelledAt).map(Timestamp::toInstant),
                row.getBoolean(13));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
