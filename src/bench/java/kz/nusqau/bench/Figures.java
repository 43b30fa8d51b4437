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

    /** 0 when there is none. */
    double median(String name) {
        double[] values = sorted(figures.getOrDefault(name, List.of()));
        return values.length == 0 ? 0 : values[values.length / 2];
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

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(v -> v).sorted().toArray();
    }
}
