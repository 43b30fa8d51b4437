package kz.nusqau.reconciliation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.Patience;
import kz.nusqau.reconciliation.ImportOutcome.AnotherFile;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.reconciliation.ImportOutcome.Repeated;
import kz.nusqau.reconciliation.ImportOutcome.TooEarly;
import kz.nusqau.reconciliation.TakenFile.Source;
import kz.nusqau.shared.TimeOrderedId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes end-of-day files in, each once. A file is taken in by one transaction: what breaks off in
 * the middle leaves nothing behind and is simply done again.
 */
final class Imports {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(15);

    private final DayFiles dayFiles;
    private final DayFileStore store;
    private final Staging staging;
    private final Matching matching;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DataDirectory data;
    private final Clock clock;
    private final boolean unfinishedDays;

    Imports(
            DayFiles dayFiles,
            DayFileStore store,
            Matching matching,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            DataDirectory data,
            Clock clock,
            boolean unfinishedDays) {
        this.dayFiles = dayFiles;
        this.store = store;
        this.staging = new Staging(jdbc);
        this.matching = matching;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.data = data;
        this.clock = clock;
        this.unfinishedDays = unfinishedDays;
    }

    /** Takes in what somebody sends; fails with {@link MalformedFile}. */
    ImportOutcome upload(Day day, InputStream content, String who) {
        return taken(
                day,
                Source.UPLOAD,
                who,
                path -> {
                    try {
                        if (!DayFiles.copy(content, path)) {
                            throw new MalformedFile(
                                    0, "larger than " + DayFiles.LARGEST_BYTES + " bytes");
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /**
     * Takes in what the counterparty offers; fails with {@link MalformedFile} or {@link
     * kz.nusqau.counterparty.CounterpartyUnavailable}.
     */
    ImportOutcome fetch(Day day, String who) {
        return taken(
                day,
                Source.FETCH,
                who,
                path -> dayFiles.fetch(day.counterparty(), day.date(), path));
    }

    private interface Filling {
        void fill(Path path);
    }

    private ImportOutcome taken(Day day, Source source, String who, Filling filling) {
        var books = Books.of(day.counterparty(), dayFiles.format(day.counterparty()));
        if (!isOver(day.date())) {
            return new TooEarly();
        }
        Path path = path();
        try {
            filling.fill(path);
            return take(day, books, TakenFile.of(path, source, who));
        } finally {
            path.toFile().delete();
        }
    }

    boolean isOver(LocalDate day) {
        return unfinishedDays || day.isBefore(today());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Day.ZONE);
    }

    private Path path() {
        try {
            return Files.createTempFile(Files.createDirectories(folder()), "day-", ".file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return data.path().resolve("reconciliation");
    }

    private ImportOutcome take(Day day, Books books, TakenFile file) {
        long start = System.nanoTime();
        ImportOutcome outcome =
                Objects.requireNonNull(transaction.execute(status -> takeInTurn(day, books, file)));
        if (outcome instanceof Imported(DayFileView view)) {
            LOG.info(
                    "{}: {} lines, {} agree, {} breaks, {} earlier ones explained, in {} ms",
                    day,
                    view.lines(),
                    view.matched(),
                    view.breaks(),
                    view.resolved(),
                    (System.nanoTime() - start) / 1_000_000);
        }
        return outcome;
    }

    private ImportOutcome takeInTurn(Day day, Books books, TakenFile file) {
        Patience.with(jdbc, LONGEST_STATEMENT);
        store.inTurn(day.counterparty());
        Optional<DayFileView> earlier = store.of(day);
        if (earlier.isPresent()) {
            return earlier.get().digest().equals(file.digest())
                    ? new Repeated(earlier.get())
                    : new AnotherFile(earlier.get());
        }
        UUID id = TimeOrderedId.next();
        store.insert(id, day, file);
        staging.create();
        long lines = staging.fill(file.path(), books.reader(), day);
        store.complete(id, lines, matching.match(day, books, id));
        return new Imported(store.of(day).orElseThrow());
    }

    /** What a process that died left on the disk. */
    void removeLeftovers() {
        try (var left = Files.list(Files.createDirectories(folder()))) {
            left.forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
