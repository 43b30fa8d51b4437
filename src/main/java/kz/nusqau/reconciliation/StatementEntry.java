package kz.nusqau.reconciliation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/** One entry of a statement while it is read; the cursor stands in its {@code Ntry}. */
final class StatementEntry {

    private static final String BOOKED = "BOOK";
    private static final String NONE = "NOTPROVIDED";
    private static final Map<String, String> DIRECTIONS = Map.of("CRDT", "in", "DBIT", "out");
    private static final Pattern OUR_INSTRUCTION =
            Pattern.compile(
                    "(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(.{12})");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,15}(\\.\\d{1,5})?");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x21-\\x7E]|\\\\");

    private final XmlCursor xml;
    private final List<Transaction> transactions = new ArrayList<>();
    private @Nullable Money amount;
    private @Nullable String direction;
    private @Nullable Instant booked;
    private String status = "";
    private String own = "";

    /** One of the payments that an entry stands for. */
    private static final class Transaction {
        private String instruction = "";
        private String endToEnd = "";
        private String own = "";
        private @Nullable Money amount;
    }

    StatementEntry(XmlCursor xml) {
        this.xml = xml;
    }

    StatementEntry read() {
        for (var name = xml.child(); name != null; name = xml.child()) {
            switch (name) {
                case "NtryRef" -> own = own.isEmpty() ? xml.text() : skipped();
                case "AcctSvcrRef" -> own = xml.text();
                case "Amt" -> amount = amount(xml);
                case "CdtDbtInd" -> direction = direction(xml);
                case "Sts" -> status();
                case "BookgDt" -> booked = date();
                case "NtryDtls" -> details();
                default -> xml.skip();
            }
        }
        if (isBooked() && transactions.size() > 1) {
            checkParts();
        }
        return this;
    }

    private String skipped() {
        xml.skip();
        return own;
    }

    static Money amount(XmlCursor xml) {
        String currency = xml.attribute("Ccy");
        return xml.value("an amount in a currency", text -> new Money(minor(text), currency));
    }

    static long minor(String text) {
        if (!AMOUNT.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }

    /** In or out. */
    static String direction(XmlCursor xml) {
        return xml.value(
                "CRDT or DBIT", text -> Optional.ofNullable(DIRECTIONS.get(text)).orElseThrow());
    }

    /** Older versions name the status at once, newer ones inside a code. */
    private void status() {
        for (var name = xml.child(); name != null; name = xml.child()) {
            status = xml.text();
        }
    }

    private Instant date() {
        Instant found = null;
        for (var name = xml.child(); name != null; name = xml.child()) {
            found =
                    switch (name) {
                        case "DtTm" ->
                                xml.value(
                                        "a time with its zone",
                                        text -> OffsetDateTime.parse(text).toInstant());
                        case "Dt" ->
                                xml.value(
                                        "a date",
                                        text ->
                                                LocalDate.parse(text)
                                                        .atStartOfDay(Day.ZONE)
                                                        .toInstant());
                        default -> throw xml.fault("neither Dt nor DtTm");
                    };
        }
        return required(found, "Dt");
    }

    private void details() {
        for (var name = xml.child(); name != null; name = xml.child()) {
            if (name.equals("TxDtls")) {
                transactions.add(transaction());
            } else {
                xml.skip();
            }
        }
    }

    private Transaction transaction() {
        var transaction = new Transaction();
        for (var name = xml.child(); name != null; name = xml.child()) {
            switch (name) {
                case "Refs" -> references(transaction);
                case "Amt" -> transaction.amount = amount(xml);
                default -> xml.skip();
            }
        }
        return transaction;
    }

    private void references(Transaction transaction) {
        for (var name = xml.child(); name != null; name = xml.child()) {
            switch (name) {
                case "AcctSvcrRef" -> transaction.own = xml.text();
                case "InstrId" -> transaction.instruction = xml.text();
                case "EndToEndId" -> transaction.endToEnd = xml.text();
                default -> xml.skip();
            }
        }
    }

    private void checkParts() {
        Money sum = new Money(0, amount().currency());
        for (var each : transactions) {
            try {
                sum = sum.plus(required(each.amount, "Ntry/NtryDtls/TxDtls/Amt"));
            } catch (ArithmeticException | IllegalArgumentException e) {
                throw xml.fault("Ntry/NtryDtls/TxDtls/Amt: can't be added up", e);
            }
        }
        if (!sum.equals(amount())) {
            throw xml.fault(
                    "Ntry/Amt: %s, its parts make %s"
                            .formatted(amount().toDecimal(), sum.toDecimal()));
        }
    }

    boolean isBooked() {
        return required(status.isEmpty() ? null : status, "Ntry/Sts").equals(BOOKED);
    }

    Money amount() {
        return required(amount, "Ntry/Amt");
    }

    String direction() {
        return required(direction, "Ntry/CdtDbtInd");
    }

    private <T> T required(@Nullable T value, String element) {
        if (value == null) {
            throw xml.fault("no " + element);
        }
        return value;
    }

    /** A line for each payment, numbered from there on. */
    List<FileLine> lines(int first) {
        if (transactions.isEmpty()) {
            return List.of(line(first, new Transaction()));
        }
        var lines = new ArrayList<FileLine>(transactions.size());
        for (var each : transactions) {
            lines.add(line(first + lines.size(), each));
        }
        return lines;
    }

    private FileLine line(int number, Transaction transaction) {
        return new FileLine(
                number,
                reference(transaction),
                plain(transaction.own.isEmpty() ? own : transaction.own),
                direction(),
                transaction.amount == null ? amount() : transaction.amount,
                direction().equals("in") ? FileLine.Effect.IN : FileLine.Effect.OUT,
                required(booked, "Ntry/BookgDt"));
    }

    private static String reference(Transaction transaction) {
        if (transaction.endToEnd.isEmpty() || transaction.endToEnd.equals(NONE)) {
            return "";
        }
        var ours = OUR_INSTRUCTION.matcher(transaction.instruction);
        return plain(
                ours.matches()
                        ? ours.replaceAll("$1-$2-$3-$4-$5/") + transaction.endToEnd
                        : transaction.endToEnd);
    }

    /** What strangers write may hold anything. */
    private static String plain(String text) {
        return NOT_PLAIN.matcher(text).replaceAll("_");
    }
}
