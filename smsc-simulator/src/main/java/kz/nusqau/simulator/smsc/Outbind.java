package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import kz.nusqau.simulator.smsc.pdu.CommandId;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Pdu;

/**
 * Where an ESME listens that wants to be called when something waits for it, and as whom the SMSC
 * introduces itself there (4.1.7).
 */
public record Outbind(String host, int port, String systemId, String password) {

    /** Connects, and waits for that. */
    SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress(host, port));
    }

    Pdu pdu(int sequence) {
        return Pdu.request(
                CommandId.OUTBIND,
                sequence,
                new FieldWriter().cString(systemId).cString(password).toOctets());
    }

    @Override
    public String toString() {
        return "Outbind[" + systemId + " at " + host + ":" + port + "]";
    }
}
