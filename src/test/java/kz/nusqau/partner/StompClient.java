package kz.nusqau.partner;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** STOMP 1.2 as somebody speaks it who writes what they like into the frames. */
final class StompClient implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern ACK = Pattern.compile("(?m)^ack:(.*)$");

    private final Socket socket;
    private final InputStream in;

    StompClient(int port, String user, String password) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
        write(
                "CONNECT",
                Map.of("accept-version", "1.2", "host", "x", "login", user, "passcode", password),
                "");
        expect("CONNECTED");
    }

    /** Returns when the broker has it. */
    void send(String address, Map<String, String> headers, String body) throws IOException {
        var all = new java.util.LinkedHashMap<>(headers);
        all.put("destination", address);
        all.put("receipt", "r");
        write("SEND", all, body);
        expect("RECEIPT");
    }

    /** The first message from there that says so, once the broker knows that it arrived. */
    String receive(String address, String part) throws IOException {
        write(
                "SUBSCRIBE",
                Map.of("id", "1", "destination", address, "ack", "client-individual"),
                "");
        String message = expect("MESSAGE");
        while (!message.contains(part)) {
            message = expect("MESSAGE");
        }
        var ack = ACK.matcher(message);
        if (!ack.find()) {
            throw new IOException("nothing to acknowledge by: " + message);
        }
        write("ACK", Map.of("id", ack.group(1), "receipt", "r"), "");
        expect("RECEIPT");
        return message;
    }

    private void write(String command, Map<String, String> headers, String body)
            throws IOException {
        var frame = new StringBuilder(command).append('\n');
        headers.forEach((name, value) -> frame.append(name).append(':').append(value).append('\n'));
        frame.append('\n').append(body).append('\0');
        socket.getOutputStream().write(frame.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Messages that come while something else is waited for go back when the connection ends. */
    private String expect(String command) throws IOException {
        String frame = read(command);
        while (frame.startsWith("MESSAGE\n") && !command.equals("MESSAGE")) {
            frame = read(command);
        }
        if (!frame.startsWith(command + "\n")) {
            throw new IOException("instead of " + command + ": " + frame);
        }
        return frame;
    }

    private String read(String command) throws IOException {
        var frame = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != 0; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("instead of " + command + ": " + frame);
            }
            frame.write(octet);
        }
        return frame.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
