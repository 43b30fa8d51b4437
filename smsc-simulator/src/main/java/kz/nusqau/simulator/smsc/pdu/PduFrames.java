package kz.nusqau.simulator.smsc.pdu;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into PDUs. */
public final class PduFrames {

    private PduFrames() {}

    /**
     * The next PDU of a buffer in reading state, or null while it is incomplete.
     *
     * @throws MalformedPdu when the length can't be one: the stream is lost, because nobody knows
     *     where the next PDU begins
     */
    public static @Nullable Pdu next(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return null;
        }
        int length = in.getInt(in.position());
        if (length < Pdu.HEADER_OCTETS || length > Pdu.MAX_OCTETS) {
            throw new MalformedPdu(
                    CommandStatus.INVALID_COMMAND_LENGTH, "command_length " + length);
        }
        if (in.remaining() < length) {
            return null;
        }
        in.getInt();
        int commandId = in.getInt();
        int status = in.getInt();
        int sequence = in.getInt();
        var body = new byte[length - Pdu.HEADER_OCTETS];
        in.get(body);
        return new Pdu(commandId, status, sequence, Octets.owning(body));
    }
}
