package kz.nusqau.sms.smpp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Cuts the octets of a connection into PDUs. */
final class PduReader {

    /** Longer than any message_payload with its parameters; more is noise. */
    static final int MAX_LENGTH = 80 * 1024;

    private static final int CHUNK = 64 * 1024;

    /** Enough for a session by which nothing comes; more is taken when something does. */
    private static final int AT_REST = 1024;

    private final InputStream in;
    private byte[] octets = new byte[AT_REST];
    private int start;
    private int end;

    PduReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next PDU.
     *
     * @throws MalformedPdu when the length makes no sense: where the next PDU begins is then
     *     unknown
     * @throws EOFException at the end of the connection
     */
    Pdu next() throws IOException, MalformedPdu {
        require(Pdu.HEADER_LENGTH);
        var header = ByteBuffer.wrap(octets, start, Pdu.HEADER_LENGTH);
        int length = header.getInt();
        if (length < Pdu.HEADER_LENGTH || length > MAX_LENGTH) {
            throw new MalformedPdu(
                    Status.INVALID_COMMAND_LENGTH,
                    "command_length " + Integer.toUnsignedString(length));
        }
        int command = header.getInt();
        int status = header.getInt();
        int sequence = header.getInt();
        require(length);
        var body = Arrays.copyOfRange(octets, start + Pdu.HEADER_LENGTH, start + length);
        start += length;
        return new Pdu(command, status, sequence, body);
    }

    private void require(int length) throws IOException {
        if (octets.length - start < length) {
            octets = Arrays.copyOf(Arrays.copyOfRange(octets, start, end), Math.max(CHUNK, length));
            end -= start;
            start = 0;
        }
        while (end - start < length) {
            if (start == end) {
                start = 0;
                end = 0;
            }
            int count = in.read(octets, end, octets.length - end);
            if (count < 0) {
                throw new EOFException("closed by the peer");
            }
            end += count;
        }
    }
}
