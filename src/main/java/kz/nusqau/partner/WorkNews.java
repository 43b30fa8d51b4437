package kz.nusqau.partner;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Texts;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.platform.WorkWindow.Told;
import kz.nusqau.shared.Language;
import org.springframework.stereotype.Component;

/**
 * Tells every partner of planned work: before it, when it begins, and that the service has resumed
 * (R-OPS-1, R-OPS-9). Any node does it for all.
 */
@Component
final class WorkNews {

    private final PlannedWork work;
    private final OutgoingStore outgoing;
    private final Wording wording;
    private final CatalogueInForce catalogue;
    private final Postmen postmen;
    private final Set<String> partners;
    private final Clock clock;

    WorkNews(
            PlannedWork work,
            OutgoingStore outgoing,
            Wording wording,
            CatalogueInForce catalogue,
            Postmen postmen,
            PartnerProperties properties,
            Clock clock) {
        this.work = work;
        this.outgoing = outgoing;
        this.wording = wording;
        this.catalogue = catalogue;
        this.postmen = postmen;
        this.partners = new TreeSet<>(properties.partners().keySet());
        this.clock = clock;
    }

    void tell() {
        work.tell(this::tell);
    }

    /** Suspended ones, too: they may be served again before it is over. */
    private void tell(Told due, WorkWindow window) {
        ServiceEvent event =
                switch (due) {
                    case NOTHING -> throw new IllegalStateException("nothing to tell of " + window);
                    case PLANNED -> ServiceEvent.WORK_PLANNED;
                    case BEGUN -> ServiceEvent.WORK_BEGUN;
                    case ENDED -> ServiceEvent.WORK_ENDED;
                };
        String body = wording.event(event, window, words(window), clock.instant());
        outgoing.add(partners.stream().map(partner -> message(partner, event, body)).toList());
        AfterCommit.run(
                () ->
                        partners.forEach(
                                partner -> postmen.wake(partner, Set.of(Outgoing.Channel.EVENTS))));
    }

    private Map<Language, String> words(WorkWindow window) {
        var texts = catalogue.now().texts();
        String key = Texts.work(window.reason());
        Map<Language, String> words = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            words.put(language, texts.render(key, language, Map.of()));
        }
        return words;
    }

    private static Outgoing message(String partner, ServiceEvent event, String body) {
        return new Outgoing(partner, Outgoing.Channel.EVENTS, event.word(), null, null, body);
    }
}
