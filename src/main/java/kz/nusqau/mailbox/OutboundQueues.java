package kz.nusqau.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which texts the channel has, by link. A link whose channel is full is <em>behind</em>: its texts
 * wait in the table until there is room, and then go in the order of their priority. A part of the
 * room is kept for the more urgent, so that no code waits for a campaign.
 */
final class OutboundQueues {

    private final ToIntFunction<String> room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition worthALook = lock.newCondition();
    private final Map<UUID, Sending> sending = new HashMap<>();
    private final Map<String, Queue> queues = new HashMap<>();

    /** Ids whose commit is under way: handed over by who writes them, not by a reader. */
    private final Set<UUID> beingWritten = new HashSet<>();

    /**
     * Starts empty.
     *
     * @param room how many more messages of a link the channel takes
     */
    OutboundQueues(ToIntFunction<String> room) {
        this.room = room;
    }

    void beingWritten(Collection<UUID> ids) {
        lock.lock();
        try {
            beingWritten.addAll(ids);
        } finally {
            lock.unlock();
        }
    }

    void notWritten(Collection<UUID> ids) {
        lock.lock();
        try {
            beingWritten.removeAll(ids);
        } finally {
            lock.unlock();
        }
    }

    /** Of what was committed, that which the channel has room for now. */
    List<OutboundMessage> written(List<OutboundMessage> messages) {
        lock.lock();
        try {
            var admitted = new ArrayList<OutboundMessage>(messages.size());
            for (OutboundMessage message : messages) {
                beingWritten.remove(message.text().id());
                Queue queue = queue(message.text().link());
                Priority priority = message.text().priority();
                if (queue.mayPass(priority) && queue.reserve(priority)) {
                    sending.put(message.text().id(), new Sending(message));
                    admitted.add(message);
                } else {
                    queue.waits(priority);
                }
            }
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /** The channel took them: from now on its room counts them. */
    void handedOver(Collection<OutboundMessage> messages) {
        lock.lock();
        try {
            messages.forEach(message -> queue(message.text().link()).reserved--);
        } finally {
            lock.unlock();
        }
    }

    /** The channel would not take it: it waits in the table. */
    void notHandedOver(Collection<OutboundMessage> messages) {
        lock.lock();
        try {
            for (OutboundMessage message : messages) {
                Queue queue = queue(message.text().link());
                queue.reserved--;
                queue.waits(message.text().priority());
                remove(message.text().id());
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<Sending> sending(UUID id) {
        lock.lock();
        try {
            return Optional.ofNullable(sending.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** The channel is through with these. */
    void done(Collection<UUID> ids) {
        lock.lock();
        try {
            ids.forEach(this::remove);
            worthALook.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The table may have more of this link. */
    void readAgain(String link) {
        lock.lock();
        try {
            queue(link).asked = true;
            worthALook.signal();
        } finally {
            lock.unlock();
        }
    }

    void readAgain() {
        lock.lock();
        try {
            queues.values().forEach(queue -> queue.asked = true);
            worthALook.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A link of which more should be read; empty when there was none in time. */
    Optional<Reading> nextReading(long timeoutMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (true) {
                for (Queue queue : queues.values()) {
                    if (queue.wantsReading()) {
                        return Optional.of(queue.startReading());
                    }
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = worthALook.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Which of the rows that were found the channel neither has nor had. */
    List<UUID> unknown(Reading reading, List<UUID> found) {
        lock.lock();
        try {
            Queue queue = queue(reading.link());
            return found.stream()
                    .filter(id -> !sending.containsKey(id))
                    .filter(id -> !beingWritten.contains(id))
                    .filter(id -> !queue.doneWhileReading.contains(id))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what was read, as much as there is room for; returns what to hand over.
     *
     * @param beyond the most urgent that may be left unread; null when all was read
     */
    List<OutboundMessage> read(
            Reading reading, List<OutboundMessage> messages, @Nullable Priority beyond) {
        lock.lock();
        try {
            Queue queue = queue(reading.link());
            var admitted = new ArrayList<OutboundMessage>(messages.size());
            Priority left = beyond;
            for (OutboundMessage message : messages) {
                Priority priority = message.text().priority();
                if (queue.reserve(priority)) {
                    sending.put(message.text().id(), new Sending(message));
                    admitted.add(message);
                } else {
                    left = moreUrgent(left, priority);
                }
            }
            queue.endReading(left);
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the channel takes messages of the link here, or has some. */
    boolean isServed(String link) {
        lock.lock();
        try {
            Queue queue = queue(link);
            return queue.sending > 0 || queue.free() > 0;
        } finally {
            lock.unlock();
        }
    }

    int depth() {
        lock.lock();
        try {
            return sending.size();
        } finally {
            lock.unlock();
        }
    }

    private void remove(UUID id) {
        Sending gone = sending.remove(id);
        if (gone != null) {
            Queue queue = queue(gone.key().link());
            queue.sending--;
            if (queue.reading) {
                queue.doneWhileReading.add(id);
            }
        }
    }

    private static Priority moreUrgent(@Nullable Priority one, Priority other) {
        return one != null && one.compareTo(other) < 0 ? one : other;
    }

    private Queue queue(String link) {
        return queues.computeIfAbsent(link, Queue::new);
    }

    /**
     * A look into the table.
     *
     * @param limit enough rows to find as many as there is room for behind those that it has
     */
    record Reading(String link, int limit) {}

    /** One link's state. */
    private final class Queue {

        private final String link;
        private final Set<UUID> doneWhileReading = new HashSet<>();

        /** The most urgent that waits in the table; null when none does. */
        private @Nullable Priority behind;

        private @Nullable Priority skippedWhileReading;
        private boolean asked = true;
        private boolean reading;
        private int sending;
        private int reserved;
        private int mostFree;

        Queue(String link) {
            this.link = link;
        }

        int free() {
            int free = room.applyAsInt(link) - reserved;
            mostFree = Math.max(mostFree, free);
            return free;
        }

        /** What is left for texts of this priority: the rest is kept for more urgent ones. */
        private int free(Priority priority) {
            int free = free();
            return sending == 0 ? free : free - keptFrom(priority);
        }

        private int keptFrom(Priority priority) {
            return switch (priority) {
                case CODE -> 0;
                case REPLY -> mostFree / 8;
                case NOTIFICATION -> mostFree / 4;
                case BULK -> mostFree / 2;
            };
        }

        /** Among equals the order of the table holds; codes are too few to make it matter. */
        boolean mayPass(Priority priority) {
            return behind == null || priority.compareTo(behind) < 0 || priority == Priority.CODE;
        }

        boolean reserve(Priority priority) {
            if (free(priority) <= 0) {
                return false;
            }
            reserved++;
            sending++;
            return true;
        }

        void waits(Priority priority) {
            behind = moreUrgent(behind, priority);
            skippedWhileReading = moreUrgent(skippedWhileReading, priority);
        }

        /** Not for every single place that becomes free. */
        boolean wantsReading() {
            if (reading || (behind == null && !asked)) {
                return false;
            }
            int free = freeToRead();
            return free > 0 && (free >= mostFree / 4 || sending == 0 || behind == Priority.CODE);
        }

        private int freeToRead() {
            return asked || behind == null ? free() : free(behind);
        }

        Reading startReading() {
            int free = freeToRead();
            reading = true;
            asked = false;
            skippedWhileReading = null;
            doneWhileReading.clear();
            return new Reading(link, sending + free);
        }

        void endReading(@Nullable Priority left) {
            reading = false;
            behind = skippedWhileReading == null ? left : moreUrgent(left, skippedWhileReading);
            doneWhileReading.clear();
        }
    }
}
