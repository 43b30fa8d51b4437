package kz.nusqau.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An answer of our interfaces over HTTP that says what is wrong, after RFC 9457. */
public final class ApiFault extends ErrorResponseException {

    public ApiFault(HttpStatus status, String detail) {
        this(status, detail, null);
    }

    public ApiFault(HttpStatus status, String detail, @Nullable Throwable cause) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
    }

    public static ApiFault notFound(String what) {
        return new ApiFault(HttpStatus.NOT_FOUND, "There is no " + what + ".");
    }

    /** A field that is not what it has to be. */
    public static ApiFault field(String field, String form) {
        return field(field, form, null);
    }

    public static ApiFault field(String field, String form, @Nullable Throwable cause) {
        var fault =
                new ApiFault(
                        HttpStatus.BAD_REQUEST,
                        "The field " + field + " has to be " + form + ".",
                        cause);
        fault.getBody().setProperty("field", field);
        fault.getBody().setProperty("expected", form);
        return fault;
    }
}
