package kz.nusqau.counterparty;

import java.util.List;

/** Whoever asked for commands hears of their outcomes here. There is one such bean. */
public interface CommandListener {

    /**
     * Called inside the transaction that records the outcomes: what the listener writes and the
     * command rows commit together or not at all. A final outcome of a command is told once; {@code
     * Unknown} and {@code Stuck} may precede it. When this throws, the group is split, so that only
     * the answer at fault stays unrecorded, and is inquired about again.
     */
    void answered(List<CommandAnswer> answers);
}
