package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.nusqau.catalogue.CatalogueDocument;
import kz.nusqau.catalogue.CatalogueOutcome;
import kz.nusqau.catalogue.CatalogueRemark;
import kz.nusqau.catalogue.CatalogueVersion;
import kz.nusqau.failedmessages.EditForm.Standing;
import kz.nusqau.failedmessages.EditProposal.Fault;
import kz.nusqau.failedmessages.EditView;
import kz.nusqau.failedmessages.State;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.sms.smpp.LinkStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's words: in each language the same ones, and for all that pages can name. */
class ConsoleTextsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates/console");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d[^}]*}");
    private static final Pattern LATIN = Pattern.compile("\\p{L}*\\p{IsLatin}\\p{L}*");
    private static final Set<String> NAMES =
            Set.of("English", "HTTP", "IBAN", "SIM", "SMSC", "USSD");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][a-z0-9.-]*)[}(]");

    @ParameterizedTest
    @ValueSource(strings = {"_kk", "_ru"})
    void areTheSameInAllLanguages(String language) {
        Properties english = texts("");
        Properties others = texts(language);

        assertThat(others.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        english.stringPropertyNames()
                .forEach(
                        key ->
                                assertThat(placeholders(others, key))
                                        .as(key)
                                        .isEqualTo(placeholders(english, key)));
    }

    /** No Latin letter that only looks like a Cyrillic one. */
    @ParameterizedTest
    @ValueSource(strings = {"_kk", "_ru"})
    void areInLettersOfTheirOwn(String language) {
        texts(language)
                .forEach(
                        (key, text) -> {
                            var words =
                                    LATIN.matcher(
                                            PLACEHOLDER.matcher(text.toString()).replaceAll("0"));
                            assertThat(words.results().map(MatchResult::group))
                                    .as(key.toString())
                                    .isSubsetOf(NAMES);
                        });
    }

    /** What is filled in ends as it likes, so no ending can be right after it. */
    @Test
    void leaveKazakhEndingsToWordsThatAreKnown() {
        texts("_kk")
                .forEach(
                        (key, text) ->
                                assertThat(text.toString())
                                        .as(key.toString())
                                        .doesNotContainPattern(
                                                "\\}-?\\p{IsCyrillic}{1,3}(?!\\p{L})")
                                        .doesNotContainPattern("\\}\\p{L}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_kk", "_ru"})
    void areWellFormed(String language) {
        texts(language)
                .forEach(
                        (key, text) ->
                                assertThat(
                                                new MessageFormat(text.toString(), Locale.ROOT)
                                                        .format(new Object[] {1, 2, 3, 4}))
                                        .as(key.toString())
                                        .isNotBlank()
                                        .doesNotContain("''", "{"));
    }

    @Test
    void nameEveryStateKindAndReason() {
        assertThat(texts("").stringPropertyNames())
                .containsAll(names("payment-state.", PaymentState.values()))
                .containsAll(names("payment-kind.", PaymentKind.values()))
                .containsAll(names("refusal.", RefusalReason.values()))
                .containsAll(names("search.as.", Search.As.values()))
                .containsAll(Noted.keys().stream().map("noted."::concat).toList())
                .containsAll(names("from.", History.From.values()))
                .containsAll(names("alarm.", Alarm.Kind.values()))
                .containsAll(names("gravity.", Alarm.Gravity.values()))
                .containsAll(names("session.", LinkStatus.State.values()))
                .containsAll(names("subject.", Subject.values()))
                .containsAll(names("overview.bind-", Snapshot.Bind.BindState.values()))
                .containsAll(
                        names(
                                "overview.counterparty-",
                                Snapshot.Counterparty.CounterpartyState.values()))
                .containsAll(
                        Stream.of(Measure.values()).map(each -> "measure." + each.word()).toList())
                .containsAll(names("work.", WorkQueues.About.values()))
                .containsAll(FramePages.REFUSALS.stream().map(why -> "sso." + why).toList())
                .containsAll(Stream.of(Act.values()).map(act -> "act." + act.word()).toList())
                .containsAll(
                        words(
                                "catalogue.document.",
                                CatalogueDocument.values(),
                                CatalogueDocument::word))
                .containsAll(
                        words(
                                "catalogue.document.",
                                CatalogueDocument.values(),
                                each -> each.word() + ".means"))
                .containsAll(
                        words(
                                "catalogue.state.",
                                CatalogueVersion.State.values(),
                                CatalogueVersion.State::word))
                .containsAll(
                        words(
                                "catalogue.means.",
                                CatalogueVersion.State.values(),
                                CatalogueVersion.State::word))
                .containsAll(
                        words(
                                "catalogue.decided.",
                                CatalogueVersion.State.values(),
                                CatalogueVersion.State::word))
                .containsAll(
                        words(
                                "catalogue.remark.",
                                CatalogueRemark.Kind.values(),
                                CatalogueRemark.Kind::word))
                .containsAll(
                        Stream.of(CatalogueOutcome.Result.values())
                                .filter(each -> each != CatalogueOutcome.Result.DONE)
                                .map(
                                        each ->
                                                "catalogue.said."
                                                        + each.name()
                                                                .toLowerCase(Locale.ROOT)
                                                                .replace('_', '-'))
                                .toList())
                .containsAll(
                        Stream.of(Act.values())
                                .map(Act::word)
                                .filter(each -> each.startsWith("catalogue-"))
                                .map("catalogue.said."::concat)
                                .toList())
                .containsAll(words("desk.state.", State.values(), State::word))
                .containsAll(words("edit.state.", EditView.State.values(), EditView.State::word))
                .containsAll(words("edit.means.", EditView.State.values(), EditView.State::word))
                .containsAll(words("edit.fault.", Fault.values(), Fault::word))
                .containsAll(
                        Stream.of(Standing.values())
                                .filter(each -> each != Standing.EDITABLE)
                                .map(each -> "edit.standing." + each.word())
                                .toList());
    }

    @Test
    void areThereForAllThatPagesSay() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList()) {
                Matcher keys = KEY.matcher(Files.readString(file));
                while (keys.find()) {
                    said.add(keys.group(1));
                }
            }
        }

        assertThat(said).isNotEmpty();
        assertThat(texts("").stringPropertyNames()).containsAll(said);
    }

    private static Set<String> names(String prefix, Enum<?>... values) {
        Set<String> names = new TreeSet<>();
        for (Enum<?> value : values) {
            names.add(prefix + value.name());
        }
        return names;
    }

    private static <E> List<String> words(String prefix, E[] values, Function<E, String> word) {
        return Stream.of(values).map(word).map(each -> prefix + each).toList();
    }

    private static List<String> placeholders(Properties texts, String key) {
        return PLACEHOLDER
                .matcher(texts.getProperty(key))
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static Properties texts(String language) {
        String name = "/console/messages" + language + ".properties";
        try (var in = ConsoleTextsTest.class.getResourceAsStream(name)) {
            var texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
