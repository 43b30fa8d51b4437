package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PduReaderTest {

    @Property(tries = 200)
    void readsPdusHoweverTheConnectionCutsThem(
            @ForAll @Size(max = 40) List<@IntRange(max = 3000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 5000) int chunk)
            throws Exception {
        var random = new Random(chunk);
        var pdus = new ArrayList<Pdu>();
        for (int length : lengths) {
            var body = new byte[length];
            random.nextBytes(body);
            pdus.add(new Pdu(Command.DELIVER_SM, 0, pdus.size() + 1, body));
        }
        var reader = new PduReader(inChunks(octets(pdus), chunk));

        for (var expected : pdus) {
            var pdu = reader.next();
            assertThat(pdu.sequence()).isEqualTo(expected.sequence());
            assertThat(pdu.body()).isEqualTo(expected.body());
        }
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesLengthsThatMakeNoSense() {
        for (int length : new int[] {0, 15, -1, PduReader.MAX_LENGTH + 1}) {
            var header = ByteBuffer.allocate(16).putInt(length).array();
            var reader = new PduReader(new ByteArrayInputStream(header));

            assertThatThrownBy(reader::next)
                    .isInstanceOfSatisfying(
                            MalformedPdu.class,
                            e -> assertThat(e.status()).isEqualTo(Status.INVALID_COMMAND_LENGTH));
        }
    }

    @Property
    void everyBodyIsReadOrRefusedWithAStatus(@ForAll byte[] body) {
        try {
            assertThat(ShortMessage.ofDeliverSm(body).userData().text()).isNotNull();
        } catch (MalformedPdu e) {
            assertThat(e.status()).isNotZero();
        }
        try {
            assertThat(ShortMessage.ofDataSm(body).userData().text()).isNotNull();
        } catch (MalformedPdu e) {
            assertThat(e.status()).isNotZero();
        }
    }

    private static byte[] octets(List<Pdu> pdus) {
        var buffer = ByteBuffer.allocate(pdus.stream().mapToInt(Pdu::length).sum());
        pdus.forEach(pdu -> pdu.writeTo(buffer));
        return buffer.array();
    }

    private static InputStream inChunks(byte[] octets, int chunk) {
        var pieces = new ArrayList<InputStream>();
        for (int at = 0; at < octets.length; at += chunk) {
            pieces.add(
                    new ByteArrayInputStream(octets, at, Math.min(chunk, octets.length - at)) {
                        @Override
                        public void close() throws IOException {
                            super.close();
                        }
                    });
        }
        return new SequenceInputStream(Collections.enumeration(pieces));
    }
}
