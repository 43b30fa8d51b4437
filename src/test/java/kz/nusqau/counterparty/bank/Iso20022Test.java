package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what was agreed on, or nothing is read. */
class Iso20022Test {

    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";

    private final Iso20022 iso = new Iso20022(new Messages(List.of()));

    @Test
    void readsWhatItWrites() throws MalformedMessage {
        String xml = iso.write(Messages.RATES_REQUEST, ratesRequest("<&> \"id\""));

        var read = iso.read(xml);

        assertThat(read.family()).isEqualTo(Messages.RATES_REQUEST);
        assertThat(read.root().text("MsgHdr/MsgId")).isEqualTo("<&> \"id\"");
    }

    @Test
    void readsTheVersionOfTheBankAndNoOther() {
        var newer = new Iso20022(new Messages(List.of("camt.016.001.03")));

        assertThatThrownBy(() -> iso.read(newer.write(Messages.RATES_REQUEST, ratesRequest("1"))))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("version");
    }

    @Test
    void refusesADocumentTypeDeclaration() {
        String bomb =
                """
                <!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>
                """
                        + document("<MsgId>&b;</MsgId>");

        assertThatThrownBy(() -> iso.read(bomb))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void refusesAnExternalEntity() {
        String thief =
                "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                        + document("<MsgId>&x;</MsgId>");

        assertThatThrownBy(() -> iso.read(thief))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void refusesWhatIsTooLong() {
        String padded = document("<MsgId>1</MsgId>") + " ".repeat(Iso20022.LIMIT_BYTES);
        String twoBytesEach =
                document("<MsgId>1</MsgId>")
                        + "<!--"
                        + "ж".repeat(Iso20022.LIMIT_BYTES / 2)
                        + "-->";

        assertThatThrownBy(() -> iso.read(padded)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> iso.read(twoBytesEach)).hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<MsgId>1</MsgId>",
                "<CreDtTm>2026-11-21T10:00:00Z</CreDtTm><MsgId>1</MsgId>",
                "<MsgId>1</MsgId><CreDtTm>yesterday</CreDtTm>",
                "<MsgId></MsgId><CreDtTm>2026-11-21T10:00:00Z</CreDtTm>",
                "<MsgId>1</MsgId><CreDtTm>2026-11-21T10:00:00Z</CreDtTm><More/>",
                "<MsgId>123456789012345678901234567890123456</MsgId><CreDtTm>2026-11-21T10:00:00Z</CreDtTm>"
            })
    void refusesWhatTheSchemaDoesNotKnow(String header) {
        assertThatThrownBy(() -> iso.read(document(header))).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<Document/>",
                "urn:iso:std:iso:20022:tech:xsd:camt.016.001.04",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.016.001.04\">",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.016.001.04\"/>"
            })
    void refusesWhatIsNoMessage(String text) {
        assertThatThrownBy(() -> iso.read(text)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void readsOnAfterABadMessage() throws MalformedMessage {
        assertThatThrownBy(() -> iso.read(document("<MsgId>1</MsgId>")))
                .isInstanceOf(MalformedMessage.class);

        assertThat(iso.read(iso.write(Messages.RATES_REQUEST, ratesRequest("2"))).root())
                .extracting(root -> root.text("MsgHdr/MsgId"))
                .isEqualTo("2");
    }

    @Test
    void refusesAVersionOfAnUnknownMessage() {
        assertThatThrownBy(() -> new Messages(List.of("camt.099.001.01")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("camt.099.001.01");
    }

    private static Element ratesRequest(String id) {
        return new Element("GetCcyXchgRate")
                .in(
                        "MsgHdr",
                        header -> header.put("MsgId", id).put("CreDtTm", "2026-11-21T10:00:00Z"));
    }

    private static String document(String header) {
        return "<Document xmlns=\"%scamt.016.001.04\"><GetCcyXchgRate><MsgHdr>%s</MsgHdr></GetCcyXchgRate></Document>"
                .formatted(NAMESPACE, header);
    }
}
