package kz.nusqau.sms.smpp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** From nothing to a bound connection. */
final class Binding {

    private static final int FIRST_SEQUENCE = 1;

    private final LinkSettings settings;

    Binding(LinkSettings settings) {
        this.settings = settings;
    }

    /**
     * A connection on which the SMSC has accepted our bind.
     *
     * @param transport the socket itself, or what TLS runs over
     */
    record Bound(Socket socket, Socket transport, PduReader reader, int lastSequence) {}

    Bound connect() throws IOException, MalformedPdu {
        var transport =
                settings.sockets() instanceof SSLSocketFactory
                        ? new Socket()
                        : settings.sockets().createSocket();
        try {
            // Without it every small PDU waits 40 ms for the peer's delayed acknowledgement.
            transport.setTcpNoDelay(true);
            transport.setKeepAlive(true);
            transport.connect(
                    new InetSocketAddress(settings.host(), settings.port()),
                    (int) LinkSettings.CONNECT_WITHIN.toMillis());
            var socket = secured(transport);
            return bind(new Connection(socket, transport, new PduReader(socket.getInputStream())));
        } catch (IOException | MalformedPdu | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /** Binds on a connection that the SMSC has made. */
    Bound on(Connection call) throws IOException, MalformedPdu {
        try {
            return bind(call);
        } catch (IOException | MalformedPdu | RuntimeException e) {
            call.hangUp();
            throw e;
        }
    }

    private Bound bind(Connection connection) throws IOException, MalformedPdu {
        var socket = connection.socket();
        socket.setSoTimeout((int) LinkSettings.BIND_WITHIN.toMillis());
        socket.getOutputStream().write(octets(bind()));
        awaitBound(socket, connection.reader());
        socket.setSoTimeout(0);
        return new Bound(socket, connection.transport(), connection.reader(), FIRST_SEQUENCE);
    }

    private Socket secured(Socket transport) throws IOException {
        if (!(settings.sockets() instanceof SSLSocketFactory factory)) {
            return transport;
        }
        var tls =
                (SSLSocket) factory.createSocket(transport, settings.host(), settings.port(), true);
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return tls;
    }

    private Pdu bind() {
        var credentials = settings.credentials();
        var body = new ByteArrayOutputStream();
        SubmitSm.write(body, credentials.systemId());
        SubmitSm.write(body, credentials.password());
        SubmitSm.write(body, credentials.systemType());
        body.write(credentials.interfaceVersion());
        SubmitSm.write(body, new Address(0, 0, credentials.addressRange()));
        return Pdu.request(settings.type().command(), FIRST_SEQUENCE, body.toByteArray());
    }

    private void awaitBound(Socket socket, PduReader reader) throws IOException, MalformedPdu {
        long deadline = System.nanoTime() + LinkSettings.BIND_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            var pdu = reader.next();
            if (pdu.command() == (settings.type().command() | Command.RESPONSE)
                    || pdu.command() == Command.GENERIC_NACK) {
                if (pdu.status() != Status.OK || pdu.command() == Command.GENERIC_NACK) {
                    throw new BindRefused(pdu.status());
                }
                return;
            }
            if (pdu.command() == Command.ENQUIRE_LINK) {
                var response = Pdu.response(pdu.command(), Status.OK, pdu.sequence(), new byte[0]);
                socket.getOutputStream().write(octets(response));
            }
            // Anything else before the answer to the bind has no place yet and is not answered.
        }
        throw new IOException("no answer to the bind within " + LinkSettings.BIND_WITHIN);
    }

    private static byte[] octets(Pdu pdu) {
        var buffer = java.nio.ByteBuffer.allocate(pdu.length());
        pdu.writeTo(buffer);
        return buffer.array();
    }
}
