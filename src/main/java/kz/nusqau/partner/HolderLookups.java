package kz.nusqau.partner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PartnerUser;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import kz.nusqau.subscriber.UserAct;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the operator who holds the numbers of users who sign in or act, before their transaction.
 * What only stops something needs nobody's leave.
 */
@Component
final class HolderLookups {

    private static final Logger LOG = LoggerFactory.getLogger(HolderLookups.class);

    private final CodeStore codes;
    private final SignIns signIns;
    private final Subscribers subscribers;
    private final Billing billing;
    private final PayableLookups lookups;
    private final PlannedWork work;

    HolderLookups(
            CodeStore codes,
            SignIns signIns,
            Subscribers subscribers,
            Billing billing,
            PayableLookups lookups,
            PlannedWork work) {
        this.codes = codes;
        this.signIns = signIns;
        this.subscribers = subscribers;
        this.billing = billing;
        this.lookups = lookups;
        this.work = work;
    }

    /** Whether a wish needs any. */
    static boolean isNeeded(Wish wish) {
        return wish instanceof Wish.Verify || by(wish).isPresent();
    }

    /** By whom something is wanted that a wrong person must not get. */
    static Optional<Wish.By> by(Wish wish) {
        return switch (wish) {
            case Wish.Create create -> create.by();
            case Wish.Approve approve -> Optional.of(approve.by());
            case Wish.CreateUser create -> create.by();
            case Wish.ActOnUser act when !(act.act() instanceof UserAct.Block) -> act.by();
            default -> Optional.empty();
        };
    }

    /** In order. */
    List<Holder> of(String partner, List<Wish> wishes) {
        Map<UUID, SubscriberId> signing =
                codes.signingIn(
                        partner,
                        wishes.stream()
                                .filter(Wish.Verify.class::isInstance)
                                .map(wish -> ((Wish.Verify) wish).code())
                                .collect(Collectors.toSet()));
        List<Optional<SubscriberId>> whose =
                wishes.stream().map(wish -> whose(partner, wish, signing)).toList();
        Map<SubscriberId, Holder> holders =
                holders(whose.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
        return whose.stream()
                .map(
                        it ->
                                it.map(id -> Objects.requireNonNull(holders.get(id)))
                                        .orElseGet(Holder.Nobody::new))
                .toList();
    }

    private Optional<SubscriberId> whose(
            String partner, Wish wish, Map<UUID, SubscriberId> signing) {
        return wish instanceof Wish.Verify verify
                ? Optional.ofNullable(signing.get(verify.code()))
                : by(wish).flatMap(by -> signIns.user(partner, by)).map(PartnerUser::subscriber);
    }

    private Map<SubscriberId, Holder> holders(Set<SubscriberId> whose) {
        Map<SubscriberId, Holder> holders = new HashMap<>();
        if (whose.isEmpty()) {
            return holders;
        }
        var numbers = subscribers.msisdns(whose);
        var profiles = subscribers.profiles(whose);
        Map<SubscriberId, CompletableFuture<Holder>> asked = new LinkedHashMap<>();
        for (SubscriberId each : whose) {
            Msisdn number = numbers.get(each);
            if (number == null || !isServed(profiles.get(each))) {
                holders.put(each, new Holder.Doubtful());
            } else {
                asked.put(each, ask(number));
            }
        }
        asked.forEach((subscriber, answer) -> holders.put(subscriber, answer.join()));
        return holders;
    }

    /** From the moment of a block nothing is executed (R-BLK-1, R-JOIN-2). */
    private static boolean isServed(@Nullable SubscriberProfile profile) {
        return profile != null && !profile.blocked() && !profile.consentWithdrawn();
    }

    /** No answer is an answer. */
    private CompletableFuture<Holder> ask(Msisdn number) {
        return work.on(billing.id())
                .<CompletableFuture<Holder>>map(
                        window -> CompletableFuture.completedFuture(new Holder.Closed(window)))
                .orElseGet(
                        () ->
                                billing.facts(number)
                                        .thenApply(this::judge)
                                        .exceptionally(HolderLookups::silent));
    }

    private Holder judge(FactsResult result) {
        return switch (result) {
            case FactsResult.Known(var facts) ->
                    lookups.isEligible(facts) ? new Holder.Owner() : new Holder.Doubtful();
            case FactsResult.UnknownSubscriber() -> new Holder.Doubtful();
        };
    }

    private static Holder silent(Throwable failure) {
        LOG.info("who holds a user's number isn't known: {}", failure.toString());
        return new Holder.Silent();
    }
}
