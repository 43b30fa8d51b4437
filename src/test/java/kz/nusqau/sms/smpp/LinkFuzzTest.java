package kz.nusqau.sms.smpp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import kz.nusqau.sms.text.Alphabet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link on a bad line, over a real socket: no crash, no hang, no lost message, no growth. */
@Timeout(value = 30, unit = MINUTES, threadMode = SEPARATE_THREAD)
class LinkFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 2323);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 30_000);
    private static final int IN_A_SESSION = 300;
    private static final Duration STOOD_STILL = Duration.ofSeconds(6);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Set<Integer> stored = ConcurrentHashMap.newKeySet();

    @Test
    void answersAndStoresEveryMessageAmongTheNoise() throws Exception {
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", SEED, INPUTS);
        var noise = new Noise(SEED);
        var heap = new Heap(INPUTS);
        try (var smsc = new NoisySmsc(noise);
                var hub = new OneLink(smsc.port())) {
            int endedEarly = 0;
            for (int sent = 0; sent < INPUTS; sent += IN_A_SESSION) {
                if (noise.oneIn(10)) {
                    smsc.refuse();
                }
                try (var session = smsc.accept()) {
                    if (!session.talk(IN_A_SESSION)) {
                        endedEarly++;
                        hub.mayOnlyHaveStoodStill();
                    }
                    assertThat(stored).containsAll(session.answered());
                    stored.clear();
                    session.end();
                }
                heap.look(sent + IN_A_SESSION);
            }
            while (!smsc.kept().isEmpty()) {
                try (var session = smsc.accept()) {
                    session.talk(0);
                }
            }
            System.out.println("sessions that ended early: " + endedEarly);
        }
        heap.assertSteady();
    }

    /** Its answers would fill the memory of whoever goes on reading. */
    @Test
    void stopsReadingWhatDoesNotListen() throws Exception {
        try (var server = listening();
                var hub = new OneLink(server.socket().getLocalPort());
                var peer = bound(server)) {
            var enquiries = ByteBuffer.allocate(16 * 4096);
            while (enquiries.hasRemaining()) {
                Pdu.request(Command.ENQUIRE_LINK, 7).writeTo(enquiries);
            }
            peer.configureBlocking(false);
            long taken = 0;
            int idle = 0;
            while (idle < 200) {
                if (!enquiries.hasRemaining()) {
                    enquiries.rewind();
                }
                int octets = peer.write(enquiries);
                taken += octets;
                idle = octets == 0 ? idle + 1 : 0;
                if (idle > 0) {
                    MILLISECONDS.sleep(10);
                }
                assertThat(taken).as("octets taken unheard").isLessThan(64L << 20);
            }
            assertThat(hub.link.session()).isNotNull();
        }
    }

    /** Each status is counted apart; an SMSC that makes them up must not fill the memory. */
    @Test
    void countsOnlySoManyStatuses() {
        var meters = new LinkMeters(registry, "operator");

        for (int status = 0; status < 100_000; status++) {
            meters.submitted(status, 1);
        }

        assertThat(registry.getMeters()).hasSizeLessThan(300);
    }

    private static ServerSocketChannel listening() throws IOException {
        var server = ServerSocketChannel.open();
        server.socket().setReceiveBufferSize(4096);
        return server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static SocketChannel bound(ServerSocketChannel server) throws Exception {
        var peer = server.accept();
        var bind = new PduReader(peer.socket().getInputStream()).next();
        peer.socket()
                .getOutputStream()
                .write(
                        Noise.frame(
                                Command.BIND_TRANSCEIVER | Command.RESPONSE,
                                Status.OK,
                                bind.sequence(),
                                new byte[1]));
        return peer;
    }

    /** A link that binds again at once, and an inbox that forgets all but the numbers. */
    private final class OneLink implements AutoCloseable {

        final Link link;
        private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        private final AtomicInteger stoodStill = new AtomicInteger();
        private long lastTickNanos = System.nanoTime();

        OneLink(int port) {
            link =
                    new Link(
                            new LinkSettings(
                                    "operator",
                                    0,
                                    "127.0.0.1",
                                    port,
                                    BindType.TRX,
                                    new LinkSettings.Credentials("hub", "secret", "", 0x34, ""),
                                    10,
                                    1_000,
                                    Duration.ofSeconds(30),
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(8),
                                    new Backoff(
                                            Duration.ofMillis(1),
                                            Duration.ofMillis(2),
                                            Duration.ofMillis(2)),
                                    SocketFactory.getDefault()),
                            this::received,
                            new Listening(),
                            new LinkMeters(registry, "operator"),
                            () -> {},
                            null);
            link.start();
            clock.scheduleWithFixedDelay(this::tick, 20, 20, MILLISECONDS);
        }

        private void tick() {
            long now = System.nanoTime();
            if (now - lastTickNanos > STOOD_STILL.toNanos()) {
                stoodStill.incrementAndGet();
            }
            lastTickNanos = now;
            link.tick(now);
        }

        /** A machine that is busy with others may stop this process for seconds. */
        void mayOnlyHaveStoodStill() {
            assertThat(stoodStill.get()).as("a session ended early: " + link.status()).isPositive();
        }

        private void received(Delivery delivery) {
            var message = delivery.raw().read();
            var data = message.userData();
            assertThat(
                            Alphabet.of(message.dataCoding(), Alphabet.GSM7)
                                    .map(alphabet -> alphabet.decode(data.text())))
                    .isNotNull();
            if (delivery.sequence() < Noise.FIRST_SEQUENCE) {
                stored.add(delivery.sequence());
            }
            if (delivery.sequence() % 4 == 0) {
                clock.execute(() -> delivery.answer(Status.OK));
            } else {
                delivery.answer(Status.OK);
            }
        }

        @Override
        public void close() {
            link.close();
            clock.shutdownNow();
        }
    }

    private static final class Listening implements LinkListener {

        @Override
        public UUID opened(String link) {
            return UUID.randomUUID();
        }

        @Override
        public void closed(String link, UUID session, boolean inOrder) {
            // Nobody asks.
        }

        @Override
        public void answeredLate(Delivery delivery) {
            throw new AssertionError("answered late: " + delivery);
        }
    }
}
