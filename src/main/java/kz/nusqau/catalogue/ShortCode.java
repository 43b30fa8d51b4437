package kz.nusqau.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.instruction.Command;

/**
 * A number that subscribers text.
 *
 * @param links the operator links on which the entry holds; empty = all
 * @param defaultCommand for texts without a keyword
 */
public record ShortCode(
        String number,
        Set<String> links,
        Optional<Command> defaultCommand,
        List<ShortCodeExample> examples) {

    public ShortCode {
        links = Set.copyOf(links);
        examples = List.copyOf(examples);
    }
}
