package kz.nusqau.platform;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits batches of which an item may be at fault: a batch that fails is halved until only the
 * items at fault fail, so {@code work} may run more than once for an item, each time in a new
 * transaction.
 *
 * <p>When the database is what fails, nobody is at fault and the whole batch fails at once, as it
 * does when {@code work} refuses it with a {@link RejectedExecutionException}; a deadlock's loser
 * is tried once more.
 */
public final class Halving<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Halving.class);

    private final String name;
    private final TransactionTemplate transaction;
    private final Consumer<List<T>> work;
    private final Consumer<List<T>> committed;
    private final BiConsumer<T, Throwable> failed;

    /**
     * Each item of a batch comes to either end, once.
     *
     * @param name in the log
     * @param work writes a batch, inside the transaction
     * @param committed is told after the commit
     */
    public Halving(
            String name,
            TransactionTemplate transaction,
            Consumer<List<T>> work,
            Consumer<List<T>> committed,
            BiConsumer<T, Throwable> failed) {
        this.name = name;
        this.transaction = transaction;
        this.work = work;
        this.committed = committed;
        this.failed = failed;
    }

    public void commit(List<T> batch) {
        commit(batch, true);
    }

    private void commit(List<T> batch, boolean mayRetry) {
        try {
            transaction.executeWithoutResult(status -> work.accept(batch));
        } catch (ConcurrencyFailureException failure) {
            if (mayRetry) {
                commit(batch, false);
            } else {
                halve(batch, failure);
            }
            return;
        } catch (RejectedExecutionException refusal) {
            LOG.warn("{}: a batch of {}: {}", name, batch.size(), refusal.getMessage());
            fail(batch, refusal);
            return;
        } catch (DataAccessResourceFailureException
                | TransientDataAccessResourceException
                | QueryTimeoutException
                | TransactionException failure) {
            LOG.warn(
                    "{}: the database refuses a batch of {}: {}",
                    name,
                    batch.size(),
                    failure.toString());
            fail(batch, failure);
            return;
        } catch (RuntimeException | Error failure) {
            halve(batch, failure);
            return;
        }
        committed.accept(batch);
    }

    private void halve(List<T> batch, Throwable failure) {
        if (batch.size() == 1) {
            fail(batch, failure);
            return;
        }
        LOG.warn(
                "{}: a batch of {} failed, halving it: {}", name, batch.size(), failure.toString());
        int middle = batch.size() / 2;
        commit(batch.subList(0, middle), true);
        commit(batch.subList(middle, batch.size()), true);
    }

    private void fail(List<T> batch, Throwable failure) {
        batch.forEach(item -> failed.accept(item, failure));
    }
}
