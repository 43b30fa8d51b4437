package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.nusqau.shared.RouteStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Holds {@code routes/} to the rules of the house. */
class RoutesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final int LONGEST = 100;

    /** Expression languages that carry no program. */
    private static final Set<String> SCRIPTS =
            Set.of(
                    "groovy",
                    "joor",
                    "java",
                    "js",
                    "javascript",
                    "python",
                    "mvel",
                    "ognl",
                    "spel",
                    "script",
                    "jq",
                    "datasonnet",
                    "wasm");

    private static final TreeMap<String, JsonNode> FILES = new TreeMap<>();

    @BeforeAll
    static void readAll() throws IOException {
        var yaml = new YAMLMapper();
        try (Stream<Path> files = Files.list(ROUTES)) {
            for (var file : files.toList()) {
                FILES.put(file.getFileName().toString(), yaml.readTree(file.toFile()));
            }
        }
        assertThat(FILES).isNotEmpty();
    }

    @Test
    void everyRouteSaysWhatItIsAndWhatHappensWhenItFails() {
        var faults = new ArrayList<String>();
        FILES.forEach(
                (file, root) -> {
                    for (var item : root) {
                        if (item.has("route")) {
                            check(file, item.path("route"), item.path("route"), faults);
                        }
                        if (item.has("routeTemplate")) {
                            var template = item.path("routeTemplate");
                            check(file, template, template.path("route"), faults);
                        }
                    }
                });

        assertThat(faults).isEmpty();
    }

    @Test
    void noRouteMentionsAPolicyThatDoesNotExist() {
        var policies = new HashSet<String>();
        FILES.values()
                .forEach(
                        root ->
                                root.forEach(
                                        item ->
                                                policies.add(
                                                        item.path("routeConfiguration")
                                                                .path("id")
                                                                .asText())));

        for (var node : all("routeConfigurationId")) {
            assertThat(policies).contains(node.asText());
        }
    }

    @Test
    void everyStepIsABeanMadeForRoutesAndTheReverse() {
        var named = new TreeSet<String>();
        for (var bean : all("bean")) {
            assertThat(bean.path("ref").asText()).as("ref of %s", bean).isNotEmpty();
            assertThat(bean.path("method").asText()).as("method of %s", bean).isNotEmpty();
            named.add(bean.path("ref").asText());
        }

        assertThat(named).isEqualTo(routeSteps());
    }

    @Test
    void everyMethodExists() {
        var steps = stepTypes();
        for (var bean : all("bean")) {
            var type = steps.get(bean.path("ref").asText());
            assertThat(type).isNotNull();
            assertThat(type.getMethods())
                    .extracting(java.lang.reflect.Method::getName)
                    .contains(bean.path("method").asText());
        }
    }

    @Test
    void noRouteHoldsAProgram() {
        for (var script : SCRIPTS) {
            assertThat(all(script)).as(script).isEmpty();
        }
    }

    @Test
    void everyFileFitsOnAScreen() throws IOException {
        for (var file : FILES.keySet()) {
            assertThat(file).endsWith(".camel.yaml");
            assertThat(Files.readAllLines(ROUTES.resolve(file))).hasSizeLessThanOrEqualTo(LONGEST);
        }
    }

    @Test
    void endpointsHaveTheirOptionsInBlocks() {
        for (var uri : all("uri")) {
            assertThat(uri.asText()).doesNotContain("?");
        }
    }

    private static void check(String file, JsonNode named, JsonNode route, List<String> faults) {
        if (named.path("id").asText().isEmpty()) {
            faults.add(file + ": a route has no id");
        }
        if (route.path("description").asText().isEmpty()) {
            faults.add(file + ": a route has no description");
        }
        if (route.path("routeConfigurationId").asText().isEmpty()) {
            faults.add(file + ": a route has no routeConfigurationId");
        }
    }

    private static List<JsonNode> all(String key) {
        return FILES.values().stream().flatMap(root -> root.findValues(key).stream()).toList();
    }

    private static Set<String> routeSteps() {
        return new TreeSet<>(stepTypes().keySet());
    }

    private static TreeMap<String, Class<?>> stepTypes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RouteStep.class));
        var types = new TreeMap<String, Class<?>>();
        for (var found : scanner.findCandidateComponents("kz.nusqau")) {
            var name = String.valueOf(found.getBeanClassName());
            var type = ClassUtils.resolveClassName(name, null);
            types.put(type.getAnnotation(RouteStep.class).value(), type);
        }
        return types;
    }
}
