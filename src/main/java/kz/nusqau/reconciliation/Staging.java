package kz.nusqau.reconciliation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables that live as long as the transaction: {@code theirs} with the lines of the file,
 * {@code ours} with the entries of the ledger, {@code sought} with references to look up.
 */
final class Staging {

    private final JdbcTemplate jdbc;

    Staging(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void create() {
        jdbc.execute("set local work_mem = '96MB'");
        jdbc.execute("set local temp_buffers = '64MB'");
        jdbc.execute(
                """
                create temp table theirs (line int, reference text collate "C", own text,
                    state text, amount bigint, currency text, moved bigint, at timestamptz,
                    turn int default 1)
                    on commit drop
                """);
        jdbc.execute(
                """
                create temp table ours (reference text collate "C", state_then text,
                    state_now text, amount bigint, currency text, at_then timestamptz,
                    at_now timestamptz, that_day boolean, turn int default 1) on commit drop
                """);
        jdbc.execute("create temp table sought (reference text collate \"C\") on commit drop");
    }

    /** Copies the file's lines; returns how many there are. */
    long fill(Path file, FileReader reader, Day day) {
        Long lines =
                jdbc.execute(
                        (ConnectionCallback<Long>)
                                connection ->
                                        copy(
                                                connection.unwrap(PGConnection.class),
                                                file,
                                                reader,
                                                day));
        jdbc.execute("analyze theirs");
        return lines == null ? 0 : lines;
    }

    private static long copy(PGConnection connection, Path file, FileReader reader, Day day)
            throws SQLException {
        CopyIn copy =
                connection
                        .getCopyAPI()
                        .copyIn(
                                "copy theirs (line, reference, own, state, amount, currency, moved, at)"
                                        + " from stdin");
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var rows = new Rows(copy);
            reader.read(text, day.counterparty(), day.date(), rows);
            rows.flush();
            return copy.endCopy();
        } catch (IOException e) {
            throw new MalformedFile(0, "the file is no text: " + e.getMessage(), e);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Turns lines into the text form of COPY; no value holds what would have to be escaped. */
    private static final class Rows implements Consumer<FileLine> {

        private static final int FULL = 1 << 16;

        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder(FULL + 1_024);

        Rows(CopyIn copy) {
            this.copy = copy;
        }

        @Override
        public void accept(FileLine line) {
            Long moved = line.moved();
            text.append(line.number()).append('\t');
            text.append(line.reference()).append('\t');
            text.append(line.own()).append('\t');
            text.append(line.state()).append('\t');
            text.append(line.amount().minor()).append('\t');
            text.append(line.amount().currency()).append('\t');
            text.append(moved == null ? "\\N" : moved.toString()).append('\t');
            text.append(line.at()).append('\n');
            if (text.length() > FULL) {
                flush();
            }
        }

        void flush() {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException("the database ended the copy", e));
            }
            text.setLength(0);
        }
    }
}
