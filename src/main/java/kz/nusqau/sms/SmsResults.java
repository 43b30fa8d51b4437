package kz.nusqau.sms;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.PartSubmitted;
import kz.nusqau.mailbox.Priority;
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

    /** The SMSC had it all the while: what has not left again yet need not. */
    void acceptedLate(OutgoingPart part, PartOutcome.Accepted accepted) {
        var submitted = submitted(part, accepted);
        untilStored(() -> outbox.submitted(submitted), () -> {});
    }

    void complete(UUID text, Runnable whenOver) {
        untilStored(() -> outbox.complete(text), whenOver);
    }

    /** It comes back without having used up an attempt. */
    void waits(UUID text, Duration delay, String reason, Runnable whenOver) {
        untilStored(() -> outbox.waitLonger(text, delay, reason), whenOver);
    }

    /**
     * No session of this node may send it. Another node may have one; half the time it waits here,
     * so that nodes of which none can don't take it from each other all the time.
     */
    void notHere(UUID text, String reason, Runnable whenOver) {
        if (ThreadLocalRandom.current().nextBoolean()) {
            untilStored(() -> outbox.letGo(text, StatusPolicy.SOON, reason), whenOver);
        } else {
            waits(text, StatusPolicy.SOON, reason, whenOver);
        }
    }

    /**
     * The SMSC takes nothing from its sender for now. A code has no time for that: it fails, and is
     * said once more from where it was asked for (R-OTP-5).
     */
    void senderRefused(OutboundMessage message, Duration pause, String reason, Runnable whenOver) {
        var text = message.text();
        if (text.priority() == Priority.CODE) {
            refused(text.id(), reason, whenOver);
        } else {
            waits(text.id(), pause, reason, whenOver);
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
            case PartOutcome.Later(var delay, var reason, boolean tried) -> {
                if (tried) {
                    untilStored(() -> outbox.retryLater(text.id(), delay, reason), whenOver);
                } else {
                    waits(text.id(), delay, reason, whenOver);
                }
            }
            case PartOutcome.PhoneFull(var reason) -> {
                var delay = fullPhones.full(text.link().name(), text.message().to());
                waits(text.id(), delay, reason, whenOver);
            }
            case PartOutcome.SenderRefused(var reason) -> {
                var sender = text.sender();
                refusedSenders.refused(text.link().name(), sender, reason);
                senderRefused(text.message(), RefusedSenders.PAUSE, reason, whenOver);
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
