package kz.nusqau.typing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kz.nusqau.instruction.Keyword;

/** One letter too many, missing, swapped or hit beside. */
final class Typo {

    private static final Set<String> WORDS = new HashSet<>();

    /** The words in which the grammar forgives a typo. */
    private static final Set<String> FORGIVING = new HashSet<>();

    static {
        for (Keyword keyword : Wishes.KEYWORDS) {
            WORDS.add(joined(keyword.text()));
            boolean command = keyword.sense() instanceof Keyword.Sense.Run;
            if (command && !keyword.exact() && joined(keyword.text()).length() >= 5) {
                FORGIVING.addAll(List.of(keyword.text().split(" ")));
            }
        }
    }

    private Typo() {}

    /** In one of its words; never so that another word of the files comes out. */
    static Optional<String> in(Wish wish, boolean forgiving, Random random) {
        var pieces = new ArrayList<>(wish.pieces());
        int at = random.nextInt(pieces.size());
        Piece piece = pieces.get(at);
        boolean forgives = piece.kind() == Piece.Kind.COMMAND && FORGIVING.contains(piece.text());
        if (!piece.isWord() || forgives != forgiving) {
            return Optional.empty();
        }
        String typed = of(piece.text(), random);
        // What is itself a correct text of another meaning is understood as that: вкл, выкл.
        boolean another = joined(typed).isEmpty() || WORDS.contains(joined(typed));
        pieces.set(at, piece.with(typed));
        return another ? Optional.empty() : Optional.of(wish.with(pieces).text());
    }

    private static String of(String word, Random random) {
        int at = random.nextInt(word.length());
        String before = word.substring(0, at);
        String after = word.substring(at + 1);
        char letter = word.charAt(at);
        return switch (random.nextInt(4)) {
            case 0 -> before + after;
            case 1 ->
                    before
                            + letter
                            + (random.nextBoolean() ? letter : Keyboards.neighbour(letter, random))
                            + after;
            case 2 ->
                    after.isEmpty() ? word : before + after.charAt(0) + letter + after.substring(1);
            default -> before + Keyboards.neighbour(letter, random) + after;
        };
    }

    /** As it looks: то is the English to. */
    private static String joined(String text) {
        var joined = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).replace(" ", "").toCharArray()) {
            int at = "аеорсухівкмнт".indexOf(c);
            joined.append(at < 0 ? c : "aeopcyxibkmht".charAt(at));
        }
        return joined.toString();
    }
}
