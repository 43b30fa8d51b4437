package kz.nusqau.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A figure over the last day, as a line to draw and as a table to read. Where nothing was measured
 * the line has a gap.
 *
 * @param from the left edge
 * @param line its path, in a box of {@link #WIDTH} by {@link #HEIGHT}; empty for none
 * @param area the same, closed along the bottom
 * @param last the youngest; null for none
 * @param peak the highest; null for none
 * @param hours those in which something was measured, oldest first
 */
record DayChart(
        Figure figure,
        Instant from,
        String line,
        String area,
        Samples.@Nullable Point last,
        Samples.@Nullable Point peak,
        List<Hour> hours) {

    static final int WIDTH = 288;
    static final int HEIGHT = 60;

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final double[] ROUND = {1, 2, 5, 10};

    /** How it was in an hour. */
    record Hour(Instant begin, double mean, double most) {}

    /**
     * @param now the right edge
     * @param points oldest first
     */
    static DayChart of(Figure figure, Instant now, List<Samples.Point> points) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(Samples.KEPT);
        Samples.Point peak = null;
        for (Samples.Point each : points) {
            if (peak == null || each.value() > peak.value()) {
                peak = each;
            }
        }
        double top = peak == null ? 1 : roundUp(peak.value());
        Drawing drawing = draw(steps(figure, from, points), top);
        return new DayChart(
                figure,
                from,
                drawing.line.toString(),
                drawing.area.toString(),
                points.isEmpty() ? null : points.getLast(),
                peak,
                hours(points));
    }

    /** One value for each step that has any: the mean of what flows, the highest of what stands. */
    private static Map<Integer, Double> steps(
            Figure figure, Instant from, List<Samples.Point> points) {
        Map<Integer, Sum> sums = new TreeMap<>();
        for (Samples.Point each : points) {
            long step = Duration.between(from, each.at()).dividedBy(STEP);
            if (step >= 0) {
                sums.computeIfAbsent((int) Math.min(step, WIDTH - 1), any -> new Sum())
                        .add(each.value());
            }
        }
        Map<Integer, Double> steps = new TreeMap<>();
        sums.forEach(
                (step, sum) ->
                        steps.put(
                                step,
                                figure.measure().unit() == Measure.Unit.A_SECOND
                                        ? sum.mean()
                                        : sum.most));
        return steps;
    }

    private static final class Sum {

        private double all;
        private double most;
        private int count;

        void add(double value) {
            all += value;
            most = count == 0 ? value : Math.max(most, value);
            count++;
        }

        double mean() {
            return all / count;
        }
    }

    private static final class Drawing {

        private final StringBuilder line = new StringBuilder();
        private final StringBuilder area = new StringBuilder();
    }

    private static Drawing draw(Map<Integer, Double> steps, double top) {
        var drawing = new Drawing();
        int before = -2;
        for (Map.Entry<Integer, Double> each : steps.entrySet()) {
            int step = each.getKey();
            String y = number(HEIGHT * (1 - Math.max(0, each.getValue()) / top));
            if (step == before + 1) {
                drawing.line.append('L').append(step).append(' ').append(y);
            } else {
                end(drawing, before);
                drawing.line.append('M').append(step).append(' ').append(y).append("h0");
                drawing.area.append('M').append(step).append(' ').append(HEIGHT);
            }
            drawing.area.append('L').append(step).append(' ').append(y);
            before = step;
        }
        end(drawing, before);
        return drawing;
    }

    /** Closes what was begun. */
    private static void end(Drawing drawing, int last) {
        if (last >= 0) {
            drawing.area.append('L').append(last).append(' ').append(HEIGHT).append('Z');
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static double roundUp(double value) {
        if (value <= 0) {
            return 1;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        for (double round : ROUND) {
            if (value <= round * unit) {
                return round * unit;
            }
        }
        return value;
    }

    private static List<Hour> hours(List<Samples.Point> points) {
        Map<Instant, Sum> hours = new TreeMap<>();
        for (Samples.Point each : points) {
            hours.computeIfAbsent(each.at().truncatedTo(ChronoUnit.HOURS), hour -> new Sum())
                    .add(each.value());
        }
        return hours.entrySet().stream()
                .map(each -> new Hour(each.getKey(), each.getValue().mean(), each.getValue().most))
                .toList();
    }
}
