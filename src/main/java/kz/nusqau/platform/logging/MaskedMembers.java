package kz.nusqau.platform.logging;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** Masks numbers in every text of a structured log line. */
public final class MaskedMembers implements StructuredLoggingJsonMembersCustomizer<Object> {

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(
                (path, value) -> value instanceof String text ? NumberMask.mask(text) : value);
    }
}
