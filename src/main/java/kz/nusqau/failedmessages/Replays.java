package kz.nusqau.failedmessages;

import jakarta.jms.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
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

    /** In the caller's transaction, in which it is this message's turn. */
    Effect replay(FailedMessageView message) {
        return switch (message.source()) {
            case COMMAND -> effect(commands.replay(CommandKey.parse(message.reference())));
            case REVIEW -> replayWaitingCommands(message);
            case QUEUE -> message.state() == State.OPEN ? putBack(message) : Effect.NOTHING;
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

    /**
     * Sent before the row's change commits: a crash in between sends it twice, which its owner can
     * take; the other order could lose it.
     */
    private Effect putBack(FailedMessageView message) {
        return store.payload(message.id())
                .map(
                        payload -> {
                            byte[] clear = personalData.open(payload.owner(), payload.bytes());
                            jms.convertAndSend(
                                    message.queue(), new String(clear, StandardCharsets.UTF_8));
                            return Effect.QUEUED_AGAIN;
                        })
                .orElse(Effect.NOTHING);
    }
}
