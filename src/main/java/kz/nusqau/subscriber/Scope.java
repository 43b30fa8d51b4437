package kz.nusqau.subscriber;

import java.util.Optional;

/**
 * What a partner wants to see of a subscriber.
 *
 * @param bank whose accounts; empty for the personal account at the operator
 */
public record Scope(About about, Optional<String> bank) {

    public Scope {
        if (about == About.STATEMENT && bank.isEmpty()) {
            throw new IllegalArgumentException("only banks write statements");
        }
    }

    /** What of the accounts. */
    public enum About {
        BALANCE,
        /** Balances and the last operations. */
        STATEMENT
    }
}
