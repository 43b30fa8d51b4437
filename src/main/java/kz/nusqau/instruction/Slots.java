package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.shared.Money;

/**
 * What the numbers of a text have to fill: requisites, an amount, a day, in this order; the amount
 * may also come first. Every number must be used, so that nothing typed is overlooked.
 */
final class Slots {

    /** One way to understand the numbers. */
    record Filling(List<String> requisites, Optional<Money> amount, int day) {}

    /** A requisite may take this many numbers ({@code 8 10 7 701 123 45 67}). */
    private static final int MOST_PER_SLOT = 8;

    /** Texts with more numbers than this are no instruction. */
    static final int MOST_FIGURES = 24;

    private static final int MOST_FILLINGS = 8;
    private static final int LAST_DAY = 31;
    private static final int NONE = -1;

    private final Requisites requisites;
    private final Amounts amounts;
    private final List<RequisiteShape> shapes;
    private final boolean amount;
    private final boolean day;
    private final boolean mayJoin;
    private final int lastDay;
    private final int mostDayDigits;

    /**
     * The slots of one kind of instruction.
     *
     * @param amount an amount is stated
     * @param day a day of the month is stated
     */
    Slots(
            Requisites requisites,
            Amounts amounts,
            List<RequisiteShape> shapes,
            boolean amount,
            boolean day) {
        this(requisites, amounts, shapes, amount, day, !amount && !day, LAST_DAY);
    }

    private Slots(
            Requisites requisites,
            Amounts amounts,
            List<RequisiteShape> shapes,
            boolean amount,
            boolean day,
            boolean mayJoin,
            int lastDay) {
        this.requisites = requisites;
        this.amounts = amounts;
        this.shapes = shapes;
        this.amount = amount;
        this.day = day;
        this.mayJoin = mayJoin;
        this.lastDay = lastDay;
        this.mostDayDigits = lastDay == LAST_DAY ? 2 : 4;
    }

    /** The same with fewer things asked, to find out what is missing. */
    Slots asking(boolean amount, boolean day) {
        return new Slots(requisites, amounts, shapes, amount, day, mayJoin, lastDay);
    }

    Slots askingAnyDay() {
        return new Slots(requisites, amounts, shapes, amount, day, mayJoin, Integer.MAX_VALUE);
    }

    /**
     * Requisites found without regard to what follows.
     *
     * @param end the number after them
     */
    record Taken(List<String> values, int end) {}

    Optional<Taken> requisitesFrom(Figures figures, int from) {
        return shapes.isEmpty() ? Optional.empty() : take(figures, new Taken(List.of(), from));
    }

    private Optional<Taken> take(Figures figures, Taken before) {
        int slot = before.values().size();
        if (slot == shapes.size()) {
            return Optional.of(before);
        }
        int from = before.end();
        int farthest = Math.min(figures.count(), from + MOST_PER_SLOT) - 1;
        for (int to = from; to <= farthest; to++) {
            String value = requisites.read(shapes.get(slot), figures, from, to, mayJoin);
            if (value != null) {
                var values = new ArrayList<>(before.values());
                values.add(value);
                var taken = take(figures, new Taken(values, to + 1));
                if (taken.isPresent()) {
                    return taken;
                }
            }
        }
        return Optional.empty();
    }

    Set<Filling> fill(Figures figures) {
        var found = new LinkedHashSet<Filling>();
        if (figures.count() == 0
                || figures.count() > MOST_FIGURES
                || (amount && requisitesTakeAll(figures))) {
            return found;
        }
        var search = new Search(figures, found);
        search.requisite(0, 0, figures.count() - 1, List.of(), Optional.empty());
        // A four-digit card beside a four-digit amount would always be in doubt: there the order
        // of the grammar decides.
        boolean orderDecides = !found.isEmpty() && shapes.stream().anyMatch(Slots::isShort);
        if (amount && !day && !shapes.isEmpty() && !orderDecides) {
            search.amountFirst();
        }
        return found;
    }

    /** {@code 8 701 123 45 67} is a number without an amount, not 8 tenge to 701 123 45 67. */
    private boolean requisitesTakeAll(Figures figures) {
        int last = figures.count() - 1;
        return shapes.size() == 1
                && last > 0
                && requisites.read(shapes.getFirst(), figures, 0, last, mayJoin) != null;
    }

    private static boolean isShort(RequisiteShape shape) {
        return shape.example().length() < 6;
    }

    private final class Search {

        private final Figures figures;
        private final Set<Filling> found;

        Search(Figures figures, Set<Filling> found) {
            this.figures = figures;
            this.found = found;
        }

        void amountFirst() {
            int last = figures.count() - 1;
            // 5790 0502: a card and no amount rather than an amount and a card.
            boolean mayBeCard =
                    isShort(shapes.getFirst())
                            && !figures.hasCurrency()
                            && requisites.read(shapes.getFirst(), figures, 0, 0, mayJoin) != null;
            if (mayBeCard) {
                return;
            }
            for (int to = 0; to < last; to++) {
                if (figures.currencyBelongsTo(0, to)) {
                    for (Money money : amounts.read(figures, 0, to)) {
                        requisite(0, to + 1, last, List.of(), Optional.of(money));
                    }
                }
            }
        }

        void requisite(int slot, int from, int last, List<String> taken, Optional<Money> stated) {
            if (slot == shapes.size()) {
                afterRequisites(from, last, taken, stated);
                return;
            }
            int farthest = Math.min(last, from + MOST_PER_SLOT - 1);
            for (int to = from; to <= farthest; to++) {
                String value = requisites.read(shapes.get(slot), figures, from, to, mayJoin);
                if (value != null) {
                    var more = new ArrayList<>(taken);
                    more.add(value);
                    requisite(slot + 1, to + 1, last, more, stated);
                }
            }
        }

        private void afterRequisites(
                int from, int last, List<String> taken, Optional<Money> stated) {
            if (stated.isPresent() || !amount) {
                day(from, last, taken, stated);
                return;
            }
            for (int to = from; to <= last; to++) {
                if (figures.currencyBelongsTo(from, to) && !isOneAmount(from, to)) {
                    for (Money money : amounts.read(figures, from, to)) {
                        day(to + 1, last, taken, Optional.of(money));
                    }
                }
            }
        }

        /** {@code 4417.50} may be a card and an amount, or an amount whose card was forgotten. */
        private boolean isOneAmount(int from, int to) {
            return from > 0
                    && !shapes.isEmpty()
                    && isShort(shapes.getLast())
                    && figures.joinedByPoint(from)
                    && !amounts.read(figures, from - 1, to).isEmpty();
        }

        private void day(int from, int last, List<String> taken, Optional<Money> money) {
            boolean complete = day ? from == last && isDay(from, money) : from == last + 1;
            boolean strayCurrency = money.isEmpty() && figures.hasCurrency();
            if (complete && !strayCurrency && found.size() < MOST_FILLINGS) {
                found.add(new Filling(List.copyOf(taken), money, day ? dayOfMonth(from) : NONE));
            }
        }

        /** {@code 1500,5} may be an amount whose day was forgotten. */
        private boolean isDay(int at, Optional<Money> money) {
            boolean decimals = money.isPresent() && figures.joinedByPoint(at);
            return !decimals && dayOfMonth(at) != NONE;
        }

        private int dayOfMonth(int at) {
            String raw = figures.get(at).raw();
            int value =
                    raw.length() > mostDayDigits || figures.get(at).minus()
                            ? 0
                            : Integer.parseInt(raw);
            return value >= 1 && value <= lastDay ? value : NONE;
        }
    }
}
