package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An SMSC that lets everybody in and has a bad line. Like a real one it keeps the messages that are
 * not answered when a session ends, and delivers them again in the next.
 */
final class NoisySmsc implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LARGEST_CHUNK = 3_000;

    private final ServerSocket server;
    private final Noise noise;
    private final Map<Integer, byte[]> kept = new LinkedHashMap<>();
    private int lastSequence;

    NoisySmsc(Noise noise) throws IOException {
        this.noise = noise;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Messages whose answer is outstanding. */
    Map<Integer, byte[]> kept() {
        return kept;
    }

    /** Instead of an answer to its bind the ESME gets anything else, and the connection ends. */
    void refuse() throws IOException {
        try (var socket = server.accept()) {
            int sequence = new PduReaderOf(socket).next().sequence();
            var out = socket.getOutputStream();
            switch (noise.below(4)) {
                case 0 -> out.write(noise.unframed());
                case 1 -> out.write(noise.truncated());
                case 2 -> out.write(answer(Status.BIND_FAILED, sequence));
                default -> {
                    out.write(noise.pdu());
                    out.write(noise.truncated());
                }
            }
        }
    }

    Conversation accept() throws IOException {
        var socket = server.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var reader = new PduReaderOf(socket);
        var bind = reader.next();
        if (noise.oneIn(3)) {
            socket.getOutputStream().write(noise.pdu());
        }
        socket.getOutputStream().write(answer(Status.OK, bind.sequence()));
        return new Conversation(socket, reader);
    }

    private static byte[] answer(int status, int sequence) {
        return Noise.frame(
                Command.BIND_TRANSCEIVER | Command.RESPONSE, status, sequence, new byte[1]);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One session, seen from the SMSC. */
    final class Conversation implements AutoCloseable {

        private final Socket socket;
        private final OutputStream out;
        private final PduReaderOf reader;
        private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
        private volatile int awaited;
        private volatile CompletableFuture<Boolean> barrier = new CompletableFuture<>();

        private Conversation(Socket socket, PduReaderOf reader) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.reader = reader;
            Thread.ofPlatform().daemon().name("noisy-smsc").start(this::read);
        }

        /**
         * Sends so many PDUs, every third a message, cut anywhere, and waits until the ESME has
         * read them all.
         *
         * @return false when the session ended before
         */
        boolean talk(int pdus) throws Exception {
            var stream = new ByteArrayOutputStream();
            kept.values().forEach(stream::writeBytes);
            for (int i = 0; i < pdus; i++) {
                if (i % 3 == 0) {
                    var message = noise.message(++lastSequence);
                    kept.put(lastSequence, message);
                    stream.writeBytes(message);
                } else {
                    stream.writeBytes(noise.pdu());
                }
            }
            awaited = ++lastSequence;
            stream.writeBytes(Noise.frame(Command.ENQUIRE_LINK, 0, awaited, new byte[0]));
            try {
                sendInChunks(stream.toByteArray());
            } catch (IOException e) {
                // The ESME has closed: what is kept comes again.
                return false;
            }
            return barrier.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) && allAnswered();
        }

        private void sendInChunks(byte[] octets) throws IOException {
            for (int at = 0; at < octets.length; ) {
                int length = Math.min(1 + noise.below(LARGEST_CHUNK), octets.length - at);
                out.write(octets, at, length);
                at += length;
            }
        }

        /** Messages may be answered after what came later. */
        private boolean allAnswered() throws InterruptedException {
            synchronized (answers) {
                long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
                while (!answers.keySet().containsAll(kept.keySet())
                        && !ended.isDone()
                        && System.nanoTime() < deadline) {
                    answers.wait(100);
                }
            }
            boolean all = answers.keySet().containsAll(kept.keySet());
            kept.keySet()
                    .removeIf(
                            sequence -> {
                                var status = answers.get(sequence);
                                assertThat(status).as("status of #" + sequence).isIn(null, 0);
                                return status != null;
                            });
            return all;
        }

        /** The messages that the ESME has answered. */
        Set<Integer> answered() {
            return answers.keySet();
        }

        /** Ends the session in one of the ways there are; the ESME has to see it. */
        void end() throws Exception {
            try {
                switch (noise.below(6)) {
                    case 0 -> out.write(noise.unframed());
                    case 1 -> {
                        out.write(noise.truncated());
                        socket.shutdownOutput();
                    }
                    case 2 -> out.write(Noise.frame(Command.UNBIND, 0, 1, new byte[0]));
                    case 3 ->
                            out.write(
                                    Noise.frame(
                                            Command.UNBIND | Command.RESPONSE, 0, 1, new byte[0]));
                    case 4 ->
                            out.write(
                                    Noise.frame(
                                            Command.GENERIC_NACK,
                                            Status.INVALID_COMMAND_LENGTH,
                                            1,
                                            new byte[0]));
                    default -> {
                        // The connection is reset, not closed.
                        socket.setSoLinger(true, 0);
                        socket.close();
                    }
                }
            } catch (IOException e) {
                assertThat(e).as("the ESME was faster").isNotNull();
            }
            try {
                ended.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError("the ESME did not end its session", e);
            }
        }

        private void read() {
            try {
                while (true) {
                    var pdu = reader.next();
                    if (pdu.command() == (Command.ENQUIRE_LINK | Command.RESPONSE)
                            && pdu.sequence() == awaited) {
                        barrier.complete(true);
                    } else if (pdu.command() == (Command.DELIVER_SM | Command.RESPONSE)
                            && pdu.sequence() < Noise.FIRST_SEQUENCE) {
                        synchronized (answers) {
                            answers.put(pdu.sequence(), pdu.status());
                            answers.notifyAll();
                        }
                    }
                }
            } catch (IOException e) {
                barrier.complete(false);
                ended.complete(true);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** The reader of the ESME's side, for which what comes from there is never malformed. */
    private static final class PduReaderOf {

        private final PduReader reader;

        PduReaderOf(Socket socket) throws IOException {
            reader = new PduReader(socket.getInputStream());
        }

        Pdu next() throws IOException {
            try {
                return reader.next();
            } catch (MalformedPdu e) {
                throw new AssertionError("the ESME sends noise", e);
            }
        }
    }
}
