package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Schemas as tables of members. */
final class Fields {

    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonNode document;
    private final Set<String> named = new LinkedHashSet<>();

    Fields(JsonNode document) {
        this.document = document;
    }

    /** Objects and lists of words that tables linked to, each once. */
    Set<String> named() {
        return named;
    }

    JsonNode schema(String name) {
        return resolved(document.at("/components/schemas/" + name));
    }

    /** What a reference names, with what stands beside the reference put into it. */
    JsonNode resolved(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        String ref = schema.get("$ref").asText();
        ObjectNode whole = resolved(document.at(ref.substring(1))).deepCopy();
        schema.properties().stream()
                .filter(each -> !each.getKey().equals("$ref"))
                .forEach(each -> put(whole, each.getKey(), each.getValue()));
        return whole;
    }

    private void put(ObjectNode whole, String name, JsonNode value) {
        JsonNode before = whole.get(name);
        if (before instanceof ArrayNode all && value.isArray()) {
            value.forEach(all::add);
        } else if (before instanceof ObjectNode object && value.isObject()) {
            // What a subtype says of a member is added to what is known of it.
            value.properties().forEach(each -> put(object, each.getKey(), each.getValue()));
        } else {
            whole.set(name, value.deepCopy());
        }
    }

    String table(JsonNode schema) {
        JsonNode whole = resolved(schema);
        var html = new StringBuilder("<table class=\"fields\"><tbody>\n");
        rows("", whole, html);
        return html.append("</tbody></table>\n").append(choice(whole)).toString();
    }

    private void rows(String prefix, JsonNode whole, StringBuilder html) {
        Set<String> required = words(whole.path("required"));
        for (var member : whole.path("properties").properties()) {
            JsonNode type = resolved(member.getValue());
            String name = prefix + member.getKey();
            html.append(row(name, member.getValue(), required.contains(member.getKey())));
            JsonNode items = type.path("items");
            if (items.has("properties")) {
                // Where they are of a named type, those that they have besides.
                rows(name + "[].", items, html);
            } else if (reference(member.getValue()).isEmpty() && type.has("properties")) {
                rows(name + ".", type, html);
            }
        }
    }

    private String row(String name, JsonNode stated, boolean required) {
        JsonNode type = resolved(stated);
        boolean fixed = type.has("const");
        return "<tr><th scope=\"row\"><code>%s</code><span class=\"%s\">%s</span></th><td>%s%s</td></tr>\n"
                .formatted(
                        Html.escape(name),
                        required ? "must" : "may",
                        required ? "required" : "optional",
                        "<p class=\"type\">" + (fixed ? "" : type(stated)) + form(type) + "</p>",
                        type.has("description")
                                ? Html.markdown(type.get("description").asText())
                                : "");
    }

    /** Empty where the type needs no entry of its own. */
    private String reference(JsonNode stated) {
        String ref = stated.path("$ref").asText("");
        if (!ref.startsWith(SCHEMAS)) {
            return "";
        }
        JsonNode target = schema(ref.substring(SCHEMAS.length()));
        boolean own = target.has("properties") || target.has("enum");
        return own ? ref.substring(SCHEMAS.length()) : "";
    }

    private String type(JsonNode stated) {
        String name = reference(stated);
        if (!name.isEmpty()) {
            boolean fault = name.equals("FaultCode");
            if (!fault) {
                named.add(name);
            }
            return Html.link(fault ? "faults" : "type-" + name, name);
        }
        JsonNode type = resolved(stated);
        if (type.has("items")) {
            return "list of " + type(type.get("items")) + between(type, "Items", " entries");
        }
        if (type.path("additionalProperties").isObject()) {
            return "object of "
                    + type(type.get("additionalProperties"))
                    + form(type.get("additionalProperties"));
        }
        return type.path("format").asText(type.path("type").asText(type.has("enum") ? "word" : ""));
    }

    private static String form(JsonNode type) {
        List<String> said = new ArrayList<>();
        if (type.has("const")) {
            said.add(Html.code(type.get("const").toString()));
        }
        if (type.has("enum") && type.get("enum").size() <= 5) {
            said.add(list(type.get("enum")));
        }
        if (type.has("pattern")) {
            said.add(
                    "<code class=\"form\">"
                            + Html.escape(type.get("pattern").asText())
                            + "</code>");
        }
        if (type.has("minimum") || type.has("maximum")) {
            said.add(between(type, "imum", ""));
        }
        if (type.has("minLength") || type.has("maxLength")) {
            said.add(between(type, "Length", " characters"));
        }
        return said.isEmpty() ? "" : " " + String.join(" ", said);
    }

    private static String between(JsonNode type, String what, String unit) {
        String least = type.path("min" + what).asText("");
        String most = type.path("max" + what).asText("");
        if (least.isEmpty() && most.isEmpty()) {
            return "";
        }
        String range =
                least.isEmpty()
                        ? "at most " + most
                        : most.isEmpty() ? "at least " + least : least + " to " + most;
        return " " + range + unit;
    }

    private static String list(JsonNode words) {
        return words(words).stream().map(Html::code).collect(Collectors.joining(" "));
    }

    /** One of several sets of members has to be there. */
    private static String choice(JsonNode whole) {
        List<String> sets = new ArrayList<>();
        whole.path("oneOf").forEach(each -> sets.add(list(each.path("required"))));
        return sets.isEmpty()
                ? ""
                : "<p class=\"choice\">Exactly one of: " + String.join(", ", sets) + ".</p>\n";
    }

    static Set<String> words(JsonNode list) {
        var words = new LinkedHashSet<String>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
