package kz.nusqau.sms.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMSC that takes connections, and at most lets the hub bind; then it reads nothing more. */
public final class DeafSmsc implements AutoCloseable {

    private final ServerSocket server = new ServerSocket();
    private final List<Socket> peers = new CopyOnWriteArrayList<>();

    private DeafSmsc(boolean answersBinds) throws IOException {
        server.setReceiveBufferSize(4096);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("deaf-smsc").start(() -> accept(answersBinds));
    }

    public static DeafSmsc afterTheBind() throws IOException {
        return new DeafSmsc(true);
    }

    public static DeafSmsc fromTheBeginning() throws IOException {
        return new DeafSmsc(false);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept(boolean answersBinds) {
        while (!server.isClosed()) {
            try {
                var peer = server.accept();
                peers.add(peer);
                if (answersBinds) {
                    answerBind(peer);
                }
            } catch (IOException | MalformedPdu e) {
                // Closed, or a hub that left: the next one may come.
            }
        }
    }

    private static void answerBind(Socket peer) throws IOException, MalformedPdu {
        var bind = new PduReader(peer.getInputStream()).next();
        peer.getOutputStream()
                .write(
                        Noise.frame(
                                bind.command() | Command.RESPONSE,
                                Status.OK,
                                bind.sequence(),
                                new byte[1]));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var peer : peers) {
            peer.close();
        }
    }
}
