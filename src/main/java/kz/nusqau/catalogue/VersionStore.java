package kz.nusqau.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of versions. */
@Component
class VersionStore implements Published {

    private static final RowMapper<CatalogueVersion> VERSION = (row, n) -> version(row);

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    VersionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    @Override
    public Map<CatalogueDocument, List<Integer>> numbers() {
        var numbers = new EnumMap<CatalogueDocument, List<Integer>>(CatalogueDocument.class);
        jdbc.query(
                "select document, number from catalogue.version where published is not null"
                        + " order by published desc",
                row -> {
                    int number = row.getInt(2);
                    // What a later release calls a document is none of ours.
                    CatalogueDocument.of(row.getString(1))
                            .ifPresent(
                                    document ->
                                            numbers.computeIfAbsent(
                                                            document, none -> new ArrayList<>())
                                                    .add(number));
                });
        return numbers;
    }

    @Override
    public SourceText text(CatalogueDocument document, int number) {
        return SourceText.of(
                document,
                number,
                client.sql("select text from catalogue.version where document = ? and number = ?")
                        .param(document.word())
                        .param(number)
                        .query(String.class)
                        .single());
    }

    /** One decision after the other, over all documents: they hold together. */
    void inTurn() {
        jdbc.execute("lock table catalogue.version in share row exclusive mode");
    }

    Optional<CatalogueVersion> find(CatalogueDocument document, int number) {
        return client.sql("select * from catalogue.version where document = ? and number = ?")
                .param(document.word())
                .param(number)
                .query(VERSION)
                .optional();
    }

    /** The latest first. */
    List<CatalogueVersion> of(CatalogueDocument document) {
        return client.sql("select * from catalogue.version where document = ? order by number desc")
                .param(document.word())
                .query(VERSION)
                .list();
    }

    Optional<CatalogueVersion> open(CatalogueDocument document) {
        return client.sql(
                        "select * from catalogue.version where document = ?"
                                + " and state in ('draft', 'proposed')")
                .param(document.word())
                .query(VERSION)
                .optional();
    }

    /** That wait for a second person, the oldest first; one of a document at most. */
    List<CatalogueVersion> proposed() {
        return client.sql(
                        "select * from catalogue.version where state = 'proposed'"
                                + " order by proposed_at")
                .query(VERSION)
                .list();
    }

    int draft(
            CatalogueDocument document,
            String text,
            String shipped,
            @Nullable Integer restores,
            String who) {
        return client.sql(
                        """
                        insert into catalogue.version
                            (document, number, text, digest, shipped, restores, drafted_by)
                        select :document, coalesce(max(number), 0) + 1, :text, :digest, :shipped,
                            cast(:restores as integer), :who
                        from catalogue.version where document = :document
                        returning number
                        """)
                .param("document", document.word())
                .param("text", text)
                .param("digest", SourceText.digest(text))
                .param("shipped", shipped)
                .param("restores", restores)
                .param("who", who)
                .query(Integer.class)
                .single();
    }

    void rewrite(CatalogueVersion draft, String text) {
        jdbc.update(
                "update catalogue.version set text = ?, digest = ?, restores = null,"
                        + " drafted_at = clock_timestamp() where document = ? and number = ?",
                text,
                SourceText.digest(text),
                draft.document().word(),
                draft.number());
    }

    void propose(CatalogueVersion draft, String reason) {
        jdbc.update(
                "update catalogue.version set state = 'proposed', reason = ?,"
                        + " proposed_at = clock_timestamp() where document = ? and number = ?",
                reason,
                draft.document().word(),
                draft.number());
    }

    void decide(CatalogueVersion version, CatalogueVersion.State state, String who, String why) {
        jdbc.update(
                """
                update catalogue.version set state = ?, decided_by = ?, decision = ?,
                    decided_at = clock_timestamp(),
                    published = case when ? = 'published'
                        then (select coalesce(max(published), 0) + 1 from catalogue.version) end
                where document = ? and number = ?
                """,
                state.word(),
                who,
                why,
                state.word(),
                version.document().word(),
                version.number());
    }

    private static CatalogueVersion version(ResultSet row) throws SQLException {
        return new CatalogueVersion(
                CatalogueDocument.of(row.getString("document")).orElseThrow(),
                row.getInt("number"),
                CatalogueVersion.State.of(row.getString("state")),
                row.getString("digest"),
                row.getString("shipped"),
                row.getObject("restores", Integer.class),
                row.getString("drafted_by"),
                row.getObject("drafted_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                instant(row, "proposed_at"),
                row.getString("decided_by"),
                row.getString("decision"),
                instant(row, "decided_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
