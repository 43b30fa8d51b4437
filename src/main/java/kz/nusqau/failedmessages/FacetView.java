package kz.nusqau.failedmessages;

/**
 * Open failed messages that have something in common.
 *
 * @param value a queue, a route, or the name of an {@link Age}
 */
public record FacetView(By by, String value, long open) {

    /** What they have in common. */
    public enum By {
        QUEUE,
        ROUTE,
        AGE
    }
}
