package kz.nusqau.sms.smpp;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static kz.nusqau.sms.smpp.BindUnderTest.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import kz.nusqau.simulator.smsc.BoundSession;
import kz.nusqau.simulator.smsc.Outbind;
import kz.nusqau.simulator.smsc.Smsc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An SMSC that has messages waiting connects to us. */
class OutbindIT {

    private static final BindSettings.Outbind EXPECTED =
            new BindSettings.Outbind("operator-smsc", "word");

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Smsc smsc = Smsc.builder().account("hub", "secret").start();
    private BindUnderTest hub;
    private OutbindListener listener;

    @BeforeEach
    void listen() throws Exception {
        hub =
                new BindUnderTest(
                        ABind.to(1).of(BindType.RX).calledBy(EXPECTED),
                        delivery -> completedFuture(null));
        listener =
                OutbindListener.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        new Binds(List.of(hub.bind)),
                        clock,
                        new SimpleMeterRegistry());
        awaitListening();
    }

    @AfterEach
    void stop() {
        listener.close();
        hub.close();
        clock.shutdownNow();
        smsc.close();
    }

    @Test
    void bindsAsAReceiverOnTheConnectionOfTheSmsc() {
        var delivery = smsc.deliver("77011234567", "9909", "баланс");

        smsc.outbind(to("operator-smsc", "word"));

        assertThat(delivery.awaitOutcome(SOON)).isZero();
        assertThat(smsc.bound())
                .extracting(BoundSession::type)
                .containsExactly(kz.nusqau.simulator.smsc.BindType.RECEIVER);
    }

    @Test
    void waitsToBeCalledAgainWhenTheSmscHasLeft() {
        for (int i = 0; i < 2; i++) {
            smsc.outbind(to("operator-smsc", "word"));
            smsc.awaitBound(SOON);
            assertThat(smsc.deliver("77011234567", "9909", "баланс").awaitOutcome(SOON)).isZero();

            smsc.unbindAll();

            awaitListening();
        }
    }

    @ParameterizedTest
    @CsvSource({"operator-smsc, wrong", "somebody, word", "operator-smsc, ''"})
    void hangsUpOnWhoDoesNotSayTheRightWords(String systemId, String password) throws IOException {
        var body = new ByteArrayOutputStream();
        SubmitSm.write(body, systemId);
        SubmitSm.write(body, password);

        assertHungUpOnAfter(octets(Pdu.request(Command.OUTBIND, 1, body.toByteArray())));

        assertThat(hub.bind.boundSessions()).isZero();
        smsc.outbind(to("operator-smsc", "word"));
        smsc.awaitBound(SOON);
    }

    @Test
    void hangsUpOnWhoSaysAnythingElse() throws IOException {
        assertHungUpOnAfter(octets(Pdu.request(Command.BIND_TRANSCEIVER, 1)));
        assertHungUpOnAfter(octets(Pdu.request(Command.OUTBIND, 1)));
        assertHungUpOnAfter("GET / HTTP/1.1\r\nHost: hub\r\n\r\n".getBytes());

        smsc.outbind(to("operator-smsc", "word"));
        smsc.awaitBound(SOON);
    }

    @Test
    void takesNoMoreCallsThanItHasSlots() {
        smsc.outbind(to("operator-smsc", "word"));
        smsc.awaitBound(SOON);

        smsc.outbind(to("operator-smsc", "word"));

        assertThat(smsc.deliver("77011234567", "9909", "баланс").awaitOutcome(SOON)).isZero();
        assertThat(smsc.bound()).hasSize(1);
    }

    @Test
    void takesNoCallWhileItIsPaused() throws IOException {
        hub.bind.pause("for a test");
        var body = new ByteArrayOutputStream();
        SubmitSm.write(body, "operator-smsc");
        SubmitSm.write(body, "word");

        assertHungUpOnAfter(octets(Pdu.request(Command.OUTBIND, 1, body.toByteArray())));
        hub.bind.resume();
        awaitListening();

        smsc.outbind(to("operator-smsc", "word"));
        smsc.awaitBound(SOON);
    }

    @Test
    void letsNobodyKeepItsPortBusyBySayingNothing() throws IOException {
        var silent = new java.util.ArrayList<Socket>();
        try {
            for (int i = 0; i < 20; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), listener.port()));
            }
            smsc.outbind(to("operator-smsc", "word"));

            smsc.awaitBound(SOON);
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    private Outbind to(String systemId, String password) {
        return new Outbind("127.0.0.1", listener.port(), systemId, password);
    }

    private void awaitListening() {
        await().atMost(SOON)
                .until(() -> hub.bind.statuses().getFirst().state() == LinkStatus.State.LISTENING);
    }

    private void assertHungUpOnAfter(byte[] words) throws IOException {
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            caller.setSoTimeout((int) SOON.toMillis());
            caller.getOutputStream().write(words);
            assertThat(read(caller)).isEqualTo(-1);
        }
    }

    /** Closing with something unread resets the connection. */
    private static int read(Socket caller) throws IOException {
        try {
            return caller.getInputStream().read();
        } catch (java.net.SocketException e) {
            return -1;
        }
    }

    private static byte[] octets(Pdu pdu) {
        var buffer = ByteBuffer.allocate(pdu.length());
        pdu.writeTo(buffer);
        return buffer.array();
    }
}
