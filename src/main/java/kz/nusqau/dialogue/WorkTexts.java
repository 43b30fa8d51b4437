package kz.nusqau.dialogue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Texts;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Language;
import org.springframework.stereotype.Component;

/** What subscribers are told of planned work (R-OPS-1). */
@Component
final class WorkTexts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(Lookups.ALMATY);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd.MM HH:mm", Locale.ROOT).withZone(Lookups.ALMATY);

    private final CatalogueInForce catalogue;
    private final Clock clock;

    WorkTexts(CatalogueInForce catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** What it is, and when it is over. */
    Map<String, ?> facts(WorkWindow work, Language language) {
        return Map.of(
                "reason",
                catalogue.now().texts().render(Texts.work(work.reason()), language, Map.of()),
                "until",
                until(work.end()));
    }

    /** A whole minute, and not too early; with the day where it isn't today's. */
    private String until(Instant end) {
        Instant minute =
                end.plus(Duration.ofMinutes(1)).minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
        boolean isToday =
                minute.atZone(Lookups.ALMATY)
                        .toLocalDate()
                        .equals(clock.instant().atZone(Lookups.ALMATY).toLocalDate());
        return (isToday ? TIME : DAY).format(minute);
    }
}
