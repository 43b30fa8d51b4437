package kz.nusqau.simulator.counterparty;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the books of every counterparty show in the same way, for people and scripts. */
public final class BooksReport {

    private BooksReport() {}

    /**
     * Whether the books are in order.
     *
     * @param discrepancies between accounts and operations, in words
     * @param doubled instructions that moved money more than once
     */
    public static void writeHealth(
            JsonGenerator json, Collection<String> discrepancies, Collection<String> doubled)
            throws IOException {
        writeTexts(json, "discrepancies", discrepancies);
        writeTexts(json, "doubled", doubled);
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (var each : texts) {
            json.writeString(each);
        }
        json.writeEndArray();
    }

    /** How many operations there are of each description: {@code payment completed}. */
    public static void writeCounts(JsonGenerator json, Stream<String> descriptions)
            throws IOException {
        Map<String, Long> counts =
                descriptions.collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
        json.writeObjectFieldStart("counts");
        for (var each : counts.entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
