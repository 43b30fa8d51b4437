package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageDifferenceTest {

    private static List<String> compared(String before, String after) {
        return MessageDifference.of(before, after, true).stream()
                .map(line -> line.kind().word().charAt(0) + " " + line.text().strip())
                .toList();
    }

    @Test
    void showsWhatWasReplacedAddedAndRemoved() {
        assertThat(compared("a\nb\nc\nd", "a\nx\nc\nd\ne"))
                .containsExactly("s a", "r b", "a x", "s c", "s d", "a e");
        assertThat(compared("a\nb", "b")).containsExactly("r a", "s b");
    }

    @Test
    void leavesOutWhatIsTheSameFarFromAChange() {
        String many = lines("l", 20) + "\n";

        assertThat(compared(many + "old\n" + many, many + "new\n" + many))
                .containsExactly(
                        "s 17", "s l17", "s l18", "s l19", "r old", "a new", "s l0", "s l1", "s l2",
                        "s 17");
        assertThat(compared(many, many)).containsExactly("s 20");
    }

    @Test
    void comparesElementsHoweverTheyAreLaidOut() {
        assertThat(compared("<a><b>1</b><c>2</c></a>", "<a>\n\t<b>1</b>\r\n<c>3</c> </a>"))
                .containsExactly("s <a>", "s <b>1</b>", "r <c>2</c>", "a <c>3</c>", "s </a>");
    }

    @Test
    void givesUpLookingForWhatIsTheSameInLongTextsThatHaveNothingInCommon() {
        String before = lines("b", 3_000);
        String after = lines("a", 3_000);

        assertThat(MessageDifference.of(before, after, true)).hasSize(6_000);
    }

    private static String lines(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + i).collect(Collectors.joining("\n"));
    }

    @Test
    @Tag("R-OPS-6")
    void hidesWhatItSaysButForItsForm() {
        var lines =
                MessageDifference.of(
                        "<a><Nm>Ann B</Nm><On>1990-01-31</On></a>",
                        "<a><Nm>Ann B</Nm><On>1990-01-30</On></a>",
                        false);

        assertThat(lines)
                .extracting(line -> line.text().strip())
                .containsExactly(
                        "<a>",
                        "<Nm>••• •</Nm>",
                        "<On>••••-••-••</On>",
                        "<On>••••-••-••</On>",
                        "</a>");
    }
}
