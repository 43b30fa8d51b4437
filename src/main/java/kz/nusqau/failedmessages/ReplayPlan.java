package kz.nusqau.failedmessages;

import java.util.List;
import java.util.UUID;

/**
 * What a replay would do at this moment: found out by doing it and taking it back.
 *
 * @param changes commands whose standing it would change at once
 * @param commands all of the instruction as they stand now
 * @param fingerprint names this plan: another effect, or another standing of what it touches, is
 *     another plan
 */
public record ReplayPlan(
        UUID id,
        State state,
        ReplayView.Effect effect,
        List<ReplayView.Change> changes,
        List<CommandSummary> commands,
        String fingerprint) {

    static ReplayPlan of(
            FailedMessageView message,
            ReplayView.Effect effect,
            List<ReplayView.Change> changes,
            List<CommandSummary> before) {
        var said = new StringBuilder();
        said.append(message.id()).append(message.state()).append(message.occurrences());
        said.append(effect).append(changes);
        for (CommandSummary command : before) {
            said.append('\n').append(command.key()).append(' ').append(command.standing());
            said.append(' ').append(command.attempts());
        }
        return new ReplayPlan(
                message.id(),
                message.state(),
                effect,
                changes,
                before,
                Masking.digest(said.toString()));
    }
}
