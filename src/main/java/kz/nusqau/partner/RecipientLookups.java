package kz.nusqau.partner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import kz.nusqau.counterparty.Billing;
import kz.nusqau.counterparty.FactsResult;
import kz.nusqau.mailbox.PhoneLinks;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds out whose the numbers of sendings are, before their transaction: in sets, and at billing
 * only those that the hub doesn't know.
 */
@Component
final class RecipientLookups {

    private static final Logger LOG = LoggerFactory.getLogger(RecipientLookups.class);
    private static final Pattern NUMBER = Pattern.compile("7[0-9]{10}");

    /** A sending must not keep subscribers' own questions waiting. */
    private static final int AT_BILLING_AT_ONCE = 512;

    private final Billing billing;
    private final Subscribers subscribers;
    private final PhoneLinks links;
    private final PlannedWork work;

    RecipientLookups(Billing billing, Subscribers subscribers, PhoneLinks links, PlannedWork work) {
        this.billing = billing;
        this.subscribers = subscribers;
        this.links = links;
        this.work = work;
    }

    /** Whether a wish needs any. */
    static boolean isNeeded(Wish wish) {
        return !recipients(wish).isEmpty();
    }

    /** The recipients that a wish names. */
    static List<String> recipients(Wish wish) {
        return switch (wish) {
            case Wish.Send send -> send.recipients();
            case Wish.Append append -> append.recipients();
            default -> List.of();
        };
    }

    /** In order. */
    List<Found> of(List<Wish> wishes) {
        Set<Msisdn> numbers = new LinkedHashSet<>();
        wishes.forEach(wish -> recipients(wish).forEach(it -> number(it).ifPresent(numbers::add)));
        Map<Msisdn, SubscriberId> ids = new HashMap<>(subscribers.known(numbers));
        numbers.removeAll(ids.keySet());
        Told told = askBilling(List.copyOf(numbers));
        // Only a number that billing knows becomes a subscriber's.
        ids.putAll(subscribers.resolve(told.known));
        return wishes.stream().map(wish -> found(wish, ids, told.silent)).toList();
    }

    private static Optional<Msisdn> number(String recipient) {
        return NUMBER.matcher(recipient).matches()
                ? Optional.of(new Msisdn(recipient))
                : Optional.empty();
    }

    /** While the hub is worked on nothing new is begun; what was goes on (R-OPS-1). */
    private Found found(Wish wish, Map<Msisdn, SubscriberId> ids, Set<Msisdn> silent) {
        Optional<WorkWindow> onHub =
                wish instanceof Wish.Send ? work.underWay(List.of()) : Optional.empty();
        return onHub.<Found>map(Found.Closed::new)
                .orElseGet(() -> found(recipients(wish), ids, silent));
    }

    private Found found(
            List<String> recipients, Map<Msisdn, SubscriberId> ids, Set<Msisdn> silent) {
        List<Candidate> candidates = new ArrayList<>(recipients.size());
        for (String recipient : recipients) {
            Msisdn number = number(recipient).orElse(null);
            if (number == null) {
                candidates.add(new Candidate.Unfit(RecipientRefusal.NOT_A_NUMBER));
            } else if (silent.contains(number)) {
                return work.underWay(List.of(billing.id()))
                        .<Found>map(Found.Closed::new)
                        .orElseGet(Found.Unavailable::new);
            } else {
                candidates.add(candidate(number, ids.get(number)));
            }
        }
        return new Found.Audience(candidates);
    }

    private Candidate candidate(Msisdn number, @Nullable SubscriberId subscriber) {
        if (subscriber == null) {
            return new Candidate.Unfit(RecipientRefusal.NOT_A_SUBSCRIBER);
        }
        return links.linkOf(number)
                .<Candidate>map(link -> new Candidate.Phone(subscriber, link))
                .orElseGet(() -> new Candidate.Unfit(RecipientRefusal.NOT_REACHED));
    }

    /**
     * What billing said.
     *
     * @param known to it
     * @param silent numbers of which it said nothing
     */
    private record Told(Set<Msisdn> known, Set<Msisdn> silent) {}

    private Told askBilling(List<Msisdn> numbers) {
        var told = new Told(new LinkedHashSet<>(), new HashSet<>());
        for (int from = 0; from < numbers.size() && told.silent.isEmpty(); ) {
            int to = Math.min(from + AT_BILLING_AT_ONCE, numbers.size());
            Map<Msisdn, CompletableFuture<Knowledge>> asked = new LinkedHashMap<>();
            numbers.subList(from, to).forEach(number -> asked.put(number, ask(number)));
            asked.forEach(
                    (number, answer) -> {
                        switch (answer.join()) {
                            case KNOWN -> told.known.add(number);
                            case STRANGER -> {}
                            case SILENCE -> told.silent.add(number);
                        }
                    });
            from = to;
        }
        if (!told.silent.isEmpty()) {
            // The rest was not asked about: a part is taken as a whole, or not.
            told.silent.addAll(numbers);
            told.silent.removeAll(told.known);
        }
        return told;
    }

    private enum Knowledge {
        KNOWN,
        STRANGER,
        SILENCE
    }

    /** No answer is an answer. */
    private CompletableFuture<Knowledge> ask(Msisdn number) {
        return billing.facts(number)
                .thenApply(RecipientLookups::knowledge)
                .exceptionally(
                        failure -> {
                            LOG.debug("billing doesn't say who that is: {}", failure.toString());
                            return Knowledge.SILENCE;
                        });
    }

    private static Knowledge knowledge(FactsResult result) {
        return switch (result) {
            case FactsResult.Known(var facts) -> Knowledge.KNOWN;
            case FactsResult.UnknownSubscriber() -> Knowledge.STRANGER;
        };
    }
}
