package kz.nusqau.counterparty.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.command.CallbackStore.Found;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What is told of at once is never noted; everything else is, and nothing is kept for ever. */
class IntakesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<CommandKey> noted = new LinkedBlockingQueue<>();
    private final Intakes intakes =
            new Intakes(
                    batch -> batch.forEach(each -> noted.add(each.key())),
                    new TransactionTemplate(new NoTransactions()));
    private final CommandKey key = new CommandKey(InstructionId.next(), "topup", 1);

    @AfterEach
    void close() {
        intakes.close();
    }

    @Test
    void isFoundUntilItIsToldOf() {
        var settled = intakes.hold(command(key), LONG);

        assertThat(intakes.find(key)).contains(command(key));
        assertThat(settled).isNotDone();
        intakes.told(key);

        assertThat(settled).isCompleted();
        assertThat(intakes.find(key)).isEmpty();
        intakes.noteOverdue();
        intakes.noteNow(key).join();
        assertThat(noted).isEmpty();
    }

    @Test
    void isNotedWhenNobodyTellsOfItInTime() {
        var settled = intakes.hold(command(key), Duration.ZERO);

        intakes.noteOverdue();
        settled.join();

        assertThat(noted).containsExactly(key);
        assertThat(intakes.find(key)).isEmpty();
    }

    @Test
    void isNotedAtOnceForAPerson() {
        var settled = intakes.hold(command(key), LONG);

        intakes.noteNow(key).join();

        assertThat(settled).isCompleted();
        assertThat(noted).containsExactly(key);
    }

    @Test
    void isNotedAtTheEnd() {
        var settled = intakes.hold(command(key), LONG);

        intakes.close();

        assertThat(settled).isCompleted();
        assertThat(noted).containsExactly(key);
    }

    @Test
    void doesNotWaitForWhoCallsNobodyBack() {
        intakes.note(key, LONG).join();

        assertThat(noted).containsExactly(key);
    }

    @Test
    void isNotedAtOnceWhereManyWait() {
        CommandKey last = key;
        while (noted.isEmpty()) {
            last = new CommandKey(InstructionId.next(), "topup", 1);
            var settled = intakes.hold(command(last), LONG);
            if (intakes.find(last).isEmpty()) {
                settled.join();
            }
        }

        assertThat(List.copyOf(noted)).containsExactly(last);
    }

    private static Found command(CommandKey key) {
        var sent =
                new SentCommand(
                        key, new Msisdn("77011234567"), new Operation.TopUp(Money.tenge(100)));
        return new Found("kazeuromobile", new SubscriberId(new UUID(0, 1)), sent);
    }

    private static final class NoTransactions extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
