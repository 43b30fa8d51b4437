package kz.nusqau.simulator.smsc;

import java.util.concurrent.atomic.LongAdder;

/** Counts since the start, readable from any thread. */
final class Counters {
    final LongAdder delivered = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder refusedForNow = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder lateAnswers = new LongAdder();
    final LongAdder redelivered = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder submitted = new LongAdder();
    final LongAdder receipts = new LongAdder();
    final LongAdder enquired = new LongAdder();
    final LongAdder malformed = new LongAdder();

    SmscStats stats(int held, int bound) {
        return new SmscStats(
                delivered.sum(),
                accepted.sum(),
                refusedForNow.sum(),
                unanswered.sum(),
                lateAnswers.sum(),
                redelivered.sum(),
                dropped.sum(),
                submitted.sum(),
                receipts.sum(),
                enquired.sum(),
                malformed.sum(),
                held,
                bound);
    }
}
