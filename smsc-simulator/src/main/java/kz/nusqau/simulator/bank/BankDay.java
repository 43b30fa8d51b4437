package kz.nusqau.simulator.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kz.nusqau.simulator.counterparty.DayFile;
import kz.nusqau.simulator.counterparty.DayLine;
import kz.nusqau.simulator.world.Amount;

/** A bank's end-of-day file: the statement of the operator's settlement account as camt.053. */
final class BankDay implements DayFile.Style {

    private static final String DEBIT = "DBIT";
    private static final String CREDIT = "CRDT";
    private static final int LONGEST_ID = 35;

    private final BankBooks books;
    private final String namespace;

    BankDay(BankBooks books) {
        this.books = books;
        this.namespace =
                Iso20022.NAMESPACE
                        + new Messages(books.profile().messages()).id(Messages.STATEMENT);
    }

    @Override
    public List<DayLine> lines(LocalDate day) {
        return settled().stream()
                .filter(each -> DayFile.isOn(day, each.at()))
                .map(this::line)
                .toList();
    }

    private List<Transfer> settled() {
        return books.settled(books.settlementAccount());
    }

    private DayLine line(Transfer transfer) {
        var order = transfer.order();
        boolean out = isOut(transfer);
        return new DayLine(
                order.instruction() + "/" + order.endToEndId(),
                transfer.reference(),
                "TRANSFER",
                out ? DEBIT : CREDIT,
                out ? order.amount() : transfer.credited(),
                transfer.at());
    }

    private boolean isOut(Transfer transfer) {
        return transfer.order().from().equals(books.settlementAccount().iban());
    }

    @Override
    public String otherState(String state) {
        return state.equals(DEBIT) ? CREDIT : DEBIT;
    }

    @Override
    public String contentType() {
        return "application/xml; charset=utf-8";
    }

    /** An entry a line, so that people can read it. */
    @Override
    public String write(LocalDate day, List<DayLine> lines) {
        var xml = new StringBuilder(700 * (lines.size() + 2));
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"");
        xml.append(namespace).append("\"><BkToCstmrStmt>\n");
        // The same day is written in the same way again.
        var id = books.profile().bankCode() + "-" + day;
        var written = day.plusDays(1).atStartOfDay(DayFile.ZONE).toInstant();
        new Element("GrpHdr").put("MsgId", id).put("CreDtTm", written.toString()).write(xml);
        xml.append("\n<Stmt>");
        head(id, day, written, lines).children().forEach(each -> each.write(xml));
        xml.append('\n');
        for (var line : lines) {
            entry(line).write(xml);
            xml.append('\n');
        }
        return xml.append("</Stmt></BkToCstmrStmt></Document>\n").toString();
    }

    private Element head(String id, LocalDate day, Instant written, List<DayLine> lines) {
        var account = books.settlementAccount();
        var head = new Element("Stmt").put("Id", id).put("CreDtTm", written.toString());
        head.in(
                "FrToDt",
                period ->
                        period.put("FrDtTm", day.atStartOfDay(DayFile.ZONE).toInstant().toString())
                                .put("ToDtTm", written.toString()));
        head.in("Acct", acct -> acct.put("Id/IBAN", account.iban()).put("Ccy", account.currency()));
        long opening = opening(day);
        balance(head, "OPBD", opening, day);
        balance(head, "CLBD", opening + sum(lines, CREDIT) - sum(lines, DEBIT), day);
        head.in(
                "TxsSummry/TtlNtries",
                total ->
                        total.put("NbOfNtries", Integer.toString(lines.size()))
                                .put("Sum", DayFile.sum(lines).toString()));
        return head;
    }

    private long opening(LocalDate day) {
        var start = day.atStartOfDay(DayFile.ZONE).toInstant();
        return books.settlementAccount().opening().tiyn()
                + settled().stream()
                        .filter(each -> each.at().isBefore(start))
                        .mapToLong(
                                each ->
                                        isOut(each)
                                                ? -each.order().amount().tiyn()
                                                : each.credited().tiyn())
                        .sum();
    }

    private static long sum(List<DayLine> lines, String direction) {
        return lines.stream()
                .filter(each -> each.state().equals(direction))
                .mapToLong(each -> each.amount().tiyn())
                .sum();
    }

    private void balance(Element head, String type, long tiyn, LocalDate day) {
        head.in(
                "Bal",
                bal -> {
                    bal.put("Tp/CdOrPrtry/Cd", type);
                    bal.putAmount(
                            "Amt",
                            new Amount(Math.abs(tiyn)).toString(),
                            books.settlementAccount().currency());
                    bal.put("CdtDbtInd", tiyn < 0 ? DEBIT : CREDIT);
                    bal.put("Dt/Dt", day.toString());
                });
    }

    private Element entry(DayLine line) {
        int slash = line.reference().indexOf('/');
        var instruction = line.reference().substring(0, slash);
        var entry = new Element("Ntry").put("NtryRef", line.own());
        entry.putAmount("Amt", line.amount().toString(), books.settlementAccount().currency());
        entry.put("CdtDbtInd", line.state());
        entry.put("Sts/Cd", "BOOK");
        entry.put("BookgDt/DtTm", line.at().toString());
        entry.put("ValDt/Dt", line.at().atZone(DayFile.ZONE).toLocalDate().toString());
        entry.put("BkTxCd/Prtry/Cd", line.kind());
        return entry.in(
                "NtryDtls/TxDtls/Refs",
                refs -> {
                    refs.put("AcctSvcrRef", line.own());
                    if (!instruction.isEmpty()) {
                        refs.put("InstrId", shortened(instruction));
                    }
                    refs.put("EndToEndId", line.reference().substring(slash + 1));
                });
    }

    private static String shortened(String id) {
        return id.length() <= LONGEST_ID ? id : id.replace("-", "");
    }
}
