package kz.nusqau.dialogue;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.SubscriberProfile;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who texts like a machine that nothing is read from them for a while (R-LIM-3). */
@Component
public class PauseNotices {

    private final Subscribers subscribers;
    private final Replies replies;
    private final Outbox outbox;
    private final Language fallback;

    PauseNotices(
            Subscribers subscribers,
            Replies replies,
            Outbox outbox,
            DialogueProperties properties) {
        this.subscribers = subscribers;
        this.replies = replies;
        this.outbox = outbox;
        this.fallback = properties.fallbackLanguage();
    }

    /** Answers the messages, in the caller's transaction. */
    public void answer(Collection<CustomerMessage> messages, Duration pause) {
        Map<SubscriberId, SubscriberProfile> profiles =
                subscribers.profiles(
                        messages.stream()
                                .map(message -> message.entry().subscriber())
                                .collect(Collectors.toSet()));
        outbox.send(
                messages.stream()
                        .map(
                                message ->
                                        notice(
                                                message,
                                                profiles.get(message.entry().subscriber()),
                                                pause))
                        .toList());
    }

    private OutboundText notice(
            CustomerMessage message, @Nullable SubscriberProfile profile, Duration pause) {
        Language language = profile == null ? fallback : profile.language().orElse(fallback);
        Reply reply = replies.say("fair-use", Map.of("minutes", Math.max(1, pause.toMinutes())));
        return new OutboundText(
                TimeOrderedId.next(),
                message.entry().subscriber(),
                message.link(),
                message.shortCode(),
                replies.render(reply, language),
                Priority.REPLY,
                null,
                null);
    }
}
