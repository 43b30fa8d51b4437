package kz.nusqau.dialogue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.Challenges;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.OutboundTextFailed;
import kz.nusqau.mailbox.OutboundTextUndelivered;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.PaymentOrigin;
import kz.nusqau.payment.Payments;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Offers another way of confirming where a code doesn't arrive (R-OTP-5): once the same code from
 * the short code that was addressed, in case the phone or the network keeps the sender of codes
 * away; and when that doesn't arrive either, or was the sender already, the menu.
 */
@Component
final class UndeliveredCodes {

    /** With less the copy would hardly arrive before the code ends. */
    private static final Duration WORTH_REPEATING = Duration.ofSeconds(20);

    private final Challenges challenges;
    private final Payments payments;
    private final Outbox outbox;
    private final Timeline timeline;
    private final Replies replies;
    private final CatalogueInForce catalogue;
    private final Clock clock;

    UndeliveredCodes(
            Challenges challenges,
            Payments payments,
            Outbox outbox,
            Timeline timeline,
            Replies replies,
            CatalogueInForce catalogue,
            Clock clock) {
        this.challenges = challenges;
        this.payments = payments;
        this.outbox = outbox;
        this.timeline = timeline;
        this.replies = replies;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @EventListener
    void failed(OutboundTextFailed text) {
        if (text.instruction() != null) {
            offer(text.message(), text.to());
        }
    }

    @EventListener
    void undelivered(OutboundTextUndelivered text) {
        offer(text.message(), text.to());
    }

    private void offer(UUID message, SubscriberId to) {
        OpenChallenge challenge = challenges.openFor(List.of(to)).get(to);
        if (challenge == null || challenge.kind() != ChallengeKind.CODE) {
            return;
        }
        UUID copy = Outbox.copyOf(challenge.promptMessage());
        boolean first = message.equals(challenge.promptMessage());
        if (first && outbox.states(List.of(copy)).containsKey(copy)) {
            // It may be told more than once.
            return;
        }
        if (first || message.equals(copy)) {
            payments.origin(challenge.instruction())
                    .ifPresent(origin -> offer(challenge, origin, first));
        }
    }

    private void offer(OpenChallenge challenge, PaymentOrigin origin, boolean first) {
        Duration left = Duration.between(clock.instant(), challenge.expiresAt());
        boolean repeats =
                first
                        && !origin.shortCode().equals(catalogue.now().shortCodes().codeSender())
                        && left.compareTo(WORTH_REPEATING) > 0;
        if (!repeats) {
            offerTheMenu(challenge, origin);
        } else if (outbox.repeat(challenge.promptMessage(), origin.shortCode(), left)) {
            record(challenge, "sent again from " + origin.shortCode());
        }
    }

    private void offerTheMenu(OpenChallenge challenge, PaymentOrigin origin) {
        UUID id = TimeOrderedId.beside(challenge.promptMessage(), 2);
        if (outbox.states(List.of(id)).containsKey(id)) {
            return;
        }
        outbox.send(
                List.of(
                        new OutboundText(
                                id,
                                challenge.subscriber(),
                                origin.link(),
                                origin.shortCode(),
                                replies.render(replies.say("code-undelivered"), origin.language()),
                                Priority.REPLY,
                                null,
                                challenge.instruction())));
        record(challenge, "another way was offered");
    }

    private void record(OpenChallenge challenge, String what) {
        timeline.record(
                List.of(
                        new TimelineEntry(
                                challenge.instruction(),
                                challenge.subscriber(),
                                clock.instant(),
                                "code.undelivered",
                                what)));
    }
}
