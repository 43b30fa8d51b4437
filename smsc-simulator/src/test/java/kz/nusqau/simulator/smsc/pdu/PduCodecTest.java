package kz.nusqau.simulator.smsc.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PduCodecTest {

    private static final ShortMessage MESSAGE =
            ShortMessage.of(Address.of("9909"), Address.of("+77011234567"))
                    .withFlags(MessageFlags.NONE.withDataCoding(8).withRegisteredDelivery(1))
                    .withMessage(Octets.ofHex("0411 0430"))
                    .plus(Tlv.int16(Tlv.USER_MESSAGE_REFERENCE, 4711));

    @Test
    void readsWhatItWrote() {
        assertThat(ShortMessage.parse(MESSAGE.toOctets())).isEqualTo(MESSAGE);
    }

    @Test
    void waitsForTheRestOfAPdu() {
        var octets = Pdu.request(CommandId.SUBMIT_SM, 5, MESSAGE.toOctets()).toOctets();
        for (int end = 0; end < octets.length(); end++) {
            var part = ByteBuffer.wrap(octets.slice(0, end).toByteArray());

            assertThat(PduFrames.next(part)).isNull();
            assertThat(part.position()).isZero();
        }
    }

    @Test
    void cutsSeveralPdusFromOneBuffer() {
        var first = Pdu.request(CommandId.ENQUIRE_LINK, 1, Octets.EMPTY);
        var second = Pdu.request(CommandId.SUBMIT_SM, 2, MESSAGE.toOctets());
        var in = ByteBuffer.wrap(first.toOctets().plus(second.toOctets()).toByteArray());

        assertThat(PduFrames.next(in)).isEqualTo(first);
        assertThat(PduFrames.next(in)).isEqualTo(second);
        assertThat(PduFrames.next(in)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"00000000", "0000000F", "FFFFFFFF", "7FFFFFFF", "48454C4F"})
    void refusesLengthThatCantBeOne(String length) {
        var in = ByteBuffer.wrap(Octets.ofHex(length).toByteArray());

        var fault = catchThrowableOfType(MalformedPdu.class, () -> PduFrames.next(in));

        assertThat(fault.status()).isEqualTo(CommandStatus.INVALID_COMMAND_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 21", // service_type without its end
        "8, 10", // source address cut
        "20, 11", // destination address cut
        "30, 2", // fixed fields cut
        "37, 1", // short_message shorter than sm_length
        "41, 192", // optional parameter without its length
        "44, 194" // optional parameter shorter than its length
    })
    void namesWhatIsCutOff(int octets, int status) {
        var message = MESSAGE.withServiceType("CMT");
        var body = message.toOctets();

        var fault =
                catchThrowableOfType(
                        MalformedPdu.class, () -> ShortMessage.parse(body.slice(0, octets)));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
    }

    @Test
    void throwsNothingButMalformedPduAtNoise() {
        var random = new Random(1);
        for (int run = 0; run < 50_000; run++) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (run % 2 == 0) {
                mutate(noise, random);
            }
            parse(Octets.of(noise));
        }
    }

    private static void mutate(byte[] noise, Random random) {
        var good = MESSAGE.toOctets().toByteArray();
        System.arraycopy(good, 0, noise, 0, Math.min(good.length, noise.length));
        for (int i = 0; i < 3 && noise.length > 0; i++) {
            noise[random.nextInt(noise.length)] = (byte) random.nextInt();
        }
    }

    private static void parse(Octets body) {
        var parsers =
                List.<Runnable>of(
                        () -> ShortMessage.parse(body),
                        () -> ShortMessage.parseDataSm(body),
                        () -> Bind.parse(body));
        for (var parser : parsers) {
            try {
                parser.run();
            } catch (MalformedPdu expected) {
                assertThat(expected.status()).isPositive();
            }
        }
    }

    @Test
    void choosesTypeOfNumber() {
        assertThat(Address.of("+77011234567")).isEqualTo(new Address(1, 1, "77011234567"));
        assertThat(Address.of("7701")).isEqualTo(new Address(0, 0, "7701"));
        assertThat(Address.of("mobimoney")).isEqualTo(new Address(5, 0, "mobimoney"));
    }

    @Test
    void namesCommands() {
        assertThat(CommandId.name(CommandId.DELIVER_SM | CommandId.RESPONSE))
                .isEqualTo("deliver_sm_resp");
        assertThat(CommandId.name(CommandId.GENERIC_NACK)).isEqualTo("generic_nack");
        assertThat(CommandId.name(0x7777)).isEqualTo("0x00007777");
    }
}
