package kz.nusqau.failedmessages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.failedmessages.FailedMessageStore.SealedPayload;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of proposed edits. */
@Component
class EditStore {

    private static final String EDITS =
            """
            select e.id as edit, e.state as edit_state, e.reference as digest, e.proposed_by,
                e.reason, e.proposed_at, e.decided_by, e.decision, e.decided_at, e.new_version, m.*
            from failedmessages.edit e
            join failedmessages.failed_message m on m.id = e.failed_message
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final FailedMessageStore messages;

    EditStore(JdbcTemplate jdbc, FailedMessageStore messages) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.messages = messages;
    }

    void propose(
            UUID id,
            UUID message,
            SealedPayload body,
            String reference,
            String who,
            String reason) {
        jdbc.update(
                "insert into failedmessages.edit (id, failed_message, body, body_owner, reference,"
                        + " proposed_by, reason) values (?, ?, ?, ?, ?, ?, ?)",
                id,
                message,
                body.bytes(),
                body.owner().value(),
                reference,
                who,
                reason);
    }

    Optional<EditView> find(UUID id) {
        return client.sql(EDITS + " where e.id = ?")
                .param(id)
                .query((row, number) -> view(row))
                .optional();
    }

    /** Of one message, newest first. */
    List<EditView> of(UUID message) {
        return client.sql(EDITS + " where e.failed_message = ? order by e.proposed_at desc")
                .param(message)
                .query((row, number) -> view(row))
                .list();
    }

    /** That wait for a decision, the oldest first. */
    List<EditView> open(int limit) {
        return client.sql(EDITS + " where e.state = 'open' order by e.proposed_at limit ?")
                .param(limit)
                .query((row, number) -> view(row))
                .list();
    }

    Optional<UUID> openOf(UUID message) {
        return client.sql(
                        "select id from failedmessages.edit"
                                + " where failed_message = ? and state = 'open'")
                .param(message)
                .query(UUID.class)
                .optional();
    }

    SealedPayload body(UUID id) {
        return client.sql("select body, body_owner from failedmessages.edit where id = ?")
                .param(id)
                .query(
                        (row, number) ->
                                new SealedPayload(
                                        new SubscriberId(row.getObject(2, UUID.class)),
                                        row.getBytes(1)))
                .single();
    }

    /** Whether it waited for that. */
    boolean decide(
            UUID id, EditView.State state, String who, String why, @Nullable UUID newVersion) {
        return jdbc.update(
                        "update failedmessages.edit set state = ?, decided_by = ?, decision = ?,"
                                + " decided_at = clock_timestamp(), new_version = ?"
                                + " where id = ? and state = 'open'",
                        state.word(),
                        who,
                        why,
                        newVersion,
                        id)
                == 1;
    }

    /** The message is moved on otherwise, in the caller's transaction: nobody decides any more. */
    void voidOpen(UUID message, String why) {
        voidOpen(List.of(message), why);
    }

    /** The same of several. */
    void voidOpen(Collection<UUID> several, String why) {
        client.sql(
                        "select id, failed_message from failedmessages.edit"
                                + " where failed_message = any (?) and state = 'open' order by id")
                .param(several.toArray(UUID[]::new))
                .query(
                        (row, number) ->
                                Map.entry(
                                        row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .forEach(
                        open -> {
                            UUID id = open.getKey();
                            decide(id, EditView.State.VOID, "hub", why, null);
                            messages.act(open.getValue(), "hub", "edit-void", why, id.toString());
                        });
    }

    private static EditView view(ResultSet row) throws SQLException {
        return new EditView(
                row.getObject("edit", UUID.class),
                FailedMessageStore.view(row),
                EditView.State.of(row.getString("edit_state")),
                row.getString("digest"),
                row.getString("proposed_by"),
                row.getString("reason"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getString("decided_by"),
                row.getString("decision"),
                instant(row),
                row.getObject("new_version", UUID.class));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject("decided_at", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
