package kz.nusqau.reconciliation;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a statement says of itself, held against its entries. Amounts in minor units, signed. */
final class StatementTotals {

    private final XmlCursor xml;
    private @Nullable Long opening;
    private @Nullable Long closing;
    private @Nullable Long told;
    private @Nullable Long toldSum;
    private @Nullable String currency;
    private long entries;
    private long sum;
    private long change;

    StatementTotals(XmlCursor xml) {
        this.xml = xml;
    }

    /** The cursor stands in {@code Bal}. */
    void balance(LocalDate day) {
        String type = "";
        Long minor = null;
        String direction = "";
        LocalDate date = null;
        for (var name = xml.child(); name != null; name = xml.child()) {
            switch (name) {
                case "Tp" -> type = innermost();
                case "Amt" -> minor = minor();
                case "CdtDbtInd" -> direction = StatementEntry.direction(xml);
                case "Dt" -> date = date();
                default -> xml.skip();
            }
        }
        if (minor == null || direction.isEmpty()) {
            throw xml.fault("Bal: no Amt or CdtDbtInd");
        }
        long signed = direction.equals("in") ? minor : -minor;
        switch (type) {
            case "OPBD", "PRCD" -> opening = signed;
            case "CLBD" -> {
                if (!day.equals(date)) {
                    throw xml.fault(
                            "Bal/Dt: the closing balance is of %s, not of %s".formatted(date, day));
                }
                closing = signed;
            }
            default -> {
                // Available balances and the like prove nothing.
            }
        }
    }

    private long minor() {
        var amount = StatementEntry.amount(xml);
        requireCurrency(amount.currency());
        return amount.minor();
    }

    private void requireCurrency(String found) {
        if (currency != null && !currency.equals(found)) {
            throw xml.fault("Amt: in %s, and others in %s".formatted(found, currency));
        }
        currency = found;
    }

    private String innermost() {
        String found = "";
        for (var name = xml.child(); name != null; name = xml.child()) {
            if (!name.equals("CdOrPrtry")) {
                xml.skip();
                continue;
            }
            for (var code = xml.child(); code != null; code = xml.child()) {
                found = xml.text();
            }
        }
        return found;
    }

    private @Nullable LocalDate date() {
        LocalDate date = null;
        for (var name = xml.child(); name != null; name = xml.child()) {
            date =
                    name.equals("DtTm")
                            ? xml.value(
                                    "a time with its zone",
                                    text ->
                                            OffsetDateTime.parse(text)
                                                    .atZoneSameInstant(Day.ZONE)
                                                    .toLocalDate())
                            : xml.value("a date", LocalDate::parse);
        }
        return date;
    }

    /** The cursor stands in {@code TxsSummry}. */
    void summary() {
        for (var name = xml.child(); name != null; name = xml.child()) {
            if (!name.equals("TtlNtries")) {
                xml.skip();
                continue;
            }
            for (var total = xml.child(); total != null; total = xml.child()) {
                switch (total) {
                    case "NbOfNtries" -> told = xml.value("a number", Long::valueOf);
                    case "Sum" -> toldSum = xml.value("an amount", StatementEntry::minor);
                    default -> xml.skip();
                }
            }
        }
    }

    void add(StatementEntry entry) {
        requireCurrency(entry.amount().currency());
        entries++;
        try {
            long minor = entry.amount().minor();
            sum = Math.addExact(sum, minor);
            if (entry.isBooked()) {
                change = Math.addExact(change, entry.direction().equals("in") ? minor : -minor);
            }
        } catch (ArithmeticException e) {
            throw xml.fault("Ntry/Amt: can't be added up", e);
        }
    }

    /** Fails when the entries don't make the closing balance out of the opening one. */
    void check() {
        if (opening == null || closing == null) {
            throw xml.fault("Stmt/Bal: no opening or no closing balance");
        }
        if (opening + change != closing) {
            throw xml.fault(
                    "Stmt/Bal: %d opening and %d of the entries don't make %d"
                            .formatted(opening, change, closing));
        }
        if (!Objects.requireNonNullElse(told, entries).equals(entries)
                || !Objects.requireNonNullElse(toldSum, sum).equals(sum)) {
            throw xml.fault(
                    "Stmt/TxsSummry: %s entries and %s, there are %d and %d"
                            .formatted(told, toldSum, entries, sum));
        }
    }
}
