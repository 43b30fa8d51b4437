package kz.nusqau.partner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Reads and writes JSON bodies; what comes from outside is read with limits. */
final class Bodies {

    static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_DEPTH = 16;
    private static final int LONGEST_NUMBER = 32;

    private static final ObjectMapper STRICT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .maxStringLength(MOST_BYTES)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final ObjectMapper PLAIN = new ObjectMapper();

    private Bodies() {}

    static ObjectNode object() {
        return PLAIN.createObjectNode();
    }

    static JsonNode read(byte[] body) throws FaultyMessage {
        JsonNode node;
        try {
            node = STRICT.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (StreamConstraintsException e) {
            throw new FaultyMessage(
                    FaultCode.TOO_DEEP,
                    "more than %d levels, or a number of more than %d characters"
                            .formatted(MOST_DEPTH, LONGEST_NUMBER));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new FaultyMessage(
                    FaultCode.NOT_JSON,
                    at == null
                            ? "not JSON"
                            : "not JSON at line %d, column %d"
                                    .formatted(at.getLineNr(), at.getColumnNr()));
        }
        if (node == null || !node.isObject()) {
            throw new FaultyMessage(FaultCode.NOT_JSON, "not one JSON object");
        }
        return node;
    }

    /** Equal for bodies that differ in white space and the order of members only. */
    static byte[] canonical(JsonNode body) {
        var text = new StringBuilder();
        canonical(body, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void canonical(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            node.properties().forEach(each -> members.put(each.getKey(), each.getValue()));
            char before = '{';
            for (var member : members.entrySet()) {
                text.append(before);
                quoted(member.getKey(), text);
                text.append(':');
                canonical(member.getValue(), text);
                before = ',';
            }
            text.append(members.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(
                    each -> {
                        canonical(each, text);
                        text.append(',');
                    });
            text.append(']');
        } else if (node.isTextual()) {
            quoted(node.textValue(), text);
        } else {
            text.append(node);
        }
    }

    /** As a node would write itself, which makes a generator for each: thousands of recipients. */
    private static void quoted(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
