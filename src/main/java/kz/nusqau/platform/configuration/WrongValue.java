package kz.nusqau.platform.configuration;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Names a key with its value, secrets excepted. */
final class WrongValue {

    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|key", Pattern.CASE_INSENSITIVE);

    private WrongValue() {}

    static String describe(ConfigurationPropertyName name, @Nullable Object value) {
        String key = name.toString();
        if (value == null) {
            return key;
        }
        return key + "=" + (SECRET.matcher(key).find() ? "******" : value);
    }

    static String origin(@Nullable ConfigurationProperty property) {
        return property == null || property.getOrigin() == null
                ? ""
                : " (" + property.getOrigin() + ")";
    }
}
