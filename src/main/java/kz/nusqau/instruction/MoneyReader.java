package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kz.nusqau.instruction.Item.Gap;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.instruction.Slots.Filling;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;

/** Fills requisites and amounts from the numbers of a text, or says exactly what is wrong. */
final class MoneyReader {

    /**
     * What one kind of instruction needs.
     *
     * @param build makes the instruction of a complete filling
     */
    record Wanted(
            Command command,
            Optional<String> provider,
            List<RequisiteShape> shapes,
            boolean amount,
            boolean day,
            String currency,
            Function<Filling, Instruction> build) {

        Field fieldOf(RequisiteShape shape) {
            return provider.isPresent() ? Field.requisite(shape.name()) : new Field(shape.name());
        }
    }

    /** Longer numbers are taken for a mistyped requisite rather than for an amount. */
    private static final int LONGEST_LIKELY_AMOUNT = 6;

    private static final int MOST_LISTED = 4;

    private final Requisites requisites;

    MoneyReader(Requisites requisites) {
        this.requisites = requisites;
    }

    Reading read(Wanted wanted, Arguments arguments, Language guess) {
        var stray = arguments.leftOver(wanted.currency());
        if (stray != null) {
            boolean foreign =
                    stray instanceof Item.Known known && known.sense() instanceof Sense.Currency;
            return invalid(
                    wanted,
                    foreign ? wrongCurrency(wanted) : Field.LEFT_OVER,
                    Shown.word(stray.raw()),
                    guess);
        }
        var figures = new Figures(arguments.items());
        var amounts = new Amounts(wanted.currency());
        var slots = new Slots(requisites, amounts, wanted.shapes(), wanted.amount(), wanted.day());
        Set<Filling> fillings = slots.fill(figures);
        if (fillings.isEmpty()) {
            return new Diagnosis(wanted, slots, figures, amounts, guess).reading();
        }
        return oneOrAsk(fillings.stream().map(wanted.build()).distinct().toList(), guess);
    }

    /** Whatever is not between own accounts is in tenge. */
    private static Field wrongCurrency(Wanted wanted) {
        return wanted.command() == Command.OWN ? Field.ACCOUNT_CURRENCY : Field.CURRENCY;
    }

    private static Reading oneOrAsk(List<Instruction> candidates, Language guess) {
        return candidates.size() == 1
                ? new Reading.Understood(candidates.getFirst(), guess)
                : new Reading.Ambiguous(candidates, guess);
    }

    static Reading invalid(Wanted wanted, Field field, String given, Language guess) {
        return new Reading.Invalid(wanted.command(), field, wanted.provider(), given, guess);
    }

    private static Reading missing(Wanted wanted, Field field, Language guess) {
        return new Reading.Incomplete(wanted.command(), field, wanted.provider(), guess);
    }

    /** Why the numbers of a text don't make the instruction. */
    private record Diagnosis(
            Wanted wanted, Slots slots, Figures figures, Amounts amounts, Language guess) {

        Reading reading() {
            int last = figures.count() - 1;
            if (last < 0) {
                return missing(wanted, firstField(), guess);
            }
            if (figures.count() > Slots.MOST_FIGURES) {
                return invalid(wanted, Field.LEFT_OVER, Shown.word(figures.raw(0, 0)), guess);
            }
            if (wanted.day() && !slots.asking(wanted.amount(), false).fill(figures).isEmpty()) {
                return missing(wanted, Field.DAY, guess);
            }
            if (wanted.day() && !slots.askingAnyDay().fill(figures).isEmpty()) {
                return invalid(wanted, Field.DAY, figures.get(last).raw(), guess);
            }
            if (wanted.amount()
                    && !wanted.shapes().isEmpty()
                    && !slots.asking(false, false).fill(figures).isEmpty()) {
                return missing(wanted, Field.AMOUNT, guess);
            }
            return wanted.shapes().isEmpty()
                    ? amountProblem(0, last, List.of())
                    : requisiteProblem(last);
        }

        private Field firstField() {
            return wanted.shapes().isEmpty()
                    ? Field.AMOUNT
                    : wanted.fieldOf(wanted.shapes().getFirst());
        }

        private Reading requisiteProblem(int last) {
            boolean oneAmount =
                    wanted.amount() && last > 0 && !amounts.read(figures, 0, last).isEmpty();
            if (oneAmount && figures.joinedByPoint(last)) {
                return missing(wanted, firstField(), guess);
            }
            var atStart = slots.requisitesFrom(figures, 0);
            if (atStart.isPresent()) {
                return amountProblem(atStart.get().end(), last, atStart.get().values());
            }
            for (int from = 1; from <= last; from++) {
                var atEnd = slots.requisitesFrom(figures, from);
                if (atEnd.isPresent() && atEnd.get().end() == last + 1) {
                    return amountProblem(0, from - 1, atEnd.get().values());
                }
            }
            boolean amountAlone =
                    wanted.amount()
                            && !amounts.read(figures, 0, last).isEmpty()
                            && (figures.hasCurrency()
                                    || figures.digits(0, last).length() <= LONGEST_LIKELY_AMOUNT);
            return amountAlone
                    ? missing(wanted, firstField(), guess)
                    : invalid(wanted, firstField(), Shown.masked(longest()), guess);
        }

        private Reading amountProblem(int from, int to, List<String> values) {
            if (!wanted.amount()) {
                Field field = wanted.day() ? Field.DAY : Field.LEFT_OVER;
                return invalid(wanted, field, Shown.word(figures.raw(from, to)), guess);
            }
            List<Money> several = wanted.day() ? List.of() : severalAmounts(from, to);
            if (several.size() < 2) {
                return invalid(wanted, Field.AMOUNT, Shown.word(figures.raw(from, to)), guess);
            }
            return oneOrAsk(
                    several.stream()
                            .map(money -> new Filling(values, Optional.of(money), 0))
                            .map(wanted.build())
                            .distinct()
                            .toList(),
                    guess);
        }

        /** Every number an amount of its own: they are listed, none is chosen. */
        private List<Money> severalAmounts(int from, int to) {
            var found = new ArrayList<Money>();
            for (int at = from; at <= to; ) {
                Gap gap = figures.get(at).gap();
                if (at > from && (gap == Gap.DOT || gap == Gap.COMMA)) {
                    return List.of();
                }
                int end = to;
                while (end > at && amounts.read(figures, at, end).isEmpty()) {
                    end--;
                }
                List<Money> here = amounts.read(figures, at, end);
                if (here.isEmpty() || found.size() + here.size() > MOST_LISTED) {
                    return List.of();
                }
                found.addAll(here);
                at = end + 1;
            }
            return found.stream().distinct().toList();
        }

        private String longest() {
            String longest = "";
            for (int k = 0; k < figures.count(); k++) {
                String raw = figures.get(k).raw();
                longest = raw.length() > longest.length() ? raw : longest;
            }
            return longest;
        }
    }
}
