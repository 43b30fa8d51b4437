package kz.nusqau.sms;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.PartSubmitted;
import kz.nusqau.sms.smpp.Complaint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the outbox what became of texts. Part by part, so that what the SMSC has accepted is never
 * sent again; and again and again while the database can't take it, because forgetting it would
 * send it twice.
 */
@Component
class SmsResults {

    private static final Logger LOG = LoggerFactory.getLogger(SmsResults.class);
    private static final int RETRY_SECONDS = 2;

    private final Outbox outbox;
    private final RefusedSenders refusedSenders;
    private final FullPhones fullPhones;
    private final Complaint complaint = new Complaint(LOG);
    private final Executor aWhileLater =
            CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS);

    SmsResults(Outbox outbox, RefusedSenders refusedSenders, FullPhones fullPhones) {
        this.outbox = outbox;
        this.refusedSenders = refusedSenders;
        this.fullPhones = fullPhones;
    }

    /** The SMSC has answered about one part, or will not. */
    void ended(OutgoingPart part, PartOutcome outcome, Runnable whenOver) {
        var text = part.text();
        if (outcome instanceof PartOutcome.Accepted accepted) {
            refusedSenders.accepted(text.link().name(), text.sender());
            fullPhones.hasRoom(text.link().name(), text.message().to());
            var submitted = submitted(part, accepted);
            untilStored(() -> outbox.submitted(submitted), () -> partOver(part, outcome, whenOver));
        } else {
            partOver(part, outcome, whenOver);
        }
    }

    void complete(UUID text, Runnable whenOver) {
        untilStored(() -> outbox.complete(text), whenOver);
    }

    void later(UUID text, Duration delay, String reason, Runnable whenOver) {
        untilStored(() -> outbox.retryLater(text, delay, reason), whenOver);
    }

    /**
     * No session of this node may send it. Another node may have one; every second time it waits
     * here, so that nodes of which none can don't take it from each other all the time.
     */
    void notHere(UUID text, int attempts, String reason, Runnable whenOver) {
        if (attempts % 2 == 0) {
            untilStored(() -> outbox.letGo(text, StatusPolicy.SOON, reason), whenOver);
        } else {
            later(text, StatusPolicy.SOON, reason, whenOver);
        }
    }

    void refused(UUID text, String reason, Runnable whenOver) {
        untilStored(() -> outbox.refused(text, reason), whenOver);
    }

    private void partOver(OutgoingPart part, PartOutcome outcome, Runnable whenOver) {
        var text = part.text();
        if (!text.ended(outcome)) {
            return;
        }
        switch (text.outcome()) {
            case PartOutcome.Accepted accepted -> whenOver.run();
            case PartOutcome.Later(var delay, var reason) ->
                    later(text.id(), delay, reason, whenOver);
            case PartOutcome.PhoneFull(var delay, var reason) -> {
                fullPhones.full(text.link().name(), text.message().to(), delay);
                later(text.id(), delay, reason, whenOver);
            }
            case PartOutcome.SenderRefused(var reason) -> {
                var sender = text.sender();
                refusedSenders.refused(text.link().name(), sender, reason);
                later(text.id(), RefusedSenders.PAUSE, reason, whenOver);
            }
            case PartOutcome.UnknownNumber(var reason) -> failed(text, reason, whenOver);
            case PartOutcome.Failed(var reason) -> failed(text, reason, whenOver);
        }
    }

    private void failed(OutgoingText text, String reason, Runnable whenOver) {
        LOG.warn("{}: text {} can't be sent: {}", text.link().name(), text.id(), reason);
        refused(text.id(), reason, whenOver);
    }

    private PartSubmitted submitted(OutgoingPart part, PartOutcome.Accepted accepted) {
        var link = part.text().link();
        var profile = link.profile();
        return new PartSubmitted(
                part.text().id(),
                part.number(),
                part.text().parts(),
                link.name(),
                accepted.messageId(),
                profile.receipts() ? profile.messageIds().ofResponse(accepted.messageId()) : "",
                accepted.leftAt());
    }

    private void untilStored(Supplier<CompletableFuture<Void>> store, Runnable then) {
        var unused =
                store.get()
                        .whenComplete(
                                (nothing, failure) -> {
                                    if (failure == null) {
                                        then.run();
                                    } else {
                                        complaint.say("the outbox is told again soon", failure);
                                        aWhileLater.execute(() -> untilStored(store, then));
                                    }
                                });
    }
}
