package kz.nusqau.simulator.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    record Entry(String what, Instant at) {}

    private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir Path directory;

    @Test
    void readsBackWhatWasAppended() {
        var file = directory.resolve("books/billing.journal");
        try (var journal = Journal.open(file, Entry.class, entry -> {})) {
            journal.append(new Entry("first\nline", AT));
            journal.append(new Entry("екінші", AT));
        }

        assertThat(reopened(file))
                .containsExactly(new Entry("first\nline", AT), new Entry("екінші", AT));
    }

    @Test
    void cutsOffALineThatDeathTore() throws Exception {
        var file = directory.resolve("billing.journal");
        try (var journal = Journal.open(file, Entry.class, entry -> {})) {
            journal.append(new Entry("whole", AT));
        }
        Files.writeString(file, "{\"what\":\"to", StandardOpenOption.APPEND);

        try (var journal = Journal.open(file, Entry.class, entry -> {})) {
            journal.append(new Entry("next", AT));
        }

        assertThat(reopened(file)).extracting(Entry::what).containsExactly("whole", "next");
    }

    @Test
    void refusesBooksThatAreInUse() {
        var file = directory.resolve("billing.journal");
        try (var journal = Journal.open(file, Entry.class, entry -> {})) {
            journal.append(new Entry("first", AT));

            assertThatIllegalStateException()
                    .isThrownBy(() -> Journal.open(file, Entry.class, entry -> {}))
                    .withMessageContaining(file.toString());
        }
    }

    private static List<Entry> reopened(Path file) {
        var entries = new ArrayList<Entry>();
        Journal.open(file, Entry.class, entries::add).close();
        return entries;
    }
}
