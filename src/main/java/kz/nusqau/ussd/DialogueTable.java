package kz.nusqau.ussd;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.ussd.UssdDialogue.Awaits;
import kz.nusqau.ussd.UssdDialogue.Question;
import kz.nusqau.ussd.UssdDialogue.Said;
import kz.nusqau.ussd.UssdDialogue.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The dialogues; what was typed is sealed. */
@Component
class DialogueTable {

    /** Nothing that is typed and right has it: dialled codes have it between their arguments. */
    private static final String BETWEEN = "*";

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;

    DialogueTable(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** Those there are, held until the caller's transaction ends. */
    Map<SubscriberId, UssdDialogue> lock(Collection<SubscriberId> subscribers) {
        var found = new HashMap<SubscriberId, UssdDialogue>();
        jdbc.query(
                "SELECT * FROM ussd.dialogue WHERE subscriber = ANY (?) ORDER BY subscriber"
                        + " FOR UPDATE",
                row -> {
                    var dialogue = dialogue(row);
                    found.put(dialogue.subscriber(), dialogue);
                },
                (Object) subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new));
        return found;
    }

    /** Those that wait for the conversation for so long; what others hold is left to them. */
    List<UssdDialogue> late(Duration wait, int most) {
        return jdbc.query(
                "SELECT * FROM ussd.dialogue WHERE state = 'WORKING'"
                        + " AND since <= clock_timestamp() - make_interval(secs => ?)"
                        + " ORDER BY since LIMIT ? FOR UPDATE SKIP LOCKED",
                (row, n) -> dialogue(row),
                wait.toMillis() / 1000.0,
                most);
    }

    void save(Collection<UssdDialogue> dialogues) {
        jdbc.batchUpdate(
                "INSERT INTO ussd.dialogue (subscriber, link, smpp_session, session_info,"
                        + " session_key, address, code, language, sealed_answers, state, awaits,"
                        + " entry, sealed_said, said_to, asks_about, sealed_question, since, menus)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (subscriber) DO UPDATE SET link = excluded.link,"
                        + " smpp_session = excluded.smpp_session,"
                        + " session_info = excluded.session_info,"
                        + " session_key = excluded.session_key, address = excluded.address,"
                        + " code = excluded.code, language = excluded.language,"
                        + " sealed_answers = excluded.sealed_answers, state = excluded.state,"
                        + " awaits = excluded.awaits, entry = excluded.entry,"
                        + " sealed_said = excluded.sealed_said, said_to = excluded.said_to,"
                        + " asks_about = excluded.asks_about,"
                        + " sealed_question = excluded.sealed_question,"
                        + " since = excluded.since, menus = excluded.menus",
                dialogues.stream().map(this::row).toList());
    }

    /** Those nobody can take up any more. */
    int forget(Duration after) {
        return jdbc.update(
                "DELETE FROM ussd.dialogue WHERE state <> 'WORKING'"
                        + " AND since < clock_timestamp() - make_interval(secs => ?)",
                after.toSeconds());
    }

    private Object[] row(UssdDialogue dialogue) {
        var subscriber = dialogue.subscriber();
        var said = dialogue.said();
        var question = dialogue.question();
        return new Object[] {
            subscriber.value(),
            dialogue.link(),
            dialogue.session(),
            dialogue.sessionInfo(),
            dialogue.sessionKey(),
            dialogue.address(),
            dialogue.code(),
            dialogue.language().name(),
            personalData.seal(subscriber, String.join(BETWEEN, dialogue.answers())),
            dialogue.state().name(),
            dialogue.awaits().name(),
            said == null ? null : said.entry(),
            said == null ? null : personalData.seal(subscriber, said.text()),
            said == null ? null : said.shortCode(),
            question == null ? null : question.about().value(),
            question == null ? null : personalData.seal(subscriber, question.screen()),
            Timestamp.from(dialogue.since()),
            dialogue.menus()
        };
    }

    private UssdDialogue dialogue(ResultSet row) throws SQLException {
        var subscriber = new SubscriberId(row.getObject("subscriber", UUID.class));
        String answers = personalData.openText(subscriber, row.getBytes("sealed_answers"));
        return new UssdDialogue(
                subscriber,
                row.getString("link"),
                row.getObject("smpp_session", UUID.class),
                row.getBytes("session_info"),
                row.getString("session_key"),
                row.getString("address"),
                row.getString("code"),
                Language.valueOf(row.getString("language")),
                answers.isEmpty() ? List.of() : List.of(answers.split("\\*", -1)),
                row.getString("menus"),
                State.valueOf(row.getString("state")),
                Awaits.valueOf(row.getString("awaits")),
                said(row, subscriber),
                question(row, subscriber),
                row.getTimestamp("since").toInstant());
    }

    private @Nullable Said said(ResultSet row, SubscriberId subscriber) throws SQLException {
        long entry = row.getLong("entry");
        return row.wasNull()
                ? null
                : new Said(
                        entry,
                        personalData.openText(subscriber, row.getBytes("sealed_said")),
                        row.getString("said_to"));
    }

    private @Nullable Question question(ResultSet row, SubscriberId subscriber)
            throws SQLException {
        var about = row.getObject("asks_about", UUID.class);
        return about == null
                ? null
                : new Question(
                        new InstructionId(about),
                        personalData.openText(subscriber, row.getBytes("sealed_question")));
    }
}
