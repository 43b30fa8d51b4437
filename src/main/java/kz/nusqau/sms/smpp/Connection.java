package kz.nusqau.sms.smpp;

import java.io.IOException;
import java.net.Socket;

/**
 * A connection that is not bound yet.
 *
 * @param transport the socket itself, or what TLS runs over
 * @param reader may hold what came behind the PDU read last
 */
record Connection(Socket socket, Socket transport, PduReader reader) {

    void hangUp() throws IOException {
        transport.close();
        socket.close();
    }
}
