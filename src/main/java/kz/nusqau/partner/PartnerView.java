package kz.nusqau.partner;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner as operations see it.
 *
 * @param suspendedSince null while it is served
 * @param acts the newest first
 */
record PartnerView(String id, String name, @Nullable Instant suspendedSince, List<Act> acts) {

    /** What somebody did with it. */
    record Act(Instant at, String who, String act, String reason) {}
}
