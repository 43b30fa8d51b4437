package kz.nusqau.mailbox;

import java.util.List;

/** The channel that knows how to read what it stored. There is one such bean. */
public interface InboxHandler {

    /**
     * Takes messages of different subscribers, each the oldest unfinished one of its subscriber.
     * Every one ends in {@link Inbox#finish}, {@link Inbox#postpone} or {@link Inbox#failed}, at
     * once or later from another thread. When this throws, the batch is split, and what throws
     * alone counts as failed.
     */
    void handle(List<InboxEntry> batch);
}
