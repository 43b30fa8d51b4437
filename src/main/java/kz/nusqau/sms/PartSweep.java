package kz.nusqau.sms;

import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.IncomingMessage;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends the wait for parts that don't come: their sender is told, and they are forgotten. */
@Component
class PartSweep {

    private static final Logger LOG = LoggerFactory.getLogger(PartSweep.class);
    private static final int MOST_AT_ONCE = 200;
    private static final int EVERY_SECONDS = 15;
    private static final int ACCEPT_WITHIN_SECONDS = 10;

    /** Longer than an entry can stay unfinished, so that a second look finds its text. */
    private static final Duration FORGET_JOINED_AFTER = Duration.ofDays(7);

    private final Parts parts;
    private final Inbox inbox;
    private final Subscribers subscribers;
    private final PersonalData personalData;
    private final TransactionTemplate transaction;
    private final Duration joinWithin;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("sms-part-sweep").daemon(true).factory());

    PartSweep(
            Parts parts,
            Inbox inbox,
            Subscribers subscribers,
            PersonalData personalData,
            TransactionTemplate transaction,
            SmppProperties properties) {
        this.parts = parts;
        this.inbox = inbox;
        this.subscribers = subscribers;
        this.personalData = personalData;
        this.transaction = transaction;
        this.joinWithin = properties.joinWithin();
        var unused =
                thread.scheduleWithFixedDelay(
                        this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    private void run() {
        try {
            sweep();
            parts.forgetJoined(FORGET_JOINED_AFTER);
        } catch (RuntimeException e) {
            LOG.warn("parts that wait too long stay for the next sweep: {}", e.toString());
        }
    }

    /** Puts a note into the inbox for each text that stayed incomplete, then forgets its parts. */
    void sweep() {
        transaction.executeWithoutResult(
                status -> {
                    var keys = parts.overdue(joinWithin, MOST_AT_ONCE);
                    if (keys.isEmpty()) {
                        return;
                    }
                    var numbers =
                            subscribers.msisdns(keys.stream().map(PartKey::subscriber).toList());
                    parts.of(keys)
                            .forEach(
                                    (key, kept) -> {
                                        var number = numbers.get(key.subscriber());
                                        if (number != null) {
                                            note(key, kept, number);
                                        }
                                    });
                    parts.delete(keys);
                });
    }

    private void note(PartKey key, List<Parts.Kept> kept, kz.nusqau.shared.Msisdn number) {
        var last = kept.getLast();
        var there = kept.stream().map(part -> "" + part.number()).collect(Collectors.joining(", "));
        var identity =
                String.join(
                        "/",
                        key.subscriber().toString(),
                        key.link(),
                        key.destination(),
                        key.reference() + "/" + key.total(),
                        last.receivedAt().toString());
        var unused =
                inbox.accept(
                                new IncomingMessage(
                                        IncomingMessage.Kind.TEXT,
                                        key.link(),
                                        last.session(),
                                        java.util.Optional.of(number),
                                        key.destination(),
                                        personalData.keyedHash(
                                                "sms-incomplete",
                                                identity.getBytes(StandardCharsets.UTF_8)),
                                        StoredMessage.incomplete(
                                                "of %d parts came %s"
                                                        .formatted(key.total(), there))))
                        .orTimeout(ACCEPT_WITHIN_SECONDS, TimeUnit.SECONDS)
                        .join();
    }
}
