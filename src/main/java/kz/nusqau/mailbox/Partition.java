package kz.nusqau.mailbox;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One of the shares that subscribers fall into. Guarded by {@link Lanes}. */
final class Partition {

    private static final long NOT_OURS = -1;

    private final int capacity;
    private long epoch = NOT_OURS;

    /** Messages of it in memory. */
    int held;

    boolean leaving;

    /** The table has more than memory; newcomers have to wait there. */
    boolean behind;

    /** Somebody thinks that the table may have more. */
    boolean asked;

    /** Ids that were finished during a reading, whose rows it may still have seen. */
    final Set<Long> doneWhileReading = new HashSet<>();

    private boolean reading;
    private boolean skippedWhileReading;

    Partition(int capacity) {
        this.capacity = capacity;
    }

    Optional<Long> epoch() {
        return epoch == NOT_OURS ? Optional.empty() : Optional.of(epoch);
    }

    void gained(long newEpoch) {
        epoch = newEpoch;
        leaving = false;
        behind = true;
        // A reading under way may have looked before the other node's last commit.
        skippedWhileReading = true;
    }

    void lost() {
        epoch = NOT_OURS;
        leaving = false;
        behind = false;
    }

    /** Whether a newcomer is taken into memory; if not, it is read later. */
    boolean admits() {
        if (epoch == NOT_OURS) {
            return false;
        }
        if (leaving || behind || held >= capacity) {
            behind = true;
            skippedWhileReading = true;
            return false;
        }
        return true;
    }

    boolean wantsReading(int readAhead) {
        return (behind || asked) && !reading && !leaving && epoch != NOT_OURS && held <= readAhead;
    }

    void startReading() {
        reading = true;
        asked = false;
        skippedWhileReading = false;
        doneWhileReading.clear();
    }

    void endReading(boolean thereIsMore) {
        reading = false;
        behind = thereIsMore || (behind && skippedWhileReading);
        doneWhileReading.clear();
    }

    void done(long id) {
        held--;
        if (reading) {
            doneWhileReading.add(id);
        }
    }
}
