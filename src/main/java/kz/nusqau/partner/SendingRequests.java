package kz.nusqau.partner;

import static kz.nusqau.partner.Answer.Failed.because;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.PhoneLinks;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.partner.SendingStore.NewRecipient;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends texts of partners to one subscriber or many. The texts of a part are put into the outbox
 * with their recipients and the reply, in one transaction of the caller's: a part is taken as a
 * whole, once. What becomes of it then is {@link RunningSendings}' to tell.
 */
@Component
final class SendingRequests {

    /** Over all parts of a sending. */
    static final int MOST_RECIPIENTS = 10_000;

    private static final int MOST_REFUSALS_SHOWN = 100;

    private final SendingStore store;
    private final RunningSendings running;
    private final SealedTexts sealedTexts;
    private final Subscribers subscribers;
    private final PhoneLinks links;
    private final Outbox outbox;
    private final PartnerProperties properties;

    SendingRequests(
            SendingStore store,
            RunningSendings running,
            PersonalData personalData,
            Subscribers subscribers,
            PhoneLinks links,
            CatalogueInForce catalogue,
            Outbox outbox,
            PartnerProperties properties) {
        this.store = store;
        this.running = running;
        this.sealedTexts = new SealedTexts(personalData);
        this.subscribers = subscribers;
        this.links = links;
        this.outbox = outbox;
        this.properties = properties;
        String ofCodes = catalogue.now().shortCodes().codeSender();
        properties
                .partners()
                .forEach(
                        (id, partner) -> {
                            if (partner.senders().contains(ofCodes)) {
                                throw new IllegalArgumentException(
                                        "nusqau.partners.%s.senders=%s: only codes come from there"
                                                .formatted(id, ofCodes));
                            }
                        });
    }

    /** What a request adds to a sending. */
    private static final class Part {

        private final UUID sending;
        private final List<NewRecipient> recipients = new ArrayList<>();
        private final List<OutboundText> texts = new ArrayList<>();
        private final List<Answer.RefusedPlace> refused = new ArrayList<>();

        Part(UUID sending) {
            this.sending = sending;
        }

        void refuse(int place, RecipientRefusal why) {
            recipients.add(new NewRecipient(sending, place, null, why));
            if (refused.size() < MOST_REFUSALS_SHOWN) {
                refused.add(new Answer.RefusedPlace(place, why));
            }
        }

        void accept(int place, OutboundText text) {
            texts.add(text);
            recipients.add(
                    new NewRecipient(
                            sending, place, new NewRecipient.Text(text.id(), text.to()), null));
        }

        Map<RecipientStatus, Integer> counts() {
            Map<RecipientStatus, Integer> counts = new EnumMap<>(RecipientStatus.class);
            counts.put(RecipientStatus.ACCEPTED, texts.size());
            counts.put(RecipientStatus.REFUSED, recipients.size() - texts.size());
            return counts;
        }
    }

    /** Begins sendings. */
    Map<Prepared, Answer> send(String partner, Map<Prepared, Wish.Send> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        if (wishes.isEmpty()) {
            return answers;
        }
        var limits = partner(partner).limits();
        int unsent = store.unsent(partner);
        int open = store.open(partner);
        var profiles = profiles(wishes.keySet());
        List<Part> parts = new ArrayList<>();
        List<SendingStore.New> sendings = new ArrayList<>();
        for (var entry : wishes.entrySet()) {
            Prepared prepared = entry.getKey();
            Wish.Send wish = entry.getValue();
            if (!(prepared.found() instanceof Found.Audience(var candidates))) {
                answers.put(prepared, unavailable(prepared.found()));
            } else if (wish.more() && open >= limits.sendings()) {
                answers.put(
                        prepared,
                        because(
                                FaultCode.TOO_MANY_OPEN,
                                "as many sendings as you may have wait for more parts"));
            } else if (unsent + candidates.size() > limits.unsent()) {
                answers.put(prepared, tooManyUnsent());
            } else {
                Part part = new Part(TimeOrderedId.next());
                var style =
                        new Style(
                                partner(partner).language(),
                                wish,
                                candidates.size() == 1 && !wish.more()
                                        ? Priority.NOTIFICATION
                                        : Priority.BULK);
                fill(part, 0, candidates, style, profiles, new HashSet<>());
                String requestId = requestId(prepared);
                sendings.add(
                        new SendingStore.New(
                                part.sending,
                                requestId,
                                wish.sender(),
                                wish.more() ? sealedTexts.seal(wish.texts()) : null,
                                wish.validity(),
                                candidates.size(),
                                part.texts.size()));
                parts.add(part);
                unsent += part.texts.size();
                open += wish.more() ? 1 : 0;
                answers.put(
                        prepared,
                        new Answer.OfSending(
                                new SendingView(
                                        part.sending,
                                        requestId,
                                        wish.more() ? Sending.State.OPEN : Sending.State.SENDING,
                                        false,
                                        1,
                                        candidates.size(),
                                        part.counts()),
                                part.refused));
            }
        }
        store.insert(partner, sendings);
        put(parts);
        return answers;
    }

    /** Adds recipients to sendings, in the order of the requests. */
    Map<Prepared, Answer> append(String partner, Map<Prepared, Wish.Append> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        wishes.forEach((prepared, wish) -> answers.put(prepared, append(partner, prepared, wish)));
        return answers;
    }

