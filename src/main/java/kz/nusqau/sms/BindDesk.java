package kz.nusqau.sms;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kz.nusqau.platform.Pauses;
import kz.nusqau.platform.Pauses.Pause;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.Binds;
import org.springframework.stereotype.Component;

/** Binds as operations see and hold them; one that is paused is so on every node. */
@Component
public class BindDesk {

    private static final String KIND = "bind";

    private final Binds binds;
    private final SmsLinks links;
    private final RefusedSenders refusedSenders;
    private final Pauses pauses;

    /** What this node holds still, by id. */
    private volatile Map<String, Pause> held = Map.of();

    BindDesk(Binds binds, SmsLinks links, RefusedSenders refusedSenders, Pauses pauses) {
        this.binds = binds;
        this.links = links;
        this.refusedSenders = refusedSenders;
        this.pauses = pauses;
        pauses.follow(KIND, this::hold);
    }

    private void hold(Map<String, Pause> paused) {
        Map<String, Pause> before = held;
        held = Map.copyOf(paused);
        for (Bind bind : binds.all()) {
            Pause pause = paused.get(bind.settings().id());
            boolean wasHeld = before.containsKey(bind.settings().id());
            if (pause != null && !wasHeld) {
                bind.pause("paused by %s: %s".formatted(pause.who(), pause.reason()));
            } else if (pause == null && wasHeld) {
                bind.resume();
            }
        }
    }

    /** All that are configured, by id. */
    public List<BindView> all() {
        return binds.all().stream()
                .map(this::view)
                .sorted(Comparator.comparing(BindView::id))
                .toList();
    }

    private BindView view(Bind bind) {
        String id = bind.settings().id();
        String link = links.ofBind(id).name();
        return new BindView(
                id,
                link,
                held.get(id),
                bind.statuses(),
                bind.figures(),
                refusedSenders.all().stream()
                        .filter(name -> name.startsWith(link + ' '))
                        .map(name -> name.substring(link.length() + 1))
                        .sorted()
                        .toList());
    }

    /**
     * Unbinds it on every node, until somebody lets it go on: the SMSC keeps what it has for us,
     * texts leave by another bind of the link or wait.
     *
     * @param alongside done in the transaction of the act
     * @return false where it is so already
     */
    public boolean pause(String id, String who, String reason, Runnable alongside) {
        return pauses.pause(KIND, id, who, reason, alongside);
    }

    /** The same the other way round. */
    public boolean resume(String id, Runnable alongside) {
        return pauses.resume(KIND, id, alongside);
    }
}
