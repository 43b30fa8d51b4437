package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerPaymentsChanged;
import kz.nusqau.platform.AfterCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells partners how their payments go on; written in the transaction in which they did. */
@Component
final class PaymentEvents {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentEvents.class);

    private final RequestStore requests;
    private final OutgoingStore outgoing;
    private final Wording wording;
    private final Postmen postmen;
    private final PartnerLimits limits;
    private final Clock clock;

    PaymentEvents(
            RequestStore requests,
            OutgoingStore outgoing,
            Wording wording,
            Postmen postmen,
            PartnerLimits limits,
            Clock clock) {
        this.requests = requests;
        this.outgoing = outgoing;
        this.wording = wording;
        this.postmen = postmen;
        this.limits = limits;
        this.clock = clock;
    }

    @EventListener
    void tell(PartnerPaymentsChanged changed) {
        limits.changed(changed.payments());
        var proposers =
                requests.proposers(changed.payments().stream().map(PartnerPayment::id).toList());
        Instant now = clock.instant();
        List<Outgoing> events = new ArrayList<>();
        Set<String> partners = new HashSet<>();
        for (PartnerPayment payment : changed.payments()) {
            String createdBy = proposers.get(payment.id());
            if (createdBy == null) {
                LOG.warn("the request for {} is kept no longer", payment.id());
                continue;
            }
            partners.add(payment.partner());
            events.add(
                    new Outgoing(
                            payment.partner(),
                            Outgoing.Channel.EVENTS,
                            Wording.event(payment.status()),
                            null,
                            payment.id().toString(),
                            wording.event(payment, createdBy, now)));
        }
        outgoing.add(events);
        AfterCommit.run(
                () ->
                        partners.forEach(
                                partner -> postmen.wake(partner, Set.of(Outgoing.Channel.EVENTS))));
    }
}
