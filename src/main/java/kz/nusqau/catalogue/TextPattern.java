package kz.nusqau.catalogue;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;

/**
 * One ICU MessageFormat pattern. Patterns with plain arguments only, which is nearly all, are cut
 * into pieces once, because ICU's formatter is slow and not thread-safe.
 */
final class TextPattern {

    private sealed interface Piece {
        record Literal(String text) implements Piece {}

        record Argument(String name) implements Piece {}
    }

    private final String source;
    private final Language language;
    private final Set<String> arguments = new TreeSet<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final boolean plain;

    TextPattern(String source, Language language) {
        this.source = source;
        this.language = language;
        var parsed = new MessagePattern(source);
        boolean onlyPlain = true;
        for (int i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_START) {
                onlyPlain &= part.getArgType() == MessagePattern.ArgType.NONE;
            } else if (part.getType() == MessagePattern.Part.Type.ARG_NAME) {
                arguments.add(parsed.getSubstring(part));
            } else if (part.getType() == MessagePattern.Part.Type.ARG_NUMBER) {
                throw new IllegalArgumentException("arguments have names, not numbers");
            }
        }
        plain = onlyPlain;
        if (plain) {
            cut(parsed);
        }
    }

    Set<String> arguments() {
        return arguments;
    }

    String fill(String key, Map<String, ?> given) {
        for (String name : arguments) {
            if (!given.containsKey(name)) {
                throw new IllegalStateException("text " + key + " lacks argument " + name);
            }
        }
        return plain ? join(given) : format(given);
    }

    /** An argument that chooses a plural form. */
    boolean isNumeric(String name) {
        return source.contains("{" + name + ", plural");
    }

    /** The words of the text, without arguments. */
    String literal() {
        return source.replaceAll("\\{[^{}]*}", " ");
    }

    private String join(Map<String, ?> given) {
        var text = new StringBuilder(160);
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Literal(String literal) -> text.append(literal);
                case Piece.Argument(String name) -> text.append(readable(given.get(name)));
            }
        }
        return text.toString();
    }

    private String format(Map<String, ?> given) {
        var values = new HashMap<String, Object>();
        given.forEach((name, value) -> values.put(name, readable(value)));
        return new MessageFormat(source, new ULocale(language.name())).format(values);
    }

    private Object readable(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> throw new IllegalStateException("a text's argument is null");
            case Money money -> MoneyText.of(money, language);
            case Duration duration -> Math.ceilDiv(duration.toSeconds(), 60L);
            case Number number -> number;
            default -> value.toString();
        };
    }

    /** Literal text with ICU's quoting resolved, and the arguments between. */
    private void cut(MessagePattern parsed) {
        var literal = new StringBuilder();
        int from = 0;
        for (int i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            switch (part.getType()) {
                case SKIP_SYNTAX, ARG_START, MSG_LIMIT -> {
                    literal.append(source, from, part.getIndex());
                    from = part.getLimit();
                }
                case INSERT_CHAR -> {
                    literal.append(source, from, part.getIndex()).append((char) part.getValue());
                    from = part.getIndex();
                }
                case ARG_NAME -> {
                    if (!literal.isEmpty()) {
                        pieces.add(new Piece.Literal(literal.toString()));
                        literal.setLength(0);
                    }
                    pieces.add(new Piece.Argument(parsed.getSubstring(part)));
                    from = part.getLimit();
                }
                case ARG_LIMIT -> from = part.getLimit();
                default -> {}
            }
        }
        if (!literal.isEmpty()) {
            pieces.add(new Piece.Literal(literal.toString()));
        }
    }
}
