package kz.nusqau.sms.smpp;

import java.nio.ByteBuffer;

/**
 * One protocol data unit: the header's fields without the length, and the rest as it is on the
 * wire.
 */
record Pdu(int command, int status, int sequence, byte[] body) {

    static final int HEADER_LENGTH = 16;
    private static final byte[] EMPTY = {};

    static Pdu request(int command, int sequence, byte[] body) {
        return new Pdu(command, Status.OK, sequence, body);
    }

    static Pdu request(int command, int sequence) {
        return request(command, sequence, EMPTY);
    }

    static Pdu response(int request, int status, int sequence, byte[] body) {
        return new Pdu(request | Command.RESPONSE, status, sequence, body);
    }

    static Pdu nack(int status, int sequence) {
        return new Pdu(Command.GENERIC_NACK, status, sequence, EMPTY);
    }

    boolean isResponse() {
        return command < 0;
    }

    int length() {
        return HEADER_LENGTH + body.length;
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putInt(length()).putInt(command).putInt(status).putInt(sequence).put(body);
    }

    @Override
    public String toString() {
        return "Pdu[%08X status %02X #%d, %d octets]"
                .formatted(command, status, sequence, length());
    }
}
