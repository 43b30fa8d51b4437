package kz.nusqau.reconciliation;

import java.io.BufferedReader;
import java.time.LocalDate;
import java.util.function.Consumer;
import kz.nusqau.counterparty.DayFiles.Format.Camt053;

/**
 * A bank's statement of the operator's account: {@code src/docs/api/iso20022/README.md}, "End of
 * day". Elements that are not named there are passed over.
 */
final class StatementFileReader implements FileReader {

    private final Camt053 format;

    StatementFileReader(Camt053 format) {
        this.format = format;
    }

    @Override
    public void read(
            BufferedReader file, String counterparty, LocalDate day, Consumer<FileLine> to) {
        var xml = new XmlCursor(file, format.namespace(), "Document");
        new Reading(xml, day, to).document();
    }

    /** One pass through a file. */
    private final class Reading {

        private final XmlCursor xml;
        private final LocalDate day;
        private final Consumer<FileLine> to;
        private final StatementTotals totals;
        private String iban = "";
        private int number;

        Reading(XmlCursor xml, LocalDate day, Consumer<FileLine> to) {
            this.xml = xml;
            this.day = day;
            this.to = to;
            this.totals = new StatementTotals(xml);
        }

        void document() {
            boolean read = false;
            for (var name = xml.child(); name != null; name = xml.child()) {
                if (!name.equals("BkToCstmrStmt") || read) {
                    throw xml.fault("not one BkToCstmrStmt");
                }
                message();
                read = true;
            }
            if (!read) {
                throw xml.fault("no BkToCstmrStmt");
            }
        }

        private void message() {
            boolean read = false;
            for (var name = xml.child(); name != null; name = xml.child()) {
                if (!name.equals("Stmt")) {
                    xml.skip();
                } else if (read) {
                    throw xml.fault("a second statement");
                } else {
                    statement();
                    read = true;
                }
            }
            if (!read) {
                throw xml.fault("no Stmt");
            }
        }

        private void statement() {
            for (var name = xml.child(); name != null; name = xml.child()) {
                switch (name) {
                    case "Acct" -> account();
                    case "Bal" -> totals.balance(day);
                    case "TxsSummry" -> totals.summary();
                    case "Ntry" -> entry();
                    default -> xml.skip();
                }
            }
            if (!iban.equals(format.iban())) {
                throw xml.fault("Stmt/Acct: not the account " + format.iban());
            }
            totals.check();
        }

        private void account() {
            for (var name = xml.child(); name != null; name = xml.child()) {
                if (name.equals("Id")) {
                    for (var kind = xml.child(); kind != null; kind = xml.child()) {
                        accountId(kind);
                    }
                } else {
                    xml.skip();
                }
            }
        }

        private void accountId(String kind) {
            if (kind.equals("IBAN")) {
                iban = xml.text();
            } else {
                xml.skip();
            }
        }

        private void entry() {
            var entry = new StatementEntry(xml).read();
            totals.add(entry);
            // What is not booked yet is told again when it is.
            if (entry.isBooked()) {
                for (var line : entry.lines(number + 1)) {
                    to.accept(line);
                    number++;
                }
            }
        }
    }
}
