package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a notice nobody may change, read from texts that fit no schema. */
class NoticeLocksTest {

    private static final String NOTICE =
            """
            <Document xmlns="urn:any:version"><BkToCstmrDbtCdtNtfctn>
              <GrpHdr><MsgId>M1</MsgId><CreDtTm>long ago</CreDtTm></GrpHdr>
              <Ntfctn><Id>M1</Id>
                <Acct><Id><IBAN> KZ86125KZT5004100100 </IBAN></Id></Acct>
                <Ntry><NtryRef>R1</NtryRef><Amt Ccy="KZT">7<!-- -->0</Amt><Sts/>
                  <BookgDt><Dt>2026-11-21</Dt></BookgDt><AddtlNtryInf>cash</AddtlNtryInf></Ntry>
                <Ntry><NtryRef>R2</NtryRef><Amt>5</Amt><New Kind="x">n</New>
                  <ValDt><DtTm>now</DtTm></ValDt></Ntry>
              </Ntfctn>
            </BkToCstmrDbtCdtNtfctn></Document>
            """;

    @Test
    void areAllButTimesSortsAndOtherWords() {
        assertThat(NoticeLocks.of(NOTICE).orElseThrow())
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("GrpHdr/MsgId", "M1"),
                                Map.entry("Ntfctn/Id", "M1"),
                                Map.entry("Ntfctn/Acct/Id/IBAN", "KZ86125KZT5004100100"),
                                Map.entry("Ntfctn/Ntry/NtryRef", "R1"),
                                Map.entry("Ntfctn/Ntry/Amt/@Ccy", "KZT"),
                                Map.entry("Ntfctn/Ntry/Amt", "70"),
                                Map.entry("Ntfctn/Ntry/Sts", ""),
                                Map.entry("Ntfctn/Ntry[2]/NtryRef", "R2"),
                                Map.entry("Ntfctn/Ntry[2]/Amt", "5"),
                                // Nobody knows what it is, so nobody changes it.
                                Map.entry("Ntfctn/Ntry[2]/New/@Kind", "x"),
                                Map.entry("Ntfctn/Ntry[2]/New", "n")));
    }

    @Test
    void areTheSameInAnyVersionAndUnderAnyPrefix() {
        String other =
                NOTICE.replace("urn:any:version", "urn:another")
                        .replaceAll("<(/?)([A-Z])", "<$1p:$2")
                        .replace("xmlns=", "xmlns:p=");

        assertThat(NoticeLocks.of(other)).isEqualTo(NoticeLocks.of(NOTICE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<Document>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.13\"/>",
                "<a><BkToCstmrDbtCdtNtfctn/><BkToCstmrDbtCdtNtfctn/></a>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>"
                        + "<BkToCstmrDbtCdtNtfctn>&b;</BkToCstmrDbtCdtNtfctn>"
            })
    void cantBeToldOfWhatIsNoNotice(String text) {
        assertThat(NoticeLocks.of(text)).isEmpty();
    }
}
