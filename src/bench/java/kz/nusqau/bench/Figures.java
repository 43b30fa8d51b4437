package kz.nusqau.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of several runs by name; prints minimum, median and maximum. */
final class Figures {

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(String name, double value) {
        System.out.printf("  %-44s %10.1f%n", name, value);
        figures.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** The usual percentiles of a load, in milliseconds. */
    void addLatency(String name, Load.Result load) {
        for (int percentile : List.of(50, 95, 99)) {
            double micros = load.latency().getValueAtPercentile(percentile);
            add("%s: p%d ms".formatted(name, percentile), micros / 1e3);
        }
    }

    /** 0 when there is none. */
    double median(String name) {
        double[] values = sorted(figures.getOrDefault(name, List.of()));
        int length = values.length;
        return length == 0 ? 0 : (values[(length - 1) / 2] + values[length / 2]) / 2;
    }

    void print() {
        System.out.printf("%n| figure | min | median | max |%n|---|--:|--:|--:|%n");
        figures.forEach(
                (name, values) -> {
                    double[] sorted = sorted(values);
                    System.out.printf(
                            "| %s | %.1f | **%.1f** | %.1f |%n",
                            name, sorted[0], median(name), sorted[sorted.length - 1]);
                });
    }

    /** How much of another figure a figure is, by their medians. */
    void printRatio(String name, String of, double goal) {
        double ratio = median(name) / median(of);
        System.out.printf(
                "%s / %s: %.2f, goal %.2f: %s%n", name, of, ratio, goal, verdict(ratio >= goal));
    }

    /**
     * All figures beside those of another; 1 is as good, less is worse, whether more of a figure is
     * better or less of it.
     */
    void printRatios(Figures others, double goal) {
        System.out.printf(
                "%n| figure | theirs | ours | ratio, goal %.2f |%n|---|--:|--:|--:|%n", goal);
        figures.keySet()
                .forEach(
                        name -> {
                            double theirs = others.median(name);
                            double ours = median(name);
                            boolean lessIsBetter = name.endsWith(" ms") || name.endsWith(" us");
                            System.out.printf(
                                    "| %s | %.1f | %.1f | %.2f |%n",
                                    name,
                                    theirs,
                                    ours,
                                    lessIsBetter ? theirs / ours : ours / theirs);
                        });
    }

    void printGoal(String name, double goal) {
        double median = median(name);
        System.out.printf("%s: %.0f, goal %.0f: %s%n", name, median, goal, verdict(median >= goal));
    }

    private static String verdict(boolean reached) {
        return reached ? "reached" : "missed";
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(v -> v).sorted().toArray();
    }
}
