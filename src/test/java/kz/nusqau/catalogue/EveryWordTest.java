package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.instruction.Reading;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every keyword of the shipped file, typed in every way that is forgiven. */
@Tag("R-INS-2")
class EveryWordTest {

    /** What must follow the keyword, and how the whole reads. */
    private static final Map<Command, List<String>> COMPLETE = new EnumMap<>(Command.class);

    static {
        complete(Command.BALANCE, "", "balance personal");
        complete(Command.PAY, "alma 7273001123 1500", "pay alma account=7273001123 1500.00");
        complete(Command.TOP_UP, "500", "top-up 500.00");
        complete(Command.SEND, "77011234567 500", "send 77011234567 500.00");
        complete(Command.REDEEM, "4417 500", "redeem *4417 500.00");
        complete(Command.REFUND, "4417 500", "refund *4417 500.00");
        complete(Command.OWN, "usd kzt 100", "own USD KZT 100.00 USD");
        complete(Command.STATEMENT, "kaspi", "statement kaspi");
        complete(Command.RECEIPT, "N48KX2", "receipt N48KX2");
        complete(Command.RATES, "usd", "rates USD");
        complete(Command.RESTRICTIONS, "halyk", "restrictions halyk");
        complete(
                Command.AUTOPAY,
                "alma 7273001123 1500 5",
                "autopay pay alma account=7273001123 1500.00 day 5");
        complete(Command.NOTIFICATIONS_ON, "", "notifications on");
        complete(Command.NOTIFICATIONS_OFF, "", "notifications off");
        complete(Command.NOTIFICATIONS_DAILY, "", "notifications daily");
        complete(Command.GRANT, "77011234567", "grant 77011234567");
        complete(Command.REVOKE, "77011234567", "revoke 77011234567");
        complete(Command.APPROVE, "A48KX2", "approve A48KX2");
        complete(Command.LIMITS, "", "limits");
        complete(Command.CLAIM, "N48KX2 где деньги", "claim N48KX2 где деньги");
        complete(Command.REVERSE, "N48KX2", "reverse N48KX2");
        complete(Command.RECALL, "N48KX2", "recall N48KX2");
        complete(Command.WITHDRAW, "", "withdraw");
        complete(Command.BLOCK, "", "block");
        complete(Command.UNBLOCK, "", "not understood");
        complete(Command.LANGUAGE, "en", "language en");
        complete(Command.HELP, "", "help");
        complete(Command.CONFIRM, "482913", "confirm 482913");
        complete(Command.YES, "", "yes");
        complete(Command.CANCEL, "", "cancel");
    }

    private static void complete(Command command, String arguments, String expected) {
        COMPLETE.put(command, List.of(arguments, expected));
    }

    /** One letter from халық, a bank, as well. */
    private static final Set<String> NEAR_ANOTHER = Set.of("қалық");

    record Typed(String text, String expected) {}

    private static final List<Keyword> KEYWORDS =
            WordsFile.read(CatalogueForTests.shipped("words.yaml")).keywords().stream()
                    .filter(keyword -> keyword.sense() instanceof Sense.Run)
                    .toList();

    static Stream<Typed> forgiven() {
        return KEYWORDS.stream()
                .flatMap(keyword -> Spelled.allOf(keyword.text()).map(word -> typed(keyword, word)))
                .distinct();
    }

    static Stream<Typed> withOneTypo() {
        return KEYWORDS.stream()
                .filter(keyword -> !keyword.exact() && keyword.text().length() >= 5)
                .filter(keyword -> !keyword.text().contains(" "))
                .flatMap(
                        keyword ->
                                Spelled.typosOf(keyword.text())
                                        .filter(word -> !isAWord(word))
                                        .filter(word -> !NEAR_ANOTHER.contains(word))
                                        .map(word -> typed(keyword, word)));
    }

    static Stream<Typed> oppositesWithOneTypo() {
        return KEYWORDS.stream()
                .filter(Keyword::exact)
                .filter(keyword -> !keyword.text().contains(" "))
                .flatMap(
                        keyword ->
                                Spelled.typosOf(keyword.text())
                                        .filter(word -> !isAWord(word))
                                        .map(word -> typed(keyword, word)));
    }

    @ParameterizedTest
    @MethodSource("forgiven")
    void readsAKeywordInAnyScriptCaseAndSeparators(Typed typed) {
        assertThat(CatalogueForTests.shortForm(read(typed.text()))).isEqualTo(typed.expected());
    }

