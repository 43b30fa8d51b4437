package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many open messages there are by all that the desk groups them by.
 *
 * @param at when they were counted
 */
record Tally(Instant at, List<Count> counts) {

    /** So many that have all of this in common. */
    record Count(
            Source source,
            String queue,
            String route,
            String causeGroup,
            Age age,
            long messages,
            Instant firstFailedAt,
            Instant lastFailedAt) {}

    /** Those of one cause. */
    record Alike(String causeGroup, long messages, Instant firstFailedAt, Instant lastFailedAt) {

        private static Alike of(String causeGroup, List<Count> counts) {
            return new Alike(
                    causeGroup,
                    sum(counts),
                    counts.stream()
                            .map(Count::firstFailedAt)
                            .min(Comparator.naturalOrder())
                            .orElseThrow(),
                    counts.stream()
                            .map(Count::lastFailedAt)
                            .max(Comparator.naturalOrder())
                            .orElseThrow());
        }
    }

    private static long sum(List<Count> counts) {
        return counts.stream().mapToLong(Count::messages).sum();
    }

    long all() {
        return sum(counts);
    }

    long of(Source source) {
        return sum(counts.stream().filter(count -> count.source == source).toList());
    }

    /** The largest causes. */
    List<Alike> causes(int limit) {
        return by(Count::causeGroup).entrySet().stream()
                .map(each -> Alike.of(each.getKey(), each.getValue()))
                .sorted(
                        Comparator.comparingLong(Alike::messages)
                                .reversed()
                                .thenComparing(Alike::causeGroup))
                .limit(limit)
                .toList();
    }

    private Map<String, List<Count>> by(Function<Count, String> what) {
        return counts.stream().collect(Collectors.groupingBy(what));
    }

    /** By queue, by route and by age; the most first. */
    List<FacetView> facets() {
        return Stream.of(
                        facets(FacetView.By.QUEUE, Count::queue),
                        facets(FacetView.By.ROUTE, Count::route),
                        facets(FacetView.By.AGE, count -> count.age.name()))
                .flatMap(Function.identity())
                .sorted(Comparator.comparingLong(FacetView::open).reversed())
                .toList();
    }

    private Stream<FacetView> facets(FacetView.By by, Function<Count, String> what) {
        return by(what).entrySet().stream()
                .map(each -> new FacetView(by, each.getKey(), sum(each.getValue())));
    }
}
