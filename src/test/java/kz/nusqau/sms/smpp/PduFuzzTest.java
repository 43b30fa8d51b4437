package kz.nusqau.sms.smpp;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every octet that comes is read, or refused with a status that can be told. */
@Timeout(value = 30, unit = MINUTES, threadMode = SEPARATE_THREAD)
class PduFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 2323);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 30_000);

    private final Noise noise = new Noise(SEED);

    @Test
    void readsOrRefusesEveryBody() {
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", SEED, INPUTS);
        var heap = new Heap(INPUTS);
        int read = 0;
        for (int i = 1; i <= INPUTS; i++) {
            read += isRead(false, noise.deliverBody()) ? 1 : 0;
            read += isRead(true, noise.dataBody()) ? 1 : 0;
            heap.look(i);
        }
        System.out.println("bodies read: " + read + " of " + 2L * INPUTS);
        assertThat(read).isBetween(INPUTS / 10, 2 * INPUTS - INPUTS / 10);
        heap.assertSteady();
    }

    @Test
    void cutsEveryStreamIntoPdusOrSaysThatItCannot() throws Exception {
        for (int i = 0; i < INPUTS / 10; i++) {
            var stream = new ByteArrayOutputStream();
            int whole = noise.below(10);
            for (int pdu = 0; pdu < whole; pdu++) {
                stream.writeBytes(noise.pdu());
            }
            boolean broken = noise.oneIn(2);
            stream.writeBytes(broken ? noise.unframed() : noise.truncated());
            var reader = new PduReader(new ByteArrayInputStream(stream.toByteArray()));

            int pdus = 0;
            try {
                while (pdus <= whole) {
                    assertThat(reader.next()).isNotNull();
                    pdus++;
                }
            } catch (MalformedPdu e) {
                assertThat(broken).isTrue();
                assertThat(e.status()).isEqualTo(Status.INVALID_COMMAND_LENGTH);
            } catch (EOFException e) {
                assertThat(broken).isFalse();
            }

            assertThat(pdus).isEqualTo(whole);
        }
    }

    /** What was read once is stored, and must read again. */
    private static boolean isRead(boolean dataSm, byte[] body) {
        ShortMessage message;
        try {
            message = dataSm ? ShortMessage.ofDataSm(body) : ShortMessage.ofDeliverSm(body);
        } catch (MalformedPdu e) {
            assertThat(e.status()).isNotZero();
            return false;
        }
        var again = RawMessage.ofStored(new RawMessage(dataSm, body).toStored()).read();
        assertThat(again.octets()).isEqualTo(message.octets());
        var part = again.userData().part();
        if (part != null) {
            assertThat(part.total()).isBetween(1, 255);
        }
        return true;
    }
}
