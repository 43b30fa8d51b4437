package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The service behind Kannel's get-url: one thread, connections kept alive, the same short text to
 * everybody. As little as a service can do, so that Kannel is what is measured.
 */
final class ReplyServer implements AutoCloseable {

    private static final int REQUEST_OCTETS = 16 * 1024;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel server;
    private final Selector selector;
    private final byte[] answer;

    private ReplyServer(ServerSocketChannel server, Selector selector, String text) {
        this.server = server;
        this.selector = selector;
        this.answer =
                """
                HTTP/1.1 200 OK\r
                Content-Type: text/plain; charset=UTF-8\r
                Content-Length: %d\r
                Connection: keep-alive\r
                \r
                %s"""
                        .formatted(text.length(), text)
                        .getBytes(StandardCharsets.US_ASCII);
    }

    static ReplyServer start(String text) {
        try {
            var server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
            server.configureBlocking(false);
            var selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            var replies = new ReplyServer(server, selector, text);
            Thread.ofPlatform().daemon(true).name("reply-server").start(replies::serve);
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the service behind Kannel", e);
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(
                        key -> {
                            if (key.isAcceptable()) {
                                accept();
                            } else {
                                answer(key);
                            }
                        });
            }
        } catch (ClosedSelectorException e) {
            // How close() ends this thread.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            SocketChannel client = server.accept();
            if (client != null) {
                client.configureBlocking(false);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(
                        selector, SelectionKey.OP_READ, ByteBuffer.allocate(REQUEST_OCTETS));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers every request whose head is complete; a GET has nothing after it. */
    private void answer(SelectionKey key) {
        var client = (SocketChannel) key.channel();
        var request = (ByteBuffer) key.attachment();
        try {
            if (client.read(request) < 0) {
                client.close();
                return;
            }
            for (int requests = takeHeads(request); requests > 0; requests--) {
                write(client, ByteBuffer.wrap(answer));
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Removes complete heads from the buffer and says how many there were. */
    private static int takeHeads(ByteBuffer request) {
        int heads = 0;
        int from = 0;
        int matched = 0;
        for (int i = 0; i < request.position(); i++) {
            byte octet = request.get(i);
            matched = octet == END_OF_HEAD[matched] ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == END_OF_HEAD.length) {
                heads++;
                from = i + 1;
                matched = 0;
            }
        }
        request.flip().position(from);
        request.compact();
        return heads;
    }

    private static void write(SocketChannel client, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            client.write(octets);
        }
    }
}
