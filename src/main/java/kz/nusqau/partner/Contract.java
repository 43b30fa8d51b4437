package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The AsyncAPI document as the judge of what comes in. */
@Component
final class Contract {

    private static final String DOCUMENT = "/partners/asyncapi.yaml";

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));

    private final JsonNode document;
    private final Map<String, Schema> schemas = new HashMap<>();

    @Autowired
    Contract() {
        this(read());
    }

    Contract(JsonNode document) {
        this.document = document;
        document.at("/components/messages")
                .properties()
                .forEach(
                        message ->
                                schemas.put(
                                        message.getKey(), schema(message.getValue(), document)));
    }

    private static JsonNode read() {
        try (var stream = Contract.class.getResourceAsStream(DOCUMENT)) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT, e);
        }
    }

    /** The payload's schema stands alone, with the components that it refers to beside it. */
    private static Schema schema(JsonNode message, JsonNode document) {
        ObjectNode alone = Bodies.object();
        alone.set("$defs", document.at("/components/schemas"));
        alone.putArray("allOf").add(message.path("payload"));
        return SCHEMAS.getSchema(
                alone.toString().replace("#/components/schemas/", "#/$defs/"), InputFormat.JSON);
    }

    JsonNode document() {
        return document;
    }

    /** What is said to those who still send it; null where it goes on. */
    @Nullable JsonNode deprecation(String message) {
        return document.at("/components/messages").path(message).get("x-deprecation");
    }

    /** Names of all messages that are described. */
    Set<String> messages() {
        return Set.copyOf(schemas.keySet());
    }

    /** The first fault of a body that is to be such a message. */
    Optional<Fault> fault(String message, JsonNode body) {
        Schema schema = schemas.get(message);
        if (schema == null) {
            throw new IllegalArgumentException("not described: " + message);
        }
        return schema.validate(body).stream()
                // The deepest says most: those above only follow from it.
                .max(Comparator.comparingInt((Error e) -> e.getInstanceLocation().getNameCount()))
                .map(Contract::fault);
    }

    private static Fault fault(Error error) {
        String where = error.getInstanceLocation().toString();
        String property = error.getProperty();
        String field = property == null ? where : where + "/" + property;
        return new Fault(FaultCode.INVALID_MEMBER, field, error.getMessage());
    }
}
