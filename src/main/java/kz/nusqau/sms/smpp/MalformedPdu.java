package kz.nusqau.sms.smpp;

/** A PDU that breaks the protocol. */
final class MalformedPdu extends Exception {

    private final int status;

    /** What the peer is told. */
    MalformedPdu(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
