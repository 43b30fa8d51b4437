package kz.nusqau.platform.configuration;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** A value that can't be read, or breaks a rule: which one, where it stands, what is possible. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WrongValueAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!cause.getName().toString().startsWith("nusqau")) {
            return null;
        }
        String description =
                cause.getCause() instanceof BindValidationException validation
                        ? brokenRules(validation)
                        : unreadable(cause);
        return new FailureAnalysis(
                description,
                "Change it in the file or variable named, or remove it to take the default.",
                rootFailure);
    }

    private static String brokenRules(BindValidationException validation) {
        var errors = validation.getValidationErrors();
        return errors.getAllErrors().stream()
                .map(error -> brokenRule(errors.getName(), error))
                .collect(Collectors.joining("\n"));
    }

    private static String brokenRule(ConfigurationPropertyName parent, ObjectError error) {
        if ("AssertTrue".equals(error.getCode())) {
            // A rule over several values: its message begins with the key they share.
            return parent + "." + error.getDefaultMessage();
        }
        if (error instanceof FieldError field) {
            String name =
                    field.getField()
                            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                            .toLowerCase(Locale.ROOT);
            Object value = field.getRejectedValue();
            return WrongValue.describe(
                            ConfigurationPropertyName.of(parent + "." + name),
                            value == null ? "" : value)
                    + ": "
                    + error.getDefaultMessage();
        }
        return parent + ": " + error.getDefaultMessage();
    }

    private static String unreadable(BindException cause) {
        var property = cause.getProperty();
        String reason = rootMessage(cause);
        if (property == null) {
            return cause.getName() + ": " + reason;
        }
        return WrongValue.describe(property.getName(), property.getValue())
                + ": "
                + reason
                + WrongValue.origin(property);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof ConverterNotFoundException) {
            return "one value stands where several are expected, or the reverse";
        }
        return root instanceof NumberFormatException
                ? "not a number"
                : String.valueOf(root.getMessage());
    }
}
