package kz.nusqau.simulator.emoney;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.nusqau.simulator.counterparty.DayFile;
import kz.nusqau.simulator.counterparty.DayLine;

/**
 * An e-money system's end-of-day file: each transaction of the day, with its status at the day's
 * end.
 */
final class EmoneyDay implements DayFile.Style {

    private final String system;
    private final EmoneyBooks books;

    EmoneyDay(String system, EmoneyBooks books) {
        this.system = system;
        this.books = books;
    }

    @Override
    public List<DayLine> lines(LocalDate day) {
        var operations =
                books.operations().stream()
                        .filter(EmoneyOperation::isCompleted)
                        .filter(each -> DayFile.isOn(day, each.at()))
                        .toList();
        Set<String> reversed = new HashSet<>();
        for (var operation : operations) {
            if (operation.request() instanceof EmoneyRequest.Reversal reversal) {
                reversed.add(reversal.transaction());
            }
        }
        return operations.stream().map(each -> line(each, reversed)).toList();
    }

    private static DayLine line(EmoneyOperation operation, Set<String> reversed) {
        var transaction = String.valueOf(operation.transaction());
        return new DayLine(
                operation.reference(),
                transaction,
                operation.request().type(),
                reversed.contains(transaction) ? "reversed" : "completed",
                operation.amount().plus(operation.request().fee()),
                operation.at());
    }

    @Override
    public String otherState(String state) {
        return "failed";
    }

    @Override
    public String write(LocalDate day, List<DayLine> lines) {
        var text = new StringBuilder(120 * (lines.size() + 2));
        text.append("H;").append(system).append(';').append(day).append('\n');
        for (var line : lines) {
            text.append("D;").append(line.own()).append(';');
            text.append(line.reference()).append(';');
            text.append(line.kind()).append(';');
            text.append(line.state()).append(';');
            text.append(line.amount()).append(";KZT;");
            text.append(line.at()).append('\n');
        }
        text.append("T;").append(lines.size()).append(';');
        return text.append(DayFile.sum(lines)).append('\n').toString();
    }
}
