package kz.nusqau.instruction;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;

/** Looks words up: exactly, then with one typo, then for the nearest. */
final class Lexicon {

    /**
     * What a known word says.
     *
     * @param parts how many words it may be typed as
     */
    record Entry(Sense sense, Set<Language> languages, int parts, boolean exact) {}

    private static final int SHORTEST_FORGIVEN = 5;

    private static final int LONGEST_WORD = 24;
    private static final int FARTHEST = 2;
    private static final int LONG_WORD = 6;

    private final Map<String, Entry> byFold = new HashMap<>();
    private final Typos typos;

    /** Native spellings of what help can name. */
    private final Map<String, Command> nameable = new HashMap<>();

    /** What a question may be about. */
    private final Map<String, Sense> arguments = new HashMap<>();

    private final Set<String> partsOfPhrases = new HashSet<>();
    private int longestPhrase = 1;

    Lexicon(List<Keyword> keywords) {
        refuseDoubleMeanings(keywords);
        keywords.forEach(keyword -> add(keyword, List.of(Fold.of(keyword.joined()))));
        keywords.forEach(keyword -> add(keyword, Spellings.of(keyword.text())));
        typos = new Typos(byFold.keySet());
        byFold.forEach(
                (fold, entry) -> {
                    if (isArgument(entry.sense())) {
                        arguments.put(fold, entry.sense());
                    }
                });
        byFold.replaceAll(
                (fold, entry) ->
                        hasNeighbourOfAnotherSense(fold, entry.sense()) ? asExact(entry) : entry);
    }

    int longestPhrase() {
        return longestPhrase;
    }

    /** Whether a phrase of several words has this one. */
    boolean isPartOfPhrase(String fold) {
        return partsOfPhrases.contains(fold);
    }

    @Nullable Entry find(String fold) {
        return byFold.get(fold);
    }

    /** One letter too many, missing, wrong or swapped, and only one sense near. */
    @Nullable Entry findWithTypo(String fold) {
        if (fold.length() < SHORTEST_FORGIVEN - 1 || fold.length() > LONGEST_WORD) {
            return null;
        }
        Entry found = null;
        Sense near = null;
        for (String spelling : typos.near(fold)) {
            var entry = byFold.get(spelling);
            if (entry == null) {
                continue;
            }
            if (near != null && !near.equals(entry.sense())) {
                return null;
            }
            near = entry.sense();
            if (!entry.exact() && spelling.length() >= SHORTEST_FORGIVEN) {
                found = entry;
            }
        }
        return found;
    }

    /** Whether this is that command, or one slip away from it. */
    boolean isNear(String fold, Command command) {
        var sense = new Sense.Run(command);
        return typos.near(fold).stream()
                .map(byFold::get)
                .anyMatch(entry -> entry != null && entry.sense().equals(sense));
    }

    /** For the help text only; nothing is ever started on a near word. */
    Optional<Command> nearest(String fold) {
        if (fold.length() < 3 || fold.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        int best = Math.min(FARTHEST, fold.length() / 3) + 1;
        Command nearest = null;
        for (var candidate : nameable.entrySet()) {
            if (Math.abs(candidate.getKey().length() - fold.length()) >= best) {
                continue;
            }
            int distance = Distance.between(fold, candidate.getKey());
            if (distance < best) {
                best = distance;
                nearest = candidate.getValue();
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Whether this may have been meant for a word that names an account or a currency. */
    boolean resembles(String fold, Predicate<Sense> sense) {
        int farthest = fold.length() >= LONG_WORD ? FARTHEST : 1;
        for (var argument : arguments.entrySet()) {
            if (sense.test(argument.getValue())
                    && Distance.between(fold, argument.getKey()) <= farthest) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Command commandOf(Sense sense) {
        return switch (sense) {
            case Sense.Run run -> run.command();
            case Sense.Provider provider -> Command.PAY;
            case Sense.InLanguage language -> Command.LANGUAGE;
            case Sense.Bank bank -> null;
            case Sense.Wallet wallet -> null;
            case Sense.Currency currency -> null;
            case Sense.Stop stop -> null;
            case Sense.Filler filler -> null;
        };
    }

    private static boolean isArgument(Sense sense) {
        return sense instanceof Sense.Bank
                || sense instanceof Sense.Wallet
                || sense instanceof Sense.Currency;
    }

    private void add(Keyword keyword, Iterable<String> folds) {
        var words = keyword.text().split(" ", -1);
        int parts = words.length;
        if (parts > 1) {
            longestPhrase = Math.max(longestPhrase, parts);
            for (String word : words) {
                partsOfPhrases.addAll(Spellings.of(word));
            }
        }
        var entry = new Entry(keyword.sense(), languages(keyword), parts, keyword.exact());
        var command = commandOf(keyword.sense());
        for (String fold : folds) {
            byFold.merge(fold, entry, Lexicon::union);
        }
        if (command != null) {
            nameable.putIfAbsent(folds.iterator().next(), command);
        }
    }

    private static Set<Language> languages(Keyword keyword) {
        return keyword.language().<Set<Language>>map(EnumSet::of).orElse(Set.of());
    }

    /** The first sense stays: native spellings are added before transliterations. */
    private static Entry union(Entry known, Entry added) {
        if (!known.sense().equals(added.sense())) {
            return known;
        }
        var languages = EnumSet.noneOf(Language.class);
        languages.addAll(known.languages());
        languages.addAll(added.languages());
        return new Entry(
                known.sense(),
                languages,
                Math.max(known.parts(), added.parts()),
                known.exact() || added.exact());
    }

    private static Entry asExact(Entry entry) {
        return new Entry(entry.sense(), entry.languages(), entry.parts(), true);
    }

    /** A word that would mean two things is a mistake of the file, told at start. */
    private static void refuseDoubleMeanings(List<Keyword> keywords) {
        var seen = new HashMap<String, Keyword>();
        var faults = new TreeSet<String>();
        for (Keyword keyword : keywords) {
            var first = seen.putIfAbsent(Fold.of(keyword.joined()), keyword);
            if (first != null && !first.sense().equals(keyword.sense())) {
                faults.add(
                        "'%s' (%s) reads the same as '%s' (%s)"
                                .formatted(
                                        keyword.text(),
                                        keyword.sense(),
                                        first.text(),
                                        first.sense()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** Opposites above all: a typo must never turn one word into the other. */
    private boolean hasNeighbourOfAnotherSense(String fold, Sense sense) {
        for (String near : typos.near(fold)) {
            var other = byFold.get(near);
            if (other != null && !other.sense().equals(sense)) {
                return true;
            }
        }
        return false;
    }
}
