package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import org.apache.camel.Exchange;

/**
 * An SMSC of one session that says what the test tells it to and writes down every PDU of both
 * sides, while the hub's own routes and links are at the other end.
 */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Duration MINUTES = Duration.ofMinutes(5);

    private final StringBuilder page = new StringBuilder();
    private final ServerSocket server;
    private final BlockingQueue<Delivery> taken = new LinkedBlockingQueue<>();
    private final BindUnderTest hub;
    private Socket socket;
    private PduReader reader;
    private int lastSequence;

    private Wire(Setting setting, Function<Delivery, CompletableFuture<Void>> inbox)
            throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        hub =
                new BindUnderTest(
                        setting.to(server.getLocalPort()),
                        delivery -> {
                            taken.add(delivery);
                            return inbox.apply(delivery);
                        });
    }

    /** What a contract says, as far as a conversation shows it. */
    public record Setting(BindType type, Duration enquireEvery, Duration answerWithin, int held) {

        /** Two messages may wait for their commit; nothing is enquired. */
        public static Setting of(BindType type) {
            return new Setting(type, MINUTES, MINUTES, 2);
        }

        private ABind to(int port) {
            return ABind.to(port)
                    .of(type)
                    .held(held)
                    .enquireEvery(enquireEvery)
                    .answerWithin(answerWithin)
                    .holdFor(MINUTES);
        }
    }

    /** The hub connects; nothing is answered yet. */
    public static Wire open(Setting setting, Function<Delivery, CompletableFuture<Void>> inbox)
            throws Exception {
        var wire = new Wire(setting, inbox);
        wire.accept();
        return wire;
    }

    /** A bound session of the usual kind, whose bind is not written down. */
    public static Wire bound(Function<Delivery, CompletableFuture<Void>> inbox) throws Exception {
        var wire = open(Setting.of(BindType.TRX), inbox);
        wire.hubBinds();
        wire.smscBinds(Status.OK);
        wire.page.setLength(0);
        return wire;
    }

    private void accept() throws IOException {
        socket = server.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        reader = new PduReader(socket.getInputStream());
    }

    /** All that was said. */
    public String page() {
        return page.toString();
    }

    private void line(String who, String what) {
        page.append("%-4s  %s%n".formatted(who, what).replace(System.lineSeparator(), "\n"));
    }

    public void remark(String text) {
        page.append("      ").append(text).append('\n');
    }

    // The hub

    /** The next PDU of the hub: its sequence number. */
    public int hub() throws Exception {
        var pdu = reader.next();
        line("hub", PduText.of(pdu));
        return pdu.sequence();
    }

    public void hubBinds() throws Exception {
        lastSequence = hub();
    }

    /** Any number of enquiries, of which one is shown, and then the end. */
    public void hubCloses() throws Exception {
        try {
            for (var pdu = reader.next(); true; pdu = reader.next()) {
                assertThat(pdu.command()).isEqualTo(Command.ENQUIRE_LINK);
            }
        } catch (EOFException e) {
            page.append("hub   closes the connection\n");
        }
        socket.close();
    }

    /** Stops the hub's link as an operator of the hub would. */
    public CompletableFuture<Void> hubLeaves() {
        await().atMost(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .until(() -> hub.bind.boundSessions() == 1);
        return CompletableFuture.runAsync(() -> hub.bind.pause("a person asked for it"));
    }

    public CompletableFuture<Exchange> hubSubmits(SubmitSm message) {
        return hub.submit(message);
    }

    /** What the hub took for a message. */
    public Delivery taken() throws InterruptedException {
        var delivery = taken.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (delivery == null) {
            throw new AssertionError("the hub took nothing");
        }
        return delivery;
    }

    public boolean tookNothing() {
        return taken.isEmpty();
    }

    /** The phone that the hub was told is back. */
    public String reachable() throws InterruptedException {
        return String.valueOf(hub.reachable.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    public String linkStatus() {
        return hub.bind.statuses().getFirst().state().name();
    }

    // The SMSC

    private void smsc(int command, int status, int sequence, byte[] body) throws IOException {
        var frame = Noise.frame(command, status, sequence, body);
        line("SMSC", PduText.of(new Pdu(command, status, sequence, body)));
        socket.getOutputStream().write(frame);
    }

    /** Octets that are no PDU. */
    public void smscRaw(String hex) throws IOException {
        line("SMSC", hex);
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Answers the bind. */
    public void smscBinds(int status) throws IOException {
        var body =
                status == Status.OK
                        ? new FieldWriter()
                                .cString("smsc")
                                .tlvs(List.of(Tlv.int8(Tlv.SC_INTERFACE_VERSION, 0x34)))
                                .toOctets()
                                .toByteArray()
                        : new byte[0];
        smsc(bindCommand() | Command.RESPONSE, status, lastSequence, body);
    }

    private int bindCommand() {
        return hub.bind.settings().type().command();
    }

    /** Without a word before. */
    public void smscCloses() throws IOException {
        page.append("SMSC  closes the connection\n");
        socket.close();
    }

    public void smscDelivers(ShortMessage message) throws IOException {
        smsc(Command.DELIVER_SM, 0, next(), message.toOctets().toByteArray());
    }

    public void smscRequests(int command, byte[] body) throws IOException {
        smsc(command, 0, next(), body);
    }

    public void smscAnswers(int command, int status, int sequence, Octets body) throws IOException {
        smsc(command | Command.RESPONSE, status, sequence, body.toByteArray());
    }

    private int next() {
        return ++lastSequence + 100;
    }

    /** Whether the hub takes that answer to its bind for a matter of who it is. */
    public static boolean isForWhoWeAre(int status) {
        return new BindRefused(status).isForWhoWeAre();
    }

    @Override
    public void close() throws IOException {
        // First, so that the hub neither waits for answers nor binds again.
        server.close();
        socket.close();
        hub.close();
    }
}
