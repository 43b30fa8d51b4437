package kz.nusqau.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.counterparty.OwnAccounts.Search;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.Payment.Origin;
import kz.nusqau.payment.Payment.Progress;
import kz.nusqau.payment.Payment.Terms;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rest of an advance when the contract has ended (R-BLK-4): staff takes the application in, and
 * the refund is one like any other, of all that is left and without a fee. The term runs from the
 * date of the application, however often the refund has to be tried.
 *
 * <p>It is owed by the operator's contract, not asked for in a text: no code confirms it, no limit
 * of the service holds it up.
 */
@Component
final class RefundApplications {

    private static final Period TERM = Period.ofDays(30);
    private static final String UNFINISHED = "unfinished-instruction";

    private final RefundApplicationStore store;
    private final PaymentBook book;
    private final Subscribers subscribers;
    private final PersonalData personalData;
    private final Neighbours neighbours;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RefundApplications(
            JdbcTemplate jdbc,
            PaymentBook book,
            Subscribers subscribers,
            PersonalData personalData,
            Neighbours neighbours,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = new RefundApplicationStore(jdbc);
        this.book = book;
        this.subscribers = subscribers;
        this.personalData = personalData;
        this.neighbours = neighbours;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What the former subscriber wants.
     *
     * @param to IBAN of an own account, or the last four digits of one or of its card
     * @param appliedOn in Almaty, not after today
     * @param reason why it is taken in
     */
    record Application(Msisdn msisdn, String to, LocalDate appliedOn, String reason) {}

    /** What became of one. */
    sealed interface Filed {

        record Taken(RefundApplicationView view) implements Filed {}

        /** Billing doesn't know the number. */
        record Stranger() implements Filed {}

        /** The refund on a live contract is the subscriber's own instruction. */
        record InForce() implements Filed {}

        /** The one that was taken in before is being refunded. */
        record UnderWay(RefundApplicationView view) implements Filed {}
    }

    /**
     * Begins the refund, or keeps what stands in its way. While an earlier application is open it
     * is tried once more, and its date stays.
     *
     * @throws CounterpartyUnavailable nothing is known of the contract, and nothing was kept
     */
    Filed file(Application application, String who) {
        return switch (neighbours.facts(application.msisdn())) {
            case FactsResult.UnknownSubscriber() -> new Filed.Stranger();
            case FactsResult.Known(var facts) when facts.contractEndedAt().isEmpty() ->
                    new Filed.InForce();
            case FactsResult.Known(var facts) -> {
                Search search = search(application);
                var subscriber = subscriber(application.msisdn());
                yield Objects.requireNonNull(
                        transaction.execute(
                                status -> file(application, subscriber, facts, search, who)));
            }
        };
    }

    private Search search(Application application) {
        try {
            return neighbours.ownAccount(application.to(), application.msisdn());
        } catch (CounterpartyUnavailable e) {
            return new Search.Refused(RefusalReason.SERVICE_UNAVAILABLE);
        }
    }

    private SubscriberId subscriber(Msisdn msisdn) {
        return Objects.requireNonNull(subscribers.resolve(List.of(msisdn)).get(msisdn));
    }

    private Filed file(
            Application application,
            SubscriberId subscriber,
            SubscriberFacts facts,
            Search search,
            String who) {
        store.lock(subscriber);
        Optional<UUID> earlier = store.openOf(subscriber);
        if (earlier.isPresent()) {
            RefundApplicationView view = view(earlier.get());
            if (view.state().equals(RefundApplicationView.REFUNDING)) {
                return new Filed.UnderWay(view);
            }
        }
        UUID id = earlier.orElseGet(() -> opened(subscriber, application.appliedOn()));
        Optional<String> obstacle = obstacle(subscriber, facts, search);
        InstructionId begun =
                obstacle.isEmpty() && search instanceof Search.Found(var account)
                        ? begin(
                                subscriber,
                                facts,
                                account,
                                "by " + who + ": " + application.reason())
                        : null;
        store.insertTry(
                id, clock.instant(), who, application.reason(), begun, obstacle.orElse(null));
        return new Filed.Taken(view(id));
    }

    private UUID opened(SubscriberId subscriber, LocalDate appliedOn) {
        UUID id = TimeOrderedId.next();
        store.insert(id, subscriber, appliedOn, appliedOn.plus(TERM));
        return id;
    }

    /** Whether it is blocked, billing knows best: it is asked to hold the rest. */
    private Optional<String> obstacle(
            SubscriberId subscriber, SubscriberFacts facts, Search search) {
        if (store.isAnythingOpen(subscriber)) {
            return Optional.of(UNFINISHED);
        }
        if (facts.balance().isZero()) {
            return Optional.of(RefundApplicationView.NOTHING_LEFT);
        }
        if (facts.debt()) {
            return Optional.of(word(RefusalReason.DEBT));
        }
        if (facts.sanctioned()) {
            return Optional.of(word(RefusalReason.SANCTIONED));
        }
        return switch (search) {
            case Search.Found found -> Optional.empty();
            case Search.Refused(var reason) -> Optional.of(word(reason));
            case Search.Several several -> Optional.of(word(RefusalReason.AMBIGUOUS_CARD));
        };
    }

    private InstructionId begin(
            SubscriberId subscriber, SubscriberFacts facts, OwnAccount account, String detail) {
        Money rest = facts.balance();
        var refund =
                new Payment(
                        InstructionId.next(),
                        subscriber,
                        PaymentKind.REFUND,
                        new Terms(
                                new Payee.Own(account.tail(), account),
                                personalData.blindIndex("payee", "own account " + account.iban()),
                                rest,
                                new Money(0, rest.currency()),
                                account.bank()),
                        Origin.atTheDesk(language(subscriber), facts.brand(), clock.instant()),
                        PaymentState.PROPOSED,
                        1,
                        Progress.NONE);
        book.store().insert(List.of(refund));
        neighbours.record(
                List.of(
                        new TimelineEntry(
                                refund.id(),
                                subscriber,
                                clock.instant(),
                                "payment.applied-for",
                                detail)));
        var changes = book.lock(List.of(refund.id()));
        changes.on(refund.id(), new SagaEvent.Confirmed());
        book.write(changes);
        return refund.id();
    }

    private Language language(SubscriberId subscriber) {
        return Optional.ofNullable(subscribers.profiles(List.of(subscriber)).get(subscriber))
                .flatMap(SubscriberProfile::language)
                .orElse(Language.RU);
    }

    Optional<RefundApplicationView> find(UUID id) {
        return store.views(List.of(id), today()).stream().findFirst();
    }

    /** Those that are not refunded, the one that is due first first. */
    List<RefundApplicationView> open(int limit) {
        return store.views(store.open(limit), today());
    }

    /** How many should have been refunded by now. */
    long overdue() {
        return store.overdue(today());
    }

    LocalDate today() {
        return AlmatyDay.of(clock.instant());
    }

    private RefundApplicationView view(UUID id) {
        return find(id).orElseThrow();
    }

    private static String word(RefusalReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
