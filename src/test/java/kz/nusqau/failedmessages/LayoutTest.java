package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    @Test
    void putsEachElementOnALineOfItsOwn() {
        assertThat(
                        Layout.of(
                                "<?xml version=\"1.0\"?><a x=\"1\"><b>1 &gt; 0</b> <c/><d><e/></d></a>"))
                .isEqualTo(
                        """
                        <?xml version="1.0"?>
                        <a x="1">
                          <b>1 &gt; 0</b>
                          <c/>
                          <d>
                            <e/>
                          </d>
                        </a>""");
    }

    @Test
    void changesNoValueOfSeveralLines() {
        assertThat(Layout.of("<a><b>one\r\n two</b><c>3</c></a>"))
                .isEqualTo("<a>\n  <b>one\n two</b>\n  <c>3</c>\n</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1}",
                "hello",
                "",
                "<a><!-- > < --></a>",
                "<a>\n  <b>one\n two</b>\n</a>",
                "</a>",
                "<a"
            })
    void leavesOtherTextsAndWhatIsLaidOutAsTheyAre(String text) {
        assertThat(Layout.of(text)).isEqualTo(text);
    }
}
