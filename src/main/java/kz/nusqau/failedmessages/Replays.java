package kz.nusqau.failedmessages;

import static java.util.Objects.requireNonNull;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.counterparty.ReplayEffect;
import kz.nusqau.failedmessages.ReplayView.Effect;
import kz.nusqau.mailbox.SetAside;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jms.support.JmsUtils;
import org.springframework.stereotype.Component;

/** Moves failed messages on, each according to where it came from. */
@Component
class Replays {

    private final FailedMessageStore store;
    private final Commands commands;
    private final SetAside setAside;
    private final PersonalData personalData;
    private final ConnectionFactory connections;

    Replays(
            FailedMessageStore store,
            Commands commands,
            SetAside setAside,
            PersonalData personalData,
            @Qualifier("pooledConnectionFactory") ConnectionFactory connections) {
        this.store = store;
        this.commands = commands;
        this.setAside = setAside;
        this.personalData = personalData;
        this.connections = connections;
    }

    /**
     * Everything of replays that the caller's transaction can take back; it is these messages' turn
     * in it.
     *
     * @param standing the commands of their instructions
     */
    Map<UUID, Effect> move(
            List<FailedMessageView> messages, Map<InstructionId, List<CommandView>> standing) {
        Map<UUID, List<CommandKey>> keys = new LinkedHashMap<>();
        List<UUID> letters = new ArrayList<>();
        Map<UUID, Long> texts = new HashMap<>();
        for (FailedMessageView message : messages) {
            switch (message.source()) {
                case COMMAND ->
                        keys.put(message.id(), List.of(CommandKey.parse(message.reference())));
                case REVIEW -> keys.put(message.id(), waiting(message, standing));
                case QUEUE -> letters.add(message.id());
                case INBOX -> texts.put(message.id(), Long.parseLong(message.reference()));
            }
        }
        Map<UUID, Effect> effects = new HashMap<>();
        // In one order with those who record outcomes, before anything else is locked.
        Map<CommandKey, ReplayEffect> replayed =
                commands.replay(keys.values().stream().flatMap(List::stream).toList());
        keys.forEach((id, those) -> effects.put(id, strongest(those, replayed)));
        var again = setAside.handOver(texts.values());
        texts.forEach((id, entry) -> effects.put(id, effect(again.get(entry))));
        Set<UUID> there = store.openWithPayload(letters);
        letters.forEach(
                id -> effects.put(id, there.contains(id) ? Effect.QUEUED_AGAIN : Effect.NOTHING));
        return effects;
    }

    private static Effect effect(ReplayEffect effect) {
        return switch (effect) {
            case QUEUED_AGAIN -> Effect.QUEUED_AGAIN;
            case INQUIRY_STARTED -> Effect.INQUIRY_STARTED;
            case NOTHING, NOT_FOUND -> Effect.NOTHING;
        };
    }

    private static Effect effect(SetAside.@Nullable Again again) {
        return switch (requireNonNull(again)) {
            case HANDED_OVER -> Effect.HANDLED_AGAIN;
            case TOO_EARLY -> Effect.TOO_EARLY;
            case NOT_SET_ASIDE -> Effect.NOTHING;
        };
    }

    private static Effect strongest(List<CommandKey> keys, Map<CommandKey, ReplayEffect> replayed) {
        Effect strongest = Effect.NOTHING;
        for (CommandKey key : keys) {
            Effect effect = effect(replayed.getOrDefault(key, ReplayEffect.NOT_FOUND));
            strongest = effect.moved() ? effect : strongest;
        }
        return strongest;
    }

    private static List<CommandKey> waiting(
            FailedMessageView message, Map<InstructionId, List<CommandView>> standing) {
        UUID instruction = message.instruction();
        return instruction == null
                ? List.of()
                : standing.getOrDefault(new InstructionId(instruction), List.of()).stream()
                        .map(CommandView::key)
                        .sorted(
                                Comparator.comparing(CommandKey::step)
                                        .thenComparingInt(CommandKey::generation))
                        .toList();
    }

    /**
     * The rest of replays, which nobody can take back. Sent before the rows' change commits: a
     * crash in between sends them twice, which their owners can take; the other order could lose
     * them.
     */
    void send(List<FailedMessageView> messages) {
        List<FailedMessageView> letters =
                messages.stream().filter(message -> message.source() == Source.QUEUE).toList();
        if (letters.isEmpty()) {
            return;
        }
        // One commit for all, of its own: it must not wait for the database's.
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(null);
            for (FailedMessageView letter : letters) {
                Optional<String> text = payload(letter.id());
                if (text.isPresent()) {
                    producer.send(
                            session.createQueue(letter.queue()),
                            session.createTextMessage(text.get()));
                }
            }
            session.commit();
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    /** The message itself, in clear, where the desk keeps it. */
    Optional<String> payload(UUID id) {
        return store.payload(id)
                .map(
                        row ->
                                new String(
                                        personalData.open(row.owner(), row.bytes()),
                                        StandardCharsets.UTF_8));
    }
}
