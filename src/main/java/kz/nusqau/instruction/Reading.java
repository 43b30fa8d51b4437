package kz.nusqau.instruction;

import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.Language;

/** What came of a text. Only {@link Understood} may start anything. */
public sealed interface Reading {

    /** The language to answer in while the subscriber has none of their own yet. */
    Language guess();

    record Understood(Instruction instruction, Language guess) implements Reading {}

    /** Two or more readings of an amount, account or number: list them and ask. */
    record Ambiguous(List<Instruction> candidates, Language guess) implements Reading {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Something is missing: name it and show an example.
     *
     * @param provider the provider's code when it is known
     */
    record Incomplete(Command command, Field missing, Optional<String> provider, Language guess)
            implements Reading {}

    /**
     * Something is wrong: name it and show an example.
     *
     * @param given what was typed, shortened; a requisite is masked but for its last four
     */
    record Invalid(
            Command command, Field field, Optional<String> provider, String given, Language guess)
            implements Reading {}

    /** Help is due; with the command that was meant most likely, if any is near. */
    record NotUnderstood(Optional<Command> nearest, Language guess) implements Reading {}
}
