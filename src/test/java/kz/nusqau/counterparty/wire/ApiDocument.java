package kz.nusqau.counterparty.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OpenAPI document as the judge of what went over the wire: path, credentials, parameters and
 * body of each request, status, headers and body of each answer. What is not described is not
 * allowed, although the document lets the other side ignore it: nothing goes out by accident.
 */
public final class ApiDocument {

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    private final JsonNode document;
    private final String base;
    private final List<Described> operations = new ArrayList<>();

    /** An operation, and what its path looks like. */
    private record Described(String method, Pattern path, List<String> names, JsonNode operation) {

        String id() {
            return operation.path("operationId").asText();
        }
    }

    /**
     * @param base path under which it is served
     */
    private ApiDocument(JsonNode document, String base) {
        this.document = document;
        this.base = base;
        close(document);
        for (var path : document.path("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                operations.add(described(path.getKey(), verb.getKey(), verb.getValue()));
            }
        }
    }

    public static ApiDocument of(String file, String base) {
        try {
            var path = Path.of("src/docs/api", file);
            return new ApiDocument(new YAMLMapper().readTree(path.toFile()), base);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Makes every object refuse what it doesn't name. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::close);
    }

    private static Described described(String path, String verb, JsonNode operation) {
        var names = new ArrayList<String>();
        var pattern = new StringBuilder();
        Matcher parameter = Pattern.compile("\\{([^}]+)}").matcher(path);
        int last = 0;
        while (parameter.find()) {
            pattern.append(Pattern.quote(path.substring(last, parameter.start())));
            pattern.append("([^/]+)");
            names.add(parameter.group(1));
            last = parameter.end();
        }
        pattern.append(Pattern.quote(path.substring(last)));
        return new Described(verb, Pattern.compile(pattern.toString()), names, operation);
    }

    /** All that are described. */
    public Set<String> operations() {
        var ids = new TreeSet<String>();
        operations.forEach(each -> ids.add(each.id()));
        return ids;
    }

    /** The operation that was asked for; empty when none is described so. */
    public Optional<String> operation(Recorded recorded) {
        return find(recorded).map(Described::id);
    }

    private Optional<Described> find(Recorded recorded) {
        String path = recorded.target().replaceAll("\\?.*", "");
        return operations.stream()
                .filter(each -> each.method().equalsIgnoreCase(recorded.method()))
                .filter(each -> path.startsWith(base))
                .filter(each -> each.path().matcher(path.substring(base.length())).matches())
                .findFirst();
    }

    /** What is not as described, in words. */
    public List<String> objections(Recorded recorded) {
        var said = new ArrayList<String>();
        Optional<Described> found = find(recorded);
        if (found.isEmpty()) {
            said.add("no such operation");
        } else {
            JsonNode operation = found.get().operation();
            judgeCredentials(recorded, said);
            judgeParameters(found.get(), recorded, said);
            judgeBody("request", resolved(operation.path("requestBody")), recorded.request(), said);
            judgeAnswer(operation, recorded, said);
        }
        return said.stream().map(each -> recorded + ": " + each).toList();
    }

    private void judgeCredentials(Recorded recorded, List<String> said) {
        for (String scheme : schemes()) {
            JsonNode described = document.at("/components/securitySchemes/" + scheme);
            boolean isBearer = described.path("scheme").asText().equals("bearer");
            String header = isBearer ? "Authorization" : described.path("name").asText();
            String value = recorded.request().header(header);
            if (value.isEmpty() || (isBearer && !value.startsWith("Bearer "))) {
                said.add("no " + header);
            }
        }
    }

    private List<String> schemes() {
        var schemes = new ArrayList<String>();
        document.path("security").forEach(each -> each.fieldNames().forEachRemaining(schemes::add));
        return schemes;
    }

    private void judgeParameters(Described described, Recorded recorded, List<String> said) {
        Map<String, String> given = given(described, recorded);
        for (JsonNode each : described.operation().path("parameters")) {
            JsonNode parameter = resolved(each);
            String place = parameter.path("in").asText();
            String name = parameter.path("name").asText();
            String key = place + " " + (place.equals("header") ? name.toLowerCase() : name);
            String value = given.remove(key);
            if (value != null) {
                said.addAll(schemaErrors(key, parameter.path("schema"), TextNode.valueOf(value)));
            } else if (parameter.path("required").asBoolean()) {
                said.add(key + " is missing");
            }
        }
        given.keySet().forEach(each -> said.add(each + " is not described"));
    }

    /** Of headers only those that are of our own making. */
    private Map<String, String> given(Described described, Recorded recorded) {
        var given = new HashMap<String, String>();
        String[] target = recorded.target().split("\\?", 2);
        Matcher path = described.path().matcher(target[0].substring(base.length()));
        if (path.matches()) {
            for (int i = 0; i < described.names().size(); i++) {
                given.put("path " + described.names().get(i), decoded(path.group(i + 1)));
            }
        }
        if (target.length > 1) {
            for (String pair : target[1].split("&")) {
                String[] parts = pair.split("=", 2);
                given.put("query " + decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        for (String name : recorded.request().headers().keySet()) {
            if (name.toLowerCase().startsWith("x-") && !isCredential(name)) {
                given.put("header " + name.toLowerCase(), recorded.request().header(name));
            }
        }
        return given;
    }

    private boolean isCredential(String header) {
        return schemes().stream()
                .map(scheme -> document.at("/components/securitySchemes/" + scheme))
                .anyMatch(scheme -> scheme.path("name").asText().equalsIgnoreCase(header));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void judgeAnswer(JsonNode operation, Recorded recorded, List<String> said) {
        JsonNode described = operation.path("responses").path(String.valueOf(recorded.status()));
        if (described.isMissingNode()) {
            said.add("the status is not described");
            return;
        }
        JsonNode answer = resolved(described);
        judgeBody("answer", answer, recorded.answer(), said);
        for (var header : answer.path("headers").properties()) {
            String value = recorded.answer().header(header.getKey());
            if (!value.isEmpty()) {
                said.addAll(
                        schemaErrors(
                                "header " + header.getKey(),
                                header.getValue().path("schema"),
                                TextNode.valueOf(value)));
            }
        }
    }

    private void judgeBody(
            String which, JsonNode described, Recorded.Message message, List<String> said) {
        if (message.body().length == 0) {
            if (described.has("content")) {
                said.add(which + " has no body");
            }
            return;
        }
        JsonNode content = described.path("content").path(message.mediaType());
        if (content.isMissingNode()) {
            said.add("%s of type '%s' is not described".formatted(which, message.mediaType()));
            return;
        }
        JsonNode body =
                message.mediaType().equals("application/json")
                        ? Json.read(message.body()).orElse(TextNode.valueOf(message.text()))
                        : TextNode.valueOf(message.text());
        said.addAll(schemaErrors(which, content.path("schema"), body));
    }

    /** The schema stands alone, with the components that it refers to beside it. */
    private List<String> schemaErrors(String where, JsonNode schema, JsonNode value) {
        ObjectNode alone = Json.object();
        alone.set("components", document.path("components"));
        alone.putArray("allOf").add(schema);
        return SCHEMAS
                .getSchema(alone.toString(), InputFormat.JSON)
                .validate(value.toString(), InputFormat.JSON)
                .stream()
                .map(error -> where + " " + error)
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.get("$ref").asText().substring(1)))
                : node;
    }
}