    private Answer append(String partner, Prepared prepared, Wish.Append wish) {
        if (!(prepared.found() instanceof Found.Audience(var candidates))) {
            return unavailable(prepared.found());
        }
        Sending sending = store.lock(partner, wish.sending()).orElse(null);
        if (sending == null) {
            return RunningSendings.notFound();
        }
        byte[] texts = sending.texts();
        if (texts == null) {
            return because(FaultCode.SENDING_CLOSED, "it takes no more parts");
        }
        if (wish.part() != sending.parts() + 1) {
            return because(
                    FaultCode.PART_OUT_OF_ORDER,
                    "part %d is the next".formatted(sending.parts() + 1));
        }
        if (sending.recipients() + candidates.size() > MOST_RECIPIENTS) {
            return because(
                    FaultCode.TOO_MANY_RECIPIENTS,
                    "a sending has %d at most, and this one has %d"
                            .formatted(MOST_RECIPIENTS, sending.recipients()));
        }
        if (store.unsent(partner) + candidates.size() > partner(partner).limits().unsent()) {
            return tooManyUnsent();
        }
        Part part = new Part(sending.id());
        var style =
                new Style(
                        partner(partner).language(),
                        new Wish.Send(
                                sending.sender(),
                                sealedTexts.open(texts),
                                wish.recipients(),
                                sending.validity(),
                                wish.more()),
                        Priority.BULK);
        fill(
                part,
                sending.recipients(),
                candidates,
                style,
                profiles(Set.of(prepared)),
                store.subscribers(sending.id()));
        store.extend(sending.id(), candidates.size(), part.texts.size(), !wish.more());
        put(List.of(part));
        return new Answer.OfSending(
                running.view(store.find(partner, new Wish.Which.ById(sending.id())).orElseThrow()),
                part.refused);
    }

    /** What all texts of a sending have in common. */
    private record Style(Language otherwise, Wish.Send wish, Priority priority) {

        /** In the subscriber's language, where it is there in that. */
        String textFor(SubscriberProfile profile) {
            return profile.language()
                    .flatMap(this::text)
                    .or(() -> text(otherwise))
                    .orElseGet(this::first);
        }

        private Optional<String> text(Language language) {
            return Optional.ofNullable(wish.texts().get(language));
        }

        private String first() {
            return wish.texts().entrySet().stream()
                    .min(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .orElseThrow();
        }
    }

    private void fill(
            Part part,
            int firstPlace,
            List<Candidate> candidates,
            Style style,
            Map<SubscriberId, SubscriberProfile> profiles,
            Set<SubscriberId> taken) {
        Map<String, Boolean> carried = new HashMap<>();
        int place = firstPlace;
        for (Candidate candidate : candidates) {
            switch (candidate) {
                case Candidate.Unfit(var why) -> part.refuse(place, why);
                case Candidate.Phone(var subscriber, var link) -> {
                    SubscriberProfile profile = profiles.get(subscriber);
                    String sender = style.wish.sender();
                    if (!carried.computeIfAbsent(link, it -> links.sendsFrom(it, sender))) {
                        part.refuse(place, RecipientRefusal.NOT_REACHED);
                    } else if (isUnwilling(profile)) {
                        part.refuse(place, RecipientRefusal.SUBSCRIBER_NOT_ELIGIBLE);
                    } else if (!taken.add(subscriber)) {
                        part.refuse(place, RecipientRefusal.REPEATED);
                    } else {
                        part.accept(
                                place,
                                new OutboundText(
                                        TimeOrderedId.next(),
                                        subscriber,
                                        link,
                                        sender,
                                        style.textFor(Objects.requireNonNull(profile)),
                                        style.priority,
                                        style.wish.validity(),
                                        null));
                    }
                }
            }
            place++;
        }
    }

    /** R-BLK-1, R-JOIN-2. */
    private static boolean isUnwilling(@Nullable SubscriberProfile profile) {
        return profile == null || profile.blocked() || profile.consentWithdrawn();
    }

    private Map<SubscriberId, SubscriberProfile> profiles(Set<Prepared> prepared) {
        Set<SubscriberId> ids = new HashSet<>();
        for (Prepared each : prepared) {
            if (each.found() instanceof Found.Audience(var candidates)) {
                for (Candidate candidate : candidates) {
                    if (candidate instanceof Candidate.Phone phone) {
                        ids.add(phone.subscriber());
                    }
                }
            }
        }
        return ids.isEmpty() ? Map.of() : subscribers.profiles(ids);
    }

    private void put(List<Part> parts) {
        store.addRecipients(parts.stream().flatMap(part -> part.recipients.stream()).toList());
        outbox.send(parts.stream().flatMap(part -> part.texts.stream()).toList());
    }

    private static Answer unavailable(Found found) {
        if (found instanceof Found.Closed(var work)) {
            return Answer.Failed.later(work);
        }
        return because(
                FaultCode.SERVICE_UNAVAILABLE,
                "whose numbers these are is not known at the moment");
    }

    private static Answer tooManyUnsent() {
        return because(
                FaultCode.TOO_MANY_OPEN, "as many texts as you may have wait to be sent already");
    }

    private static String requestId(Prepared prepared) {
        return ((Arrival.Request) prepared.arrival()).requestId();
    }

    private PartnerProperties.Partner partner(String id) {
        var partner = properties.partners().get(id);
        if (partner == null) {
            throw new IllegalStateException("no partner " + id);
        }
        return partner;
    }
}
