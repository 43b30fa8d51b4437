package kz.nusqau.typing;

import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;

/**
 * One text of the corpus.
 *
 * @param means the only reading that is right; asking is never wrong
 */
record Typed(Slip slip, Language language, String text, String means, ReadingContext context) {}
