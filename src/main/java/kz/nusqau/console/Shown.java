package kz.nusqau.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Times, durations and money for people's eyes; pages know it by this name. */
@Component("shown")
public class Shown {

    private static final ZoneId HERE = ZoneId.of("Asia/Almaty");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(HERE);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(HERE);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(HERE);

    private final MessageSource texts;
    private final Clock clock;

    Shown(MessageSource texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /** Date and time in Almaty. */
    public String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    /** What somebody else named, without numbers of people. */
    public String masked(String text) {
        return Masked.numbers(text);
    }

    /** Time of day to the millisecond. */
    public String exact(Instant at) {
        return EXACT.format(at);
    }

    public String day(Instant at) {
        return DAY.format(at);
    }

    /** How long ago: {@code 3 h}. */
    public String ago(Instant at) {
        return duration(Duration.between(at, clock.instant()));
    }

    /** In its largest unit. */
    public String duration(Duration duration) {
        Duration whole = duration.isNegative() ? Duration.ZERO : duration;
        if (whole.toDays() >= 1) {
            return unit("days", whole.toDays());
        }
        if (whole.toHours() >= 1) {
            return unit("hours", whole.toHours());
        }
        return whole.toMinutes() >= 1
                ? unit("minutes", whole.toMinutes())
                : unit("seconds", whole.toSeconds());
    }

    /** Since what came before: {@code +0.420 s}. */
    public String gap(Duration gap) {
        String seconds =
                "%d%s%03d".formatted(gap.toSeconds(), isEnglish() ? "." : ",", gap.toMillisPart());
        return texts.getMessage("gap", new Object[] {seconds}, locale());
    }

    private String unit(String name, long count) {
        return texts.getMessage("unit." + name, new Object[] {count}, locale());
    }

    /** {@code 1 500,00 KZT}, or as English has it. */
    public String money(Money money) {
        String[] parts = money.toDecimal().split("\\.", -1);
        return grouped(parts[0])
                + (isEnglish() ? "." : ",")
                + parts[1]
                + "\u00a0"
                + money.currency();
    }

    /** What can be owed as well as owned. */
    public String money(long minor, String currency) {
        String amount = money(new Money(Math.abs(minor), currency));
        return minor < 0 ? "\u2212" + amount : amount;
    }

    /** {@code 10 000}, or as English has it. */
    public String count(long count) {
        return grouped(Long.toString(count));
    }

    private static String grouped(String digits) {
        return digits.replaceAll("\\B(?=(\\d{3})+$)", isEnglish() ? "," : "\u00a0");
    }

    private static boolean isEnglish() {
        return locale().getLanguage().equals("en");
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
