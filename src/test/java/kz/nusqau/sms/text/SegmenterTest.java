package kz.nusqau.sms.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SegmenterTest {

    @Test
    void sendsOnePartUpToTheLimitOfItsAlphabet() {
        assertThat(Segmenter.split("a".repeat(160), Alphabet.GSM7)).hasSize(1);
        assertThat(Segmenter.split("a".repeat(161), Alphabet.GSM7))
                .extracting(part -> part.length)
                .containsExactly(153, 8);
        assertThat(Segmenter.split("қ".repeat(70), Alphabet.UCS2)).hasSize(1);
        assertThat(Segmenter.split("қ".repeat(71), Alphabet.UCS2))
                .extracting(part -> part.length / 2)
                .containsExactly(67, 4);
    }

    @Test
    void countsAnExtendedCharacterTwice() {
        assertThat(Segmenter.split("€".repeat(80), Alphabet.GSM7)).hasSize(1);
        assertThat(Segmenter.split("€".repeat(81), Alphabet.GSM7)).hasSize(2);
    }

    @Test
    void keepsEscapePairsTogether() {
        var parts = Segmenter.split("a".repeat(152) + "€" + "b".repeat(20), Alphabet.GSM7);

        assertThat(parts.getFirst()).hasSize(152);
        assertThat(Gsm7.decode(parts.get(1))).startsWith("€bb");
    }

    @Test
    void keepsSurrogatePairsTogether() {
        var parts = Segmenter.split("қ".repeat(66) + "🙂" + "қ".repeat(20), Alphabet.UCS2);

        assertThat(parts.getFirst()).hasSize(132);
        assertThat(Alphabet.UCS2.decode(parts.get(1)).orElseThrow()).startsWith("🙂қ");
    }

    @Test
    void refusesWhatNoHeaderCanCount() {
        assertThatThrownBy(() -> Segmenter.split("a".repeat(153 * 255 + 1), Alphabet.GSM7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 parts");
    }

    @Property
    void everyPartReadsOnItsOwnAndAllTogetherAreTheText(@ForAll("anyText") String text) {
        var alphabet = Alphabet.GSM7.orUcs2For(text);

        var parts = Segmenter.split(text, alphabet);

        assertThat(parts)
                .allSatisfy(part -> assertThat(alphabet.decode(part)).isPresent())
                .allMatch(part -> part.length <= alphabet.singleOctets());
        if (parts.size() > 1) {
            assertThat(parts).allMatch(part -> part.length <= alphabet.partOctets());
        }
        assertThat(alphabet.decode(join(parts))).hasValue(text);
    }

    @Property
    void aHeaderReadsBackAsThePartItWasWrittenFor(
            @ForAll("anyText") String text, @ForAll byte reference) {
        var octets = Alphabet.UCS2.encode(text);
        var part = new Part(reference & 0xFF, 255, 7);

        var read = UserData.read(UserData.withHeader(octets, part), true);

        assertThat(read.part()).isEqualTo(part);
        assertThat(read.text()).isEqualTo(octets);
    }

    @Property
    void noHeaderBreaksTheReader(@ForAll byte[] octets) {
        assertThat(UserData.read(octets, true).text().length).isLessThanOrEqualTo(octets.length);
    }

    @Property
    void aTransliterationAlwaysFitsTheSmallAlphabet(@ForAll("anyText") String text) {
        assertThat(Alphabet.GSM7.orUcs2For(Transliteration.toGsm7(text))).isEqualTo(Alphabet.GSM7);
    }

    @Test
    void writesKazakhAndRussianInLatinLetters() {
        assertThat(Transliteration.toGsm7("Сәлеметсіз бе! Қалдық: 98 499,50 ₸ – Щётка"))
                .isEqualTo("Salemetsiz be! Qaldyq: 98 499,50 tg - Shchetka");
    }

    @Provide
    Arbitrary<String> anyText() {
        var latin = Arbitraries.strings().withChars("abc XYZ09@$€[]{}~|^\\\f\n").ofMaxLength(700);
        var kazakh = Arbitraries.strings().withChars("абвәіңғүұқөһ 🙂€").ofMaxLength(300);
        var emoji =
                Arbitraries.of("🙂", "қ", "a", "👍🏽", "€")
                        .list()
                        .ofMaxSize(200)
                        .map(list -> String.join("", list));
        return Arbitraries.oneOf(List.of(latin, kazakh.filter(SegmenterTest::isWhole), emoji));
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static byte[] join(List<byte[]> parts) {
        var whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }
}
