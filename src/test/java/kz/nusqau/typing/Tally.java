package kz.nusqau.typing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.shared.Language;

/** How a corpus was read. */
final class Tally {

    private static final int MOST_LISTED = 40;
    private static final int LONGEST_EXAMPLE = 42;

    private final Map<Slip, Map<Language, Map<Outcome, Integer>>> counts =
            new EnumMap<>(Slip.class);
    private final Map<Slip, String> examples = new EnumMap<>(Slip.class);
    private final List<String> wrong = new ArrayList<>();

    static Tally of(Corpus corpus) {
        var tally = new Tally();
        corpus.forEach(tally::count);
        return tally;
    }

    private void count(Typed typed) {
        var outcome = Outcome.of(typed);
        counts.computeIfAbsent(typed.slip(), slip -> new EnumMap<>(Language.class))
                .computeIfAbsent(typed.language(), language -> new EnumMap<>(Outcome.class))
                .merge(outcome, 1, Integer::sum);
        if (outcome == typed.slip().wanted() && isExample(typed.text())) {
            examples.putIfAbsent(typed.slip(), typed.text());
        }
        if (outcome == Outcome.WRONG && wrong.size() < MOST_LISTED) {
            var reading = CatalogueForTests.parser().read(typed.text(), typed.context());
            wrong.add(
                    "%s: '%s' means '%s' and was read '%s' in %s"
                            .formatted(
                                    typed.slip(),
                                    typed.text(),
                                    typed.means(),
                                    CatalogueForTests.shortForm(reading),
                                    typed.context()));
        }
    }

    /** On one line of a page, and seen by everybody. */
    private static boolean isExample(String text) {
        return text.length() <= LONGEST_EXAMPLE
                && text.indexOf(' ') > 0
                && text.chars()
                        .noneMatch(
                                c ->
                                        c < ' '
                                                || c == '|'
                                                || c == '`'
                                                || Character.getType(c) == Character.FORMAT);
    }

    List<String> wrong() {
        return wrong;
    }

    /** Percent of the texts of a kind with the outcome that is wanted of them. */
    double wanted(Slip slip) {
        return share(slip, slip.wanted(), Language.values());
    }

    int texts(Slip slip) {
        return sum(slip, Language.values(), Outcome.values());
    }

    private double share(Slip slip, Outcome outcome, Language... languages) {
        return 100.0
                * sum(slip, languages, outcome)
                / Math.max(1, sum(slip, languages, Outcome.values()));
    }

    private int sum(Slip slip, Language[] languages, Outcome... outcomes) {
        int sum = 0;
        for (Language language : languages) {
            for (Outcome outcome : outcomes) {
                sum +=
                        counts.getOrDefault(slip, Map.of())
                                .getOrDefault(language, Map.of())
                                .getOrDefault(outcome, 0);
            }
        }
        return sum;
    }

    /** The table of the page: recognised / asked / helped, in percent. */
    String table() {
        var table =
                new StringBuilder(
                                "| what people do | for example | Kazakh | Russian | English | wrong |\n")
                        .append("|---|---|---|---|---|---|\n");
        for (Slip slip : Slip.values()) {
            table.append("| ")
                    .append(slip.title())
                    .append(" | `")
                    .append(examples.getOrDefault(slip, ""))
                    .append("` | ");
            for (Language language : List.of(Language.KK, Language.RU, Language.EN)) {
                table.append(cell(slip, language)).append(" | ");
            }
            table.append(sum(slip, Language.values(), Outcome.WRONG)).append(" |\n");
        }
        return table.toString();
    }

    /** A hundred is only what is all, and nothing only what is none. */
    private String cell(Slip slip, Language language) {
        return "%s / %s / %s"
                .formatted(
                        percent(share(slip, Outcome.RECOGNISED, language)),
                        percent(share(slip, Outcome.ASKED, language)),
                        percent(share(slip, Outcome.HELPED, language)));
    }

    private static String percent(double share) {
        return share == 0 ? "–" : String.valueOf(Math.max(1, (int) share));
    }
}
