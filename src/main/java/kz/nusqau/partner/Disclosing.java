package kz.nusqau.partner;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kz.nusqau.counterparty.BankAccount;
import kz.nusqau.counterparty.BankStatement;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.partner.Disclosure.Account;
import kz.nusqau.partner.Disclosure.Entry;
import kz.nusqau.partner.Disclosure.Failure;
import kz.nusqau.partner.Disclosure.Status;
import kz.nusqau.partner.DisclosureEvents.Outcome;
import kz.nusqau.platform.Halving;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.Recurring;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Consent;
import kz.nusqau.subscriber.Consents;
import kz.nusqau.subscriber.Scope;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks up what subscribers agreed to show, and tells their partners. Each source has a thread of
 * its own: a bank that is slow holds up what is asked of it alone. A look-up that fails is made
 * again, until it is too late.
 */
@Component
class Disclosing implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Disclosing.class);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int AT_ONCE = 64;

    /** An event has 64 kB, and an operation needs 100 bytes. */
    private static final int MOST_OPERATIONS = 400;

    private final DisclosureStore store;
    private final DisclosureEvents events;
    private final Consents consents;
    private final SuspensionStore suspensions;
    private final Billing billing;
    private final Banks banks;
    private final Subscribers subscribers;
    private final PlannedWork plannedWork;
    private final PartnerProperties properties;
    private final TransactionTemplate transaction;
    private final List<Recurring> desks = new ArrayList<>();

    Disclosing(
            DisclosureStore store,
            DisclosureEvents events,
            Consents consents,
            SuspensionStore suspensions,
            Billing billing,
            Banks banks,
            Subscribers subscribers,
            PlannedWork plannedWork,
            PartnerProperties properties,
            TransactionTemplate transaction) {
        this.store = store;
        this.events = events;
        this.consents = consents;
        this.suspensions = suspensions;
        this.billing = billing;
        this.banks = banks;
        this.subscribers = subscribers;
        this.plannedWork = plannedWork;
        this.properties = properties;
        this.transaction = transaction;
    }

    @Override
    public synchronized void start() {
        sources()
                .forEach(
                        bank ->
                                desks.add(
                                        new Recurring(
                                                "disclosing-" + bank.orElse("personal"),
                                                PAUSE,
                                                PAUSE,
                                                () -> work(bank))));
        desks.add(new Recurring("disclosing-late", AGAIN_AFTER, AGAIN_AFTER, this::giveUp));
        desks.forEach(Recurring::start);
    }

    /** The operator, and each bank. */
    private Stream<Optional<String>> sources() {
        return Stream.concat(
                Stream.of(Optional.<String>empty()), banks.ids().stream().map(Optional::of));
    }

    @Override
    public synchronized void stop() {
        desks.forEach(Recurring::stop);
        desks.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !desks.isEmpty();
    }

    private void work(Optional<String> bank) {
        if (workOn(bank).isPresent()) {
            return;
        }
        List<Disclosure> due = take(bank);
        while (!due.isEmpty()) {
            answer(due);
            due = due.size() < AT_ONCE ? List.of() : take(bank);
        }
    }

    private List<Disclosure> take(Optional<String> bank) {
        List<Disclosure> due =
                transaction.execute(status -> store.take(bank, AT_ONCE, AGAIN_AFTER));
        return due == null ? List.of() : due;
    }

    private void answer(List<Disclosure> due) {
        var halving =
                new Halving<Outcome>(
                        "disclosures",
                        transaction,
                        this::settle,
                        settled -> {},
                        (outcome, failure) ->
                                LOG.error("{} can't be told", outcome.disclosure(), failure));
        halving.commit(lookUp(due));
    }

    /** What isn't told in time is left out. */
    private List<Outcome> lookUp(List<Disclosure> due) {
        List<SubscriberId> ids = due.stream().map(Disclosure::subscriber).toList();
        var numbers = subscribers.msisdns(ids);
        var profiles = subscribers.profiles(ids);
        List<Outcome> outcomes = new ArrayList<>();
        Map<Disclosure, CompletableFuture<Optional<Outcome>>> asked = new LinkedHashMap<>();
        for (Disclosure each : due) {
            Msisdn msisdn = numbers.get(each.subscriber());
            if (msisdn == null || !isServed(profiles.get(each.subscriber()))) {
                outcomes.add(Outcome.failed(each, Failure.SUBSCRIBER_NOT_ELIGIBLE));
            } else {
                asked.put(each, ask(each, msisdn));
            }
        }
        asked.values().forEach(it -> it.join().ifPresent(outcomes::add));
        return outcomes;
    }

    /** From the moment of a block nothing is executed (R-BLK-1, R-JOIN-2). */
    private static boolean isServed(@Nullable SubscriberProfile profile) {
        return profile != null && !profile.blocked() && !profile.consentWithdrawn();
    }

    private CompletableFuture<Optional<Outcome>> ask(Disclosure disclosure, Msisdn msisdn) {
        return completedFuture(msisdn)
                .thenCompose(it -> look(disclosure, it))
                .thenApply(Optional::of)
                .exceptionally(
                        failure -> {
                            LOG.info(
                                    "{} is looked up again: {}",
                                    disclosure.id(),
                                    failure.toString());
                            return Optional.empty();
                        });
    }

    private CompletableFuture<Outcome> look(Disclosure disclosure, Msisdn msisdn) {
        Scope scope = disclosure.scope();
        String bank = scope.bank().orElse(null);
        if (bank == null) {
            return billing.facts(msisdn).thenApply(facts -> personal(disclosure, facts));
        }
        return switch (scope.about()) {
            case BALANCE ->
                    banks.accounts(bank, msisdn)
                            .thenApply(
                                    found ->
                                            Outcome.answered(
                                                    disclosure,
                                                    found.stream()
                                                            .map(Disclosing::balance)
                                                            .toList()));
            case STATEMENT ->
                    banks.statements(bank, msisdn)
                            .thenApply(found -> Outcome.answered(disclosure, statements(found)));
        };
    }

    private static Outcome personal(Disclosure disclosure, FactsResult result) {
        return switch (result) {
            case FactsResult.Known(var facts) ->
                    facts.blocked()
                            ? Outcome.failed(disclosure, Failure.SUBSCRIBER_NOT_ELIGIBLE)
                            : Outcome.answered(
                                    disclosure,
                                    List.of(
                                            new Account(
                                                    Optional.empty(),
                                                    facts.balance(),
                                                    Optional.empty())));
            case FactsResult.UnknownSubscriber() ->
                    Outcome.failed(disclosure, Failure.SUBSCRIBER_NOT_ELIGIBLE);
        };
    }

    private static Account balance(BankAccount account) {
        return new Account(Optional.of(account.tail()), account.available(), Optional.empty());
    }

    private static List<Account> statements(List<BankStatement> statements) {
        int most = statements.isEmpty() ? 0 : MOST_OPERATIONS / statements.size();
        return statements.stream()
                .map(
                        it ->
                                new Account(
                                        Optional.of(it.account().tail()),
                                        it.account().available(),
                                        Optional.of(
                                                it.entries().stream()
                                                        .limit(most)
                                                        .map(Disclosing::entry)
                                                        .toList())))
                .toList();
    }

    private static Entry entry(BankStatement.Entry entry) {
        return new Entry(entry.bookedAt(), entry.credit(), entry.amount());
    }

    /**
     * Uses the consents up and tells. A partner that was suspended meanwhile is shown nothing, nor
     * is anything of a subscriber who isn't served any more, or who took the consent back.
     */
    private void settle(List<Outcome> outcomes) {
        var profiles =
                subscribers.profiles(
                        outcomes.stream().map(it -> it.disclosure().subscriber()).toList());
        Map<String, Boolean> suspended = new HashMap<>();
        Map<InstructionId, Outcome> wanted = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            Disclosure disclosure = outcome.disclosure();
            boolean stopped =
                    suspended.computeIfAbsent(disclosure.partner(), suspensions::isSuspended);
            boolean served = isServed(profiles.get(disclosure.subscriber()));
            wanted.put(
                    disclosure.id(),
                    stopped
                            ? Outcome.of(disclosure, Status.CANCELLED)
                            : served
                                    ? outcome
                                    : Outcome.failed(disclosure, Failure.SUBSCRIBER_NOT_ELIGIBLE));
        }
        end(wanted);
    }

    private void end(Map<InstructionId, Outcome> wanted) {
        Map<InstructionId, Consent.State> endings = new HashMap<>();
        wanted.forEach((id, outcome) -> endings.put(id, stateOfConsent(outcome.status())));
        Set<InstructionId> spent = consents.spend(endings);
        Map<Status, List<InstructionId>> byStatus = new EnumMap<>(Status.class);
        for (InstructionId id : spent) {
            Outcome outcome = Objects.requireNonNull(wanted.get(id));
            byStatus.computeIfAbsent(outcome.status(), it -> new ArrayList<>()).add(id);
        }
        List<Outcome> told = new ArrayList<>();
        byStatus.forEach(
                (status, ids) ->
                        store.end(ids, status)
                                .forEach(
                                        it ->
                                                told.add(
                                                        Objects.requireNonNull(
                                                                wanted.get(it.id())))));
        events.tellOfAgreed(told);
    }

    private static Consent.State stateOfConsent(Status status) {
        return status == Status.ANSWERED ? Consent.State.USED : Consent.State.LAPSED;
    }

    private Optional<WorkWindow> workOn(Optional<String> bank) {
        return plannedWork.on(bank.orElse(billing.id()));
    }

    /** What was agreed to isn't lost by planned work: its time stands still (R-OPS-1). */
    private void letWait() {
        Duration lookingFor = properties.partnerApi().questions().answerWithin();
        for (Optional<String> bank : sources().toList()) {
            workOn(bank)
                    .map(window -> window.end().plus(lookingFor))
                    .ifPresent(
                            until ->
                                    transaction.executeWithoutResult(
                                            status -> store.letWait(bank, until)));
        }
    }

    private void giveUp() {
        letWait();
        int given = AT_ONCE;
        while (given == AT_ONCE) {
            Integer ended = transaction.execute(status -> giveSomeUp());
            given = ended == null ? 0 : ended;
        }
    }

    private int giveSomeUp() {
        Map<InstructionId, Outcome> late = new LinkedHashMap<>();
        for (Disclosure each : store.overdue(AT_ONCE)) {
            if (workOn(each.scope().bank()).isEmpty()) {
                late.put(each.id(), Outcome.failed(each, Failure.SERVICE_UNAVAILABLE));
            }
        }
        end(late);
        return late.size();
    }
}
