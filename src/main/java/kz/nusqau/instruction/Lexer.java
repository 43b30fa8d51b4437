package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import kz.nusqau.instruction.Item.Gap;
import org.jspecify.annotations.Nullable;

/** Cuts a text into words, numbers and what stands between them. */
final class Lexer {

    /**
     * A letter or digit run.
     *
     * @param minus a minus stands before it, as before a negative number
     */
    private record Run(String raw, Gap gap, int end, boolean minus) {}

    /** In place of characters that look like part of a number but must not become one. */
    private static final char UNREADABLE = '\uFFFD';

    /** With fewer letters a word is not looked for in two halves. */
    private static final int SHORTEST_CUT = 4;

    private final Lexicon lexicon;

    Lexer(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Item> read(String clean) {
        return read(clean, true);
    }

    /** Without forgiving typos. */
    List<Item> readExactly(String clean) {
        return read(clean, false);
    }

    /**
     * Whether a text between spaces holds words of the vocabulary, to the letter, or one's part.
     */
    boolean knows(String text) {
        return knows(text, word -> true);
    }

    /** The same, and all of them are wanted. */
    boolean knows(String text, Predicate<String> wanted) {
        return holdsWords(readExactly(clean(text)), wanted);
    }

    /** What follows is not to be understood but repeated: {@code жалоба}. */
    boolean beginsFreeText(String text) {
        return readExactly(clean(text)).stream().anyMatch(item -> Item.isRun(item, Command.CLAIM));
    }

    private boolean holdsWords(List<Item> items, Predicate<String> wanted) {
        boolean word = false;
        for (Item item : items) {
            switch (item) {
                case Item.Figure figure -> {}
                case Item.Known known -> {
                    if (!wanted.test(known.raw())) {
                        return false;
                    }
                    word = true;
                }
                case Item.Unknown unknown -> {
                    return items.size() == 1
                            && lexicon.isPartOfPhrase(Fold.of(unknown.raw()))
                            && wanted.test(unknown.raw());
                }
            }
        }
        return word;
    }

    private List<Item> read(String clean, boolean forgiving) {
        List<Run> runs = split(clean);
        var items = new ArrayList<Item>(runs.size());
        for (int i = 0; i < runs.size(); ) {
            i += take(runs, i, items, forgiving);
        }
        return items;
    }

    /** Adds what starts at run {@code at} and says how many runs that was. */
    private int take(List<Run> runs, int at, List<Item> items, boolean forgiving) {
        Run first = runs.get(at);
        if (isNumber(first.raw())) {
            items.add(new Item.Figure(first.raw(), first.gap(), first.end(), first.minus()));
            return 1;
        }
        for (int length = Math.min(lexicon.longestPhrase(), runs.size() - at);
                length > 1;
                length--) {
            var entry = phrase(runs, at, length);
            if (entry != null) {
                int end = runs.get(at + length - 1).end();
                items.add(known(first.raw(), first.gap(), end, entry));
                return length;
            }
        }
        String fold = Fold.of(first.raw());
        var entry = lexicon.find(fold);
        boolean mayGoOn = entry == null || isFiller(entry) || lexicon.isPartOfPhrase(fold);
        if (mayGoOn
                && forgiving
                && at + 1 < runs.size()
                && !hasDigit(runs.get(at + 1).raw())
                && !hasDigit(first.raw())) {
            var both = spelledAsTwo(first, runs.get(at + 1), entry);
            if (both != null) {
                Run second = runs.get(at + 1);
                items.add(known(first.raw() + second.raw(), first.gap(), second.end(), both));
                return 2;
            }
        }
        if (entry == null && splitsIntoKnown(first, items)) {
            return 1;
        }
        // A digit may be one of an amount and is no slip of a letter.
        if (entry == null && forgiving && !hasDigit(first.raw())) {
            entry = lexicon.findWithTypo(fold);
        }
        items.add(
                entry == null
                        ? new Item.Unknown(first.raw(), first.gap(), first.end())
                        : known(first.raw(), first.gap(), first.end(), entry));
        return 1;
    }

    /** {@code бас тату}: a typo in a phrase of two words; {@code бал анс}: a space in a word. */
    private Lexicon.@Nullable Entry spelledAsTwo(
            Run first, Run second, Lexicon.@Nullable Entry alone) {
        String next = Fold.of(second.raw());
        if (lexicon.find(next) != null && !lexicon.isPartOfPhrase(next)) {
            return null;
        }
        String fold = Fold.of(first.raw() + second.raw());
        boolean noWordAlone = alone == null || isFiller(alone);
        var whole = noWordAlone && fold.length() >= SHORTEST_CUT ? lexicon.find(fold) : null;
        if (whole != null) {
            return whole;
        }
        var entry = lexicon.findWithTypo(fold);
        return entry != null && entry.parts() == 2 ? entry : null;
    }

    private Lexicon.@Nullable Entry phrase(List<Run> runs, int at, int length) {
        var joined = new StringBuilder();
        for (Run run : runs.subList(at, at + length)) {
            if (isNumber(run.raw())) {
                return null;
            }
            joined.append(run.raw());
        }
        var entry = lexicon.find(Fold.of(joined));
        return entry != null && entry.parts() == length ? entry : null;
    }

    private static boolean isFiller(Lexicon.Entry entry) {
        return entry.sense() instanceof Keyword.Sense.Filler;
    }

    private static Item.Known known(String raw, Gap gap, int end, Lexicon.Entry entry) {
        return new Item.Known(raw, gap, end, entry.sense(), entry.languages());
    }

    /** {@code 1500тг}, {@code alma7273001123}: digits joined with words that are all known. */
    private boolean splitsIntoKnown(Run run, List<Item> items) {
        String raw = run.raw();
        if (!hasDigit(raw)) {
            return false;
        }
        var parts = new ArrayList<Item>();
        int from = 0;
        while (from < raw.length()) {
            boolean digits = isDigit(raw.charAt(from));
            int to = from;
            while (to < raw.length() && isDigit(raw.charAt(to)) == digits) {
                to++;
            }
            String part = raw.substring(from, to);
            Gap gap = from == 0 ? run.gap() : Gap.NONE;
            int end = run.end() - raw.length() + to;
            if (digits) {
                parts.add(new Item.Figure(part, gap, end, run.minus() && from == 0));
            } else {
                var entry = lexicon.find(Fold.of(part));
                if (entry == null || !mayJoinDigits(entry.sense())) {
                    return false;
                }
                parts.add(known(part, gap, end, entry));
            }
            from = to;
        }
        items.addAll(parts);
        return true;
    }

    private static boolean mayJoinDigits(Keyword.Sense sense) {
        return switch (sense) {
            case Keyword.Sense.Run run -> true;
            case Keyword.Sense.Provider provider -> true;
            case Keyword.Sense.Bank bank -> true;
            case Keyword.Sense.Wallet wallet -> true;
            case Keyword.Sense.Currency currency -> true;
            // KZ begins every IBAN.
            case Keyword.Sense.InLanguage language -> false;
            case Keyword.Sense.Stop stop -> false;
            case Keyword.Sense.Filler filler -> false;
        };
    }

    private static List<Run> split(String clean) {
        var runs = new ArrayList<Run>();
        int at = 0;
        int last = 0;
        while (at < clean.length()) {
            int length = runLength(clean, at);
            if (length == 0) {
                at++;
                continue;
            }
            String raw = clean.substring(at, at + length);
            runs.add(new Run(raw, gap(clean, last, at), at + length, minus(clean, at)));
            at += length;
            last = at;
        }
        return runs;
    }

    private static int runLength(String clean, int from) {
        if (isCurrencySign(clean.charAt(from))) {
            return 1;
        }
        int to = from;
        while (to < clean.length() && isPartOfRun(clean.charAt(to))) {
            to++;
        }
        return to - from;
    }

    private static Gap gap(String clean, int from, int to) {
        if (from == to) {
            return Gap.NONE;
        }
        if (to - from == 1) {
            return switch (clean.charAt(from)) {
                case ' ' -> Gap.SPACE;
                case '.' -> Gap.DOT;
                case ',' -> Gap.COMMA;
                default -> Gap.SIGN;
            };
        }
        return clean.substring(from, to).isBlank() ? Gap.SPACE : Gap.SIGN;
    }

    private static boolean minus(String clean, int at) {
        return at > 0
                && clean.charAt(at - 1) == '-'
                && isDigit(clean.charAt(at))
                && (at == 1 || clean.charAt(at - 2) == ' ');
    }

    static boolean isNumber(String raw) {
        return raw.chars().allMatch(Lexer::isDigit);
    }

    private static boolean hasDigit(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (isDigit(raw.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPartOfRun(char c) {
        return Character.isLetterOrDigit(c) || c == UNREADABLE;
    }

    static boolean isCurrencySign(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /**
     * The text without what can't be seen: controls, zero-width and bidirectional marks. Digits of
     * any script become ASCII; superscripts, fractions and percent signs become unreadable, because
     * taking them for digits would invent amounts.
     */
    static String clean(String text) {
        return Cleaning.of(text, UNREADABLE);
    }
}
