package kz.nusqau.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.failedmessages.Age;
import kz.nusqau.failedmessages.Filter;
import kz.nusqau.failedmessages.State;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Which failed messages somebody looks at: the page's address, read and written. */
public final class DeskQuery {

    static final String ALL = "all";

    private static final String PATH = "/console/failed";
    private static final String STATE = "state";
    private static final String AFTER = "after";

    private final Map<String, String> parameters;

    /** What it doesn't know it ignores. */
    DeskQuery(Map<String, String> given) {
        parameters =
                Stream.of(STATE, "group", "queue", "route", "age", "assignee", AFTER)
                        .filter(name -> !given.getOrDefault(name, "").isBlank())
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        name -> given.getOrDefault(name, ""),
                                        (a, b) -> a,
                                        LinkedHashMap::new));
    }

    /** Empty where it isn't asked for. */
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    public boolean is(String name, String value) {
        return get(name).equals(value);
    }

    /** The state that is looked at, in a word; open ones unless another is asked for. */
    public String state() {
        return parameters.getOrDefault(STATE, State.OPEN.word());
    }

    /** Whether anything but the state is asked for. */
    public boolean isNarrowed() {
        return !narrowing().isEmpty();
    }

    /** What is asked for beside the state. */
    public Map<String, String> narrowing() {
        var narrowing = new LinkedHashMap<>(parameters);
        narrowing.keySet().removeAll(List.of(STATE, AFTER));
        return narrowing;
    }

    /**
     * The same from the first page on, with one thing more; without it where the value is empty.
     */
    public String with(String name, String value) {
        var changed = new LinkedHashMap<>(parameters);
        changed.remove(AFTER);
        changed.put(name, value);
        return address(changed);
    }

    public String without(String name) {
        return with(name, "");
    }

    /** Asked for already: the link takes it out again. */
    public String toggled(String name, String value) {
        return is(name, value) ? without(name) : with(name, value);
    }

    private static String address(Map<String, String> parameters) {
        String query =
                parameters.entrySet().stream()
                        .filter(each -> !each.getValue().isEmpty())
                        .map(
                                each ->
                                        each.getKey()
                                                + "="
                                                + UriUtils.encode(
                                                        each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    Filter filter(Instant now, int limit) {
        Age age = word(Age.class, get("age").toUpperCase(Locale.ROOT));
        return new Filter(
                word(State.class, state().toUpperCase(Locale.ROOT)),
                null,
                orNull("group"),
                null,
                orNull("queue"),
                orNull("route"),
                orNull("assignee"),
                age == null ? null : age.since(now),
                age == null ? null : age.until(now),
                place(),
                limit);
    }

    private @Nullable String orNull(String name) {
        return parameters.get(name);
    }

    private Filter.@Nullable Place place() {
        String after = parameters.get(AFTER);
        try {
            return after == null ? null : Filter.Place.parse(after);
        } catch (IllegalArgumentException e) {
            // An address that somebody changed: from the beginning.
            return null;
        }
    }

    private static <E extends Enum<E>> @Nullable E word(Class<E> type, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
