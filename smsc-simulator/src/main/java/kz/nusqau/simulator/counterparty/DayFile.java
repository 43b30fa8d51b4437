package kz.nusqau.simulator.counterparty;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import kz.nusqau.simulator.world.Amount;

/** The end-of-day file of one system, served under {@code /v1/reports/<date>}. */
public final class DayFile {

    /** Where a date's file is served. */
    public static final String PATH = "/v1/reports/";

    /** Days begin and end in Almaty. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    private final Clock clock;
    private final Style style;
    private final Differences differences = new Differences();

    /** How one system writes its file. */
    public interface Style {

        /** What happened on that day, in order. */
        List<DayLine> lines(LocalDate day);

        /** A state that is wrong for a line in this one. */
        String otherState(String state);

        /** The whole file. */
        String write(LocalDate day, List<DayLine> lines);

        default String contentType() {
            return "text/csv; charset=utf-8";
        }
    }

    public DayFile(Clock clock, Style style) {
        this.clock = clock;
        this.style = style;
    }

    public Differences differences() {
        return differences;
    }

    /** The file of the day that the path names; of today, what there is so far. */
    public Answer answer(Call call) {
        var day = day(call.path().substring(PATH.length()));
        if (day.isAfter(clock.instant().atZone(ZONE).toLocalDate())) {
            return Refusal.notFound("notFound", "the day has not begun").answer(clock.instant());
        }
        var text = style.write(day, differences.in(day, style.lines(day), style::otherState));
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(200, style.contentType(), bytes, Map.of());
    }

    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw MalformedRequest.format("date", "a date is like 2026-11-21");
        }
    }

    public static boolean isOn(LocalDate day, Instant at) {
        return at.atZone(ZONE).toLocalDate().equals(day);
    }

    public static Amount sum(List<DayLine> lines) {
        return lines.stream().map(DayLine::amount).reduce(Amount.ZERO, Amount::plus);
    }
}
