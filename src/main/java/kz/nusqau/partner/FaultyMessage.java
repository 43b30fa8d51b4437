package kz.nusqau.partner;

/** A message can't be read. */
final class FaultyMessage extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultyMessage(Fault fault) {
        super(fault.explanation());
        this.fault = fault;
    }

    FaultyMessage(FaultCode code, String explanation) {
        this(Fault.of(code, explanation));
    }

    Fault fault() {
        return fault;
    }
}
