package kz.nusqau.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import kz.nusqau.platform.Patience;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the books as of one moment, however long that takes. */
@Component
class Snapshot {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Snapshot(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.transaction.setReadOnly(true);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    <T> T read(Supplier<T> reading) {
        T found =
                transaction.execute(
                        status -> {
                            Patience.with(jdbc, LONGEST);
                            return reading.get();
                        });
        if (found == null) {
            throw new IllegalStateException("read nothing");
        }
        return found;
    }
}
