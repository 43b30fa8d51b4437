package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import kz.nusqau.instruction.Command;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every example in the files of the catalogue. */
@Tag("R-SC-1")
class CatalogueExamplesTest {

    private final Catalogue catalogue = CatalogueForTests.catalogue();

    @TestFactory
    Stream<DynamicTest> readsTheExamplesOfEveryShortCode() {
        return catalogue.shortCodes().all().stream()
                .flatMap(
                        code ->
                                code.examples().stream()
                                        .map(
                                                example ->
                                                        test(
                                                                code.number(),
                                                                code.defaultCommand(),
                                                                example)));
    }

    @TestFactory
    Stream<DynamicTest> readsTheExamplesOfEveryProviderOnEveryShortCode() {
        return catalogue.shortCodes().all().stream()
                .flatMap(
                        code ->
                                catalogue.providers().all().stream()
                                        .flatMap(provider -> provider.examples().stream())
                                        .map(
                                                example ->
                                                        test(
                                                                code.number(),
                                                                code.defaultCommand(),
                                                                example)));
    }

    private static DynamicTest test(
            String number, Optional<Command> defaultCommand, ShortCodeExample example) {
        return DynamicTest.dynamicTest(
                number + ": " + example.text(),
                () ->
                        assertThat(
                                        CatalogueLoader.read(
                                                CatalogueForTests.parser(),
                                                defaultCommand,
                                                example))
                                .isEqualTo(example.expected()));
    }
}
