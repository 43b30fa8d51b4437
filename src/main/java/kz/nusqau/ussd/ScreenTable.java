package kz.nusqau.ussd;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Screens on their way out, with what is to be done should they not arrive. */
@Component
class ScreenTable {

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;

    ScreenTable(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    void add(Collection<Screen> screens) {
        jdbc.batchUpdate(
                "INSERT INTO ussd.screen (message, subscriber, link, smpp_session, session_info,"
                        + " address, ends, sealed_text, sender, instruction)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                screens.stream().map(this::row).toList());
    }

    Map<UUID, Screen> of(Collection<UUID> messages) {
        var found = new HashMap<UUID, Screen>();
        jdbc.query(
                "SELECT * FROM ussd.screen WHERE message = ANY (?)",
                row -> {
                    var screen = screen(row);
                    found.put(screen.message(), screen);
                },
                (Object) messages.toArray(UUID[]::new));
        return found;
    }

    /** Takes it away, so that what leaves instead leaves once. */
    Optional<Screen> take(UUID message) {
        List<Screen> taken =
                jdbc.query(
                        "DELETE FROM ussd.screen WHERE message = ? RETURNING *",
                        (row, n) -> screen(row),
                        message);
        return taken.stream().findFirst();
    }

    int forget(Duration after) {
        return jdbc.update(
                "DELETE FROM ussd.screen WHERE made_at < clock_timestamp()"
                        + " - make_interval(secs => ?)",
                after.toSeconds());
    }

    private Object[] row(Screen screen) {
        var text = screen.instead();
        var instruction = text == null ? null : text.instruction();
        return new Object[] {
            screen.message(),
            screen.subscriber().value(),
            screen.link(),
            screen.session(),
            screen.sessionInfo(),
            screen.address(),
            screen.ends(),
            text == null ? null : personalData.seal(screen.subscriber(), text.text()),
            text == null ? null : text.sender(),
            instruction == null ? null : instruction.value()
        };
    }

    private Screen screen(ResultSet row) throws SQLException {
        var subscriber = new SubscriberId(row.getObject("subscriber", UUID.class));
        return new Screen(
                row.getObject("message", UUID.class),
                subscriber,
                row.getString("link"),
                row.getObject("smpp_session", UUID.class),
                row.getBytes("session_info"),
                row.getString("address"),
                row.getBoolean("ends"),
                instead(row, subscriber));
    }

    private @Nullable OutboundText instead(ResultSet row, SubscriberId subscriber)
            throws SQLException {
        byte[] sealed = row.getBytes("sealed_text");
        if (sealed == null) {
            return null;
        }
        var instruction = row.getObject("instruction", UUID.class);
        return new OutboundText(
                TimeOrderedId.next(),
                subscriber,
                row.getString("link"),
                row.getString("sender"),
                personalData.openText(subscriber, sealed),
                Priority.REPLY,
                null,
                instruction == null ? null : new InstructionId(instruction));
    }
}
