package kz.nusqau.simulator.script;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Words, and options of the form {@code --name=value} anywhere between them, up to {@code --}.
 *
 * @param words the command first
 */
record Arguments(List<String> words, Map<String, String> options) {

    static Arguments of(String... arguments) {
        var words = new ArrayList<String>();
        var options = new LinkedHashMap<String, String>();
        boolean onlyWords = false;
        for (var argument : arguments) {
            if (onlyWords || !argument.startsWith("--")) {
                words.add(argument);
            } else if (argument.equals("--")) {
                onlyWords = true;
            } else {
                var parts = argument.substring(2).split("=", 2);
                options.put(parts[0], parts.length == 2 ? parts[1] : "true");
            }
        }
        return new Arguments(List.copyOf(words), Map.copyOf(options));
    }

    String command() {
        return words.isEmpty() ? "" : words.getFirst();
    }

    /** What follows the command: exactly so many words. */
    List<String> exactly(String... names) {
        if (words.size() != names.length + 1) {
            throw new Failure(
                    Script.NOT_UNDERSTOOD, command() + ": expected " + String.join(" ", names));
        }
        return words.subList(1, words.size());
    }

    /** At least so many words. */
    List<String> from(String... names) {
        if (words.size() < names.length + 1) {
            throw new Failure(
                    Script.NOT_UNDERSTOOD, command() + ": expected " + String.join(" ", names));
        }
        return words.subList(1, words.size());
    }

    void allow(Set<String> known) {
        options.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new Failure(
                                    Script.NOT_UNDERSTOOD,
                                    command() + " knows no --" + name + "; there are " + known);
                        });
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    int number(String name, int otherwise) {
        var value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.decode(value);
        } catch (NumberFormatException e) {
            throw new Failure(Script.NOT_UNDERSTOOD, "--" + name + "=" + value + ": a number");
        }
    }

    /** {@code 10s}, {@code 1.5s}, {@code 2m} or as ISO 8601 has it. */
    Duration time(String name, Duration otherwise) {
        var value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        var iso = value.toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
        } catch (DateTimeParseException e) {
            throw new Failure(
                    Script.NOT_UNDERSTOOD, "--" + name + "=" + value + ": a time as 10s or 1.5s");
        }
    }
}
