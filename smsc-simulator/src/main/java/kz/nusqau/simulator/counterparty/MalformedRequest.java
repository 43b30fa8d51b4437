package kz.nusqau.simulator.counterparty;

/** The request says nothing usable: answered 400, remembered nowhere. */
public final class MalformedRequest extends RuntimeException {

    private final String code;
    private final String field;

    private MalformedRequest(String code, String field, String description) {
        super(description, null, false, false);
        this.code = code;
        this.field = field;
    }

    public static MalformedRequest format(String field, String description) {
        return new MalformedRequest("formatError", field, description);
    }

    public static MalformedRequest missing(String field) {
        return new MalformedRequest("mandatoryValueNotSupplied", field, field + " is missing");
    }

    public static MalformedRequest currency(String given) {
        return new MalformedRequest(
                "currencyNotSupported", "currency", "only KZT is served, not " + given);
    }

    Refusal refusal() {
        return new Refusal(400, "validation", code, String.valueOf(getMessage()), field);
    }
}
