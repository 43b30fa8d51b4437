package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.instruction.Command;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Test;

/** The tables of the grammar page say what the files say. */
class GrammarPageTest {

    private static final Path PAGE = Path.of("src/docs/grammar.md");

    private final Catalogue catalogue = CatalogueForTests.catalogue();

    @Test
    void showsTheWordsProvidersAndExamplesOfTheFiles() throws IOException {
        String written = Files.readString(PAGE);

        String page = replaced(written, "commands", commands());
        page = replaced(page, "providers", providers());
        page = replaced(page, "short codes", shortCodes());
        if (Boolean.getBoolean("nusqau.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("out of date; renew with -Dtest=GrammarPageTest -Dnusqau.docs.write=true")
                .isEqualTo(page);
    }

    private static String replaced(String page, String name, String table) {
        String start = "<!-- " + name + " -->\n";
        int from = page.indexOf(start) + start.length();
        return page.substring(0, from) + table + page.substring(page.indexOf("<!-- end -->", from));
    }

    private static String commands() {
        var commands = CatalogueForTests.shipped("words.yaml").child("commands");
        return "| command | Kazakh | Russian | English | example |\n|---|---|---|---|---|\n"
                + commands.children().entrySet().stream()
                        .map(
                                entry ->
                                        row(
                                                "`" + entry.getKey() + "`",
                                                words(entry.getValue(), "kk"),
                                                words(entry.getValue(), "ru"),
                                                words(entry.getValue(), "en"),
                                                "`"
                                                        + Examples.read(entry.getValue())
                                                                .in(Language.RU)
                                                        + "`"))
                        .collect(Collectors.joining());
    }

    private static String words(YamlEntry entry, String language) {
        return String.join(", ", entry.texts(language));
    }

    private String providers() {
        return "| provider | name | requisites | e-money systems | examples |\n|---|---|---|---|---|\n"
                + catalogue.providers().all().stream()
                        .map(
                                provider ->
                                        row(
                                                "`" + provider.code() + "`",
                                                provider.name(Language.EN),
                                                requisites(provider),
                                                String.join(", ", provider.systems()),
                                                examples(provider.examples())))
                        .collect(Collectors.joining());
    }

    private static String requisites(Provider provider) {
        return provider.shape().requisites().stream()
                .map(shape -> "%s `%s`".formatted(shape.name(), shape.example()))
                .collect(Collectors.joining(", "));
    }

    private String shortCodes() {
        return "| number | without a keyword | examples |\n|---|---|---|\n"
                + catalogue.shortCodes().all().stream()
                        .map(
                                code ->
                                        row(
                                                code.number(),
                                                code.defaultCommand().map(Command::key).orElse(""),
                                                examples(code.examples())))
                        .collect(Collectors.joining());
    }

    private static String examples(List<ShortCodeExample> examples) {
        return examples.stream()
                .map(
                        example ->
                                "`%s`%s → %s"
                                        .formatted(
                                                example.text(),
                                                example.challengeOpen() ? " (awaited)" : "",
                                                example.expected()))
                .collect(Collectors.joining("<br>"));
    }

    private static String row(String... cells) {
        return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
