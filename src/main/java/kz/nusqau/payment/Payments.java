package kz.nusqau.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.confirmation.EndedChallenge;
import kz.nusqau.confirmation.Subject;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.springframework.stereotype.Component;

/**
 * Instructions of subscribers that move money, in sets; all that changes them in the caller's
 * transaction.
 */
@Component
public class Payments {

    private final Proposals proposals;
    private final Confirmations confirmations;
    private final Challenges challenges;
    private final TakeBacks takeBacks;
    private final Receipts receipts;
    private final PaymentBook book;
    private final PaymentProperties properties;

    Payments(
            Proposals proposals,
            Confirmations confirmations,
            Challenges challenges,
            TakeBacks takeBacks,
            Receipts receipts,
            PaymentBook book,
            PaymentProperties properties) {
        this.proposals = proposals;
        this.confirmations = confirmations;
        this.challenges = challenges;
        this.takeBacks = takeBacks;
        this.receipts = receipts;
        this.book = book;
        this.properties = properties;
    }

    /** The bank that settles app-store payments; empty where they aren't offered. */
    public Optional<String> appStoreBank() {
        return Optional.of(properties.appStore().bank()).filter(bank -> !bank.isEmpty());
    }

    /** Whether the SIM was changed so lately that the number may be in other hands. */
    public boolean isSimTooNew(SubscriberFacts facts, Instant at) {
        return Eligibility.isSimTooNew(facts, at, properties.simChangeHold());
    }

    /**
     * Judges the proposals and opens a challenge for those that may be executed; an older one of
     * the same subscriber that waits for its confirmation is superseded.
     *
     * @param wanted of different subscribers
     * @return one result for each, in order
     */
    public List<ProposalResult> propose(List<Proposal> wanted) {
        return proposals.propose(wanted);
    }

    /**
     * The same for partners: who has another question open keeps it, and is absent.
     *
     * @param wanted of different subscribers
     */
    public Map<InstructionId, PartnerProposal> proposeForPartners(List<Proposal> wanted) {
        return wanted.isEmpty() ? Map.of() : proposals.proposeForPartners(wanted);
    }

    /** Those of the payments that the partner proposed. A read: needs no transaction. */
    public Map<InstructionId, PartnerPayment> ofPartner(
            String partner, Collection<InstructionId> ids) {
        return views(partner, book.store().find(ids).values());
    }

    /**
     * The same without what only the subscriber's key opens: also where that is destroyed. A read.
     */
    public Map<InstructionId, PartnerPayment> reportToPartner(
            String partner, Collection<InstructionId> ids) {
        return book.store().reportToPartner(partner, ids);
    }

    /** Those of the payments that the partner proposed, added up by how they stand. A read. */
    public List<PartnerTotal> totalsOfPartner(String partner, Collection<InstructionId> ids) {
        return book.store().totalsOfPartner(partner, ids);
    }

    /**
     * Ends those of the payments that wait for a confirmation and were proposed by the partner;
     * returns all that were, as they stand now.
     */
    public Map<InstructionId, PartnerPayment> cancelOfPartner(
            String partner, Collection<InstructionId> ids) {
        return cancelOfPartner(partner, ids, SagaEvent.Cause.PARTNER);
    }

    private Map<InstructionId, PartnerPayment> cancelOfPartner(
            String partner, Collection<InstructionId> ids, SagaEvent.Cause cause) {
        Map<SubscriberId, InstructionId> waiting = new HashMap<>();
        for (Payment payment : book.store().find(ids).values()) {
            if (partner.equals(payment.origin().partner())
                    && payment.state() == PaymentState.PROPOSED) {
                waiting.put(payment.subscriber(), payment.id());
            }
        }
        // Whoever is confirming it holds the challenge first, and wins.
        var ended = challenges.cancel(Subject.PAYMENT, List.of(), waiting);
        if (!ended.isEmpty()) {
            var changes = book.lock(ended.stream().map(EndedChallenge::instruction).toList());
            changes.ids().forEach(id -> changes.on(id, new SagaEvent.Cancelled(cause)));
            book.write(changes);
        }
        return ofPartner(partner, ids);
    }

    /**
     * Payments of a partner that wait for their confirmation. The caller lets nobody else ask about
     * the partner until its transaction ends.
     */
    public PendingOfPartner pendingOfPartner(String partner) {
        return book.store().sumPendingOfPartner(partner);
    }

    /**
     * Judges codes that payers typed in at the partner that proposed their payments, and starts
     * what they confirm.
     *
     * @param digits by payment
     * @param receivedAt by the database's clock
     * @return those that are the partner's and wait for a code
     */
    public Map<InstructionId, ConfirmResult> confirmOfPartner(
            String partner, Map<InstructionId, String> digits, Instant receivedAt) {
        Map<InstructionId, Confirmation> answers = new LinkedHashMap<>();
        for (Payment payment : book.store().find(digits.keySet()).values()) {
            String given = digits.get(payment.id());
            if (given != null
                    && partner.equals(payment.origin().partner())
                    && payment.state() == PaymentState.PROPOSED) {
                answers.put(
                        payment.id(),
                        new Confirmation(
                                payment.subscriber(),
                                new Answer.Code(given),
                                receivedAt,
                                payment.id(),
                                partner));
            }
        }
        List<ConfirmResult> results = confirmations.confirm(List.copyOf(answers.values()));
        Map<InstructionId, ConfirmResult> byPayment = new HashMap<>();
        List<TimelineEntry> failed = new ArrayList<>();
        int place = 0;
        for (var answer : answers.entrySet()) {
            ConfirmResult result = results.get(place++);
            byPayment.put(answer.getKey(), result);
            failedAttempt(partner, answer.getKey(), answer.getValue(), result)
                    .ifPresent(failed::add);
        }
        book.note(failed);
        return byPayment;
    }

