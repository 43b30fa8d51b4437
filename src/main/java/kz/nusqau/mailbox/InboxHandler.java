package kz.nusqau.mailbox;

import java.util.List;

/** A channel that knows how to read what it stored. Every kind of message has one. */
public interface InboxHandler {

    /** Whether it reads messages of that kind. */
    default boolean handles(IncomingMessage.Kind kind) {
        return true;
    }

    /**
     * Takes messages of different subscribers, each the oldest unfinished one of its subscriber.
     * Every one ends in {@link Inbox#finish}, {@link Inbox#postpone} or {@link Inbox#failed}, at
     * once or later from another thread. When this throws, the batch is split, and what throws
     * alone counts as failed.
     */
    void handle(List<InboxEntry> batch);
}
