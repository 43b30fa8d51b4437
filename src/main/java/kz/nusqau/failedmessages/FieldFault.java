package kz.nusqau.failedmessages;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request with a field at fault; the answer names it in {@code field}. */
final class FieldFault extends DeskFault {

    FieldFault(String field, String form) {
        this(field, form, null);
    }

    FieldFault(String field, String form, @Nullable Throwable cause) {
        super(HttpStatus.BAD_REQUEST, "The field " + field + " has to be " + form + ".", cause);
        getBody().setProperty("field", field);
        getBody().setProperty("expected", form);
    }
}
