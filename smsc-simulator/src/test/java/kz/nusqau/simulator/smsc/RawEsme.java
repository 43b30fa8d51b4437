package kz.nusqau.simulator.smsc;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.PduFrames;

/** A socket that writes and reads any octets. */
final class RawEsme implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private int sequence;

    RawEsme(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    RawEsme(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(5_000);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawEsme bound(int port) throws IOException {
        var esme = new RawEsme(port);
        var answer = esme.ask(CommandId.BIND_TRANSCEIVER, bind("hub", "secret", ""));
        if (answer.status() != 0) {
            throw new IOException("bind refused: " + answer);
        }
        return esme;
    }

    static Octets bind(String systemId, String password, String addressRange) {
        return new FieldWriter()
                .cString(systemId)
                .cString(password)
                .cString("")
                .int8(0x34)
                .address(new Address(0, 0, addressRange))
                .toOctets();
    }

    Pdu ask(int commandId, Octets body) throws IOException {
        send(Pdu.request(commandId, ++sequence, body).toOctets());
        return read();
    }

    void send(Octets octets) throws IOException {
        socket.getOutputStream().write(octets.toByteArray());
    }

    Pdu read() throws IOException {
        int length = in.readInt();
        var octets = ByteBuffer.allocate(length).putInt(length);
        in.readFully(octets.array(), Integer.BYTES, length - Integer.BYTES);
        var pdu = PduFrames.next(octets.rewind());
        if (pdu == null) {
            throw new EOFException();
        }
        return pdu;
    }

    /** What is left until the SMSC closes the connection. */
    Octets readToEnd() throws IOException {
        return Octets.of(in.readAllBytes());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
