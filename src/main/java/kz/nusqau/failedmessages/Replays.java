package kz.nusqau.failedmessages;

import jakarta.jms.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.counterparty.ReplayEffect;
import kz.nusqau.failedmessages.ReplayView.Effect;
import kz.nusqau.mailbox.SetAside;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.subscriber.PersonalData;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Moves a failed message on, according to where it came from. */
@Component
class Replays {

    private final FailedMessageStore store;
    private final Commands commands;
    private final SetAside setAside;
    private final PersonalData personalData;
    private final JmsTemplate jms;

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
        this.jms = new JmsTemplate(connections);
    }

    /**
     * Everything of a replay that the caller's transaction can take back; it is this message's turn
     * in it.
     */
    Effect move(FailedMessageView message) {
        return switch (message.source()) {
            case COMMAND -> effect(commands.replay(CommandKey.parse(message.reference())));
            case REVIEW -> replayWaitingCommands(message);
            case QUEUE -> isThereToPutBack(message) ? Effect.QUEUED_AGAIN : Effect.NOTHING;
            case INBOX -> handOver(Long.parseLong(message.reference()));
        };
    }

    private static Effect effect(ReplayEffect effect) {
        return switch (effect) {
            case QUEUED_AGAIN -> Effect.QUEUED_AGAIN;
            case INQUIRY_STARTED -> Effect.INQUIRY_STARTED;
            case NOTHING, NOT_FOUND -> Effect.NOTHING;
        };
    }

    private Effect handOver(long entry) {
        return switch (setAside.handOver(entry)) {
            case HANDED_OVER -> Effect.HANDLED_AGAIN;
            case TOO_EARLY -> Effect.TOO_EARLY;
            case NOT_SET_ASIDE -> Effect.NOTHING;
        };
    }

    private Effect replayWaitingCommands(FailedMessageView message) {
        UUID instruction = message.instruction();
        Effect strongest = Effect.NOTHING;
        if (instruction == null) {
            return strongest;
        }
        for (CommandKey key : inLockOrder(commands.of(new InstructionId(instruction)))) {
            Effect effect = effect(commands.replay(key));
            strongest = effect.moved() ? effect : strongest;
        }
        return strongest;
    }

    /** The order in which recorders of outcomes lock the commands of one instruction. */
    private static List<CommandKey> inLockOrder(List<CommandView> views) {
        return views.stream()
                .map(CommandView::key)
                .sorted(
                        Comparator.comparing(CommandKey::step)
                                .thenComparingInt(CommandKey::generation))
                .toList();
    }

    private boolean isThereToPutBack(FailedMessageView message) {
        return message.state() == State.OPEN && store.payload(message.id()).isPresent();
    }

    /**
     * The rest of a replay, which nobody can take back. Sent before the row's change commits: a
     * crash in between sends it twice, which its owner can take; the other order could lose it.
     */
    void send(FailedMessageView message) {
        if (message.source() == Source.QUEUE) {
            payload(message.id()).ifPresent(text -> jms.convertAndSend(message.queue(), text));
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
