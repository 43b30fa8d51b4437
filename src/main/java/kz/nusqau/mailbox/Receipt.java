package kz.nusqau.mailbox;

import java.time.Instant;

/**
 * What the SMSC says became of a part; may come before the part's id is stored, twice, or never.
 *
 * @param error the network's code, empty if there is none
 * @param at by the SMSC's clock, or by ours if it named none
 */
public record Receipt(String link, String normalisedId, State state, String error, Instant at) {

    public enum State {
        /** Not final yet: accepted, scheduled or on its way. */
        UNDERWAY,
        DELIVERED,
        /** Final: expired, deleted, undeliverable, rejected or skipped. */
        UNDELIVERED,
        /** The SMSC doesn't know. */
        UNKNOWN
    }
}
