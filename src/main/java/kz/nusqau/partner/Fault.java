package kz.nusqau.partner;

import java.time.Instant;
import kz.nusqau.platform.WorkWindow;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request.
 *
 * @param field JSON Pointer to the member at fault, null where it is none
 * @param explanation for the partner's programmers
 * @param until when the same request may be sent again; null where nobody can tell
 */
record Fault(FaultCode code, @Nullable String field, String explanation, @Nullable Instant until) {

    Fault {
        field = field == null ? null : Shown.text(field);
        explanation = Shown.text(explanation);
    }

    Fault(FaultCode code, @Nullable String field, String explanation) {
        this(code, field, explanation, null);
    }

    static Fault of(FaultCode code, String explanation) {
        return new Fault(code, null, explanation);
    }

    /** Later, and when (R-OPS-1). */
    static Fault later(WorkWindow work) {
        String where = work.counterparty() == null ? "the hub" : work.counterparty();
        return new Fault(
                FaultCode.PLANNED_WORK,
                null,
                "planned work on " + where + ": " + work.reason().word(),
                work.end());
    }
}
