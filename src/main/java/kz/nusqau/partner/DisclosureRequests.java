package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.confirmation.ConsentQuestion;
import kz.nusqau.confirmation.ConsentQuestions;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.Consent;
import kz.nusqau.subscriber.Consents;
import kz.nusqau.subscriber.Scope;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks subscribers whether a partner may see something of theirs, and not too often. All in the
 * caller's transaction.
 */
@Component
final class DisclosureRequests {

    private final DisclosureStore store;
    private final ConsentQuestions questions;
    private final Consents consents;
    private final Subscribers subscribers;
    private final CatalogueInForce catalogue;
    private final Outbox outbox;
    private final Timeline timeline;
    private final PartnerProperties properties;
    private final Clock clock;

    DisclosureRequests(
            DisclosureStore store,
            ConsentQuestions questions,
            Consents consents,
            Subscribers subscribers,
            CatalogueInForce catalogue,
            Outbox outbox,
            Timeline timeline,
            PartnerProperties properties,
            Clock clock) {
        this.store = store;
        this.questions = questions;
        this.consents = consents;
        this.subscribers = subscribers;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.timeline = timeline;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Asks the subscribers, where they may be asked.
     *
     * @param wishes about different subscribers
     * @return an answer for each
     */
    Map<Prepared, Answer> ask(String partner, Map<Prepared, Wish.Disclose> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<Prepared, Found.Reachable> askable = new LinkedHashMap<>();
        wishes.keySet()
                .forEach(
                        prepared -> {
                            if (prepared.found() instanceof Found.Reachable found
                                    && found.link().isPresent()) {
                                askable.put(prepared, found);
                            } else {
                                answers.put(prepared, CodeRequests.unreached(prepared.found()));
                            }
                        });
        if (askable.isEmpty()) {
            return answers;
        }
        var judge = new Judge(partner, askable.values());
        List<Draft> drafts = new ArrayList<>();
        askable.forEach(
                (prepared, found) -> {
                    Answer objection = judge.objection(found);
                    if (objection == null) {
                        drafts.add(
                                draft(partner, prepared, found, judge.language(prepared, found)));
                    } else {
                        answers.put(prepared, objection);
                    }
                });
        answers.putAll(send(partner, drafts));
        return answers;
    }

    /** Ends a part of what waits for its subscribers; returns how many there were. */
    int cancelPending(String partner, int upTo) {
        var waiting = store.waiting(partner, upTo);
        questions.cancel(waiting);
        return waiting.size();
    }

    /** Who may be asked, of a batch. */
    private final class Judge {

        private final String partner;
        private final Map<SubscriberId, SubscriberProfile> profiles;
        private final Map<SubscriberId, Integer> asked;
        private final Set<SubscriberId> refused;
        private int room;

        Judge(String partner, Collection<Found.Reachable> all) {
            this.partner = partner;
            List<SubscriberId> ids = all.stream().map(Found.Reachable::subscriber).toList();
            var lately = properties.partnerApi().questions().within();
            profiles = subscribers.profiles(ids);
            asked = consents.asked(ids, lately);
            refused = consents.refused(partner, ids, lately);
            int most = partner(partner).limits().open();
            room = most - store.pending(partner, most);
        }

        private @Nullable Answer objection(Found.Reachable found) {
            SubscriberId subscriber = found.subscriber();
            SubscriberProfile profile = profiles.get(subscriber);
            // R-BLK-1, R-JOIN-2.
            if (!found.eligible()
                    || profile == null
                    || profile.blocked()
                    || profile.consentWithdrawn()) {
                return Answer.Failed.because(
                        FaultCode.SUBSCRIBER_NOT_REACHED, Wording.NOT_ELIGIBLE);
            }
            if (refused.contains(subscriber)) {
                return Answer.Failed.because(
                        FaultCode.ASKED_TOO_OFTEN, "the subscriber said no to you a while ago");
            }
            if (asked.getOrDefault(subscriber, 0) >= properties.partnerApi().questions().most()) {
                return Answer.Failed.because(
                        FaultCode.ASKED_TOO_OFTEN, "the subscriber was asked too often lately");
            }
            if (room <= 0) {
                return Answer.Failed.because(
                        FaultCode.TOO_MANY_OPEN, "as many questions as you may ask wait already");
            }
            room--;
            return null;
        }

        private Language language(Prepared prepared, Found.Reachable found) {
            return Optional.ofNullable(profiles.get(found.subscriber()))
                    .flatMap(SubscriberProfile::language)
                    .or(wish(prepared)::language)
                    .orElseGet(() -> partner(partner).language());
        }
    }

    private static Wish.Disclose wish(Prepared prepared) {
        return (Wish.Disclose) ((Arrival.Request) prepared.arrival()).wish();
    }

    private PartnerProperties.Partner partner(String id) {
        PartnerProperties.@Nullable Partner partner = properties.partners().get(id);
        if (partner == null) {
            throw new IllegalStateException("no partner " + id);
        }
        return partner;
    }

    private record Draft(
            Prepared prepared,
            Catalogue rules,
            Found.Reachable found,
            Language language,
            ConsentQuestion question,
            Disclosure disclosure) {}

    private Draft draft(
            String partner, Prepared prepared, Found.Reachable found, Language language) {
        var rules = catalogue.now();
        Scope scope = wish(prepared).scope();
        var id = InstructionId.next();
        var consent =
                new Consent(
                        id,
                        found.subscriber(),
                        partner,
                        partner(partner).name(),
                        scope,
                        "%s %s %s".formatted(text(scope), language, rules.rulesVersion().wording()),
                        Consent.State.ASKED);
        var rule = rules.limitRules().code();
        return new Draft(
                prepared,
                rules,
                found,
                language,
                new ConsentQuestion(
                        consent, rule.lifetime(), rule.attempts(), TimeOrderedId.next()),
                new Disclosure(
                        id,
                        partner,
                        ((Arrival.Request) prepared.arrival()).requestId(),
                        found.subscriber(),
                        scope));
    }

    private static String text(Scope scope) {
        return "disclose."
                + scope.about().name().toLowerCase(Locale.ROOT)
                + (scope.bank().isPresent() ? "-at-bank" : "");
    }

    private Map<Prepared, Answer> send(String partner, List<Draft> drafts) {
        var codes = questions.ask(drafts.stream().map(Draft::question).toList());
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        List<Disclosure> asked = new ArrayList<>();
        List<OutboundText> texts = new ArrayList<>();
        List<TimelineEntry> entries = new ArrayList<>();
        Instant now = clock.instant();
        for (Draft draft : drafts) {
            Disclosure disclosure = draft.disclosure();
            String code = codes.get(disclosure.id());
            if (code == null) {
                answers.put(draft.prepared(), PaymentRequests.busy());
                continue;
            }
            answers.put(
                    draft.prepared(),
                    new Answer.OfDisclosure(disclosure, now.plus(draft.question().lifetime())));
            asked.add(disclosure);
            texts.add(prompt(draft, code));
            entries.add(
                    new TimelineEntry(
                            disclosure.id(),
                            disclosure.subscriber(),
                            now,
                            "partner.asked",
                            partner
                                    + " "
                                    + disclosure.requestId()
                                    + ": "
                                    + text(disclosure.scope())));
        }
        store.insert(asked);
        timeline.record(entries);
        outbox.send(texts);
        return answers;
    }

    /** Names who asks and for what: nobody agrees to what isn't said. */
    private OutboundText prompt(Draft draft, String code) {
        Scope scope = draft.disclosure().scope();
        String text =
                draft.rules()
                        .texts()
                        .render(
                                text(scope),
                                draft.language(),
                                Map.of(
                                        "code", code,
                                        "partner", draft.question().consent().partnerName(),
                                        "bank", scope.bank().map(Wording::name).orElse(""),
                                        "minutes", draft.question().lifetime()));
        return new OutboundText(
                draft.question().promptMessage(),
                draft.found().subscriber(),
                draft.found().link().orElseThrow(),
                draft.rules().shortCodes().codeSender(),
                text,
                Priority.CODE,
                draft.question().lifetime(),
                draft.disclosure().id());
    }
}
