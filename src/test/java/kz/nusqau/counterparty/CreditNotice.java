package kz.nusqau.counterparty;

import java.util.UUID;
import kz.nusqau.HubUnderTest;

/**
 * A credit of 70 tenge on the settlement account, as Halyk tells of it; but for one thing: when it
 * was booked has no offset, so nobody can tell when that is.
 */
public record CreditNotice(String id, String iban) {

    public static final String QUEUE = "bank.halyk.notices";

    /** A new one. */
    public static CreditNotice of(HubUnderTest hub) {
        return new CreditNotice(
                UUID.randomUUID().toString().substring(0, 30),
                hub.simulator().halyk().books().settlementAccount().iban());
    }

    /** Nobody can read it. */
    public String broken() {
        return text("2026-11-21T10:00:00");
    }

    /** What was meant. */
    public String repaired() {
        return text("2026-11-21T10:00:00+05:00");
    }

    private String text(String booked) {
        return """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>\
        <GrpHdr><MsgId>%1$s</MsgId><CreDtTm>2026-11-21T10:00:01Z</CreDtTm></GrpHdr>\
        <Ntfctn><Id>%1$s</Id><Acct><Id><IBAN>%2$s</IBAN></Id></Acct>\
        <Ntry><NtryRef>R1</NtryRef><Amt Ccy="KZT">70.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
        <Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>%3$s</DtTm></BookgDt>\
        <BkTxCd><Prtry><Cd>TRANSFER</Cd></Prtry></BkTxCd>\
        <NtryDtls><TxDtls><Refs><EndToEndId>E%1$s</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>\
        </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""
                .formatted(id, iban, booked);
    }
}
