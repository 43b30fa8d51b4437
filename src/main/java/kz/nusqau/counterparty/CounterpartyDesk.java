package kz.nusqau.counterparty;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kz.nusqau.counterparty.command.OpenCommands;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.platform.Pauses;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.WorkWindow;
import org.springframework.stereotype.Component;

/**
 * Counterparties as operations see and hold them. One that is paused gets no command, no inquiry
 * and no look-up from any node: commands wait in its queue, new payments go elsewhere where they
 * can, and what it tells of its own accord is heard. The same while there is planned work on it.
 */
@Component
public class CounterpartyDesk {

    private static final String KIND = "counterparty";

    private final Counterparties counterparties;
    private final OpenCommands open;
    private final Pauses pauses;
    private final PlannedWork work;

    /** What people hold still, by id. */
    private volatile Map<String, Pause> paused = Map.of();

    /** What this node holds still. */
    private final Set<String> held = new HashSet<>();

    CounterpartyDesk(
            Counterparties counterparties, OpenCommands open, Pauses pauses, PlannedWork work) {
        this.counterparties = counterparties;
        this.open = open;
        this.pauses = pauses;
        this.work = work;
        pauses.follow(KIND, this::pause);
        work.follow(this::hold);
    }

    private void pause(Map<String, Pause> told) {
        paused = Map.copyOf(told);
        hold();
    }

    /** What people hold, or work is planned on: the one doesn't end the other. */
    private synchronized void hold() {
        for (Counterparty each : counterparties.all()) {
            String id = each.id();
            boolean isHeld = paused.containsKey(id) || work.on(id).isPresent();
            if (isHeld && held.add(id)) {
                each.pause();
            } else if (!isHeld && held.remove(id)) {
                each.resume();
            }
        }
    }

    /** All that are configured, by id. */
    public List<CounterpartyView> all() {
        return counterparties.all().stream().map(this::view).toList();
    }

    private CounterpartyView view(Counterparty counterparty) {
        Pause pause = paused.get(counterparty.id());
        WorkWindow window = work.on(counterparty.id()).orElse(null);
        boolean isResting = counterparty.isResting() || counterparty.areLookupsResting();
        boolean isWanted = pause != null || window != null;
        return new CounterpartyView(
                counterparty.id(),
                pause,
                window,
                isWanted ? null : counterparty.silentSince().orElse(null),
                isResting,
                counterparty.breaker().getState().name().toLowerCase(Locale.ROOT),
                counterparty.lookupBreaker().getState().name().toLowerCase(Locale.ROOT),
                counterparty.underWay(),
                counterparty.made(),
                counterparty.failed(),
                counterparty.latencies());
    }

    /** How many of its commands have no final outcome, by standing; some seconds old. */
    public Map<String, Long> open(String id) {
        return open.of(id);
    }

    /**
     * Sends it nothing more from any node, until somebody lets it go on.
     *
     * @param alongside done in the transaction of the act
     * @return false where it is so already
     */
    public boolean pause(String id, String who, String reason, Runnable alongside) {
        return pauses.pause(KIND, counterparties.get(id).id(), who, reason, alongside);
    }

    /** The same the other way round. */
    public boolean resume(String id, Runnable alongside) {
        return pauses.resume(KIND, id, alongside);
    }
}
