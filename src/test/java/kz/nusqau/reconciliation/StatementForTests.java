package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import kz.nusqau.counterparty.DayFiles.Format.Camt053;

/** A bank's statement, written by hand. */
final class StatementForTests {

    static final Camt053 FORMAT =
            new Camt053("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", "KZ86125KZT5004100100");

    private StatementForTests() {}

    /**
     * An entry.
     *
     * @param order key of the command, or what a stranger calls his payment
     */
    static String entry(String order, String direction, long tenge, Instant at) {
        return """
        <Ntry><NtryRef>B1</NtryRef><Amt Ccy="KZT">%d</Amt><CdtDbtInd>%s</CdtDbtInd>\
        <Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>%s</DtTm></BookgDt>\
        <BkTxCd><Prtry><Cd>TRANSFER</Cd></Prtry></BkTxCd>\
        <NtryDtls><TxDtls><Refs>%s</Refs></TxDtls></NtryDtls></Ntry>
        """
                .formatted(tenge, direction, at, references(order));
    }

    private static String references(String order) {
        return order.length() < 36
                ? "<EndToEndId>%s</EndToEndId>".formatted(order)
                : "<InstrId>%s</InstrId><EndToEndId>%s</EndToEndId>"
                        .formatted(order.substring(0, 36).replace("-", ""), endToEnd(order));
    }

    /** As the contract with the banks has it, which the hub must not change. */
    static String endToEnd(String order) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(order.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A whole one whose balances fit its entries. */
    static String statement(LocalDate day, String... entries) {
        long change = 0;
        for (String entry : entries) {
            long tenge =
                    Long.parseLong(entry.replaceAll("(?s).*?<Amt Ccy=\"KZT\">(\\d+)<.*", "$1"));
            change += entry.contains("<CdtDbtInd>CRDT<") ? tenge : -tenge;
        }
        return statement(day, 1_000_000 + change, List.of(entries));
    }

    static String statement(LocalDate day, long closing, List<String> entries) {
        assertThat(closing).isPositive();
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="%s"><BkToCstmrStmt>
        <GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-03T19:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>1</Id>
        <Acct><Id><IBAN>%s</IBAN></Id><Ccy>KZT</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="KZT">1000000.0</Amt>\
        <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="KZT">%d.00</Amt>\
        <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>
        %s</Stmt></BkToCstmrStmt></Document>
        """
                .formatted(
                        FORMAT.namespace(),
                        FORMAT.iban(),
                        day,
                        closing,
                        day,
                        String.join("", entries));
    }
}
