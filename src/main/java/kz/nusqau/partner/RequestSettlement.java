package kz.nusqau.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.nusqau.partner.Arrival.Request;
import kz.nusqau.partner.RequestStore.Answered;
import kz.nusqau.partner.RequestStore.Known;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.shared.InstructionId;
import org.springframework.stereotype.Component;

/**
 * Settles requests of one partner: what they change, what is remembered of them and their replies,
 * in one transaction of the caller's.
 */
@Component
final class RequestSettlement {

    /** At most so many events come again for one request. */
    static final int MOST_REPLAYED = 1_000;

    private final RequestStore requests;
    private final OutgoingStore outgoing;
    private final PaymentsByUsers paymentsByUsers;
    private final HeldPayments heldPayments;
    private final CodeRequests codeRequests;
    private final SendingRequests sendings;
    private final RunningSendings running;
    private final DayReports reports;
    private final PaymentCodes paymentCodes;
    private final DisclosureRequests disclosureRequests;
    private final UserRequests userRequests;
    private final SuspensionStore suspensions;
    private final Wording wording;
    private final Clock clock;

    RequestSettlement(
            RequestStore requests,
            OutgoingStore outgoing,
            PaymentsByUsers paymentsByUsers,
            HeldPayments heldPayments,
            CodeRequests codeRequests,
            SendingRequests sendings,
            RunningSendings running,
            DayReports reports,
            PaymentCodes paymentCodes,
            DisclosureRequests disclosureRequests,
            UserRequests userRequests,
            SuspensionStore suspensions,
            Wording wording,
            Clock clock) {
        this.requests = requests;
        this.outgoing = outgoing;
        this.paymentsByUsers = paymentsByUsers;
        this.heldPayments = heldPayments;
        this.codeRequests = codeRequests;
        this.sendings = sendings;
        this.running = running;
        this.reports = reports;
        this.paymentCodes = paymentCodes;
        this.disclosureRequests = disclosureRequests;
        this.userRequests = userRequests;
        this.suspensions = suspensions;
        this.wording = wording;
        this.clock = clock;
    }

    /**
     * Does, remembers and answers all of them.
     *
     * @param batch no two of which have the same request id, or ask the same subscriber
     */
    void settle(String partner, List<Prepared> batch) {
        var round = new Round(partner, batch);
        round.answerFaulty();
        if (suspensions.isSuspended(partner)) {
            round.answerAll(
                    Answer.Failed.because(FaultCode.SUSPENDED, "you are not served at present"));
        }
        round.answerKnown();
        round.answerLate();
        Map<String, Request> fresh = round.remembered();
        // Challenges are locked before payments.
        round.cancel();
        round.create();
        round.approve();
        round.disclose();
        round.issue();
        round.verify();
        round.users();
        round.recall();
        round.send();
        round.append();
        round.look();
        round.report();
        round.replay();
        // The books, which a confirmation changes, come last.
        round.confirm();
        round.get();
        round.remember(fresh.values());
        round.reply();
    }

    /** Answers a request that fails again and again; in a transaction of the caller's. */
    void giveUp(Envelope envelope, Answer answer) {
        reply(Map.of(envelope, answer));
    }

    private void reply(Map<Envelope, Answer> answers) {
        Instant now = clock.instant();
        List<Outgoing> replies = new ArrayList<>();
        answers.forEach(
                (envelope, answer) -> {
                    if (answer instanceof Answer.Failed(var fault)) {
                        requests.note(envelope, fault);
                    }
                    replies.add(
                            new Outgoing(
                                    envelope.partner(),
                                    Outgoing.Channel.REPLIES,
                                    "reply",
                                    envelope.correlation(),
                                    null,
                                    wording.reply(envelope, answer, now)));
                });
        outgoing.add(replies);
    }

    /** The requests of one transaction and what becomes of them. */
    private final class Round {

        private final String partner;
        private final List<Prepared> batch;
        private final Map<Envelope, Answer> answers = new LinkedHashMap<>();
        private final Map<String, Prepared> open = new LinkedHashMap<>();

