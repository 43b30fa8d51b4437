package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.instruction.Command;

/** Reads the short-code file. */
record ShortCodesFile(ShortCodes shortCodes) {

    static ShortCodesFile read(YamlEntry root) {
        root.onlyKeys("code-sender", "short-codes");
        var entries = new ArrayList<ShortCode>();
        var seen = new HashSet<String>();
        for (YamlEntry entry : root.list("short-codes")) {
            entry.onlyKeys("number", "links", "default", "examples");
            String number = entry.text("number");
            if (!number.matches("\\+?\\d{3,15}")) {
                throw entry.fault("number", "must be digits, in quotes: \"7701\"");
            }
            var links = Set.copyOf(entry.texts("links"));
            if (!seen.add(number + links)) {
                throw entry.fault("number", "stands twice for the same links; keep one entry");
            }
            entries.add(new ShortCode(number, links, defaultCommand(entry), examples(entry)));
        }
        if (entries.isEmpty()) {
            throw root.fault("short-codes", "must list at least one number");
        }
        return new ShortCodesFile(new ShortCodes(entries, root.text("code-sender")));
    }

    static List<ShortCodeExample> examples(YamlEntry entry) {
        var examples = entry.list("examples");
        if (examples.isEmpty()) {
            throw entry.fault("examples", "must hold a text and what it reads");
        }
        return examples.stream()
                .map(example -> example.onlyKeys("text", "reads", "challenge"))
                .map(
                        example ->
                                new ShortCodeExample(
                                        example.text("text"),
                                        example.text("reads"),
                                        example.flag("challenge")))
                .toList();
    }

    private static Optional<Command> defaultCommand(YamlEntry entry) {
        var key = entry.optionalText("default");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        for (Command command : Command.values()) {
            if (command.key().equals(key.get())) {
                return Optional.of(command);
            }
        }
        throw entry.fault("default", "is no command of the hub; see src/docs/grammar.md");
    }
}
