package kz.nusqau.partner;

import jakarta.annotation.PreDestroy;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.batch.MessageBatch;
import kz.nusqau.counterparty.batch.Undelivered;
import kz.nusqau.partner.Arrival.Answerable;
import kz.nusqau.partner.Arrival.Request;
import kz.nusqau.partner.Outgoing.Channel;
import kz.nusqau.platform.Halving;
import kz.nusqau.shared.RouteStep;
import kz.nusqau.shared.TransientFailure;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers what partners ask, a batch at a time: on disk with all that it did before the broker
 * forgets the request (I-1). What fails comes again; what fails again and again is told so.
 */
@RouteStep("partnerRequests")
public class PartnerRequests {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerRequests.class);

    /** What is read at once, and settled together where nothing has to wait. */
    private static final int AT_ONCE = 128;

    /** Texts to more are settled one sending at a time: that bounds a transaction. */
    private static final int FEW = 20;

    /** Stands for what is settled one at a time. */
    private static final Object MANY = new Object();

    private final MessageReader reader;
    private final PayableLookups lookups;
    private final UserPaymentLookups userPayments;
    private final RecipientLookups recipients;
    private final HolderLookups holders;
    private final RequestStore requests;
    private final RequestSettlement settlement;
    private final SuspensionStore suspensions;
    private final Postmen postmen;
    private final PartnerPace pace;
    private final TransactionTemplate transaction;
    private final int mostDeliveries;
    private final ExecutorService ahead =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("partner-lookups-", 0).daemon(true).factory());

    PartnerRequests(
            MessageReader reader,
            PayableLookups lookups,
            UserPaymentLookups userPayments,
            RecipientLookups recipients,
            HolderLookups holders,
            RequestStore requests,
            RequestSettlement settlement,
            SuspensionStore suspensions,
            Postmen postmen,
            PartnerPace pace,
            TransactionTemplate transaction,
            PartnerProperties properties) {
        this.reader = reader;
        this.lookups = lookups;
        this.userPayments = userPayments;
        this.recipients = recipients;
        this.holders = holders;
        this.requests = requests;
        this.settlement = settlement;
        this.suspensions = suspensions;
        this.postmen = postmen;
        this.pace = pace;
        this.transaction = transaction;
        this.mostDeliveries = properties.partnerApi().mostDeliveries();
    }

    @PreDestroy
    void close() {
        ahead.shutdownNow();
    }

    /** The route's step; what it returns goes to the failed-message desk. */
    public Undelivered answer(
            @ExchangeProperty("partner") String partner, @Body MessageBatch messages) {
        return answer(
                messages,
                (place, message) -> {
                    pace.took(partner, 1);
                    return reader.read(partner, place, message);
                });
    }

    /** The same for requests that nobody took in time. */
    public Undelivered answerExpired(@Body MessageBatch messages) {
        return answer(messages, reader::readExpired);
    }

    @FunctionalInterface
    private interface Reading {
        Arrival of(int place, Message message) throws JMSException;
    }

    /** Requests of one partner that are settled together, in the order in which they came. */
    private record Round(String partner, List<Answerable> arrivals, List<Prepared> prepared) {}

    /**
     * While a round is settled, the next one is received, read and looked up: neither waits for the
     * other, and what comes meanwhile doesn't wait for the whole batch.
     */
    private Undelivered answer(MessageBatch messages, Reading reading) {
        var batch = new Batch(messages, reading);
        List<Failed> failures = new ArrayList<>();
        for (Optional<Round> round = batch.next(); round.isPresent(); ) {
            Future<Optional<Round>> next = ahead.submit(batch::next);
            try {
                settle(prepared(round.get()), failures);
            } finally {
                // Nobody else may use the session until then.
                round = await(next);
            }
        }
        List<Undelivered.Member> buried = new ArrayList<>(batch.foreign);
        buried.addAll(given(failures));
        return buried.isEmpty() ? Undelivered.NONE : new Undelivered(buried);
    }

    private Round prepared(Round round) {
        return round.prepared.isEmpty() ? await(ahead.submit(() -> lookedUp(round))) : round;
    }

    private Round lookedUp(Round round) {
        return new Round(round.partner, round.arrivals, prepare(round.partner, round.arrivals));
    }

    /** What a user may do, and what waits for one, the round before may change. */
    private static boolean hasUsers(Round round) {
        return round.arrivals.stream()
                .anyMatch(
                        it ->
                                it instanceof Request request
                                        && HolderLookups.by(request.wish()).isPresent());
    }

    private static <T> T await(Future<T> lookingUp) {
        try {
            return lookingUp.get();
        } catch (ExecutionException e) {
            throw new TransientFailure("requests can't be read or looked up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("the hub is stopping", e);
        }
    }

    /** Messages on their way to being settled, a round at a time; of one thread at a time. */
    private final class Batch {

        private final MessageBatch messages;
        private final Reading reading;
        private final Deque<Round> rounds = new ArrayDeque<>();
        private final List<Undelivered.Member> foreign = new ArrayList<>();
        private int read;

        Batch(MessageBatch messages, Reading reading) {
            this.messages = messages;
            this.reading = reading;
        }

        /**
         * With what its answers need, if that can be looked up yet; empty where no partner's
         * message was left.
         */
        Optional<Round> next() {
            try {
                while (rounds.isEmpty()) {
                    // A request with many recipients is far larger than its message.
                    List<Message> some = messages.next(AT_ONCE);
                    if (some.isEmpty()) {
                        return Optional.empty();
                    }
                    read(some);
                }
            } catch (JMSException e) {
                throw new UnreadableMessage(e);
            }
            return Optional.of(rounds.remove())
                    .map(round -> hasUsers(round) ? round : lookedUp(round));
        }

        private void read(List<Message> some) throws JMSException {
            List<Answerable> answerable = new ArrayList<>();
            for (Message message : some) {
                switch (reading.of(read++, message)) {
                    case Arrival.Foreign(var place, var why) -> {
                        LOG.warn("a message is no partner's: {}", why);
                        foreign.add(dead(place, why));
                    }
                    case Answerable its -> answerable.add(its);
                }
            }
            answerable.stream()
                    .collect(Collectors.groupingBy(it -> it.envelope().partner()))
                    .forEach(
                            (partner, its) -> {
                                pace.tookRecipients(partner, recipients(its));
                                rounds(its)
                                        .forEach(
                                                it ->
                                                        rounds.add(
                                                                new Round(partner, it, List.of())));
                            });
        }
    }

    private static int recipients(List<Answerable> arrivals) {
        return arrivals.stream()
                .mapToInt(
                        it ->
                                it instanceof Request request
                                        ? RecipientLookups.recipients(request.wish()).size()
                                        : 0)
                .sum();
    }

    /** In transactions of its own; what fails comes again. */
    private void settle(Round round, List<Failed> failures) {
        String partner = round.partner;
        var halving =
                new Halving<Prepared>(
                        "requests of " + partner,
                        transaction,
                        batch -> settlement.settle(partner, batch),
                        settled -> {},
                        (item, failure) -> failures.add(new Failed(item, failure)));
        halving.commit(round.prepared);
        postmen.wake(partner, written(round.arrivals));
    }

    private List<Undelivered.Member> given(List<Failed> failures) {
        List<Undelivered.Member> given = new ArrayList<>();
        for (Failed failed : failures) {
            Envelope envelope = failed.item().envelope();
            if (envelope.deliveries() < mostDeliveries) {
                // What was committed is answered again; nothing is done again.
                throw new TransientFailure(
                        "requests of " + envelope.partner() + " fail", failed.why());
            }
            giveUp(envelope, failed.why());
            given.add(dead(envelope.place(), "can't be answered: " + failed.why()));
        }
        return given;
    }

    /** Events are told of by whoever writes them, but not where they only come again. */
    private static Set<Channel> written(List<Answerable> arrivals) {
        boolean again =
                arrivals.stream()
                        .anyMatch(
                                it ->
                                        it instanceof Request request
                                                && request.wish() instanceof Wish.Replay);
        return again ? EnumSet.allOf(Channel.class) : EnumSet.of(Channel.REPLIES);
    }

    private record Failed(Prepared item, Throwable why) {}

    private void giveUp(Envelope envelope, Throwable why) {
        LOG.error("a request of {} fails for good", envelope.partner(), why);
        transaction.executeWithoutResult(
                status ->
                        settlement.giveUp(
                                envelope,
                                Answer.Failed.because(
                                        FaultCode.INTERNAL,
                                        "the hub fails at it; people look into it")));
    }

    private static Undelivered.Member dead(int place, String why) {
        return new Undelivered.Member(String.valueOf(place), Undelivered.Fate.DEAD, why);
    }

    /** Each without two requests that have to wait for each other. */
    private static List<List<Answerable>> rounds(List<Answerable> arrivals) {
        List<List<Answerable>> rounds = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        List<Answerable> round = new ArrayList<>();
        for (Answerable arrival : arrivals) {
            List<Object> keys = arrival instanceof Request request ? keys(request) : List.of();
            if (keys.stream().anyMatch(taken::contains)) {
                rounds.add(round);
                round = new ArrayList<>();
                taken.clear();
            }
            taken.addAll(keys);
            round.add(arrival);
        }
        rounds.add(round);
        return rounds;
    }

    private static List<Object> keys(Request request) {
        return switch (request.wish()) {
            case Wish.Create create -> keys(request.requestId(), create.subscriber(), create.by());
            case Wish.Approve approve ->
                    keys(request.requestId(), named(approve.payment()), Optional.of(approve.by()));
            // May be about what a request before it began.
            case Wish.Get get -> List.of(request.requestId(), named(get.payment()));
            case Wish.Cancel cancel ->
                    keys(request.requestId(), named(cancel.payment()), cancel.by());
            case Wish.Issue issue -> List.of(request.requestId(), issue.subscriber());
            case Wish.Disclose disclose -> List.of(request.requestId(), disclose.subscriber());
            case Wish.GetUser get -> List.of(request.requestId(), get.user());
            case Wish.CreateUser create ->
                    keys(request.requestId(), create.subscriber(), create.by());
            case Wish.ActOnUser act -> keys(request.requestId(), act.user(), act.by());
            case Wish.Verify verify -> List.of(request.requestId(), verify.code());
            case Wish.Send send ->
                    send.recipients().size() > FEW
                            ? List.of(request.requestId(), MANY)
                            : List.of(request.requestId());
            // May be about a sending that a request before it began or went on with.
            case Wish.Append append -> List.of(request.requestId(), MANY, named(append.sending()));
            case Wish.Recall recall -> List.of(request.requestId(), MANY, named(recall.sending()));
            case Wish.Look look -> List.of(request.requestId(), named(look.sending()));
            case Wish.Outcomes outcomes -> List.of(request.requestId(), named(outcomes.sending()));
            case Wish.Report report -> List.of(request.requestId());
            case Wish.Confirm confirm -> List.of(request.requestId(), confirm.payment());
            case Wish.Replay replay -> List.of(request.requestId());
        };
    }

    private static List<Object> keys(String requestId, Object about, Optional<Wish.By> by) {
        return by.<List<Object>>map(it -> List.of(requestId, about, it.user(), it.code()))
                .orElseGet(() -> List.of(requestId, about));
    }

    private static Object named(Wish.Named payment) {
        return switch (payment) {
            case Wish.Named.ById(var id) -> id;
            case Wish.Named.ByRequest(var requestId) -> requestId;
        };
    }

    private static Object named(Wish.Which sending) {
        return switch (sending) {
            case Wish.Which.ById(var id) -> id;
            case Wish.Which.ByRequest(var requestId) -> requestId;
        };
    }

    /** Looks up what new requests need; what was answered before needs nothing. */
    private List<Prepared> prepare(String partner, List<Answerable> round) {
        if (suspensions.isSuspended(partner)) {
            return round.stream()
                    .map(it -> new Prepared(it, new Found.Nothing(), new Holder.Nobody()))
                    .toList();
        }
        Set<String> known =
                requests.find(
                                partner,
                                round.stream()
                                        .flatMap(it -> lookingUp(it).stream())
                                        .map(Request::requestId)
                                        .toList())
                        .keySet();
        List<Request> asking =
                round.stream()
                        .flatMap(it -> lookingUp(it).stream())
                        .filter(it -> !known.contains(it.requestId()))
                        .filter(it -> !it.envelope().expired())
                        .toList();
        Map<Envelope, Found> found = new HashMap<>();
        lookUp(asking, PayableLookups::isNeeded, lookups::of, found);
        lookUp(
                asking,
                UserPaymentLookups::isNeeded,
                wishes -> userPayments.of(partner, wishes),
                found);
        lookUp(asking, RecipientLookups::isNeeded, recipients::of, found);
        Map<Envelope, Holder> held = new HashMap<>();
        lookUp(asking, HolderLookups::isNeeded, wishes -> holders.of(partner, wishes), held);
        return round.stream()
                .map(
                        it ->
                                new Prepared(
                                        it,
                                        found.getOrDefault(it.envelope(), new Found.Nothing()),
                                        held.getOrDefault(it.envelope(), new Holder.Nobody())))
                .toList();
    }

    private static <T> void lookUp(
            List<Request> asking,
            Predicate<Wish> needed,
            Function<List<Wish>, List<T>> lookUp,
            Map<Envelope, T> found) {
        List<Request> those = asking.stream().filter(it -> needed.test(it.wish())).toList();
        if (!those.isEmpty()) {
            var answers = lookUp.apply(those.stream().map(Request::wish).toList());
            for (int i = 0; i < those.size(); i++) {
                found.put(those.get(i).envelope(), answers.get(i));
            }
        }
    }

    private static Optional<Request> lookingUp(Answerable arrival) {
        return arrival instanceof Request request
                        && (PayableLookups.isNeeded(request.wish())
                                || UserPaymentLookups.isNeeded(request.wish())
                                || RecipientLookups.isNeeded(request.wish())
                                || HolderLookups.isNeeded(request.wish()))
                ? Optional.of(request)
                : Optional.empty();
    }
}
