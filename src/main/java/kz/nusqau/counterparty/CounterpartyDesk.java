package kz.nusqau.counterparty;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.nusqau.counterparty.command.OpenCommands;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.Counterparty;
import kz.nusqau.platform.Pauses;
import kz.nusqau.platform.Pauses.Pause;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counterparties as operations see and hold them. One that is paused gets no command, no inquiry
 * and no look-up from any node: commands wait in its queue, new payments go elsewhere where they
 * can, and what it tells of its own accord is heard.
 */
@Component
public class CounterpartyDesk {

    private static final String KIND = "counterparty";

    private final Counterparties counterparties;
    private final OpenCommands open;
    private final Pauses pauses;

    /** What this node holds still, by id. */
    private volatile Map<String, Pause> held = Map.of();

    CounterpartyDesk(Counterparties counterparties, OpenCommands open, Pauses pauses) {
        this.counterparties = counterparties;
        this.open = open;
        this.pauses = pauses;
        pauses.follow(KIND, this::hold);
    }

    private void hold(Map<String, Pause> paused) {
        for (Counterparty each : counterparties.all()) {
            boolean wasHeld = held.containsKey(each.id());
            boolean isHeld = paused.containsKey(each.id());
            if (isHeld && !wasHeld) {
                each.pause();
            } else if (wasHeld && !isHeld) {
                each.resume();
            }
        }
        held = Map.copyOf(paused);
    }

    /** All that are configured, by id. */
    public List<CounterpartyView> all() {
        return counterparties.all().stream().map(each -> view(each, held.get(each.id()))).toList();
    }

    private static CounterpartyView view(Counterparty counterparty, @Nullable Pause pause) {
        boolean isResting = counterparty.isResting() || counterparty.areLookupsResting();
        return new CounterpartyView(
                counterparty.id(),
                pause,
                pause == null ? counterparty.silentSince().orElse(null) : null,
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