        Round(String partner, List<Prepared> batch) {
            this.partner = partner;
            this.batch = batch;
        }

        void answerFaulty() {
            for (Prepared prepared : batch) {
                switch (prepared.arrival()) {
                    case Arrival.Faulty(var envelope, var fault) ->
                            answers.put(envelope, new Answer.Failed(fault));
                    case Request request -> {
                        if (open.put(request.requestId(), prepared) != null) {
                            throw new IllegalArgumentException("twice in a round: " + request);
                        }
                    }
                }
            }
        }

        void answerAll(Answer answer) {
            List.copyOf(open.keySet()).forEach(requestId -> answer(requestId, answer));
        }

        void answerKnown() {
            var remembered = remembered().keySet();
            requests.lock(partner, remembered);
            requests.find(partner, remembered).forEach(this::answerAgain);
        }

        private Map<String, Request> remembered() {
            var found = new LinkedHashMap<String, Request>();
            open.forEach(
                    (id, prepared) -> {
                        Request request = request(prepared);
                        if (request.isRemembered()) {
                            found.put(id, request);
                        }
                    });
            return found;
        }

        private void answerAgain(String requestId, Known known) {
            boolean same = Arrays.equals(known.digest(), request(opened(requestId)).digest());
            answer(
                    requestId,
                    same
                            ? new Answer.Again(known.answer())
                            : Answer.Failed.because(
                                    FaultCode.IDEMPOTENCY_CONFLICT,
                                    "another request had this requestId"));
        }

        private Prepared opened(String requestId) {
            Prepared prepared = open.get(requestId);
            if (prepared == null) {
                throw new IllegalStateException("not asked for: " + requestId);
            }
            return prepared;
        }

        /** What was done in time was answered before this. */
        void answerLate() {
            for (Prepared prepared : List.copyOf(open.values())) {
                if (prepared.envelope().expired()) {
                    answer(
                            request(prepared).requestId(),
                            Answer.Failed.because(
                                    FaultCode.EXPIRED,
                                    "JMSExpiration was over before it was taken"));
                }
            }
        }

        void create() {
            answer(paymentsByUsers.create(partner, asking(Wish.Create.class)));
        }

        /** One after the other: two may be about the same payment, or ask the same subscriber. */
        void approve() {
            meant(
                            wish ->
                                    wish instanceof Wish.Approve approve
                                            ? Optional.of(approve.payment())
                                            : Optional.empty())
                    .forEach(
                            (requestId, id) -> {
                                Prepared prepared = opened(requestId);
                                var by = ((Wish.Approve) request(prepared).wish()).by();
                                answer(
                                        requestId,
                                        paymentsByUsers.approve(partner, prepared, by, id));
                            });
        }

        void disclose() {
            answer(disclosureRequests.ask(partner, asking(Wish.Disclose.class)));
        }

        void users() {
            answer(userRequests.settle(partner, asking(Wish.OfUser.class)));
        }

        void issue() {
            answer(codeRequests.issue(partner, asking(Wish.Issue.class)));
        }

        void verify() {
            answer(codeRequests.verify(partner, asking(Wish.Verify.class)));
        }

        void recall() {
            answer(running.recall(partner, asking(Wish.Recall.class)));
        }

        void send() {
            answer(sendings.send(partner, asking(Wish.Send.class)));
        }

        void append() {
            answer(sendings.append(partner, asking(Wish.Append.class)));
        }

        void look() {
            answer(running.look(partner, asking(Wish.Look.class)));
            answer(running.outcomes(partner, asking(Wish.Outcomes.class)));
        }

        void report() {
            answer(reports.report(partner, asking(Wish.Report.class)));
        }

        void confirm() {
            answer(paymentCodes.confirm(partner, asking(Wish.Confirm.class)));
        }

        private <W extends Wish> Map<Prepared, W> asking(Class<W> kind) {
            Map<Prepared, W> wishes = new LinkedHashMap<>();
            for (Prepared prepared : open.values()) {
                Wish wish = request(prepared).wish();
                if (kind.isInstance(wish)) {
                    wishes.put(prepared, kind.cast(wish));
                }
            }
            return wishes;
        }

