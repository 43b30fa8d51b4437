package kz.nusqau.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.catalogue.Limits;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.payment.PaymentKind.From;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;

/**
 * Who may pay what (R-ELIG-1 to R-ELIG-9, R-ELIG-11, R-BLK-5): policies, of which the first that
 * objects decides.
 *
 * <p>Funds come last: a subscriber isn't told to pay in for what would be refused anyway.
 */
final class Eligibility {

    private static final List<Policy> POLICIES =
            List.of(
                    facts(SubscriberFacts::blocked, RefusalReason.BLOCKED),
                    facts(
                            facts -> facts.contractEndedAt().isPresent(),
                            RefusalReason.CONTRACT_ENDED),
                    facts(SubscriberFacts::debt, RefusalReason.DEBT),
                    facts(facts -> !facts.naturalPerson(), RefusalReason.LEGAL_ENTITY),
                    ofAdvance(facts(facts -> !facts.prepaid(), RefusalReason.NOT_PREPAID)),
                    butForAppStores(
                            facts(
                                    // R-ELIG-7 binds one brand only.
                                    facts -> facts.roaming() && facts.brand() == Brand.KCELL,
                                    RefusalReason.ROAMING)),
                    facts(SubscriberFacts::sanctioned, RefusalReason.SANCTIONED),
                    Eligibility::simChange,
                    // Before the limits: what is counted depends on the account and its rate.
                    Eligibility::account,
                    Eligibility::operation,
                    Eligibility::day,
                    Eligibility::quote,
                    ofAdvance(Eligibility::funds),
                    Eligibility::accountFunds);

    private Eligibility() {}

    /** Empty when nothing speaks against it. */
    static Optional<Objection> judge(Candidate candidate) {
        return POLICIES.stream().flatMap(policy -> policy.judge(candidate).stream()).findFirst();
    }

    /** A reason against a payment. */
    record Objection(RefusalReason reason, Particulars particulars) {

        static Optional<Objection> of(RefusalReason reason) {
            return Optional.of(new Objection(reason, new Particulars.None()));
        }

        static Optional<Objection> of(RefusalReason reason, Particulars particulars) {
            return Optional.of(new Objection(reason, particulars));
        }
    }

    @FunctionalInterface
    private interface Policy {
        Optional<Objection> judge(Candidate candidate);
    }

    private static Policy facts(Function<SubscriberFacts, Boolean> against, RefusalReason reason) {
        return candidate ->
                against.apply(candidate.proposal().facts())
                        ? Objection.of(reason)
                        : Optional.empty();
    }

    /** Binds only what is paid from the advance: who has e-money may spend it. */
    private static Policy ofAdvance(Policy policy) {
        return candidate ->
                candidate.proposal().kind().from() == From.ADVANCE
                        ? policy.judge(candidate)
                        : Optional.empty();
    }

    /** App stores are paid in roaming, too (R-ELIG-7). */
    private static Policy butForAppStores(Policy policy) {
        return candidate ->
                candidate.proposal().kind() == PaymentKind.APP_STORE
                        ? Optional.empty()
                        : policy.judge(candidate);
    }

    /** Who took over a number must not spend what its owner left on it. */
    private static Optional<Objection> simChange(Candidate candidate) {
        var proposal = candidate.proposal();
        return isSimTooNew(proposal.facts(), proposal.receivedAt(), candidate.simChangeHold())
                ? Objection.of(RefusalReason.SIM_CHANGED)
                : Optional.empty();
    }

    static boolean isSimTooNew(SubscriberFacts facts, Instant at, Duration hold) {
        return facts.simChangedAt().filter(at.minus(hold)::isBefore).isPresent();
    }

    private static Optional<Objection> account(Candidate candidate) {
        return candidate.proposal().bank() instanceof BankChoice.Refused(var reason)
                ? Objection.of(reason)
                : Optional.empty();
    }

    private static Optional<Objection> operation(Candidate candidate) {
        Limits limits = candidate.limits();
        Money amount = candidate.terms().counted();
        if (limits.operationMinimum().isMoreThan(amount)) {
            return Objection.of(
                    RefusalReason.BELOW_MINIMUM, new Particulars.Limit(limits.operationMinimum()));
        }
        return amount.isMoreThan(limits.operationMaximum())
                ? Objection.of(
                        RefusalReason.ABOVE_MAXIMUM,
                        new Particulars.Limit(limits.operationMaximum()))
                : Optional.empty();
    }

    /** A first look; what counts is taken at the confirmation. */
    private static Optional<Objection> day(Candidate candidate) {
        Limits limits = candidate.limits();
        if (candidate.used().operations() >= limits.dayCount()) {
            return Objection.of(
                    RefusalReason.DAILY_COUNT_LIMIT, new Particulars.Count(limits.dayCount()));
        }
        Money sum = candidate.used().amount().plus(candidate.terms().counted());
        return sum.isMoreThan(limits.dayMaximum())
                ? Objection.of(
                        RefusalReason.DAILY_AMOUNT_LIMIT,
                        new Particulars.Limit(limits.dayMaximum()))
                : Optional.empty();
    }

    private static Optional<Objection> quote(Candidate candidate) {
        return switch (candidate.proposal().quote()) {
            case Quote.Quoted quoted -> Optional.empty();
            case Quote.Refused(var reason, var field) -> Objection.of(reason);
            case Quote.Elsewhere elsewhere ->
                    Objection.of(RefusalReason.WALLET_ELSEWHERE, new Particulars.Wallet(elsewhere));
            case Quote.Several(var candidates) ->
                    Objection.of(
                            RefusalReason.AMBIGUOUS_CARD, new Particulars.Accounts(candidates));
            case Quote.Unavailable unavailable -> Objection.of(RefusalReason.SERVICE_UNAVAILABLE);
        };
    }

    /** Free of restrictions (R-ELIG-11), and enough on it for amount and fee. */
    private static Optional<Objection> accountFunds(Candidate candidate) {
        if (!(candidate.proposal().bank() instanceof BankChoice.Chosen(var account, var move))) {
            return Optional.empty();
        }
        if (!account.restrictions().isEmpty()) {
            return Objection.of(RefusalReason.RESTRICTED_ACCOUNT);
        }
        return candidate.terms().total().isMoreThan(account.available())
                ? Objection.of(RefusalReason.INSUFFICIENT_ACCOUNT_FUNDS)
                : Optional.empty();
    }

    /** The main balance alone, for amount and fee (R-ELIG-3): no bonus, no credit. */
    private static Optional<Objection> funds(Candidate candidate) {
        return candidate.terms().total().isMoreThan(candidate.proposal().facts().balance())
                ? Objection.of(RefusalReason.INSUFFICIENT_FUNDS)
                : Optional.empty();
    }
}
