package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.confirmation.ConsentsEnded;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.partner.Disclosure.Status;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.subscriber.Consent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells partners what became of what they want to be shown; in the caller's transaction. */
@Component
final class DisclosureEvents {

    private final DisclosureStore store;
    private final OutgoingStore outgoing;
    private final Timeline timeline;
    private final Wording wording;
    private final Postmen postmen;
    private final PartnerProperties properties;
    private final Clock clock;

    DisclosureEvents(
            DisclosureStore store,
            OutgoingStore outgoing,
            Timeline timeline,
            Wording wording,
            Postmen postmen,
            PartnerProperties properties,
            Clock clock) {
        this.store = store;
        this.outgoing = outgoing;
        this.timeline = timeline;
        this.wording = wording;
        this.postmen = postmen;
        this.properties = properties;
        this.clock = clock;
    }

    /** What came of one of them. */
    record Outcome(
            Disclosure disclosure,
            Status status,
            Optional<Disclosure.Failure> failure,
            Optional<List<Disclosure.Account>> accounts) {

        static Outcome of(Disclosure disclosure, Status status) {
            return new Outcome(disclosure, status, Optional.empty(), Optional.empty());
        }

        static Outcome failed(Disclosure disclosure, Disclosure.Failure why) {
            return new Outcome(disclosure, Status.FAILED, Optional.of(why), Optional.empty());
        }

        static Outcome answered(Disclosure disclosure, List<Disclosure.Account> accounts) {
            return new Outcome(
                    disclosure, Status.ANSWERED, Optional.empty(), Optional.of(accounts));
        }
    }

    /** Inside the transaction in which the subscribers answered, or didn't. */
    @EventListener
    void ended(ConsentsEnded ended) {
        List<InstructionId> given = new ArrayList<>();
        Map<Status, List<InstructionId>> others = new EnumMap<>(Status.class);
        for (Consent consent : ended.consents()) {
            Optional<Status> status = status(consent.state());
            if (status.isEmpty()) {
                given.add(consent.id());
            } else {
                others.computeIfAbsent(status.get(), it -> new ArrayList<>()).add(consent.id());
            }
        }
        store.agree(given, properties.partnerApi().questions().answerWithin());
        List<Outcome> outcomes = new ArrayList<>();
        others.forEach(
                (status, ids) ->
                        store.end(ids, status).forEach(it -> outcomes.add(Outcome.of(it, status))));
        tell(outcomes);
        Instant now = clock.instant();
        timeline.record(
                ended.consents().stream()
                        .map(
                                it ->
                                        new TimelineEntry(
                                                it.id(),
                                                it.subscriber(),
                                                now,
                                                "consent." + Wording.word(it.state()),
                                                it.partner()))
                        .toList());
    }

    /**
     * Empty for what is given: it is looked up now. Whether a no came before or after a yes is the
     * subscriber's affair.
     */
    private static Optional<Status> status(Consent.State state) {
        return switch (state) {
            case GIVEN -> Optional.empty();
            case REFUSED, WITHDRAWN -> Optional.of(Status.REFUSED);
            case CANCELLED -> Optional.of(Status.CANCELLED);
            case EXPIRED -> Optional.of(Status.EXPIRED);
            case ASKED, USED, LAPSED ->
                    throw new IllegalStateException("a consent that ended is " + state);
        };
    }

    /** What became of what subscribers agreed to; each of them ended in this transaction. */
    void tellOfAgreed(List<Outcome> outcomes) {
        tell(outcomes);
        Instant now = clock.instant();
        timeline.record(
                outcomes.stream()
                        .map(
                                it ->
                                        new TimelineEntry(
                                                it.disclosure().id(),
                                                it.disclosure().subscriber(),
                                                now,
                                                Wording.event(it.status()),
                                                it.disclosure().partner()
                                                        + " "
                                                        + it.disclosure().requestId()))
                        .toList());
    }

    private void tell(List<Outcome> outcomes) {
        Instant now = clock.instant();
        outgoing.add(outcomes.stream().map(it -> event(it, now)).toList());
        Set<String> partners = new HashSet<>();
        outcomes.forEach(it -> partners.add(it.disclosure().partner()));
        AfterCommit.run(() -> partners.forEach(postmen::wake));
    }

    private Outgoing event(Outcome outcome, Instant at) {
        Disclosure disclosure = outcome.disclosure();
        var bare = Outcome.of(disclosure, outcome.status());
        var event =
                new Outgoing(
                        disclosure.partner(),
                        Outgoing.Channel.EVENTS,
                        Wording.event(outcome.status()),
                        null,
                        disclosure.id().toString(),
                        wording.event(outcome.accounts().isPresent() ? bare : outcome, at));
        return outcome.accounts().isPresent()
                ? event.about(disclosure.subscriber(), wording.event(outcome, at))
                : event;
    }
}
