package kz.nusqau.counterparty;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.command.CommandPublisher;
import kz.nusqau.counterparty.command.CommandStore;
import kz.nusqau.counterparty.command.DeskStore;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.shared.InstructionId;

/** Commands to counterparties: a row before a message, one effect for one key. */
public class Commands {

    private final Counterparties counterparties;
    private final CommandStore rows;
    private final DeskStore desk;
    private final CommandPublisher publisher;

    Commands(
            Counterparties counterparties,
            CommandStore rows,
            DeskStore desk,
            CommandPublisher publisher) {
        this.counterparties = counterparties;
        this.rows = rows;
        this.desk = desk;
        this.publisher = publisher;
    }

    /**
     * Writes the commands in the caller's transaction; they travel after its commit. A key that
     * exists already changes nothing, unless the content differs, which is a bug.
     */
    public void request(List<CommandRequest> requests) {
        if (requests.isEmpty()) {
            return;
        }
        // Before the row exists: a command that nobody can send would wait for ever.
        requests.forEach(request -> counterparties.get(request.counterparty()));
        Set<CommandKey> fresh = rows.insert(requests);
        for (CommandRequest request : requests) {
            if (!fresh.contains(request.key()) && !rows.isSame(request)) {
                throw new IllegalStateException(
                        "another command has the key " + request.key() + " already");
            }
        }
        Map<String, List<CommandKey>> byCounterparty =
                requests.stream()
                        .filter(request -> fresh.contains(request.key()))
                        .collect(
                                Collectors.groupingBy(
                                        CommandRequest::counterparty,
                                        Collectors.mapping(
                                                CommandRequest::key, Collectors.toList())));
        AfterCommit.run(() -> byCounterparty.forEach(publisher::publish));
    }

    /** Those of the commands that their counterparties work on: taken in, and not answered yet. */
    public Set<CommandKey> takenIn(Collection<CommandKey> keys) {
        return keys.isEmpty() ? Set.of() : rows.takenIn(keys);
    }

    /**
     * Cancels what was not sent, in the caller's transaction.
     *
     * @return the keys that are now proven unsent; the others may have left
     */
    public Set<CommandKey> cancel(Collection<CommandKey> keys) {
        return rows.cancel(keys);
    }

    /** In the order they were asked for. */
    public List<CommandView> of(InstructionId instruction) {
        return desk.of(instruction);
    }

    /**
     * Moves a command on that waits for a person, under its own key, in the caller's transaction.
     */
    public ReplayEffect replay(CommandKey key) {
        var replayed = desk.replay(key);
        if (replayed.effect() == ReplayEffect.QUEUED_AGAIN) {
            AfterCommit.run(() -> publisher.publish(replayed.counterparty(), List.of(key)));
        }
        return replayed.effect();
    }

    /**
     * Redelivery of these was exhausted: those still unsent wait for {@link #replay} or their
     * deadline, in the caller's transaction.
     *
     * @return the keys that wait now; the others have moved on
     */
    public Set<CommandKey> park(Collection<CommandKey> keys) {
        return desk.park(keys);
    }
}
