package kz.nusqau.mailbox;

/** Which text goes first when the link is busy. */
public enum Priority {
    CODE(0),
    REPLY(1),
    NOTIFICATION(2),
    BULK(3);

    /** As stored: the lower, the sooner. */
    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }

    static Priority of(int rank) {
        for (Priority priority : values()) {
            if (priority.rank == rank) {
                return priority;
            }
        }
        throw new IllegalArgumentException("priority " + rank);
    }
}
