package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document of the operations is what the running hub offers, in both directions. */
@ExtendWith(SharedHub.class)
@Tag("R-OPS-8")
class OperationsApiIT {

    private static final Path FILE = Path.of("src/docs/api/operations.openapi.yaml");

    private final JsonNode document = read();

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(FILE.toFile());
        } catch (java.io.IOException e) {
            throw new AssertionError("cannot read " + FILE, e);
        }
    }

    @Test
    void documentsEveryOperationAndNoOther(HubUnderTest hub) {
        assertThat(described().keySet()).isEqualTo(offered(hub).keySet());
    }

    @Test
    void documentsTheParameters(HubUnderTest hub) {
        offered(hub)
                .forEach(
                        (operation, method) ->
                                assertThat(parameters(described().get(operation)))
                                        .as(operation)
                                        .isEqualTo(parameters(method)));
    }

    @Test
    void documentsTheBodiesThatAreTaken(HubUnderTest hub) {
        offered(hub)
                .forEach(
                        (operation, method) -> {
                            JsonNode body =
                                    resolved(described().get(operation).path("requestBody"));
                            JsonNode schema = body.at("/content/application~1json/schema");
                            for (Parameter parameter : method.getMethod().getParameters()) {
                                if (parameter.isAnnotationPresent(RequestBody.class)) {
                                    compare(operation, parameter.getType(), schema);
                                } else if (parameter.getType() == InputStream.class) {
                                    assertThat(names(body.path("content")))
                                            .as(operation)
                                            .contains("text/csv");
                                }
                            }
                        });
    }

    @Test
    void documentsTheAnswers(HubUnderTest hub) {
        offered(hub)
                .forEach(
                        (operation, method) -> {
                            Type answer = method.getMethod().getGenericReturnType();
                            if (answer instanceof ParameterizedType some
                                    && some.getRawType() == ResponseEntity.class) {
                                answer = some.getActualTypeArguments()[0];
                            }
                            JsonNode response =
                                    resolved(
                                            described()
                                                    .get(operation)
                                                    .path("responses")
                                                    .path("200"));
                            compare(
                                    operation,
                                    answer,
                                    response.at("/content/application~1json/schema"));
                        });
    }

    @Test
    void refusesWhoIsNobodyAsDocumented(HubUnderTest hub) {
        described()
                .forEach(
                        (operation, node) ->
                                assertThat(names(node.path("responses")))
                                        .as(operation)
                                        .contains("401"));
        described().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("post "))
                .forEach(
                        entry ->
                                assertThat(names(entry.getValue().path("responses")))
                                        .as(entry.getKey())
                                        .contains("403"));
    }

    /** {@code get /api/failed-messages} and what is written about it. */
    private Map<String, JsonNode> described() {
        Map<String, JsonNode> described = new TreeMap<>();
        for (var path : document.get("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                described.put(verb.getKey() + " " + path.getKey(), verb.getValue());
            }
        }
        return described;
    }

    private static Map<String, HandlerMethod> offered(HubUnderTest hub) {
        Map<String, HandlerMethod> offered = new TreeMap<>();
        hub.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach(
                        (info, method) -> {
                            for (String path : info.getPatternValues()) {
                                for (var verb : info.getMethodsCondition().getMethods()) {
                                    String name = verb.name().toLowerCase(Locale.ROOT);
                                    if (path.startsWith("/api/")) {
                                        offered.put(name + " " + path, method);
                                    }
                                }
                            }
                        });
        return offered;
    }

    /** {@code query limit}, {@code path id}. */
    private Set<String> parameters(JsonNode operation) {
        Set<String> parameters = new TreeSet<>();
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = resolved(each);
            parameters.add(parameter.path("in").asText() + " " + parameter.path("name").asText());
        }
        return parameters;
    }

    private static Set<String> parameters(HandlerMethod method) {
        Set<String> parameters = new TreeSet<>();
        for (Parameter parameter : method.getMethod().getParameters()) {
            if (parameter.isAnnotationPresent(RequestParam.class)) {
                parameters.add("query " + parameter.getName());
            }
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                parameters.add("path " + parameter.getName());
            }
        }
        return parameters;
    }

    /** Holds a type's properties, as they are written, against a schema, all the way down. */
    private void compare(String where, Type type, JsonNode described) {
        JsonNode schema = resolved(described);
        assertThat(schema.isMissingNode()).as("%s is described", where).isFalse();
        if (type instanceof ParameterizedType list
                && Collection.class.isAssignableFrom((Class<?>) list.getRawType())) {
            assertThat(types(schema)).as(where).contains("array");
            compare(where + "[]", list.getActualTypeArguments()[0], schema.path("items"));
            return;
        }
        var raw = (Class<?>) type;
        if (isSimple(raw)) {
            assertThat(schema.has("enum") || types(schema).contains(jsonType(raw)))
                    .as("%s: %s is %s", where, raw.getSimpleName(), schema)
                    .isTrue();
            return;
        }
        assertThat(types(schema)).as(where).contains("object");
        Map<String, Type> properties = properties(raw);
        assertThat(names(schema.path("properties"))).as(where).isEqualTo(properties.keySet());
        assertThat(properties.keySet()).as(where).containsAll(texts(schema.path("required")));
        properties.forEach(
                (name, its) ->
                        compare(where + "." + name, its, schema.path("properties").path(name)));
    }

    private static Map<String, Type> properties(Class<?> type) {
        var mapper = new ObjectMapper();
        var description =
                mapper.getSerializationConfig()
                        .introspect(mapper.getTypeFactory().constructType(type));
        Map<String, Type> properties = new TreeMap<>();
        for (BeanPropertyDefinition each : description.findProperties()) {
            properties.put(each.getName(), genericType(type, each));
        }
        return properties;
    }

    /** Of a record's component; views have no other properties. */
    private static Type genericType(Class<?> type, BeanPropertyDefinition property) {
        if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                if (component.getName().equals(property.getInternalName())) {
                    return component.getGenericType();
                }
            }
        }
        return property.getAccessor().getRawType();
    }

    private static boolean isSimple(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || Set.of(
                                String.class,
                                UUID.class,
                                Instant.class,
                                LocalDate.class,
                                Integer.class,
                                Long.class,
                                Boolean.class)
                        .contains(type);
    }

    private static String jsonType(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == int.class
                        || type == long.class
                        || type == Integer.class
                        || type == Long.class
                ? "integer"
                : "string";
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? texts(type) : Set.of(type.asText());
    }

    private static Set<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return new TreeSet<>(texts);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.get("$ref").asText().substring(1)))
                : node;
    }
}
