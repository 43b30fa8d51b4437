package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The partner's own names of what it asks for. */
final class RequestIds {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private RequestIds() {}

    /** Null where there is none that can be given back. */
    static @Nullable String of(JsonNode member) {
        return member.isTextual() && SHAPE.matcher(member.asText()).matches()
                ? member.asText()
                : null;
    }
}
