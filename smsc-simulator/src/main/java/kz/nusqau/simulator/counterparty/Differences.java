package kz.nusqau.simulator.counterparty;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import kz.nusqau.simulator.world.Amount;

/**
 * What a sandbox gets wrong on purpose in its end-of-day files. Each planted difference falls on a
 * line of its own, in the order of the file, so that the same day is written in the same way again.
 */
public final class Differences {

    /** What is wrong with a line. */
    public enum Kind {
        MISSING,
        /** One too many: something that never happened. */
        EXTRA,
        AMOUNT,
        STATE,
        DATE
    }

    /** Differences of one kind in one day's file. */
    public record Planted(LocalDate day, Kind kind, int count) {

        public Planted {
            if (count < 1) {
                throw new IllegalArgumentException("count is at least 1: " + count);
            }
        }
    }

    private static final Duration ANOTHER_DATE = Duration.ofDays(3);
    private static final long ANOTHER_AMOUNT_TIYN = 100;

    private final List<Planted> planted = new ArrayList<>();

    public void plant(LocalDate day, Kind kind) {
        plant(day, kind, 1);
    }

    public synchronized void plant(LocalDate day, Kind kind, int count) {
        planted.add(new Planted(day, kind, count));
    }

    /** Files are right again. */
    public synchronized void clear() {
        planted.clear();
    }

    public synchronized List<Planted> planted() {
        return List.copyOf(planted);
    }

    /**
     * The lines of a day with what was planted in them; fewer differences than planted when there
     * are not as many lines.
     */
    synchronized List<DayLine> in(
            LocalDate day, List<DayLine> right, UnaryOperator<String> otherState) {
        var wrong = new ArrayList<DayLine>();
        var rest = right.iterator();
        for (var each : planted) {
            for (var i = 0; each.day().equals(day) && i < each.count() && rest.hasNext(); i++) {
                wrong.addAll(wrong(rest.next(), each.kind(), otherState));
            }
        }
        rest.forEachRemaining(wrong::add);
        return wrong;
    }

    private static List<DayLine> wrong(DayLine line, Kind kind, UnaryOperator<String> otherState) {
        return switch (kind) {
            case MISSING -> List.of();
            case EXTRA -> List.of(line, line.invented(invention(line)));
            case AMOUNT ->
                    List.of(line.with(new Amount(line.amount().tiyn() + ANOTHER_AMOUNT_TIYN)));
            case STATE -> List.of(line.in(otherState.apply(line.state())));
            case DATE -> List.of(line.earlier(ANOTHER_DATE));
        };
    }

    private static String invention(DayLine line) {
        var seed = ("invented " + line.reference()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString();
    }
}
