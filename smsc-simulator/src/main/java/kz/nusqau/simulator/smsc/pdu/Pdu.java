package kz.nusqau.simulator.smsc.pdu;

import java.nio.ByteBuffer;

/** One protocol data unit: the header and a body whose meaning depends on the command. */
public record Pdu(int commandId, int status, int sequence, Octets body) {

    public static final int HEADER_OCTETS = 16;

    /** Longest PDU taken or sent: a message_payload holds at most 64 KiB. */
    public static final int MAX_OCTETS = 70_000;

    public static Pdu request(int commandId, int sequence, Octets body) {
        return new Pdu(commandId, CommandStatus.OK, sequence, body);
    }

    public Pdu answer(int status, Octets body) {
        return new Pdu(commandId | CommandId.RESPONSE, status, sequence, body);
    }

    public static Pdu genericNack(int status, int sequence) {
        return new Pdu(CommandId.GENERIC_NACK, status, sequence, Octets.EMPTY);
    }

    public int length() {
        return HEADER_OCTETS + body.length();
    }

    public void write(ByteBuffer out) {
        out.putInt(length()).putInt(commandId).putInt(status).putInt(sequence).put(body.shared());
    }

    public Octets toOctets() {
        var buffer = ByteBuffer.allocate(length());
        write(buffer);
        return Octets.owning(buffer.array());
    }

    @Override
    public String toString() {
        return "%s status=0x%02X seq=%d body=%s"
                .formatted(CommandId.name(commandId), status, sequence, body);
    }
}
