package kz.nusqau.simulator.smsc.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SegmenterTest {

    private static final ShortMessage TEMPLATE =
            ShortMessage.of(Address.of("77011234567"), Address.of("7701"));

    @ParameterizedTest
    @CsvSource({
        "GSM7, UDH_8_BIT, 160, 1",
        "GSM7, UDH_8_BIT, 161, 2",
        "GSM7, UDH_8_BIT, 306, 2",
        "GSM7, UDH_8_BIT, 307, 3",
        "GSM7, UDH_16_BIT, 304, 2",
        "GSM7, UDH_16_BIT, 305, 3",
        "GSM7, SAR, 306, 2",
        "LATIN1, UDH_8_BIT, 140, 1",
        "LATIN1, UDH_8_BIT, 141, 2",
        "LATIN1, UDH_8_BIT, 268, 2",
        "LATIN1, UDH_8_BIT, 269, 3",
        "UCS2, UDH_8_BIT, 70, 1",
        "UCS2, UDH_8_BIT, 71, 2",
        "UCS2, UDH_8_BIT, 134, 2",
        "UCS2, UDH_8_BIT, 135, 3",
        "UCS2, UDH_16_BIT, 132, 2",
        "UCS2, UDH_16_BIT, 133, 3",
        "UCS2, PAYLOAD, 1000, 1"
    })
    void cutsAtTheBorders(Alphabet alphabet, Concatenation how, int characters, int parts) {
        var text = "a".repeat(characters);

        var messages = Segmenter.split(TEMPLATE, text, new TextForm(alphabet, how), 7);

        assertThat(messages).hasSize(parts);
        assertThat(joined(messages, alphabet)).isEqualTo(text);
    }

    @Test
    void keepsSurrogatePairInOnePart() {
        var text = "ш".repeat(66) + "👍" + "ш".repeat(10);

        var messages = Segmenter.split(TEMPLATE, text, TextForm.of(Alphabet.UCS2), 7);

        assertThat(messages).hasSize(2);
        assertThat(text(messages.get(0), Alphabet.UCS2)).isEqualTo("ш".repeat(66));
        assertThat(text(messages.get(1), Alphabet.UCS2)).startsWith("👍");
    }

    @Test
    void keepsEscapePairInOnePart() {
        var text = "a".repeat(152) + "€" + "b".repeat(10);

        var messages = Segmenter.split(TEMPLATE, text, TextForm.of(Alphabet.GSM7), 7);

        assertThat(text(messages.get(0), Alphabet.GSM7)).isEqualTo("a".repeat(152));
        assertThat(text(messages.get(1), Alphabet.GSM7)).isEqualTo("€" + "b".repeat(10));
    }

    @ParameterizedTest
    @EnumSource(Concatenation.class)
    void joinsAnyTextAgain(Concatenation how) {
        var random = new Random(42);
        var alphabetOfText = "абвгдежз👍🇰🇿€[]{}@ ңөүabc123";
        var characters = alphabetOfText.codePoints().toArray();
        for (int run = 0; run < 300; run++) {
            var text =
                    random.ints(random.nextInt(1, 600), 0, characters.length)
                            .mapToObj(i -> Character.toString(characters[i]))
                            .collect(Collectors.joining());

            var messages =
                    Segmenter.split(TEMPLATE, text, TextForm.fitting(text).joinedBy(how), run);

            assertThat(joined(messages, Alphabet.fitting(text))).isEqualTo(text);
            if (messages.size() > 1) {
                assertThat(messages)
                        .extracting(message -> PartOf.read(message).orElseThrow().number())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void refusesMorePartsThanTheHeaderCounts() {
        var text = "ш".repeat(67 * 255 + 1);

        assertThatThrownBy(() -> Segmenter.split(TEMPLATE, text, TextForm.of(Alphabet.UCS2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 parts");
    }

    @ParameterizedTest
    @CsvSource({"00", "05", "050003", "0500030102", "050003010203", "0500030A0200", "FF"})
    void survivesNonsenseInHeader(String hex) {
        var message =
                TEMPLATE.withFlags(TEMPLATE.flags().withEsmClass(0x40))
                        .withMessage(Octets.ofHex(hex));

        assertThat(PartOf.read(message)).isEmpty();
        assertThat(PartOf.textOctets(message)).isNotNull();
    }

    @Test
    void findsConcatenationBehindOtherHeaderElements() {
        var message =
                TEMPLATE.withFlags(TEMPLATE.flags().withEsmClass(0x40))
                        .withMessage(Octets.ofHex("0B 0504 158A 0000 0003 2A 02 01 41"));

        assertThat(PartOf.read(message)).contains(new PartOf(0x2A, 2, 1));
        assertThat(PartOf.textOctets(message)).isEqualTo(Octets.ofHex("41"));
    }

    private static String joined(List<ShortMessage> messages, Alphabet alphabet) {
        return messages.stream()
                .map(message -> text(message, alphabet))
                .collect(Collectors.joining());
    }

    private static String text(ShortMessage message, Alphabet alphabet) {
        assertThat(message.message().length()).isLessThanOrEqualTo(160);
        if (Tlv.find(message.tlvs(), Tlv.MESSAGE_PAYLOAD).isPresent()) {
            assertThat(message.message().length()).isZero();
        }
        return alphabet.decode(PartOf.textOctets(message));
    }
}
