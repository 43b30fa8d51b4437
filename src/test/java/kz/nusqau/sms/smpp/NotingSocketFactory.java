package kz.nusqau.sms.smpp;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import javax.net.SocketFactory;

/** Remembers the sockets it made. */
final class NotingSocketFactory extends SocketFactory {

    private final List<Socket> sockets;

    NotingSocketFactory(List<Socket> sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() {
        var socket = new Socket();
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
