package kz.nusqau.counterparty.bank;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import java.time.Duration;
import java.util.List;

/**
 * What a bank's balance report costs to read, by us with validation and by the library without: one
 * thread, reports of 1 and of 64 owners with two accounts each.
 *
 * <pre>{@code java kz.nusqau.counterparty.bank.MessageSpeed [seconds]}</pre>
 */
final class MessageSpeed {

    private static final Iso20022 ISO = new Iso20022(new Messages(List.of("camt.052.001.13")));

    private MessageSpeed() {}

    /** Something that is done again and again. */
    private interface Work {
        Object once() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
        for (int owners : List.of(1, 64)) {
            String xml = report(owners);
            System.out.printf("%d owners, %d characters%n", owners, xml.length());
            measure("  read and validated", seconds, owners, () -> ISO.read(xml));
            measure("  by the library    ", seconds, owners, () -> AbstractMX.parse(xml));
        }
    }

    private static void measure(String name, long seconds, int owners, Work work) throws Exception {
        run(work, Duration.ofSeconds(seconds));
        double micros = run(work, Duration.ofSeconds(seconds));
        System.out.printf(
                "%s %8.1f us a message, %7.2f us an owner%n", name, micros, micros / owners);
    }

    private static double run(Work work, Duration time) throws Exception {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            if (work.once() == null) {
                throw new IllegalStateException("nothing was read");
            }
            done++;
        }
        return (System.nanoTime() - start) / 1e3 / done;
    }

    private static String report(int owners) {
        var root = new Element("BkToCstmrAcctRpt");
        root.in(
                "GrpHdr",
                header ->
                        header.put("MsgId", "1")
                                .put("CreDtTm", "2026-11-21T10:00:00Z")
                                .put("OrgnlBizQry/MsgId", "0"));
        for (int i = 0; i < 2 * owners; i++) {
            String number = "%09d".formatted(i);
            root.in(
                    "Rpt",
                    report -> {
                        report.put("Id", number).put("CreDtTm", "2026-11-21T10:00:00Z");
                        report.in(
                                "Acct",
                                account ->
                                        account.put("Id/IBAN", "KZ41722C000" + number)
                                                .put("Ccy", "KZT")
                                                .put("Ownr/CtctDtls/MobNb", "+7-7" + number));
                        report.in(
                                "Bal",
                                balance ->
                                        balance.put("Tp/CdOrPrtry/Cd", "ITAV")
                                                .putAmount("Amt", "250000.00", "KZT")
                                                .put("CdtDbtInd", "CRDT")
                                                .put("Dt/DtTm", "2026-11-21T10:00:00Z"));
                    });
        }
        return ISO.write(Messages.BALANCE_REPORT, root);
    }
}
