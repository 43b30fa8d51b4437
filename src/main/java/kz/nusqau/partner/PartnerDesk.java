package kz.nusqau.partner;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import kz.nusqau.partner.PartnerStandingView.Suspension;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Partners as operations see and hold them. */
@Component
public class PartnerDesk {

    private final Suspensions suspensions;
    private final Postmen postmen;
    private final OutgoingStore outgoing;

    PartnerDesk(Suspensions suspensions, Postmen postmen, OutgoingStore outgoing) {
        this.suspensions = suspensions;
        this.postmen = postmen;
        this.outgoing = outgoing;
    }

    /** All that are configured, by id. */
    public List<PartnerStandingView> all() {
        return suspensions.all().stream().map(this::standing).toList();
    }

    private PartnerStandingView standing(PartnerView partner) {
        return new PartnerStandingView(
                partner.id(),
                partner.name(),
                suspension(partner),
                postmen.blocked(partner.id()).values().stream()
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                outgoing.waiting(partner.id()));
    }

    private static @Nullable Suspension suspension(PartnerView partner) {
        Instant since = partner.suspendedSince();
        if (since == null) {
            return null;
        }
        return partner.acts().stream()
                .filter(act -> act.act().equals("suspend"))
                .findFirst()
                .map(act -> new Suspension(since, act.who(), act.reason()))
                .orElseGet(() -> new Suspension(since, "", ""));
    }

    /**
     * Serves it no more, at once; see {@link Suspensions}.
     *
     * @param alongside done in the transaction of the act
     * @return false where it is so already
     */
    public boolean suspend(String partner, String who, String reason, Runnable alongside) {
        return suspensions.suspend(partner, who, reason, alongside);
    }

    /** The same the other way round; the partner is told (R-OPS-9). */
    public boolean resume(String partner, String who, String reason, Runnable alongside) {
        return suspensions.resume(partner, who, reason, alongside);
    }
}
