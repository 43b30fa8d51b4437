package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.payment.Payments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stops serving a partner, at once: nothing it asks for is done, and what its subscribers have not
 * confirmed is cancelled, as are texts that wait to be sent. What they confirmed goes on, and is
 * told.
 */
@Component
final class Suspensions {

    private static final int SHOWN = 50;
    private static final int AT_ONCE = 200;

    private final SuspensionStore store;
    private final OutgoingStore outgoing;
    private final Payments payments;
    private final HeldPayments held;
    private final RunningSendings sendings;
    private final DisclosureRequests disclosures;
    private final Wording wording;
    private final Postmen postmen;
    private final PartnerProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Suspensions(
            SuspensionStore store,
            OutgoingStore outgoing,
            Payments payments,
            HeldPayments held,
            RunningSendings sendings,
            DisclosureRequests disclosures,
            Wording wording,
            Postmen postmen,
            PartnerProperties properties,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.outgoing = outgoing;
        this.payments = payments;
        this.held = held;
        this.sendings = sendings;
        this.disclosures = disclosures;
        this.wording = wording;
        this.postmen = postmen;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
    }

    List<PartnerView> all() {
        var suspended = store.suspended();
        return properties.partners().keySet().stream()
                .sorted()
                .map(partner -> view(partner, suspended))
                .toList();
    }

    Optional<PartnerView> find(String partner) {
        return properties.partners().containsKey(partner)
                ? Optional.of(view(partner, store.suspended()))
                : Optional.empty();
    }

    private PartnerView view(String partner, Map<String, Instant> suspended) {
        var settings = properties.partners().get(partner);
        return new PartnerView(
                partner,
                settings == null ? partner : settings.name(),
                suspended.get(partner),
                store.acts(partner, SHOWN));
    }

    /**
     * Once more, it finds what a crash left.
     *
     * @param alongside done in the transaction of the act
     * @return false where it is so already
     */
    boolean suspend(String partner, String who, String reason, Runnable alongside) {
        Boolean done =
                transaction.execute(
                        status -> {
                            if (!store.suspend(partner)) {
                                return false;
                            }
                            store.act(partner, who, "suspend", reason);
                            tell(partner, ServiceEvent.SUSPENDED);
                            alongside.run();
                            return true;
                        });
        // Nothing new comes to them any more.
        while (cancelSome(partner) == AT_ONCE) {
            // Each turn ends a part.
        }
        while (cancelSomeHeld(partner) == AT_ONCE) {
            // Each turn ends a part.
        }
        sendings.recallAll(partner);
        while (cancelSomeQuestions(partner) == AT_ONCE) {
            // Each turn ends a part.
        }
        postmen.wake(partner, Set.of(Outgoing.Channel.EVENTS));
        return Boolean.TRUE.equals(done);
    }

    private int cancelSomeQuestions(String partner) {
        Integer ended = transaction.execute(status -> disclosures.cancelPending(partner, AT_ONCE));
        return ended == null ? 0 : ended;
    }

    private int cancelSomeHeld(String partner) {
        Integer ended = transaction.execute(status -> held.cancelSome(partner, AT_ONCE));
        return ended == null ? 0 : ended;
    }

    private int cancelSome(String partner) {
        Integer ended =
                transaction.execute(status -> payments.cancelPendingOfPartner(partner, AT_ONCE));
        return ended == null ? 0 : ended;
    }

    /**
     * The partner is told that it is served again (R-OPS-9).
     *
     * @param alongside done in the transaction of the act
     * @return false where it is so already
     */
    boolean resume(String partner, String who, String reason, Runnable alongside) {
        Boolean done =
                transaction.execute(
                        status -> {
                            if (!store.resume(partner)) {
                                return false;
                            }
                            store.act(partner, who, "resume", reason);
                            tell(partner, ServiceEvent.RESUMED);
                            alongside.run();
                            return true;
                        });
        postmen.wake(partner, Set.of(Outgoing.Channel.EVENTS));
        return Boolean.TRUE.equals(done);
    }

    private void tell(String partner, ServiceEvent event) {
        outgoing.add(
                List.of(
                        new Outgoing(
                                partner,
                                Outgoing.Channel.EVENTS,
                                event.word(),
                                null,
                                null,
                                wording.event(event, clock.instant()))));
    }
}