        private void answer(Map<Prepared, Answer> all) {
            all.forEach((prepared, answer) -> answer(request(prepared).requestId(), answer));
        }

        void cancel() {
            Map<String, InstructionId> meant =
                    meant(
                            wish ->
                                    wish instanceof Wish.Cancel cancel
                                            ? Optional.of(cancel.payment())
                                            : Optional.empty());
            Map<Prepared, InstructionId> wanted = new LinkedHashMap<>();
            meant.forEach((requestId, id) -> wanted.put(opened(requestId), id));
            answer(paymentsByUsers.cancel(partner, wanted));
        }

        void get() {
            Map<String, InstructionId> meant =
                    meant(
                            wish ->
                                    wish instanceof Wish.Get(var named)
                                            ? Optional.of(named)
                                            : Optional.empty());
            var now = heldPayments.standing(partner, meant.values());
            meant.forEach(
                    (requestId, id) -> {
                        PartnerPayment payment = now.get(id);
                        answer(
                                requestId,
                                payment == null
                                        ? HeldPayments.notFound()
                                        : new Answer.OfPayment(payment));
                    });
        }

        /** Those that name no payment of the partner's are answered. */
        private Map<String, InstructionId> meant(
                java.util.function.Function<Wish, Optional<Wish.Named>> named) {
            Map<String, Wish.Named> asked = new LinkedHashMap<>();
            open.forEach(
                    (id, prepared) ->
                            named.apply(request(prepared).wish())
                                    .ifPresent(it -> asked.put(id, it)));
            var byRequest =
                    requests.proposed(
                            partner,
                            asked.values().stream()
                                    .filter(Wish.Named.ByRequest.class::isInstance)
                                    .map(it -> ((Wish.Named.ByRequest) it).requestId())
                                    .collect(Collectors.toSet()));
            Map<String, InstructionId> meant = new LinkedHashMap<>();
            asked.forEach(
                    (requestId, it) -> {
                        InstructionId id =
                                switch (it) {
                                    case Wish.Named.ById(var given) -> given;
                                    case Wish.Named.ByRequest(var by) -> byRequest.get(by);
                                };
                        if (id == null) {
                            answer(requestId, HeldPayments.notFound());
                        } else {
                            meant.put(requestId, id);
                        }
                    });
            return meant;
        }

        void replay() {
            for (Prepared prepared : List.copyOf(open.values())) {
                if (request(prepared).wish() instanceof Wish.Replay wish) {
                    answer(
                            request(prepared).requestId(),
                            new Answer.Replayed(outgoing.replay(partner, wish, MOST_REPLAYED)));
                }
            }
        }

        /** What did nothing is as if it had never come. */
        void remember(Collection<Request> fresh) {
            Instant now = clock.instant();
            List<Answered> kept = new ArrayList<>();
            for (Request request : fresh) {
                Envelope envelope = request.envelope();
                Answer answer = answers.get(envelope);
                if (answer == null) {
                    throw new IllegalStateException("no answer to " + request.requestId());
                }
                if (!(answer instanceof Answer.Failed)) {
                    String said = wording.reply(envelope, answer, now);
                    kept.add(new Answered(request, said, answer.instruction()));
                    answers.put(envelope, new Answer.Again(said));
                }
            }
            requests.remember(partner, kept);
        }

        void reply() {
            if (!open.isEmpty()) {
                throw new IllegalStateException("not answered: " + open.keySet());
            }
            RequestSettlement.this.reply(answers);
        }

        private void answer(String requestId, Answer answer) {
            Prepared prepared = open.remove(requestId);
            if (prepared == null) {
                throw new IllegalStateException("answered twice: " + requestId);
            }
            answers.put(prepared.envelope(), answer);
        }

        private static Request request(Prepared prepared) {
            return (Request) prepared.arrival();
        }
    }
}
