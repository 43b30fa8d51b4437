package kz.nusqau.ledger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The check of the books for tests that put their own pieces together. */
public final class CheckForTests {

    private CheckForTests() {}

    public static LedgerReport run(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new LedgerCheck(new Snapshot(jdbc, transactions)).run();
    }
}
