package kz.nusqau.counterparty;

import java.util.Optional;

/** Whose account a bank says it is (R-INS-12). */
public sealed interface OwnerCheck {

    /** The holder has the number that was asked about. */
    record Own() implements OwnerCheck {}

    /**
     * Somebody else's.
     *
     * @param name a first name and an initial, where the bank tells one
     */
    record Other(Optional<String> name) implements OwnerCheck {}

    /** Somebody else's, and not in tenge. */
    record OtherNotInTenge() implements OwnerCheck {}

    record Closed() implements OwnerCheck {}

    /** The bank has no such account. */
    record NoAccount() implements OwnerCheck {}
}