    @ParameterizedTest
    @MethodSource("withOneTypo")
    void forgivesOneTypoInWordsOfFiveLettersOrMore(Typed typed) {
        assertThat(CatalogueForTests.shortForm(read(typed.text()))).isEqualTo(typed.expected());
    }

    @ParameterizedTest
    @MethodSource("oppositesWithOneTypo")
    void forgivesNoTypoInOpposites(Typed typed) {
        assertThat(CatalogueForTests.shortForm(read(typed.text())))
                .isNotEqualTo(typed.expected().equals("not understood") ? "" : typed.expected());
    }

    private static boolean isAWord(String word) {
        return KEYWORDS.stream().anyMatch(keyword -> keyword.text().equals(word));
    }

    private static Typed typed(Keyword keyword, String word) {
        var complete = COMPLETE.get(((Sense.Run) keyword.sense()).command());
        return new Typed((word + " " + complete.get(0)).strip(), complete.get(1));
    }

    private static Reading read(String text) {
        return CatalogueForTests.parser()
                .read(text, new ReadingContext(Optional.empty(), false, Language.RU));
    }

    /** The ways a word reaches us. */
    static final class Spelled {

        private static final String LATIN_LOOK_ALIKES = "аеорсухі";
        private static final String AS_LATIN = "aeopcyxi";

        static Stream<String> allOf(String word) {
            return Stream.of(
                            word,
                            word.toUpperCase(Locale.ROOT),
                            word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
                            "  " + word + " ",
                            "*" + word + "#",
                            word + "!",
                            word.replace(' ', '_'),
                            word.replace(' ', '-'),
                            word.replace(" ", ""),
                            word.replace(' ', '.'),
                            lookAlikes(word),
                            lookAlikes(word.toUpperCase(Locale.ROOT)),
                            withoutKazakhLetters(word),
                            transliterated(word, false),
                            transliterated(word, true).toUpperCase(Locale.ROOT))
                    .distinct();
        }

        static Stream<String> typosOf(String word) {
            return IntStream.range(1, word.length() - 1)
                    .boxed()
                    .flatMap(
                            i ->
                                    Stream.of(
                                            word.substring(0, i) + word.substring(i + 1),
                                            word.substring(0, i)
                                                    + word.charAt(i)
                                                    + word.substring(i),
                                            word.substring(0, i) + "ф" + word.substring(i + 1),
                                            word.substring(0, i)
                                                    + word.charAt(i + 1)
                                                    + word.charAt(i)
                                                    + word.substring(i + 2)))
                    .filter(typo -> !sameSounds(typo).equals(sameSounds(word)))
                    .distinct();
        }

        /** Letters typed for one another when the Kazakh ones are missing. */
        private static String sameSounds(String word) {
            return word.replace('й', 'и').replace('ы', 'и').replace('і', 'и');
        }

        private static String lookAlikes(String word) {
            return each(
                    word.toLowerCase(Locale.ROOT),
                    c -> {
                        int at = LATIN_LOOK_ALIKES.indexOf(c);
                        return at < 0 ? String.valueOf(c) : AS_LATIN.substring(at, at + 1);
                    });
        }

        private static String withoutKazakhLetters(String word) {
            return each(
                    word,
                    c ->
                            switch (c) {
                                case 'ә' -> "а";
                                case 'ғ' -> "г";
                                case 'қ' -> "к";
                                case 'ң' -> "н";
                                case 'ө' -> "о";
                                case 'ұ', 'ү' -> "у";
                                case 'і' -> "и";
                                default -> String.valueOf(c);
                            });
        }

        private static String transliterated(String word, boolean other) {
            var map =
                    other
                            ? "а=a ә=a б=b в=v г=g ғ=gh д=d е=e ж=zh з=z и=i й=i к=k қ=q л=l м=m н=n ң=ng о=o ө=o п=p р=r с=s т=t у=u ұ=u ү=u х=kh ч=ch ш=sh ы=i і=i ь= я=ia ю=iu"
                            : "а=a ә=a б=b в=v г=g ғ=g д=d е=e ж=j з=z и=i й=y к=k қ=k л=l м=m н=n ң=n о=o ө=o п=p р=r с=s т=t у=u ұ=u ү=u х=h ч=4 ш=w ы=y і=i ь= я=ya ю=yu";
            Map<String, String> table =
                    Stream.of(map.split(" "))
                            .map(pair -> pair.split("=", 2))
                            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            return each(word, c -> table.getOrDefault(String.valueOf(c), String.valueOf(c)));
        }

        private static String each(
                String word, java.util.function.Function<Character, String> letter) {
            return word.chars().mapToObj(c -> letter.apply((char) c)).collect(Collectors.joining());
        }
    }
}
