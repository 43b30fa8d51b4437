package kz.nusqau.subscriber;

/** Who acts for a partner; who it really is was found out before (R-ACC-4). */
public sealed interface Actor {

    /** Its own system. */
    record Partner() implements Actor {}

    record User(PartnerUserId id) implements Actor {}
}
