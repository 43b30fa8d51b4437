package kz.nusqau.simulator.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.simulator.counterparty.DayFile;
import kz.nusqau.simulator.counterparty.DayLine;
import kz.nusqau.simulator.world.Amount;

/**
 * Billing's end-of-day file: each reservation that was made or ended on the day, as it stood at the
 * day's end, and each refund.
 */
final class BillingDay implements DayFile.Style {

    private final BillingBooks books;

    BillingDay(BillingBooks books) {
        this.books = books;
    }

    @Override
    public List<DayLine> lines(LocalDate day) {
        Map<String, DayLine> lines = new LinkedHashMap<>();
        for (var event : events()) {
            if (DayFile.isOn(day, event.at())) {
                // As of the last event of the day.
                lines.remove(event.reference());
                lines.put(event.reference(), event);
            }
        }
        return List.copyOf(lines.values());
    }

    private List<DayLine> events() {
        var events = new ArrayList<DayLine>();
        for (var operation : books.operations()) {
            if (operation.isCompleted()) {
                events.add(event(operation));
            }
        }
        for (var reservation : books.reservations()) {
            if (reservation.state() == Reservation.State.EXPIRED) {
                events.add(
                        reservation(
                                reservation.key(),
                                "expired",
                                reservation.amount(),
                                reservation.expires()));
            }
        }
        events.sort(Comparator.comparing(DayLine::at));
        return events;
    }

    private static DayLine event(BillingOperation operation) {
        var amount = operation.amount();
        var at = operation.at();
        return switch (operation.request()) {
            case BillingRequest.Reserve reserve ->
                    reservation(operation.key(), "reserved", amount, at);
            case BillingRequest.Charge charge ->
                    reservation(charge.reservation(), "charged", amount, at);
            case BillingRequest.Release release ->
                    reservation(release.reservation(), "released", amount, at);
            case BillingRequest.Refund refund ->
                    new DayLine(operation.key(), "", "refund", "refunded", amount, at);
        };
    }

    private static DayLine reservation(String key, String state, Amount amount, Instant at) {
        return new DayLine(key, "", "reservation", state, amount, at);
    }

    @Override
    public String otherState(String state) {
        return state.equals("charged") ? "released" : "charged";
    }

    @Override
    public String write(LocalDate day, List<DayLine> lines) {
        var text = new StringBuilder(100 * (lines.size() + 3));
        text.append("billing,").append(day).append('\n');
        text.append("reference,kind,state,amount,currency,at\n");
        for (var line : lines) {
            text.append(line.reference()).append(',');
            text.append(line.kind()).append(',');
            text.append(line.state()).append(',');
            text.append(line.amount()).append(",KZT,");
            text.append(line.at()).append('\n');
        }
        text.append("total,").append(lines.size()).append(',');
        return text.append(DayFile.sum(lines)).append('\n').toString();
    }
}
