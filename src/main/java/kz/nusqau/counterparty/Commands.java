package kz.nusqau.counterparty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
        return of(Set.of(instruction)).getOrDefault(instruction, List.of());
    }

    /** The same of several; without those that have none. */
    public Map<InstructionId, List<CommandView>> of(Collection<InstructionId> instructions) {
        return instructions.isEmpty() ? Map.of() : desk.of(instructions);
    }

    /**
     * Moves commands on that wait for a person, under their own keys, in the caller's transaction.
     * They travel in the order they are given.
     */
    public Map<CommandKey, ReplayEffect> replay(Collection<CommandKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<CommandKey, DeskStore.Replayed> found = desk.replay(keys);
        Map<CommandKey, ReplayEffect> effects = new LinkedHashMap<>();
        Map<String, List<CommandKey>> queued = new LinkedHashMap<>();
        for (CommandKey key : keys) {
            var replayed = found.getOrDefault(key, DeskStore.Replayed.NOT_FOUND);
            effects.put(key, replayed.effect());
            if (replayed.effect() == ReplayEffect.QUEUED_AGAIN) {
                queued.computeIfAbsent(replayed.counterparty(), id -> new ArrayList<>()).add(key);
            }
        }
        AfterCommit.run(() -> queued.forEach(publisher::publish));
        return effects;
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
