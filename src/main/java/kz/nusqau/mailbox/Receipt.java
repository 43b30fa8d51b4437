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
        /** Final: deleted, undeliverable, rejected or skipped. */
        UNDELIVERED,
        /** Final: its time was over before the phone was reached. */
        EXPIRED,
        /** The SMSC doesn't know. */
        UNKNOWN;

        /** The phone will not get it. */
        boolean isFailure() {
            return this == UNDELIVERED || this == EXPIRED;
        }
    }
}
