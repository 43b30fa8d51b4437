package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import kz.nusqau.payment.SagaTable.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole table of the saga: every state with every event. */
class PaymentSagaTest {

    private static final Path DOCS = Path.of("src/docs/payment-saga.md");
    private static final String START = "<!-- generated -->\n";
    private static final String END = "<!-- end -->";

    private final SagaTable table = SagaTable.complete();

    /**
     * The page is the table that people agreed on; {@code -Dnusqau.docs=write} writes it anew, and
     * the difference is what a reviewer looks at.
     */
    @Test
    void isWhatTheDocsSay() throws IOException {
        String page = Files.readString(DOCS);
        int start = page.indexOf(START) + START.length();
        String generated = "\n" + table.mermaid() + "\n" + table.markdown() + "\n";
        String fresh = page.substring(0, start) + generated + page.substring(page.indexOf(END));

        if ("write".equals(System.getProperty("nusqau.docs"))) {
            Files.writeString(DOCS, fresh);
        }

        assertThat(fresh).isEqualTo(Files.readString(DOCS));
    }

    @Test
    void nothingLeavesAnEnd() {
        assertThat(table.transitions())
                .extracting(row -> row.state().kind())
                .doesNotContain(PaymentState.Kind.ENDED);
    }

    @Test
    void everyStateIsReachedAndEveryWaitHasAnEnd() {
        Set<PaymentState> reached = EnumSet.of(PaymentState.PROPOSED);
        table.transitions().forEach(row -> reached.add(row.then().orElseThrow().to()));
        assertThat(reached).containsExactlyInAnyOrder(PaymentState.values());

        for (PaymentState state : PaymentState.values()) {
            if (state.kind() != PaymentState.Kind.ENDED && state != PaymentState.OWED) {
                assertThat(endsFrom(state)).as("ends from %s", state).isNotEmpty();
            }
        }
    }

    @Test
    @Tag("R-INS-4")
    void anUnknownAnswerChangesNothing() {
        assertThat(table.rows())
                .filteredOn(row -> row.event().endsWith(" unknown"))
                .allMatch(row -> row.then().isEmpty());
    }

    @Test
    @Tag("R-INS-4")
    void whatActsHasAskedForTheStepItWaitsFor() {
        for (Row row : table.transitions()) {
            Transition then = row.then().orElseThrow();
            if (then.to().kind() == PaymentState.Kind.ACTING) {
                assertThat(PaymentSaga.stepOf(then.to()))
                        .as("%s on %s", row.state(), row.event())
                        .contains(then.ask());
            } else {
                assertThat(then.ask()).as("%s on %s", row.state(), row.event()).isNull();
            }
        }
    }

    @Test
    void aReviewIsTakenUpWhereItStopped() {
        for (PaymentState state : PaymentState.values()) {
            if (state.kind() == PaymentState.Kind.ACTING) {
                Row stuck =
                        table.rows().stream()
                                .filter(row -> row.state() == state)
                                .filter(row -> row.event().endsWith(" stuck"))
                                .filter(row -> row.then().isPresent())
                                .findFirst()
                                .orElseThrow();
                PaymentState review = stuck.then().orElseThrow().to();
                assertThat(review.kind()).isEqualTo(PaymentState.Kind.REVIEW);
                assertThat(PaymentSaga.stepOf(review)).isEqualTo(PaymentSaga.stepOf(state));
            }
        }
    }

    private Set<PaymentState> endsFrom(PaymentState start) {
        Set<PaymentState> seen = EnumSet.of(start);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Row row : table.transitions()) {
                grew |= seen.contains(row.state()) && seen.add(row.then().orElseThrow().to());
            }
        }
        seen.removeIf(state -> state.kind() != PaymentState.Kind.ENDED);
        return seen;
    }
}