    /** What was tried without the phone, and not told to it, is on record; not so the digits. */
    private static Optional<TimelineEntry> failedAttempt(
            String partner, InstructionId id, Confirmation code, ConfirmResult result) {
        return switch (result) {
            case ConfirmResult.WrongCode(var payment, var left) ->
                    Optional.of(attempt(partner, id, code, "wrong", "attempts left: " + left));
            case ConfirmResult.CodeUsedUp used ->
                    Optional.of(attempt(partner, id, code, "wrong", "attempts left: 0"));
            case ConfirmResult.CodeExpired late ->
                    Optional.of(attempt(partner, id, code, "late", "its time was over"));
            default -> Optional.empty();
        };
    }

    private static TimelineEntry attempt(
            String partner, InstructionId id, Confirmation code, String how, String detail) {
        return new TimelineEntry(
                id,
                code.subscriber(),
                code.receivedAt(),
                "partner.code-" + how,
                "typed in at %s; %s".formatted(partner, detail));
    }

    /** Ends all payments of a suspended partner that wait for their confirmation, part by part. */
    public int cancelPendingOfPartner(String partner, int upTo) {
        var pending = book.store().pendingOfPartner(partner, upTo);
        return cancelOfPartner(partner, pending, SagaEvent.Cause.PARTNER_SUSPENDED).size();
    }

    private static Map<InstructionId, PartnerPayment> views(
            String partner, Collection<Payment> payments) {
        Map<InstructionId, PartnerPayment> found = new HashMap<>();
        for (Payment payment : payments) {
            if (partner.equals(payment.origin().partner())) {
                found.put(payment.id(), PartnerPayment.of(payment));
            }
        }
        return found;
    }

    /**
     * Judges the answers and starts what they confirm.
     *
     * @param answers of different subscribers
     * @return one result for each, in order
     */
    public List<ConfirmResult> confirm(List<Confirmation> answers) {
        return confirmations.confirm(answers);
    }

    /**
     * Ends what waits for a confirmation.
     *
     * @param wanted of different subscribers
     * @return one result for each, in order
     */
    public List<CancelResult> cancel(List<Cancellation> wanted) {
        List<SubscriberId> whatever = new ArrayList<>();
        Map<SubscriberId, InstructionId> asked = new HashMap<>();
        for (Cancellation cancellation : wanted) {
            var about = cancellation.about();
            if (about == null) {
                whatever.add(cancellation.subscriber());
            } else {
                asked.put(cancellation.subscriber(), about);
            }
        }
        Map<SubscriberId, CancelResult> results = new HashMap<>();
        List<EndedChallenge> ended = challenges.cancel(Subject.PAYMENT, whatever, asked);
        if (!ended.isEmpty()) {
            var changes = book.lock(ended.stream().map(EndedChallenge::instruction).toList());
            for (EndedChallenge challenge : ended) {
                InstructionId id = challenge.instruction();
                var event = new SagaEvent.Cancelled(SagaEvent.Cause.SUBSCRIBER);
                if (changes.holds(id) && changes.on(id, event)) {
                    results.put(challenge.subscriber(), new CancelResult.Cancelled(id));
                }
            }
            book.write(changes);
        }
        return wanted.stream()
                .map(it -> results.getOrDefault(it.subscriber(), new CancelResult.NothingOpen()))
                .toList();
    }

    /**
     * Undoes what can be undone of what subscribers want taken back. Early in a transaction:
     * commands are locked before anything else that outcomes change.
     *
     * @param wanted of different subscribers
     * @return one result for each, in order
     */
    public List<TakeBackResult> takeBack(List<TakeBack> wanted) {
        return wanted.isEmpty() ? List.of() : takeBacks.takeBack(wanted);
    }

    /**
     * Receipts for those who ask, each of an own payment that was confirmed. A read: needs no
     * transaction.
     *
     * @param asked payment numbers as they were told, in any case; empty for the last payment
     */
    public Map<SubscriberId, PaymentReceipt> receipts(Map<SubscriberId, Optional<String>> asked) {
        return receipts.of(asked);
    }

    /**
     * The e-money system in which each used a wallet last, if ever. A read: needs no transaction.
     */
    public Map<SubscriberId, String> lastWallets(Collection<SubscriberId> subscribers) {
        return subscribers.isEmpty()
                ? Map.of()
                : book.store().lastSystems(subscribers, PaymentKind.OF_OWN_WALLET);
    }

    /** Where the instruction came from. A read: needs no transaction. */
    public Optional<PaymentOrigin> origin(InstructionId id) {
        return Optional.ofNullable(book.store().find(List.of(id)).get(id))
                .map(Payment::origin)
                .map(
                        origin ->
                                new PaymentOrigin(
                                        origin.link(), origin.shortCode(), origin.language()));
    }

    /** How many payments are not ended, by state. A read: needs no transaction. */
    public Map<PaymentState, Long> unfinished() {
        return book.store().open();
    }
}
