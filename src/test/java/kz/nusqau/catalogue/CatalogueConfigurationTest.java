package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CatalogueConfigurationTest {

    @EnableConfigurationProperties(CatalogueProperties.class)
    private static final class Bound {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withUserConfiguration(Bound.class, CatalogueConfiguration.class)
                    .withBean(Clock.class, Clock::systemUTC)
                    .withBean(Published.class, PublishedForTests::new);

    @Test
    void offersCatalogueAndParser() {
        runner.run(
                context -> {
                    var catalogue = context.getBean(CatalogueInForce.class).now();
                    assertThat(catalogue.shortCodes().find("any", "7701")).isPresent();
                    assertThat(catalogue.parser()).isNotNull();
                });
    }

    @Test
    @Tag("R-SC-1")
    void takesShortCodesFromAnotherFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("codes.yaml");
        Files.writeString(
                file,
                """
                code-sender: mobimoney
                short-codes:
                  - number: "1234"
                    default: balance
                    examples: [{text: wallet, reads: balance wallet}]
                  # The menus offer it, and amounts alone are read by the number they come to.
                  - number: "+77014589654"
                    default: app-store
                    examples: [{text: 990 тг, reads: app-store 990.00}]
                """);

        runner.withPropertyValues("nusqau.short-codes=" + file.toUri())
                .run(
                        context -> {
                            var codes = context.getBean(CatalogueInForce.class).now().shortCodes();
                            assertThat(codes.find("any", "1234")).isPresent();
                            assertThat(codes.find("any", "7701")).isEmpty();
                            assertThat(codes.codeSender()).isEqualTo("mobimoney");
                        });
    }

    @Test
    void refusesToStartOnAFaultyFile() {
        runner.withPropertyValues("nusqau.catalogue.texts=classpath:catalogue/limits.yaml")
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageContainingAll(
                                                "limits.yaml", "'hub'", "is not known"));
    }
}
