package kz.nusqau.partner;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request.
 *
 * @param field JSON Pointer to the member at fault, null where it is none
 * @param explanation for the partner's programmers
 */
record Fault(FaultCode code, @Nullable String field, String explanation) {

    Fault {
        field = field == null ? null : Shown.text(field);
        explanation = Shown.text(explanation);
    }

    static Fault of(FaultCode code, String explanation) {
        return new Fault(code, null, explanation);
    }
}
