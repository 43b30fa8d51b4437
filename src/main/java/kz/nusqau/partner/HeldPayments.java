package kz.nusqau.partner;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerPaymentsChanged;
import kz.nusqau.payment.Payments;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Payments that wait until a user who may confirm approves them (R-ACC-3). Nothing is asked and
 * nobody is told of them before that; then they are proposed by what holds then, once. All in the
 * caller's transaction, but for {@link #expire}.
 */
@Component
final class HeldPayments {

    private final HeldStore store;
    private final SealedPayments sealed;
    private final RequestStore requests;
    private final PaymentRequests proposals;
    private final PaymentEvents events;
    private final Payments payments;
    private final PartnerLimits limits;
    private final PartnerProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HeldPayments(
            HeldStore store,
            SealedPayments sealed,
            RequestStore requests,
            PaymentRequests proposals,
            PaymentEvents events,
            Payments payments,
            PartnerLimits limits,
            PartnerProperties properties,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.sealed = sealed;
        this.requests = requests;
        this.proposals = proposals;
        this.events = events;
        this.payments = payments;
        this.limits = limits;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Keeps those for which there is room among what the partner has open. */
    Map<Prepared, Answer> hold(String partner, Map<Prepared, Wish.Create> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        if (wishes.isEmpty()) {
            return answers;
        }
        LocalDate day = PartnerLimits.day(clock.instant());
        Room room = limits.room(partner, day);
        List<HeldStore.New> held = new ArrayList<>();
        wishes.forEach(
                (prepared, wish) -> {
                    PartnerPayment payment = payment(partner, wish, day);
                    Optional<Fault> objection = room.objectionToWaiting(payment.amount());
                    if (objection.isPresent()) {
                        answers.put(prepared, new Answer.Failed(objection.get()));
                    } else {
                        room.takeWaiting(payment.amount());
                        held.add(new HeldStore.New(payment, sealed.seal(wish)));
                        answers.put(prepared, new Answer.OfPayment(payment));
                    }
                });
        store.insert(held, properties.partnerApi().approveWithin());
        return answers;
    }

    /** By the tariff of the day; that of the day on which it is approved may be another. */
    private static PartnerPayment payment(String partner, Wish.Create wish, LocalDate day) {
        var tariffs = wish.rules().tariffs();
        Money amount = tariffs.amount(wish.provider(), wish.pay().amount(), day);
        return new PartnerPayment(
                InstructionId.next(),
                partner,
                wish.provider().code(),
                amount,
                tariffs.fee(wish.provider(), amount, day),
                PartnerPayment.Status.AWAITING_APPROVAL,
                Optional.empty(),
                Optional.empty());
    }

    /** What one that waits would be proposed as; empty where nothing waits. A read. */
    Optional<Wish.Create> waiting(String partner, Wish.Named named) {
        Optional<InstructionId> id =
                switch (named) {
                    case Wish.Named.ById(var given) -> Optional.of(given);
                    case Wish.Named.ByRequest(var by) ->
                            Optional.ofNullable(requests.proposed(partner, Set.of(by)).get(by));
                };
        return id.flatMap(
                it -> store.sealed(partner, it).flatMap(bytes -> readable(partner, it, bytes)));
    }

    private Optional<Wish.Create> readable(String partner, InstructionId id, byte[] bytes) {
        try {
            return Optional.of(sealed.open(partner, id, bytes));
        } catch (FaultyMessage e) {
            // Whoever approves it is told.
            return Optional.empty();
        }
    }

    /**
     * Proposes one that waits; what stands in the way for a while leaves it waiting.
     *
     * @param prepared the request to approve it, with what was looked up for {@link #waiting}
     */
    Answer approve(String partner, Prepared prepared, InstructionId id) {
        limits.lock(partner);
        Optional<byte[]> taken = store.approve(partner, id);
        if (taken.isEmpty()) {
            return nothingToApprove(standing(partner, List.of(id)).get(id));
        }
        Answer answer = propose(partner, prepared, id, taken.get());
        if (answer instanceof Answer.Refused(var provider, var reason)) {
            return new Answer.OfPayment(store.refuse(id, reason));
        }
        if (answer instanceof Answer.Failed) {
            store.holdAgain(id, taken.get());
        }
        return answer;
    }

    private Answer propose(String partner, Prepared prepared, InstructionId id, byte[] bytes) {
        Wish.Create wish;
        try {
            wish = sealed.open(partner, id, bytes);
        } catch (FaultyMessage e) {
            return Answer.Failed.because(e.fault().code(), e.fault().explanation());
        }
        var request = (Arrival.Request) prepared.arrival();
        var proposal =
                new Prepared(
                        new Arrival.Request(
                                request.envelope(),
                                request.type(),
                                request.requestId(),
                                request.digest(),
                                wish),
                        prepared.found(),
                        prepared.holder());
        return Objects.requireNonNull(
                proposals.propose(partner, Map.of(proposal, wish)).get(proposal));
    }

    private static Answer nothingToApprove(@Nullable PartnerPayment payment) {
        return payment == null
                ? notFound()
                : Answer.Failed.because(
                        FaultCode.NOTHING_TO_APPROVE,
                        "it is " + Wording.word(payment.status()) + " already");
    }

    static Answer notFound() {
        return Answer.Failed.because(FaultCode.PAYMENT_NOT_FOUND, "you proposed no such payment");
    }

    /** How the partner's payments stand, whether they were proposed already or not. A read. */
    Map<InstructionId, PartnerPayment> standing(String partner, Collection<InstructionId> ids) {
        // In this order: what is approved meanwhile is found twice, and not missed.
        Map<InstructionId, PartnerPayment> standing = new HashMap<>(store.find(partner, ids));
        standing.putAll(payments.ofPartner(partner, ids));
        return standing;
    }

    /** Ends those that wait, for a user or for their payer; returns all, as they stand now. */
    Map<InstructionId, PartnerPayment> cancel(String partner, Collection<InstructionId> ids) {
        Map<InstructionId, PartnerPayment> standing = new HashMap<>();
        if (!store.find(partner, ids).isEmpty()) {
            limits.lock(partner);
            tell(store.cancel(partner, ids));
            standing.putAll(store.find(partner, ids));
        }
        // What somebody was just approving is proposed now.
        standing.putAll(payments.cancelOfPartner(partner, ids));
        return standing;
    }

    /** Ends a part of all that wait for a user; returns how many there were. */
    int cancelSome(String partner, int upTo) {
        List<PartnerPayment> cancelled = store.cancelSome(partner, upTo);
        tell(cancelled);
        return cancelled.size();
    }

    /** Ends all whose time is over, in transactions of its own. */
    void expire() {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(status -> expireSome()));
        } while (more && !Thread.currentThread().isInterrupted());
    }

    private boolean expireSome() {
        List<PartnerPayment> expired = store.expire();
        tell(expired);
        return expired.size() == HeldStore.AT_ONCE;
    }

    private void tell(List<PartnerPayment> ended) {
        if (!ended.isEmpty()) {
            events.tell(new PartnerPaymentsChanged(ended));
        }
    }
}
