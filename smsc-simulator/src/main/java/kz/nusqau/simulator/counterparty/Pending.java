package kz.nusqau.simulator.counterparty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of requests that have arrived and are not carried out yet. */
public final class Pending {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** False when it is there already. */
    public boolean add(String key) {
        return keys.add(key);
    }

    /** Only after the outcome can be found, so that an inquiry always sees one or the other. */
    public void remove(String key) {
        keys.remove(key);
    }

    /** Ask this before looking for an outcome, not after. */
    public boolean contains(String key) {
        return keys.contains(key);
    }
}
