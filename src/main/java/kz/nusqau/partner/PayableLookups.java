package kz.nusqau.partner;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.EmoneySystems;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.counterparty.QuoteRequest;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.mailbox.PhoneLinks;
import kz.nusqau.payment.Payments;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks billing and the e-money systems what payments need to be judged; a batch at once, before its
 * transaction. A partner's batch waits for its own look-ups, and nobody else does.
 */
@Component
final class PayableLookups {

    private static final Logger LOG = LoggerFactory.getLogger(PayableLookups.class);
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private final Billing billing;
    private final EmoneySystems emoney;
    private final Subscribers subscribers;
    private final PhoneLinks links;
    private final Payments payments;
    private final PlannedWork work;
    private final Clock clock;

    PayableLookups(
            Billing billing,
            EmoneySystems emoney,
            Subscribers subscribers,
            PhoneLinks links,
            Payments payments,
            PlannedWork work,
            Clock clock) {
        this.billing = billing;
        this.emoney = emoney;
        this.subscribers = subscribers;
        this.links = links;
        this.payments = payments;
        this.work = work;
        this.clock = clock;
    }

    /** Whether a wish needs any; of payments by users {@link UserPaymentLookups} knows. */
    static boolean isNeeded(Wish wish) {
        return (wish instanceof Wish.Create create && create.by().isEmpty())
                || wish instanceof Wish.Issue
                || wish instanceof Wish.Disclose
                || wish instanceof Wish.CreateUser;
    }

    /** Who took over a number must not show or do what its owner may (R-BLK-1, R-BLK-5). */
    boolean isEligible(SubscriberFacts facts) {
        return !facts.blocked()
                && facts.contractEndedAt().isEmpty()
                && !payments.isSimTooNew(facts, clock.instant());
    }

    /** In order. */
    List<Found> of(List<Wish> wishes) {
        List<CompletableFuture<Answers>> asked = wishes.stream().map(this::ask).toList();
        List<Answers> told = asked.stream().map(CompletableFuture::join).toList();
        List<Msisdn> known = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof Answers.Known) {
                known.add(subscriber(wishes.get(i)));
            }
        }
        // Only a number that billing knows becomes a subscriber's.
        Map<Msisdn, SubscriberId> ids = subscribers.resolve(known);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Wish wish = wishes.get(i);
            Msisdn msisdn = subscriber(wish);
            found.add(
                    switch (told.get(i)) {
                        case Answers.Both(var facts, Quote.Unavailable why) ->
                                unquoted((Wish.Create) wish);
                        case Answers.Both(var facts, var quote) ->
                                new Found.Payable(
                                        Objects.requireNonNull(ids.get(msisdn)),
                                        links.linkOf(msisdn),
                                        facts,
                                        quote);
                        case Answers.Alone(var facts) ->
                                new Found.Reachable(
                                        Objects.requireNonNull(ids.get(msisdn)),
                                        links.linkOf(msisdn),
                                        isEligible(facts));
                        case Answers.Stranger() -> new Found.Stranger();
                        case Answers.Closed(var window) -> new Found.Closed(window);
                        case Answers.None() -> new Found.Unavailable();
                    });
        }
        return found;
    }

    /** Who can't answer may be worked on: then there is more to say. */
    private Found unquoted(Wish.Create wish) {
        return work.underWay(wish.provider().systems())
                .<Found>map(Found.Closed::new)
                .orElseGet(Found.Unavailable::new);
    }

    /** What planned work stands in the way of is not even asked for (R-OPS-1). */
    private CompletableFuture<Answers> ask(Wish wish) {
        return work.underWay(needed(wish))
                .map(Answers.Closed::new)
                .<CompletableFuture<Answers>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> asked(wish));
    }

    private List<String> needed(Wish wish) {
        return wish instanceof Wish.Disclose disclose && disclose.scope().bank().isPresent()
                ? List.of(billing.id(), disclose.scope().bank().get())
                : List.of(billing.id());
    }

    /** No answer is an answer. */
    private CompletableFuture<Answers> asked(Wish wish) {
        CompletableFuture<FactsResult> facts = billing.facts(subscriber(wish));
        CompletableFuture<Answers> answers =
                wish instanceof Wish.Create create
                        ? facts.thenCombine(quote(create), PayableLookups::answers)
                        : facts.thenApply(PayableLookups::answers);
        return answers.exceptionally(
                failure -> {
                    LOG.info("a partner's request can't be judged: {}", failure.toString());
                    return new Answers.None();
                });
    }

    private static Msisdn subscriber(Wish wish) {
        return switch (wish) {
            case Wish.Create create -> create.subscriber();
            case Wish.Issue issue -> issue.subscriber();
            case Wish.Disclose disclose -> disclose.subscriber();
            case Wish.CreateUser create -> create.subscriber();
            default -> throw new IllegalStateException("needs no look-up: " + wish);
        };
    }

    private static Answers answers(FactsResult result) {
        return switch (result) {
            case FactsResult.Known(var facts) -> new Answers.Alone(facts);
            case FactsResult.UnknownSubscriber() -> new Answers.Stranger();
        };
    }

    private static Answers answers(FactsResult result, Quote quote) {
        return switch (result) {
            case FactsResult.Known(var facts) -> new Answers.Both(facts, quote);
            case FactsResult.UnknownSubscriber() -> new Answers.Stranger();
        };
    }

    private CompletableFuture<Quote> quote(Wish.Create wish) {
        var provider = wish.provider();
        var day = LocalDate.now(clock.withZone(ALMATY));
        var rules = wish.rules();
        Money amount = rules.tariffs().amount(provider, wish.pay().amount(), day);
        var payment =
                new Operation.PayProvider(
                        provider.code(),
                        wish.pay().requisites(),
                        amount,
                        rules.tariffs().fee(provider, amount, day));
        List<String> systems = rules.limitRules().able(provider.systems(), amount);
        return emoney.quote(new QuoteRequest(wish.subscriber(), payment, false, systems));
    }

    private sealed interface Answers {
        /** Billing knows the number. */
        sealed interface Known extends Answers {}

        record Both(SubscriberFacts facts, Quote quote) implements Known {}

        record Alone(SubscriberFacts facts) implements Known {}

        record Stranger() implements Answers {}

        record Closed(WorkWindow work) implements Answers {}

        record None() implements Answers {}
    }
}
