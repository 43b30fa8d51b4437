package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfterCommitTest {

    private final CountingTransactions transactions = new CountingTransactions();
    private final List<String> events = new ArrayList<>();

    @Test
    void runsAfterTheCommit() {
        transactions
                .template()
                .executeWithoutResult(
                        status -> {
                            AfterCommit.run(
                                    () -> events.add("commits " + transactions.commits.get()));
                            events.add("work");
                        });

        assertThat(events).containsExactly("work", "commits 1");
    }

    @Test
    void neverRunsAfterARollback() {
        assertThatThrownBy(
                        () ->
                                transactions
                                        .template()
                                        .executeWithoutResult(
                                                status -> {
                                                    AfterCommit.run(() -> events.add("seen"));
                                                    throw new IllegalStateException("undo");
                                                }))
                .hasMessage("undo");

        assertThat(events).isEmpty();
    }

    @Test
    void runsAtOnceWithoutATransaction() {
        AfterCommit.run(() -> events.add("now"));

        assertThat(events).containsExactly("now");
    }
}
