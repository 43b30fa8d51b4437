package kz.nusqau.simulator.smsc.pdu;

/** A PDU that breaks the protocol, with the status that its sender deserves. */
public final class MalformedPdu extends RuntimeException {

    private final int status;

    public MalformedPdu(int status, String reason) {
        super(reason);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
