package kz.nusqau.dialogue;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.ShortCode;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.platform.GroupCommit;
import kz.nusqau.platform.Halving;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The conversation: reads texts, asks outside what the answers need, and settles each with one
 * reply.
 *
 * <p>Nothing is kept in memory between two texts; a turn that is lost with the process is taken
 * from the inbox again.
 */
@Component
public class Dialogue {

    private static final int MAX_BATCH = 128;
    private static final Duration LINGER = Duration.ofMillis(3);
    private static final int MAX_WAITING = 8_192;

    /** More at a time would only wait in memory, and then for each other's commits. */
    private static final int LOOKED_UP_AT_ONCE = 1_024;

    /** A counterparty that keeps silent holds up its own customers, and the others no longer. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final CatalogueInForce catalogue;
    private final Subscribers subscribers;
    private final Challenges challenges;
    private final Lookups lookups;
    private final Inbox inbox;
    private final DialogueProperties properties;
    private final GroupCommit<Prepared> answered;
    private final Halving<Prepared> ready;
    private final Semaphore room = new Semaphore(LOOKED_UP_AT_ONCE, true);

    Dialogue(
            CatalogueInForce catalogue,
            Subscribers subscribers,
            Challenges challenges,
            Lookups lookups,
            Settlement settlement,
            Inbox inbox,
            TransactionTemplate transaction,
            DialogueProperties properties) {
        this.catalogue = catalogue;
        this.subscribers = subscribers;
        this.challenges = challenges;
        this.lookups = lookups;
        this.inbox = inbox;
        this.properties = properties;
        this.answered =
                new GroupCommit<>(
                        "dialogue",
                        MAX_BATCH,
                        MAX_WAITING,
                        LINGER,
                        transaction,
                        settlement::settle);
        this.ready =
                new Halving<>(
                        "dialogue at once",
                        transaction,
                        settlement::settle,
                        settled -> {},
                        (prepared, failure) ->
                                inbox.failed(prepared.turn().message().entry(), failure));
    }

    /**
     * Takes texts of different subscribers. Those that need nothing from outside are settled before
     * this returns; the others as soon as their look-ups end, in a transaction with their
     * neighbours. What can't be settled goes back to the inbox. Waits a moment while many are
     * looked up.
     *
     * @throws RuntimeException if a text could not be read: nothing has been begun then
     */
    public void converse(List<CustomerMessage> messages) {
        var atOnce = new ArrayList<Prepared>();
        var waiting = new ArrayList<Turn>();
        var receipts = new ArrayList<Turn>();
        for (Turn turn : read(messages)) {
            var closed = lookups.closed(turn);
            if (closed.isPresent()) {
                atOnce.add(new Prepared(turn, closed.get()));
            } else if (Lookups.isNeeded(turn)) {
                waiting.add(turn);
            } else if (Lookups.isReceipt(turn)) {
                receipts.add(turn);
            } else {
                atOnce.add(new Prepared(turn, new Found.Nothing()));
            }
        }
        atOnce.addAll(lookups.receipts(receipts));
        lookUp(lookups.withWallets(waiting));
        if (!atOnce.isEmpty()) {
            ready.commit(atOnce);
        }
    }

    /** Of a subscriber who has not said anything that tells another. */
    public Language fallbackLanguage() {
        return properties.fallbackLanguage();
    }

    private void lookUp(List<Turn> turns) {
        boolean counted = awaitRoom(turns.size());
        for (Turn turn : turns) {
            // Both ends are seen to in here, so nobody waits for the future itself.
            var unused =
                    completedFuture(turn)
                            .thenCompose(lookups::of)
                            .thenCompose(found -> answered.submit(new Prepared(turn, found)))
                            .whenComplete(
                                    (settled, failure) -> {
                                        if (counted) {
                                            room.release();
                                        }
                                        if (failure != null) {
                                            inbox.failed(turn.message().entry(), failure);
                                        }
                                    });
        }
    }

    private boolean awaitRoom(int turns) {
        try {
            return room.tryAcquire(turns, PATIENCE.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Turn> read(List<CustomerMessage> messages) {
        List<SubscriberId> ids = messages.stream().map(m -> m.entry().subscriber()).toList();
        Map<SubscriberId, SubscriberProfile> profiles = subscribers.profiles(ids);
        Map<SubscriberId, OpenChallenge> challenged = challenges.openFor(ids);
        return messages.stream()
                .map(message -> read(message, profiles, challenged))
                .collect(Collectors.toList());
    }

    private Turn read(
            CustomerMessage message,
            Map<SubscriberId, SubscriberProfile> profiles,
            Map<SubscriberId, OpenChallenge> challenged) {
        SubscriberId id = message.entry().subscriber();
        SubscriberProfile profile = profiles.get(id);
        if (profile == null) {
            throw new IllegalStateException("no profile of subscriber " + id);
        }
        var rules = catalogue.now();
        var shortCode = rules.shortCodes().find(message.link(), message.shortCode());
        Language fallback = profile.language().orElse(properties.fallbackLanguage());
        var context =
                new ReadingContext(
                        shortCode.flatMap(ShortCode::defaultCommand),
                        challenged.containsKey(id),
                        fallback);
        var reading = rules.parser().read(message.text(), context);
        return new Turn(
                message,
                profile,
                rules,
                shortCode.orElse(null),
                reading,
                profile.language().orElse(message.isOnScreen() ? fallback : reading.guess()),
                null,
                challenged.get(id));
    }

    @PreDestroy
    void close() {
        answered.close();
    }

    /** A turn with all that its answer needs. */
    record Prepared(Turn turn, Found found) {}
}
