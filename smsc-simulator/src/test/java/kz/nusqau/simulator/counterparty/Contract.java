package kz.nusqau.simulator.counterparty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;

/**
 * An OpenAPI file that answers are held against: status, required and unknown fields, constants,
 * choices, patterns.
 */
public final class Contract {

    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    public static Contract of(String file) {
        try {
            var path = Path.of("src/docs/api", file);
            return new Contract(new YAMLMapper().readTree(path.toFile()));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /** Everything that is described, as {@code post /v1/charges}. */
    public List<String> operations() {
        var all = new ArrayList<String>();
        for (var path : document.get("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(verb -> all.add(verb + " " + path.getKey()));
        }
        return all;
    }

    /** Fails unless the answer is one that the operation may give. */
    public void accept(String method, String path, Reply reply) {
        var responses = document.at("/paths").path(path).path(method).path("responses");
        var response = resolved(responses.path(String.valueOf(reply.status())));
        assertThat(response.isMissingNode())
                .as("%s %s may answer %d", method, path, reply.status())
                .isFalse();
        if (response.path("content").has("text/csv")) {
            assertThat(reply.raw().headers().firstValue("Content-Type"))
                    .hasValue("text/csv; charset=utf-8");
            return;
        }
        var schema = response.at("/content/application~1json/schema");
        check(method + " " + path + " " + reply.status(), schema, reply.json());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.get("$ref").asText().substring(1)))
                : node;
    }

    private void check(String where, JsonNode described, JsonNode value) {
        var schema = resolved(described);
        assertThat(schema.isMissingNode()).as("%s is described", where).isFalse();
        if (schema.has("oneOf")) {
            checkOneOf(where, schema.get("oneOf"), value);
            return;
        }
        if (schema.has("const")) {
            assertThat(value).as(where).isEqualTo(schema.get("const"));
        }
        if (schema.has("enum")) {
            assertThat(schema.get("enum")).as(where).contains(value);
        }
        if (schema.has("pattern")) {
            assertThat(value.asText())
                    .as(where)
                    .matches(Pattern.compile(schema.get("pattern").asText()));
        }
        switch (schema.path("type").asText()) {
            case "object" -> checkObject(where, schema, value);
            case "array" -> {
                assertThat(value.isArray()).as(where).isTrue();
                value.forEach(item -> check(where + "[]", schema.get("items"), item));
            }
            case "string" -> assertThat(value.isTextual()).as("%s is text", where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as("%s is boolean", where).isTrue();
            default -> {}
        }
    }

    private void checkObject(String where, JsonNode schema, JsonNode value) {
        assertThat(value.isObject()).as("%s is an object", where).isTrue();
        for (var required : schema.path("required")) {
            assertThat(value.has(required.asText())).as("%s has %s", where, required).isTrue();
        }
        for (var field : value.properties()) {
            check(
                    where + "." + field.getKey(),
                    schema.path("properties").path(field.getKey()),
                    field.getValue());
        }
    }

    private void checkOneOf(String where, JsonNode choices, JsonNode value) {
        var fitting = 0;
        for (var choice : choices) {
            try {
                check(where, choice, value);
                fitting++;
            } catch (AssertionError e) {
                // Another choice may fit; none fitting is told below.
            }
        }
        assertThat(fitting).as("%s fits one of its forms: %s", where, value).isEqualTo(1);
    }
}
