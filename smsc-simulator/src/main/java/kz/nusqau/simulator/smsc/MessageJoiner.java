package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.nusqau.simulator.smsc.text.PartOf;

/** Joins the parts of long messages, in whatever order they come. Not thread-safe. */
final class MessageJoiner {

    private static final int MAX_INCOMPLETE = 10_000;

    /** References are short and come again: after this time the same one is another message. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<Key, Parts> incomplete =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Parts> eldest) {
                    return size() > MAX_INCOMPLETE;
                }
            };

    private record Key(String source, String destination, int reference, int total) {}

    private record Parts(Instant since, TreeMap<Integer, Submitted> byNumber) {}

    /** The whole message when this was its last missing part. */
    Optional<TextMessage> add(Submitted submitted) {
        var part = submitted.part();
        return part.isEmpty()
                ? Optional.of(new TextMessage(List.of(submitted)))
                : add(submitted, part.get());
    }

    private Optional<TextMessage> add(Submitted submitted, PartOf part) {
        var key =
                new Key(
                        submitted.source(),
                        submitted.destination(),
                        part.reference(),
                        part.total());
        var parts = incomplete.get(key);
        if (parts == null || parts.since().plus(PATIENCE).isBefore(submitted.at())) {
            parts = new Parts(submitted.at(), new TreeMap<>());
            incomplete.put(key, parts);
        }
        parts.byNumber().put(part.number(), submitted);
        if (parts.byNumber().size() < part.total()) {
            return Optional.empty();
        }
        incomplete.remove(key);
        return Optional.of(new TextMessage(List.copyOf(parts.byNumber().values())));
    }
}
