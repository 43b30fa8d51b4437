package kz.nusqau.reconciliation;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An answer after RFC 9457. */
final class ReconciliationFault extends ErrorResponseException {

    ReconciliationFault(HttpStatus status, String detail) {
        this(status, detail, null);
    }

    ReconciliationFault(HttpStatus status, String detail, @Nullable Throwable cause) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
    }

    /** A field that is not what it has to be. */
    static ReconciliationFault field(String field, String form, @Nullable Throwable cause) {
        var fault =
                new ReconciliationFault(
                        HttpStatus.BAD_REQUEST,
                        "The field " + field + " has to be " + form + ".",
                        cause);
        fault.getBody().setProperty("field", field);
        fault.getBody().setProperty("expected", form);
        return fault;
    }

    static ReconciliationFault field(String field, String form) {
        return field(field, form, null);
    }
}
