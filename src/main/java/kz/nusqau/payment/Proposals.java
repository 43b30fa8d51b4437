package kz.nusqau.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.LimitRules;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.ChallengeRequest;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.confirmation.EndedChallenge;
import kz.nusqau.confirmation.OpenedChallenges;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.Eligibility.Objection;
import kz.nusqau.payment.Payment.Origin;
import kz.nusqau.payment.Payment.Progress;
import kz.nusqau.payment.Payment.Terms;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.DayUse;
import kz.nusqau.subscriber.LimitCounters;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges proposals and asks for the confirmation of those that may be paid. */
@Component
final class Proposals {

    private static final DayUse UNUSED = new DayUse(Money.tiyn(0), 0);

    private final CatalogueInForce catalogue;
    private final Challenges challenges;
    private final LimitCounters limitCounters;
    private final PersonalData personalData;
    private final PaymentBook book;
    private final Neighbours neighbours;
    private final PaymentProperties properties;
    private final PaymentMetrics metrics;
    private final Clock clock;

    Proposals(
            CatalogueInForce catalogue,
            Challenges challenges,
            LimitCounters limitCounters,
            PersonalData personalData,
            PaymentBook book,
            Neighbours neighbours,
            PaymentProperties properties,
            PaymentMetrics metrics,
            Clock clock) {
        this.catalogue = catalogue;
        this.challenges = challenges;
        this.limitCounters = limitCounters;
        this.personalData = personalData;
        this.book = book;
        this.neighbours = neighbours;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    List<ProposalResult> propose(List<Proposal> proposals) {
        Map<InstructionId, ProposalResult> results = new HashMap<>();
        propose(proposals, challenges::open, results);
        return proposals.stream().map(p -> result(results, p.id())).toList();
    }

    /** Nothing that a subscriber has open is replaced: who has is absent from the results. */
    Map<InstructionId, PartnerProposal> proposeForPartners(List<Proposal> proposals) {
        Map<InstructionId, ProposalResult> results = new HashMap<>();
        Map<InstructionId, PartnerProposal> found = new HashMap<>();
        for (Payment payment : propose(proposals, challenges::openWhereNoneIs, results)) {
            InstructionId id = payment.id();
            found.put(id, new PartnerProposal(result(results, id), PartnerPayment.of(payment)));
        }
        return found;
    }

    /** Returns what was stored. */
    private List<Payment> propose(
            List<Proposal> proposals,
            Function<List<ChallengeRequest>, OpenedChallenges> opening,
            Map<InstructionId, ProposalResult> results) {
        List<Payment> rows = new ArrayList<>();
        Map<InstructionId, String> choices = new HashMap<>();
        Map<InstructionId, Proposal> offered = new LinkedHashMap<>();
        for (Candidate candidate : candidates(proposals)) {
            Proposal proposal = candidate.proposal();
            Optional<Objection> objection = Eligibility.judge(candidate);
            rows.add(payment(candidate, objection));
            if (proposal.quote() instanceof Quote.Quoted quoted) {
                choices.put(proposal.id(), "; by " + quoted.because());
            }
            if (objection.isPresent()) {
                var because = objection.get();
                metrics.refused(because.reason());
                results.put(
                        proposal.id(),
                        new ProposalResult.Refused(
                                proposal.id(), because.reason(), because.particulars()));
            } else {
                offered.put(proposal.id(), proposal);
            }
        }
        Map<InstructionId, UUID> prompts = new HashMap<>();
        offered.forEach((id, proposal) -> prompts.put(id, proposal.promptMessage()));
        List<Payment> toOffer = rows.stream().filter(p -> offered.containsKey(p.id())).toList();
        results.putAll(offer(toOffer, prompts, opening));
        rows.removeIf(payment -> !results.containsKey(payment.id()));
        book.store().insert(rows);
        note(rows, choices);
        metrics.proposed(
                (int) rows.stream().filter(p -> p.state() == PaymentState.PROPOSED).count());
        return rows;
    }

    /**
     * Offers what was judged elsewhere: a confirmation is all that it needs.
     *
     * @param prompts ids of the texts that will ask for the confirmations
     */
    Map<InstructionId, ProposalResult> offerJudged(
            List<Payment> payments, Map<InstructionId, UUID> prompts) {
        var results = offer(payments, prompts, challenges::open);
        book.store().insert(payments);
        note(payments, Map.of());
        metrics.proposed(payments.size());
        return results;
    }

    private Map<InstructionId, ProposalResult> offer(
            List<Payment> payments,
            Map<InstructionId, UUID> prompts,
            Function<List<ChallengeRequest>, OpenedChallenges> opening) {
        Map<InstructionId, ProposalResult> results = new HashMap<>();
        if (payments.isEmpty()) {
            return results;
        }
        Map<UUID, Payment> byChallenge = new LinkedHashMap<>();
        payments.forEach(payment -> byChallenge.put(TimeOrderedId.next(), payment));
        var rules = catalogue.now();
        OpenedChallenges opened = opening.apply(requests(rules, byChallenge, prompts));
        supersede(opened.replaced());
        byChallenge.keySet().retainAll(opened.ids());
        LimitRules.CodeRule rule = rules.limitRules().code();
        byChallenge.forEach(
                (challenge, payment) ->
                        results.put(
                                payment.id(),
                                new ProposalResult.Offered(
                                        payment.id(),
                                        Optional.ofNullable(opened.codes().get(challenge)),
                                        payment.terms().amount(),
                                        payment.terms().fee(),
                                        payment.system(),
                                        atBank(payment),
                                        later(payment),
                                        rule.lifetime(),
                                        found(prompts.get(payment.id()), payment.id()))));
        return results;
    }

    private static Optional<AtBank> atBank(Payment payment) {
        return Optional.ofNullable(payment.terms().move())
                .map(move -> AtBank.of(move, payment.terms().amount()));
    }

    /** When the bank's day is over for today (R-INS-7). */
    private Optional<LocalDate> later(Payment payment) {
        Instant now = clock.instant();
        return payment.bank()
                .map(bank -> neighbours.operationalDay(bank).valueDate(now))
                .filter(day -> day.isAfter(AlmatyDay.of(now)));
    }

    private List<ChallengeRequest> requests(
            Catalogue rules, Map<UUID, Payment> byChallenge, Map<InstructionId, UUID> prompts) {
        Set<InstructionId> known =
                book.payees()
                        .known(
                                byChallenge.values().stream()
                                        .filter(payment -> isSmall(rules, payment))
                                        .toList());
        LimitRules.CodeRule rule = rules.limitRules().code();
        List<ChallengeRequest> requests = new ArrayList<>();
        byChallenge.forEach(
                (challenge, payment) ->
                        requests.add(
                                new ChallengeRequest(
                                        challenge,
                                        payment.subscriber(),
                                        payment.id(),
                                        isPlainYesEnough(rules, payment, known)
                                                ? ChallengeKind.YES
                                                : ChallengeKind.CODE,
                                        BoundTerms.digest(payment),
                                        rule.lifetime(),
                                        rule.attempts(),
                                        found(prompts.get(payment.id()), payment.id()))));
        return requests;
    }

    /** Whether a plain yes is enough if the payee is known. */
    private static boolean isSmall(Catalogue rules, Payment payment) {
        LimitRules.PlainYes rule = rules.limitRules().plainYes();
        return isOwnWish(payment)
                && payment.kind().mayBeConfirmedWithYes()
                && rule.shortCodes().contains(payment.origin().shortCode())
                && !payment.terms().counted().isMoreThan(rule.upTo());
    }

    private static boolean isPlainYesEnough(
            Catalogue rules, Payment payment, Set<InstructionId> known) {
        return known.contains(payment.id())
                || (isOwnWish(payment)
                        && payment.terms().payee() instanceof Payee.Provider(var code, var rest)
                        && rules.providers().get(code).plainYes());
    }

    /** What a partner proposes takes a code, always (R-OTP-4). */
    private static boolean isOwnWish(Payment payment) {
        return payment.origin().partner() == null;
    }

    /** One open challenge a subscriber: what waited for the older one ends here. */
    private void supersede(List<EndedChallenge> replaced) {
        if (replaced.isEmpty()) {
            return;
        }
        var changes = book.lock(replaced.stream().map(EndedChallenge::instruction).toList());
        for (EndedChallenge challenge : replaced) {
            if (changes.holds(challenge.instruction())) {
                changes.on(challenge.instruction(), new SagaEvent.Superseded());
            }
        }
        book.write(changes);
    }

    private List<Candidate> candidates(List<Proposal> proposals) {
        var used = used(proposals);
        return proposals.stream()
                .map(
                        proposal -> {
                            Terms terms = terms(proposal);
                            return new Candidate(
                                    proposal,
                                    terms,
                                    terms.limits(proposal.rules().limitRules()),
                                    used.getOrDefault(proposal.id(), UNUSED),
                                    properties.simChangeHold());
                        })
                .toList();
    }

    /** One query a day: at midnight in Almaty a batch has two. */
    private Map<InstructionId, DayUse> used(List<Proposal> proposals) {
        Map<InstructionId, DayUse> found = new HashMap<>();
        proposals.stream()
                .collect(Collectors.groupingBy(p -> AlmatyDay.of(p.receivedAt())))
                .forEach(
                        (day, ofDay) -> {
                            Map<SubscriberId, DayUse> used =
                                    limitCounters.used(
                                            ofDay.stream().map(Proposal::subscriber).toList(), day);
                            ofDay.forEach(
                                    p ->
                                            found.put(
                                                    p.id(),
                                                    used.getOrDefault(p.subscriber(), UNUSED)));
                        });
        return found;
    }

    private Terms terms(Proposal proposal) {
        var rules = proposal.rules();
        String system = proposal.quote() instanceof Quote.Quoted quoted ? quoted.system() : null;
        var day = AlmatyDay.of(proposal.receivedAt());
        return switch (proposal.wanted()) {
            case Instruction.Pay pay -> {
                Provider provider = rules.providers().get(pay.provider());
                Money amount = rules.tariffs().amount(provider, pay.amount(), day);
                Map<String, String> requisites = requisites(provider, pay);
                yield new Terms(
                        new Payee.Provider(provider.code(), requisites),
                        payeeIndex(provider.code() + requisites),
                        amount,
                        rules.tariffs().fee(provider, amount, day),
                        system,
                        move(proposal));
            }
            case Instruction.OwnTransfer(var from, var to, var amount) -> {
                BankMove move = move(proposal);
                Money fee = fee(proposal, amount);
                String iban = move == null ? "" : move.to();
                yield new Terms(
                        new Payee.OtherAccount(iban),
                        payeeIndex("own account " + iban),
                        amount,
                        fee,
                        system,
                        move);
            }
            case Instruction.BankTransfer(var to, var amount, var from) ->
                    new Terms(
                            new Payee.SomebodysAccount(to),
                            payeeIndex("account " + to),
                            amount,
                            fee(proposal, amount),
                            system,
                            move(proposal));
            case Instruction.TopUp(var amount, var source) ->
                    new Terms(
                            new Payee.Self(),
                            payeeIndex("own wallet"),
                            amount,
                            fee(proposal, amount),
                            system,
                            move(proposal));
            case Instruction.Send(var to, var amount, var source) ->
                    new Terms(
                            new Payee.Person(to),
                            payeeIndex("wallet of " + to.digits()),
                            amount,
                            fee(proposal, amount),
                            system,
                            move(proposal));
            case Instruction.AppStorePayment(var amount) ->
                    new Terms(
                            new Payee.AppStore(),
                            payeeIndex("app store"),
                            amount,
                            fee(proposal, amount),
                            system);
            case Instruction.Redeem(var to, var amount) -> toOwn(proposal, to, amount, system);
            case Instruction.Refund(var to, var amount) -> toOwn(proposal, to, amount, system);
            default -> throw new IllegalStateException("moves no money: " + proposal.wanted());
        };
    }

    private static Money fee(Proposal proposal, Money amount) {
        return proposal.rules().tariffs().fee(proposal.kind().key(), amount);
    }

    private Terms toOwn(
            Proposal proposal, Destination named, Money amount, @Nullable String system) {
        OwnAccount found =
                proposal.quote() instanceof Quote.Quoted quoted ? quoted.to().orElse(null) : null;
        String account = found == null ? named.tail() : found.iban();
        return new Terms(
                new Payee.Own(named.tail(), found),
                payeeIndex("own account " + account),
                amount,
                fee(proposal, amount),
                system);
    }

    private static @Nullable BankMove move(Proposal proposal) {
        return proposal.bank() instanceof BankChoice.Chosen(var account, var move) ? move : null;
    }

    private static Map<String, String> requisites(Provider provider, Instruction.Pay pay) {
        Map<String, String> requisites = new LinkedHashMap<>();
        provider.shape().requisites().stream()
                .filter(shape -> pay.requisites().containsKey(shape.name()))
                .forEach(
                        shape ->
                                requisites.put(
                                        shape.name(),
                                        pay.requisites().getOrDefault(shape.name(), "")));
        return requisites;
    }

    private byte[] payeeIndex(String payee) {
        return personalData.blindIndex("payee", payee);
    }

    private static Payment payment(Candidate candidate, Optional<Objection> objection) {
        Proposal proposal = candidate.proposal();
        return new Payment(
                proposal.id(),
                proposal.subscriber(),
                proposal.kind(),
                candidate.terms(),
                new Origin(
                        proposal.link(),
                        proposal.shortCode(),
                        proposal.language(),
                        proposal.facts().brand(),
                        proposal.receivedAt(),
                        proposal.partner()),
                objection.isPresent() ? PaymentState.REFUSED : PaymentState.PROPOSED,
                1,
                Progress.NONE.because(objection.map(Objection::reason).orElse(null)));
    }

    /**
     * @param choices which e-money system is to execute each, and why (R-INS-3)
     */
    private void note(List<Payment> rows, Map<InstructionId, String> choices) {
        neighbours.record(
                rows.stream()
                        .map(
                                payment ->
                                        new TimelineEntry(
                                                payment.id(),
                                                payment.subscriber(),
                                                clock.instant(),
                                                payment.state() == PaymentState.PROPOSED
                                                        ? "payment.proposed"
                                                        : "payment.refused",
                                                words(payment)
                                                        + choices.getOrDefault(payment.id(), "")))
                        .toList());
    }

    private static String words(Payment payment) {
        return payment.progress().reason() == null
                ? payment.terms().toString()
                : payment.terms() + ": " + payment.progress().reason();
    }

    private static ProposalResult result(
            Map<InstructionId, ProposalResult> results, InstructionId id) {
        return found(results.get(id), id);
    }

    private static <T> T found(@Nullable T value, InstructionId id) {
        if (value == null) {
            throw new IllegalStateException("no result for " + id);
        }
        return value;
    }
}
