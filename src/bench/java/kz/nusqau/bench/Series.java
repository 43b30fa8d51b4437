package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Samples over time by name. */
final class Series {

    private static final double NANOS_PER_HOUR = 3.6e12;

    /** Less is noise. */
    private static final double GROWTH = 1.1;

    private final long start = System.nanoTime();
    private final List<Double> hours = new ArrayList<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** A name that a later sample brings is new to none of those before: they had 0. */
    synchronized void add(Map<String, Double> sample) {
        hours.add((System.nanoTime() - start) / NANOS_PER_HOUR);
        sample.forEach(
                (name, value) -> {
                    var column = values.computeIfAbsent(name, n -> new ArrayList<>());
                    while (column.size() < hours.size() - 1) {
                        column.add(0.0);
                    }
                    column.add(value);
                });
    }

    synchronized void write(Path file) {
        var lines = new ArrayList<String>();
        lines.add("hours," + String.join(",", values.keySet()));
        for (int row = 0; row < hours.size(); row++) {
            int at = row;
            lines.add(
                    text(hours.get(row))
                            + values.values().stream()
                                    .map(column -> "," + text(column.get(at)))
                                    .collect(Collectors.joining()));
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /**
     * The middle of the first quarter against that of the last, and how fast it changes. What never
     * changes is left out; tables may grow, and nothing else.
     */
    synchronized void printVerdict() {
        System.out.printf(
                "%n| figure | first quarter | last quarter | an hour | verdict |%n"
                        + "|---|--:|--:|--:|---|%n");
        values.forEach(
                (name, column) -> {
                    int quarter = Math.max(1, column.size() / 4);
                    double first = median(column.subList(0, quarter));
                    double last = median(column.subList(column.size() - quarter, column.size()));
                    double slope = slope(column);
                    if (first != last || slope != 0) {
                        System.out.printf(
                                "| %s | %,.1f | %,.1f | %+,.1f | %s |%n",
                                name, first, last, slope, verdict(name, first, last));
                    }
                });
    }

    private static String verdict(String name, double first, double last) {
        if (name.contains(".")) {
            return "table";
        }
        return last > first * GROWTH ? "GROWS" : "steady";
    }

    private static double median(List<Double> some) {
        double[] sorted =
                some.stream().mapToDouble(v -> v).filter(v -> !Double.isNaN(v)).sorted().toArray();
        return sorted.length == 0
                ? Double.NaN
                : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** By least squares, an hour. */
    private double slope(List<Double> column) {
        int[] known =
                IntStream.range(0, column.size()).filter(i -> !column.get(i).isNaN()).toArray();
        double meanHour = Arrays.stream(known).mapToDouble(hours::get).average().orElse(0);
        double meanValue = Arrays.stream(known).mapToDouble(column::get).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i : known) {
            above += (hours.get(i) - meanHour) * (column.get(i) - meanValue);
            below += (hours.get(i) - meanHour) * (hours.get(i) - meanHour);
        }
        return below == 0 ? 0 : above / below;
    }
}
