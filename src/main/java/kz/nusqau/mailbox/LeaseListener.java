package kz.nusqau.mailbox;

/** Hears which of a group's leases this node has. Called by one thread; must not block. */
public interface LeaseListener {

    /**
     * This node has it from now on.
     *
     * @param index of the lease in its group, from 0
     * @param epoch higher than that of every earlier holder
     */
    void gained(int index, long epoch);

    /** Another node has it, or may have it: stop now. */
    void lost(int index);

    /**
     * Asked before the lease is given to a node that has too few: start no new work, and say true
     * as soon as the old is done.
     */
    default boolean mayRelease(int index) {
        return true;
    }
}
