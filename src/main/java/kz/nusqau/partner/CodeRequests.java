package kz.nusqau.partner;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Codes for partners' own doings: the subscriber gets one, and whoever hears it from the subscriber
 * has it verified, once (R-OTP-1, R-OTP-9). They confirm nothing in the hub. All in the caller's
 * transaction.
 */
@Component
final class CodeRequests {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CODES = 1_000_000;
    static final int ATTEMPTS = 3;

    /** With more of them a subscriber would be pestered, and guessing would be easier. */
    private static final int MOST_OPEN = 5;

    private final CodeStore store;
    private final PersonalData personalData;
    private final Subscribers subscribers;
    private final CatalogueInForce catalogue;
    private final Outbox outbox;
    private final Timeline timeline;
    private final PartnerProperties properties;
    private final Clock clock;

    CodeRequests(
            CodeStore store,
            PersonalData personalData,
            Subscribers subscribers,
            CatalogueInForce catalogue,
            Outbox outbox,
            Timeline timeline,
            PartnerProperties properties,
            Clock clock) {
        this.store = store;
        this.personalData = personalData;
        this.subscribers = subscribers;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.timeline = timeline;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Sends a code to each subscriber.
     *
     * @param wishes of different subscribers
     * @return an answer for each
     */
    Map<Prepared, Answer> issue(String partner, Map<Prepared, Wish.Issue> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<Prepared, Found.Reachable> reachable = new LinkedHashMap<>();
        wishes.keySet()
                .forEach(
                        prepared -> {
                            if (prepared.found() instanceof Found.Reachable found
                                    && found.link().isPresent()) {
                                reachable.put(prepared, found);
                            } else {
                                answers.put(prepared, unreached(prepared.found()));
                            }
                        });
        if (reachable.isEmpty()) {
            return answers;
        }
        List<SubscriberId> ids =
                reachable.values().stream().map(Found.Reachable::subscriber).toList();
        var profiles = subscribers.profiles(ids);
        var open = store.open(partner, ids);
        List<Draft> drafts = new ArrayList<>();
        reachable.forEach(
                (prepared, found) -> {
                    SubscriberProfile profile = profiles.get(found.subscriber());
                    if (open.getOrDefault(found.subscriber(), 0) >= MOST_OPEN) {
                        answers.put(
                                prepared,
                                Answer.Failed.because(
                                        FaultCode.TOO_MANY_OPEN,
                                        "the subscriber has %d of your codes"
                                                .formatted(MOST_OPEN)));
                    } else if (profile == null
                            || !mayGet(wishes.get(prepared), profile, found.eligible())) {
                        answers.put(prepared, notEligible());
                    } else {
                        drafts.add(draft(partner, prepared, found, profile));
                    }
                });
        answers.putAll(send(partner, drafts));
        return answers;
    }

    /**
     * Who has a phone that was lost, or a SIM that took the place of another, must not act for a
     * partner with it (R-BLK-1, R-ACC-4).
     */
    private static boolean mayGet(
            Wish.@Nullable Issue wish, SubscriberProfile profile, boolean eligible) {
        boolean toSignIn = wish != null && wish.order().isEmpty();
        return !profile.consentWithdrawn() && !(toSignIn && (profile.blocked() || !eligible));
    }

    static Answer unreached(Found found) {
        if (found instanceof Found.Closed(var work)) {
            return Answer.Failed.later(work);
        }
        return found instanceof Found.Stranger
                ? Answer.Failed.because(
                        FaultCode.SUBSCRIBER_NOT_REACHED, RefusalReason.UNKNOWN_SUBSCRIBER.name())
                : Answer.Failed.because(
                        FaultCode.SERVICE_UNAVAILABLE, "nobody can be texted at the moment");
    }

    private static Answer notEligible() {
        return Answer.Failed.because(FaultCode.SUBSCRIBER_NOT_REACHED, Wording.NOT_ELIGIBLE);
    }

    private record Draft(Prepared prepared, CodeStore.New code, OutboundText text) {}

    private Draft draft(
            String partner, Prepared prepared, Found.Reachable found, SubscriberProfile profile) {
        var request = (Arrival.Request) prepared.arrival();
        var wish = (Wish.Issue) request.wish();
        UUID id = TimeOrderedId.next();
        String digits = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(CODES));
        Language language =
                Optional.of(profile)
                        .flatMap(SubscriberProfile::language)
                        .or(wish::language)
                        .orElseGet(() -> partner(partner).language());
        var rules = catalogue.now();
        String text =
                rules.texts()
                        .render(
                                wish.order().isPresent() ? "code.delivery" : "code.sign-in",
                                language,
                                Map.of(
                                        "code", digits,
                                        "partner", partner(partner).name(),
                                        "order", wish.order().orElse(""),
                                        "minutes", wish.lifetime()));
        return new Draft(
                prepared,
                new CodeStore.New(
                        id,
                        found.subscriber(),
                        proof(id, digits),
                        ATTEMPTS,
                        wish.lifetime(),
                        wish.order().isEmpty(),
                        request.requestId()),
                // Under the code's own id it is known whose text didn't arrive.
                new OutboundText(
                        id,
                        found.subscriber(),
                        found.link().orElseThrow(),
                        rules.shortCodes().codeSender(),
                        text,
                        Priority.CODE,
                        wish.lifetime(),
                        null));
    }

