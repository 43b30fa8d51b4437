package kz.nusqau.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Texts;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.WorkReason;
import kz.nusqau.sms.smpp.LinkStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the overview says, in the reader's language; pages know it by this name. */
@Component("overviewWords")
public class OverviewWords {

    /** What isn't known. */
    private static final String NONE = "—";

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(WorkQueues.HERE);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(WorkQueues.HERE);
    private static final long MEGABYTE = 1 << 20;
    private static final double WHOLE_FROM = 10;

    private final MessageSource texts;
    private final CatalogueInForce catalogue;
    private final Shown shown;

    OverviewWords(MessageSource texts, CatalogueInForce catalogue, Shown shown) {
        this.texts = texts;
        this.catalogue = catalogue;
        this.shown = shown;
    }

    public String alarm(Alarm alarm) {
        Instant since = alarm.since();
        return say(
                "alarm." + alarm.kind(),
                about(alarm),
                since == null ? NONE : when(alarm.kind(), since),
                alarm.kind() == Alarm.Kind.DISK
                        ? say("unit.megabytes", shown.count(alarm.count() / MEGABYTE))
                        : shown.count(alarm.count()),
                Masked.numbers(alarm.detail()));
    }

    private String about(Alarm alarm) {
        if (alarm.kind() == Alarm.Kind.CATALOGUE_UNREAD) {
            return say("catalogue.document." + alarm.of());
        }
        return isOfACounterparty(alarm.kind()) ? name(alarm.of()) : alarm.of();
    }

    private static boolean isOfACounterparty(Alarm.Kind kind) {
        return kind == Alarm.Kind.COUNTERPARTY_SILENT
                || kind == Alarm.Kind.COUNTERPARTY_TRIED
                || kind == Alarm.Kind.COUNTERPARTY_PAUSED;
    }

    /** The time of day, in Almaty. */
    public String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Of a break only the day is known. */
    private String when(Alarm.Kind kind, Instant since) {
        return kind == Alarm.Kind.BREAKS ? shown.day(since) : since(since);
    }

    /** The time of today, or with its day; in Almaty. */
    public String since(Instant at) {
        LocalDate day = at.atZone(WorkQueues.HERE).toLocalDate();
        boolean isToday = day.equals(LocalDate.now(WorkQueues.HERE));
        return (isToday ? CLOCK : DAY).format(at);
    }

    /** A counterparty's, whose id is its name in small letters. */
    public String name(String id) {
        return id.isEmpty() ? id : id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    /** Planned work: on what, why, when, and how long until then. */
    public String work(WorkWindow window, Instant at) {
        Instant next = window.isUnderWay(at) ? window.end() : window.start();
        return say(
                "planned.says." + standing(window, at),
                subject(window),
                why(window.reason()),
                since(window.start()) + "\u2013" + since(window.end()),
                left(Duration.between(at, next)));
    }

    /** A word of how planned work stands. */
    public String state(WorkWindow window, Instant at) {
        return standing(window, at);
    }

    static String standing(WorkWindow window, Instant at) {
        if (window.calledOff()) {
            return "called-off";
        }
        if (window.isOver(at)) {
            return "over";
        }
        return window.isUnderWay(at) ? "under-way" : "planned";
    }

    private String subject(WorkWindow window) {
        return window.counterparty() == null ? say("planned.hub") : name(window.counterparty());
    }

    /** As partners and subscribers are told. */
    public String why(WorkReason reason) {
        return catalogue.now().texts().render(Texts.work(reason), language(), Map.of());
    }

    /** {@code 1:05:09}; the last second begins with it. */
    private static String left(Duration duration) {
        long seconds = Math.max(0, duration.plusMillis(999).toSeconds());
        long hours = seconds / 3_600;
        return hours == 0
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(hours, seconds / 60 % 60, seconds % 60);
    }

    String session(LinkStatus.State state) {
        return say("session." + state);
    }

    /** How a circuit breaker stands; what has no word of its own is shown as it is. */
    String breaker(String state) {
        String word =
                texts.getMessage(
                        "breaker." + state, new Object[0], state, LocaleContextHolder.getLocale());
        return word == null ? state : word;
    }

    /** A figure with its unit. */
    public String value(Measure measure, @Nullable Double value) {
        if (value == null) {
            return NONE;
        }
        return switch (measure.unit()) {
            case A_SECOND -> decimal(value);
            case MILLIS -> millis(Math.round(value));
            case COUNT -> shown.count(Math.round(value));
            case MONEY -> shown.money(Math.round(value), StoredFigures.CURRENCY);
        };
    }

    /** So many a second. */
    public String rate(@Nullable Double rate) {
        return rate == null ? NONE : decimal(rate);
    }

    /** How long something took. */
    public String took(@Nullable Duration took) {
        return took == null ? NONE : millis(Math.max(1, took.toMillis()));
    }

    private String millis(long millis) {
        long second = Duration.ofSeconds(1).toMillis();
        return millis < second
                ? say("unit.millis", Long.toString(millis))
                : say("unit.seconds", decimal((double) millis / second));
    }

    /** Small ones with a tenth. */
    private String decimal(double value) {
        if (value >= WHOLE_FROM || value == 0) {
            return shown.count(Math.round(value));
        }
        String text = String.format(Locale.ROOT, "%.1f", value);
        return language() == Language.EN ? text : text.replace('.', ',');
    }

    /** Which of the catalogue's languages the reader reads. */
    private static Language language() {
        return switch (LocaleContextHolder.getLocale().getLanguage()) {
            case "kk" -> Language.KK;
            case "en" -> Language.EN;
            default -> Language.RU;
        };
    }

    private String say(String key, Object... arguments) {
        return texts.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
