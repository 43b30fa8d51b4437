package kz.nusqau.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.annotation.Validated;

/** What people see who wrote something wrong, and that what they override is overridden. */
class ConfigurationTest {

    private static final Map<String, Object> DEFAULTS =
            Map.of(
                    "nusqau.links.binds[0].host", "smsc",
                    "nusqau.links.binds[0].system-id", "hub",
                    "nusqau.links.binds[1].host", "other",
                    "nusqau.links.binds[1].system-id", "second");

    @Test
    void environmentChangesOneFieldOfAnEntry() {
        LinksProperties links = read(Map.of("NUSQAU_LINKS_BINDS_0_HOST", "elsewhere"));

        assertThat(links.binds())
                .containsExactly(new Bind("elsewhere", "hub"), new Bind("other", "second"));
    }

    @Test
    void environmentKnowsNoHyphens() {
        LinksProperties links = read(Map.of("NUSQAU_LINKS_BINDS_1_SYSTEMID", "mine"));

        assertThat(links.binds())
                .containsExactly(new Bind("smsc", "hub"), new Bind("other", "mine"));
    }

    @Test
    void environmentMayWriteUnderscoresForHyphensOutsideLists() {
        assertThat(read(Map.of("NUSQAU_LINKS_IDLE_AFTER", "9s")).idleAfter()).hasSeconds(9);
    }

    @Test
    void saysHowAVariableInAListIsWritten() {
        FailureAnalysis analysis = failure(Map.of("NUSQAU_LINKS_BINDS_1_SYSTEM_ID", "mine"));

        assertThat(analysis.getDescription()).contains("NUSQAU_LINKS_BINDS_1_SYSTEM_ID");
        assertThat(analysis.getAction()).contains("without an underscore in place of a hyphen");
    }

    @Test
    void commandLineChangesOneFieldOfAnEntry() {
        LinksProperties links = read(Map.of(), "--nusqau.links.binds[1].host=third");

        assertThat(links.binds())
                .containsExactly(new Bind("smsc", "hub"), new Bind("third", "second"));
    }

    @Test
    void refusesAKeyThatNobodyReads() {
        FailureAnalysis analysis = failure("--nusqau.links.tiemout=5s");

        assertThat(analysis.getDescription()).contains("nusqau.links.tiemout=5s: no such key");
        assertThat(analysis.getAction()).contains("binds, idle-after, password, retries, timeout");
    }

    @Test
    void refusesAKeyBelowAValue() {
        FailureAnalysis analysis = failure("--nusqau.links.timeout.read=5s");

        assertThat(analysis.getDescription()).contains("nusqau.links.timeout.read=5s: no such key");
    }

    @Test
    void namesTheValueThatBreaksARule() {
        FailureAnalysis analysis = failure("--nusqau.links.retries=-1");

        assertThat(analysis.getDescription())
                .isEqualTo("nusqau.links.retries=-1: must be greater than or equal to 0");
    }

    @Test
    void namesTheValueThatCannotBeRead() {
        FailureAnalysis analysis = failure("--nusqau.links.timeout=soon");

        assertThat(analysis.getDescription())
                .contains("nusqau.links.timeout=soon: 'soon' is not a valid duration")
                .contains("commandLineArgs");
    }

    @Test
    void keepsSecretsToItself() {
        FailureAnalysis password = failure("--nusqau.links.password.old=hunter2");
        assertThat(password.getDescription()).contains("******").doesNotContain("hunter2");
    }

    private static LinksProperties read(Map<String, Object> variables, String... arguments) {
        try (var context = start(variables, arguments)) {
            return context.getBean(LinksProperties.class);
        }
    }

    private static FailureAnalysis failure(String argument) {
        return failure(Map.of(), argument);
    }

    private static FailureAnalysis failure(Map<String, Object> variables, String... arguments) {
        Throwable failure = catchThrowable(() -> start(variables, arguments).close());
        assertThat(failure).as("the start").isNotNull();
        for (FailureAnalyzer analyzer :
                List.of(new StartRefusedAnalyzer(), new WrongValueAnalyzer())) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis;
            }
        }
        throw new AssertionError("nobody explains this", failure);
    }

    private static ConfigurableApplicationContext start(
            Map<String, Object> variables, String... arguments) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                variables));
        var application = new SpringApplication(Site.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        application.setDefaultProperties(DEFAULTS);
        return application.run(
                Stream.concat(Stream.of("--spring.config.name=none"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(LinksProperties.class)
    @Import(UnknownKeys.Registration.class)
    static class Site {}

    @Validated
    @ConfigurationProperties("nusqau.links")
    record LinksProperties(
            @Valid List<Bind> binds,
            @DefaultValue("3") @Min(0) int retries,
            @DefaultValue("1s") Duration timeout,
            @DefaultValue("1s") Duration idleAfter,
            @DefaultValue("") String password) {}

    record Bind(String host, String systemId) {}
}
