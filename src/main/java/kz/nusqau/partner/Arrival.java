package kz.nusqau.partner;

/** What a message turned out to be. */
sealed interface Arrival {

    /** From whom nobody knows, or from somebody else: nobody can be answered. */
    record Foreign(int place, String why) implements Arrival {}

    /** A partner's. */
    sealed interface Answerable extends Arrival {
        Envelope envelope();
    }

    record Faulty(Envelope envelope, Fault fault) implements Answerable {}

    /**
     * A request that can be acted on.
     *
     * @param digest keyed hash of the canonical body
     */
    record Request(Envelope envelope, RequestType type, String requestId, byte[] digest, Wish wish)
            implements Answerable {

        boolean isRemembered() {
            return type.isRemembered();
        }
    }
}
