package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.command.InquiryStore.Owned;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.platform.PlannedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks by time at rows that nothing else moves: inquiries that are due, answers that were never
 * recorded, deadlines that passed in a queue, messages that got lost. Any node does it for all.
 */
final class CommandSweep {

    private static final Logger LOG = LoggerFactory.getLogger(CommandSweep.class);
    private static final int LIMIT = 200;
    private static final int ORPHANS = 1_000;
    // An orphan is a row whose message is nowhere: known only when the queue was seen empty.
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(5);

    // All that waited leaves at once then.
    private static final Duration AFTER_WORK = Duration.ofMinutes(15);

    private final Counterparties counterparties;
    private final InquiryStore store;
    private final Inquiries inquiries;
    private final CommandExecution execution;
    private final OutcomeRecorder recorder;
    private final CommandPublisher publisher;
    private final PlannedWork work;

    CommandSweep(
            Counterparties counterparties,
            InquiryStore store,
            Inquiries inquiries,
            CommandExecution execution,
            OutcomeRecorder recorder,
            CommandPublisher publisher,
            PlannedWork work) {
        this.counterparties = counterparties;
        this.store = store;
        this.inquiries = inquiries;
        this.execution = execution;
        this.recorder = recorder;
        this.publisher = publisher;
        this.work = work;
    }

    /** One turn over all counterparties; the trouble of one is not that of the others. */
    void sweep() {
        var all = counterparties.all();
        all.forEach(this::prolong);
        Set<String> due = store.due(all.stream().map(Counterparty::id).toList());
        for (Counterparty counterparty : all) {
            if (!due.contains(counterparty.id())) {
                continue;
            }
            try {
                sweep(counterparty);
            } catch (RuntimeException e) {
                LOG.error("sweep of {} failed, comes again", counterparty.id(), e);
            }
        }
    }

    /** What was accepted goes on after planned work (R-OPS-1). */
    private void prolong(Counterparty counterparty) {
        work.underWay(List.of(counterparty.id()))
                .ifPresent(
                        window -> store.prolong(counterparty.id(), window.end().plus(AFTER_WORK)));
    }

    private void sweep(Counterparty counterparty) {
        inquiries.startDue(counterparty);
        for (Owned row : store.unanswered(counterparty.id(), LIMIT)) {
            if (!execution.hasInHand(row.key())) {
                var unknown = new CommandOutcome.Unknown("no answer was recorded");
                recorder.tell(row.key(), row.subscriber(), unknown);
            }
        }
        for (Owned row : store.late(counterparty.id(), LIMIT)) {
            var late = new CommandOutcome.NotSent("the deadline passed in the queue");
            recorder.tell(row.key(), row.subscriber(), late);
        }
        boolean drained = execution.wasDrained(counterparty.id(), DRAINED_WITHIN);
        Duration again = drained ? CommandStore.ORPHAN_AFTER : DRAINED_WITHIN;
        List<CommandKey> orphans = store.orphans(counterparty.id(), ORPHANS, again);
        if (drained && !orphans.isEmpty()) {
            LOG.info("{}: {} commands are published again", counterparty.id(), orphans.size());
            publisher.publish(counterparty.id(), orphans);
        }
    }
}
