package kz.nusqau.mailbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.platform.Node;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The SQL of nodes and leases. */
@Component
class LeaseTable {

    /** A heartbeat missed while the database itself came back is no death. */
    private static final int SESSION_GRACE_SECONDS = 2;

    private final JdbcTemplate jdbc;
    private final Node node;
    private final MailboxProperties properties;

    LeaseTable(JdbcTemplate jdbc, Node node, MailboxProperties properties) {
        this.jdbc = jdbc;
        this.node = node;
        this.properties = properties;
    }

    void create(String group, int count) {
        jdbc.update(
                "INSERT INTO mailbox.lease (lease_group, number)"
                        + " SELECT ?, n FROM generate_series(0, ? - 1) AS n ORDER BY n"
                        + " ON CONFLICT DO NOTHING",
                group,
                count);
    }

    void heartbeat(Collection<String> groups, Optional<NodeSession.Backend> session) {
        jdbc.update(
                """
                INSERT INTO mailbox.node AS n (id, name, lease_groups, session_pid, session_started)
                VALUES (?, ?, ?::text[], ?, ?)
                ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(),
                    lease_groups = excluded.lease_groups, session_pid = excluded.session_pid,
                    session_started = excluded.session_started
                """,
                node.id(),
                node.name(),
                groups.toArray(String[]::new),
                session.map(NodeSession.Backend::pid).orElse(null),
                session.map(NodeSession.Backend::startedAt).orElse(null));
    }

    /** The nodes that live: heard of lately, and not seen to end. */
    List<LiveNode> live() {
        return jdbc.query(
                """
                SELECT id, lease_groups FROM mailbox.node n
                 WHERE seen_at > clock_timestamp() - make_interval(secs => ?)
                   AND (session_pid IS NULL
                        OR seen_at > clock_timestamp() - make_interval(secs => ?)
                        OR EXISTS (SELECT FROM pg_stat_activity a
                                    WHERE a.pid = n.session_pid
                                      AND a.backend_start = n.session_started))
                """,
                (row, n) ->
                        new LiveNode(
                                row.getObject(1, UUID.class),
                                Set.of((String[]) row.getArray(2).getArray())),
                properties.nodeTimeout().toMillis() / 1000.0,
                SESSION_GRACE_SECONDS);
    }

    /** Ends what dead nodes left open: their sessions died when they were last seen. */
    void bury(Set<UUID> live) {
        UUID[] ids = live.toArray(UUID[]::new);
        jdbc.update(
                """
                UPDATE mailbox.link_session s
                   SET closed_at = greatest(s.opened_at, coalesce(
                           (SELECT n.seen_at FROM mailbox.node n WHERE n.id = s.node),
                           clock_timestamp()))
                 WHERE s.closed_at IS NULL AND s.node <> ALL (?)
                """,
                (Object) ids);
        jdbc.update("DELETE FROM mailbox.node WHERE id <> ALL (?)", (Object) ids);
    }

    List<Lease> leases(Collection<String> groups) {
        return jdbc.query(
                "SELECT lease_group, number, node, epoch FROM mailbox.lease"
                        + " WHERE lease_group = ANY (?) ORDER BY lease_group, number",
                (row, n) ->
                        new Lease(
                                row.getString(1),
                                row.getInt(2),
                                row.getObject(3, UUID.class),
                                row.getLong(4)),
                (Object) groups.toArray(String[]::new));
    }

    /** Takes leases over, unless somebody else was quicker; returns those that are ours now. */
    Set<Lease> take(Collection<Lease> wanted) {
        return change(wanted, node.id());
    }

    Set<Lease> release(Collection<Lease> held) {
        return change(held, null);
    }

    private Set<Lease> change(Collection<Lease> leases, @Nullable UUID holder) {
        if (leases.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.query(
                        """
                        UPDATE mailbox.lease l SET node = ?::uuid, epoch = l.epoch + 1
                          FROM unnest(?::text[], ?::int[], ?::bigint[])
                            AS w (lease_group, number, epoch)
                         WHERE l.lease_group = w.lease_group AND l.number = w.number
                           AND l.epoch = w.epoch
                        RETURNING l.lease_group, l.number, l.node, l.epoch
                        """,
                        (row, n) ->
                                new Lease(
                                        row.getString(1),
                                        row.getInt(2),
                                        row.getObject(3, UUID.class),
                                        row.getLong(4)),
                        holder,
                        Columns.texts(leases, Lease::group),
                        Columns.ints(leases, Lease::number),
                        Columns.longs(leases, Lease::epoch)));
    }

    /** This node ends in order: others needn't wait for its silence. */
    void leave() {
        jdbc.update(
                "UPDATE mailbox.lease SET node = NULL, epoch = epoch + 1 WHERE node = ?",
                node.id());
        jdbc.update(
                "UPDATE mailbox.link_session SET closed_at = clock_timestamp()"
                        + " WHERE node = ? AND closed_at IS NULL",
                node.id());
        jdbc.update("DELETE FROM mailbox.node WHERE id = ?", node.id());
    }

    record LiveNode(UUID id, Set<String> groups) {}

    record Lease(String group, int number, @Nullable UUID node, long epoch) {}
}
