package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import kz.nusqau.payment.SagaTable.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole table of the saga, kind by kind: every state with every event. */
class PaymentSagaTest {

    private static final Path DOCS = Path.of("src/docs/sagas.md");
    private static final String START = "<!-- generated -->\n";
    private static final String END = "<!-- end -->";

    /**
     * The page is the table that people agreed on; {@code -Dnusqau.docs=write} writes it anew, and
     * the difference is what a reviewer looks at.
     */
    @Test
    void isWhatTheDocsSay() throws IOException {
        String page = Files.readString(DOCS);
        int start = page.indexOf(START) + START.length();
        String generated =
                Arrays.stream(PaymentKind.values())
                        .map(SagaTable::of)
                        .map(PaymentSagaTest::section)
                        .collect(Collectors.joining());
        String fresh = page.substring(0, start) + generated + page.substring(page.indexOf(END));

        if ("write".equals(System.getProperty("nusqau.docs"))) {
            Files.writeString(DOCS, fresh);
        }

        assertThat(fresh).isEqualTo(Files.readString(DOCS));
    }

    private static String section(SagaTable table) {
        return "\n## %s\n\n%s\n%s\n".formatted(table.kind(), table.mermaid(), table.markdown());
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeavesAnEnd(PaymentKind kind) {
        assertThat(SagaTable.of(kind).transitions())
                .extracting(row -> row.state().kind())
                .doesNotContain(PaymentState.Kind.ENDED);
    }

    @ParameterizedTest
    @EnumSource
    void everyWaitHasAnEnd(PaymentKind kind) {
        for (PaymentState state : reached(kind)) {
            if (state.kind() != PaymentState.Kind.ENDED) {
                assertThat(endsFrom(kind, state)).as("ends from %s", state).isNotEmpty();
            }
        }
    }

    @Test
    void everyStateIsReachedByAKind() {
        Set<PaymentState> reached = EnumSet.noneOf(PaymentState.class);
        for (PaymentKind kind : PaymentKind.values()) {
            reached.addAll(reached(kind));
        }

        assertThat(reached).containsExactlyInAnyOrder(PaymentState.values());
    }

    private static Set<PaymentState> reached(PaymentKind kind) {
        return from(kind, PaymentState.PROPOSED);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("R-INS-4")
    void anUnknownAnswerChangesNothing(PaymentKind kind) {
        assertThat(SagaTable.of(kind).rows())
                .filteredOn(row -> row.event().endsWith(" unknown"))
                .allMatch(row -> row.then().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("R-INS-4")
    void whatActsHasAskedForTheStepItWaitsFor(PaymentKind kind) {
        for (Row row : SagaTable.of(kind).transitions()) {
            Transition then = row.then().orElseThrow();
            if (then.to().kind() == PaymentState.Kind.ACTING) {
                assertThat(Step.awaitedIn(then.to()))
                        .as("%s on %s", row.state(), row.event())
                        .contains(then.ask());
            } else {
                assertThat(then.ask()).as("%s on %s", row.state(), row.event()).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReviewIsTakenUpWhereItStopped(PaymentKind kind) {
        SagaTable table = SagaTable.of(kind);
        for (PaymentState state : reached(kind)) {
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
                assertThat(Step.awaitedIn(review)).isEqualTo(Step.awaitedIn(state));
            }
        }
    }

    private static Set<PaymentState> endsFrom(PaymentKind kind, PaymentState start) {
        Set<PaymentState> seen = from(kind, start);
        seen.removeIf(state -> state.kind() != PaymentState.Kind.ENDED);
        return seen;
    }

    private static Set<PaymentState> from(PaymentKind kind, PaymentState start) {
        SagaTable table = SagaTable.of(kind);
        Set<PaymentState> seen = EnumSet.of(start);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Row row : table.transitions()) {
                grew |= seen.contains(row.state()) && seen.add(row.then().orElseThrow().to());
            }
        }
        return seen;
    }
}