    private PartnerProperties.Partner partner(String id) {
        PartnerProperties.@Nullable Partner partner = properties.partners().get(id);
        if (partner == null) {
            throw new IllegalStateException("no partner " + id);
        }
        return partner;
    }

    private byte[] proof(UUID code, String digits) {
        return personalData.keyedHash(
                "partner-code",
                code.toString().getBytes(StandardCharsets.US_ASCII),
                digits.getBytes(StandardCharsets.US_ASCII));
    }

    private Map<Prepared, Answer> send(String partner, List<Draft> drafts) {
        var expiry = store.insert(partner, drafts.stream().map(Draft::code).toList());
        outbox.send(drafts.stream().map(Draft::text).toList());
        Instant now = clock.instant();
        timeline.record(drafts.stream().map(draft -> issued(partner, draft.code(), now)).toList());
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            UUID id = draft.code().id();
            answers.put(
                    draft.prepared(),
                    new Answer.OfCode(
                            id,
                            Answer.OfCode.Standing.ISSUED,
                            Optional.of(ATTEMPTS),
                            Optional.ofNullable(expiry.get(id))));
        }
        return answers;
    }

    private static TimelineEntry issued(String partner, CodeStore.New code, Instant at) {
        String what = code.toSignIn() ? "to sign in at " : "for an order at ";
        return entry(
                code.id(),
                code.subscriber(),
                at,
                new Noted("issued", what + partner + "; request " + code.requestId()));
    }

    /**
     * Judges what whoever heard the codes says. What would sign somebody in who may be somebody
     * else isn't judged, and costs no attempt.
     *
     * @param wishes about different codes
     */
    Map<Prepared, Answer> verify(String partner, Map<Prepared, Wish.Verify> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<UUID, byte[]> proofs = new HashMap<>();
        wishes.forEach(
                (prepared, wish) ->
                        objection(prepared.holder())
                                .ifPresentOrElse(
                                        objection -> answers.put(prepared, objection),
                                        () ->
                                                proofs.put(
                                                        wish.code(),
                                                        proof(wish.code(), wish.digits()))));
        var judged = store.judge(partner, proofs);
        Instant now = clock.instant();
        List<TimelineEntry> entries = new ArrayList<>();
        wishes.forEach(
                (prepared, wish) -> {
                    CodeStore.Judged found = judged.get(wish.code());
                    if (found != null) {
                        entries.add(
                                entry(wish.code(), found.subscriber(), now, tried(partner, found)));
                    }
                    answers.putIfAbsent(
                            prepared,
                            found == null
                                    ? Answer.Failed.because(
                                            FaultCode.CODE_NOT_FOUND, "you issued no such code")
                                    : found.answer());
                });
        timeline.record(entries);
        return answers;
    }

    /** What happened to a code, under its own id; nothing of its digits. */
    private record Noted(String kind, String detail) {}

    private static TimelineEntry entry(UUID code, SubscriberId to, Instant at, Noted noted) {
        return new TimelineEntry(
                new InstructionId(code), to, at, "partner.code-" + noted.kind(), noted.detail());
    }

    private static Noted tried(String partner, CodeStore.Judged judged) {
        String at = "at " + partner;
        return switch (judged.answer().standing()) {
            case ISSUED -> throw new IllegalStateException("not judged: " + judged.answer().code());
            case VERIFIED -> new Noted("verified", at);
            case WRONG ->
                    new Noted(
                            "wrong",
                            at
                                    + "; attempts left: "
                                    + judged.answer().attemptsLeft().orElseThrow());
            case USED_UP ->
                    judged.taken()
                            ? new Noted("wrong", at + "; attempts left: 0")
                            : new Noted("late", at + "; it was used up");
            case EXPIRED -> new Noted("late", at + "; its time was over");
        };
    }

    /** None for a code that signs nobody in. */
    private static Optional<Answer> objection(Holder holder) {
        return holder instanceof Holder.Nobody ? Optional.empty() : holder.objection();
    }
}
