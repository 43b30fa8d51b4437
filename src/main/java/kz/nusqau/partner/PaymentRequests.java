package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.BankChoice;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.Payments;
import kz.nusqau.payment.Proposal;
import kz.nusqau.payment.ProposalResult;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Proposes payments to subscribers for partners: each takes the code that the subscriber alone gets
 * (R-OTP-4). All in the caller's transaction.
 */
@Component
final class PaymentRequests {

    private final Payments payments;
    private final Subscribers subscribers;
    private final Outbox outbox;
    private final Timeline timeline;
    private final PartnerLimits limits;
    private final PartnerProperties properties;
    private final Clock clock;

    PaymentRequests(
            Payments payments,
            Subscribers subscribers,
            Outbox outbox,
            Timeline timeline,
            PartnerLimits limits,
            PartnerProperties properties,
            Clock clock) {
        this.payments = payments;
        this.subscribers = subscribers;
        this.outbox = outbox;
        this.timeline = timeline;
        this.limits = limits;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Asks the subscribers, where they may pay.
     *
     * @param wishes to different subscribers
     * @return an answer for each
     */
    Map<Prepared, Answer> propose(String partner, Map<Prepared, Wish.Create> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<Prepared, Found.Payable> payable = new LinkedHashMap<>();
        wishes.forEach(
                (prepared, wish) -> {
                    if (prepared.found() instanceof Found.Payable found
                            && found.link().isPresent()) {
                        payable.put(prepared, found);
                    } else {
                        answers.put(prepared, unjudged(prepared.found(), wish));
                    }
                });
        var profiles =
                payable.isEmpty()
                        ? Map.<SubscriberId, SubscriberProfile>of()
                        : subscribers.profiles(
                                payable.values().stream().map(Found.Payable::subscriber).toList());
        Map<Prepared, Proposal> proposals = new LinkedHashMap<>();
        payable.forEach(
                (prepared, found) -> {
                    Wish.Create wish = wish(prepared);
                    SubscriberProfile profile = profiles.get(found.subscriber());
                    RefusalReason reason = unserved(profile);
                    if (reason == null) {
                        proposals.put(
                                prepared,
                                proposal(partner, wish, found, language(partner, wish, profile)));
                    } else {
                        answers.put(prepared, new Answer.Refused(wish.provider().code(), reason));
                    }
                });
        if (!proposals.isEmpty()) {
            answers.putAll(offerWithinLimits(partner, proposals));
        }
        return answers;
    }

    /** What is refused takes no room; then others that had none are tried again. */
    private Map<Prepared, Answer> offerWithinLimits(
            String partner, Map<Prepared, Proposal> proposals) {
        LocalDate day = PartnerLimits.day(clock.instant());
        Room room = limits.room(partner, day);
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        Map<InstructionId, Money> pending = new LinkedHashMap<>();
        Map<Prepared, Proposal> left = new LinkedHashMap<>(proposals);
        for (boolean freed = true; freed; ) {
            var fitting = room.fitting(left, PaymentRequests::amount);
            Map<Prepared, Answer> offered = fitting.isEmpty() ? Map.of() : offer(partner, fitting);
            offered.forEach(
                    (prepared, answer) -> {
                        answers.put(prepared, answer);
                        left.remove(prepared);
                        if (answer instanceof Answer.OfPayment(var payment) && isPending(answer)) {
                            room.take(payment.amount());
                            pending.put(payment.id(), payment.amount());
                        }
                    });
            // Each turn answers some, or is the last.
            freed = isAnyRefused(offered) && !left.isEmpty();
        }
        limits.count(partner, day, pending);
        left.forEach(
                (prepared, proposal) ->
                        answers.put(
                                prepared,
                                new Answer.Failed(room.objection(amount(proposal)).orElseThrow())));
        return answers;
    }

    private static boolean isAnyRefused(Map<Prepared, Answer> offered) {
        return offered.values().stream().anyMatch(answer -> !isPending(answer));
    }

    private static boolean isPending(Answer answer) {
        return answer instanceof Answer.OfPayment(var payment)
                && payment.status() == PartnerPayment.Status.PENDING;
    }

    private static Money amount(Proposal proposal) {
        var pay = (Instruction.Pay) proposal.wanted();
        var rules = proposal.rules();
        var provider = rules.providers().get(pay.provider());
        LocalDate day = PartnerLimits.day(proposal.receivedAt());
        return rules.tariffs().amount(provider, pay.amount(), day);
    }

    private static Answer unjudged(Found found, Wish.Create wish) {
        if (found instanceof Found.Closed(var work)) {
            return Answer.Failed.later(work);
        }
        return found instanceof Found.Stranger
                ? new Answer.Refused(wish.provider().code(), RefusalReason.UNKNOWN_SUBSCRIBER)
                : Answer.Failed.because(
                        FaultCode.SERVICE_UNAVAILABLE, "the payment can't be judged at the moment");
    }

    private static Wish.Create wish(Prepared prepared) {
        return (Wish.Create) ((Arrival.Request) prepared.arrival()).wish();
    }

    /** R-BLK-1, R-JOIN-2. */
    private static @Nullable RefusalReason unserved(@Nullable SubscriberProfile profile) {
        if (profile == null) {
            return RefusalReason.UNKNOWN_SUBSCRIBER;
        }
        if (profile.blocked()) {
            return RefusalReason.BLOCKED;
        }
        return profile.consentWithdrawn() ? RefusalReason.CONSENT_WITHDRAWN : null;
    }

    private Language language(
            String partner, Wish.Create wish, @Nullable SubscriberProfile profile) {
        return Optional.ofNullable(profile)
                .flatMap(SubscriberProfile::language)
                .or(wish::language)
                .orElseGet(() -> partner(partner).language());
    }

    private PartnerProperties.Partner partner(String id) {
        var partner = properties.partners().get(id);
        if (partner == null) {
            throw new IllegalStateException("no partner " + id);
        }
        return partner;
    }

    private Proposal proposal(
            String partner, Wish.Create wish, Found.Payable found, Language language) {
        return new Proposal(
                wish.held().orElseGet(InstructionId::next),
                found.subscriber(),
                found.link().orElseThrow(),
                wish.rules().shortCodes().codeSender(),
                language,
                wish.pay(),
                found.facts(),
                found.quote(),
                new BankChoice.None(),
                TimeOrderedId.next(),
                clock.instant(),
                wish.rules(),
                partner);
    }

    private Map<Prepared, Answer> offer(String partner, Map<Prepared, Proposal> proposals) {
        var results = payments.proposeForPartners(List.copyOf(proposals.values()));
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        List<OutboundText> texts = new ArrayList<>();
        List<TimelineEntry> entries = new ArrayList<>();
        Instant now = clock.instant();
        proposals.forEach(
                (prepared, proposal) -> {
                    var result = results.get(proposal.id());
                    if (result == null) {
                        answers.put(prepared, busy());
                        return;
                    }
                    answers.put(prepared, new Answer.OfPayment(result.payment()));
                    entries.add(
                            new TimelineEntry(
                                    proposal.id(),
                                    proposal.subscriber(),
                                    now,
                                    "partner.asked",
                                    partner + " " + prepared.envelope().requestId()));
                    if (result.result() instanceof ProposalResult.Offered offered) {
                        texts.add(prompt(partner, proposal, wish(prepared), offered));
                    }
                });
        timeline.record(entries);
        outbox.send(texts);
        return answers;
    }

    static Answer busy() {
        return Answer.Failed.because(
                FaultCode.SUBSCRIBER_BUSY,
                "the subscriber has another question to answer; ask again in a few minutes");
    }

    /** Names who asks: a code that came unasked must not look like the subscriber's own wish. */
    private OutboundText prompt(
            String partner, Proposal proposal, Wish.Create wish, ProposalResult.Offered offered) {
        var rules = wish.rules();
        String text =
                rules.texts()
                        .render(
                                partner(partner).takesCodes()
                                        ? "code.partner-page"
                                        : "code.partner-pay",
                                proposal.language(),
                                Map.of(
                                        "code", offered.code().orElseThrow(),
                                        "partner", partner(partner).name(),
                                        "amount", offered.amount(),
                                        "payee",
                                                wish.provider()
                                                        .payee(
                                                                proposal.language(),
                                                                wish.pay().requisites()),
                                        "fee", offered.fee(),
                                        "minutes", offered.lifetime()));
        return new OutboundText(
                offered.promptMessage(),
                proposal.subscriber(),
                proposal.link(),
                rules.shortCodes().codeSender(),
                text,
                Priority.CODE,
                offered.lifetime(),
                offered.id());
    }
}
