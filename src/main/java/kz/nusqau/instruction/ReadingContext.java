package kz.nusqau.instruction;

import java.util.Optional;
import kz.nusqau.shared.Language;

/**
 * What is known besides the text.
 *
 * @param defaultCommand of the short code, for texts without a keyword
 * @param challengeOpen a code or a yes is awaited from this subscriber
 * @param fallback the subscriber's language, or the operator's, for texts that give no hint
 */
public record ReadingContext(
        Optional<Command> defaultCommand, boolean challengeOpen, Language fallback) {}
