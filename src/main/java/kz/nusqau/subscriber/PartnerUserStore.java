package kz.nusqau.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PartnerUser.Notifications;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The rows of partners' users, and of what was done with them. */
@Component
final class PartnerUserStore {

    private static final String SELECT =
            "SELECT id, partner, subscriber_id, level, may_be_told, notifications,"
                    + " blocked_at IS NOT NULL FROM subscriber.partner_user ";

    private final JdbcTemplate jdbc;

    PartnerUserStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<PartnerUserId, PartnerUser> find(
            String partner, Collection<PartnerUserId> ids, boolean lock) {
        Map<PartnerUserId, PartnerUser> found = new HashMap<>();
        jdbc.query(
                SELECT
                        + "WHERE partner = ? AND id = ANY (?) ORDER BY id"
                        + (lock ? " FOR UPDATE" : ""),
                row -> {
                    PartnerUser user = user(row);
                    found.put(user.id(), user);
                },
                partner,
                ids.stream().map(PartnerUserId::value).toArray(UUID[]::new));
        return found;
    }

    Optional<PartnerUser> of(String partner, SubscriberId subscriber) {
        return jdbc
                .query(
                        SELECT + "WHERE partner = ? AND subscriber_id = ?",
                        (row, n) -> user(row),
                        partner,
                        subscriber.value())
                .stream()
                .findFirst();
    }

    /** A user with full access who isn't blocked. */
    boolean hasAnybodyInCharge(String partner) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "SELECT EXISTS (SELECT FROM subscriber.partner_user WHERE partner = ?"
                                + " AND level = 'full' AND blocked_at IS NULL)",
                        Boolean.class,
                        partner));
    }

    void insert(PartnerUser user) {
        jdbc.update(
                "INSERT INTO subscriber.partner_user (id, partner, subscriber_id, level,"
                        + " may_be_told, notifications) VALUES (?, ?, ?, ?, ?, ?)",
                user.id().value(),
                user.partner(),
                user.subscriber().value(),
                word(user.level()),
                user.mayBeTold(),
                word(user.notifications()));
    }

    void update(PartnerUser user) {
        jdbc.update(
                """
                UPDATE subscriber.partner_user
                   SET level = ?, may_be_told = ?, notifications = ?,
                       blocked_at = CASE WHEN ? THEN coalesce(blocked_at, clock_timestamp()) END
                 WHERE id = ?
                """,
                word(user.level()),
                user.mayBeTold(),
                word(user.notifications()),
                user.blocked(),
                user.id().value());
    }

    /**
     * Records an act.
     *
     * @param refused why it was not done, null where it was
     */
    void record(
            String partner,
            Actor by,
            PartnerUserId user,
            String channel,
            String act,
            @Nullable String refused) {
        jdbc.update(
                "INSERT INTO subscriber.partner_user_act (partner, by_user, user_id, channel, act,"
                        + " refused) VALUES (?, ?, ?, ?, ?, ?)",
                partner,
                by instanceof Actor.User(var id) ? id.value() : null,
                user.value(),
                channel,
                act,
                refused);
    }

    private static PartnerUser user(ResultSet row) throws SQLException {
        return new PartnerUser(
                new PartnerUserId(row.getObject(1, UUID.class)),
                row.getString(2),
                new SubscriberId(row.getObject(3, UUID.class)),
                AccessLevel.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getBoolean(5),
                Notifications.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                row.getBoolean(7));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
