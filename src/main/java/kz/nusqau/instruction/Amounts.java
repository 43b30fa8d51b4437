package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.instruction.Item.Gap;
import kz.nusqau.shared.Money;

/** Numbers that are an amount. Text becomes money here and nowhere else. */
final class Amounts {

    private static final int GROUP = 3;

    /** More is not money that anybody texts, and would overflow. */
    private static final int MOST_DIGITS = 12;

    private final String currency;

    Amounts(String currency) {
        this.currency = currency;
    }

    /**
     * What the numbers from {@code from} to {@code to} can mean as one amount: nothing, one value,
     * or two for {@code 1.500} and {@code 1,500}.
     */
    List<Money> read(Figures figures, int from, int to) {
        if (figures.get(from).minus() || !figures.unbroken(from, to)) {
            return List.of();
        }
        Gap last = figures.get(to).gap();
        boolean decimals =
                to > from
                        && (last == Gap.DOT || last == Gap.COMMA)
                        && figures.get(to).raw().length() < GROUP;
        if (decimals) {
            Gap grouping = last == Gap.COMMA ? Gap.DOT : Gap.COMMA;
            boolean whole =
                    isWhole(figures, from, to - 1, Gap.SPACE)
                            || isWhole(figures, from, to - 1, grouping);
            return whole ? money(figures.digits(from, to - 1), figures.get(to).raw()) : List.of();
        }
        if (isWhole(figures, from, to, Gap.SPACE)) {
            return money(figures.digits(from, to), "");
        }
        return to == from + 1 ? groupOrDecimals(figures, from) : List.of();
    }

    /** {@code 1.500}: one and a half tenge to some, one thousand five hundred to others. */
    private List<Money> groupOrDecimals(Figures figures, int at) {
        String before = figures.get(at).raw();
        String after = figures.get(at + 1).raw();
        Gap gap = figures.get(at + 1).gap();
        boolean either =
                (gap == Gap.DOT || gap == Gap.COMMA)
                        && isLeadingGroup(before)
                        && after.length() == GROUP
                        && after.endsWith("0");
        if (!either) {
            return List.of();
        }
        var both = new ArrayList<>(money(before + after, ""));
        both.addAll(money(before, after.substring(0, 2)));
        return both;
    }

    /** One number, or one to three digits followed by groups of three. */
    private static boolean isWhole(Figures figures, int from, int to, Gap grouping) {
        String first = figures.get(from).raw();
        if (from == to) {
            return first.equals("0") || !first.startsWith("0");
        }
        if (!isLeadingGroup(first)) {
            return false;
        }
        for (int k = from + 1; k <= to; k++) {
            if (figures.get(k).gap() != grouping || figures.get(k).raw().length() != GROUP) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLeadingGroup(String digits) {
        return digits.length() <= GROUP && !digits.startsWith("0");
    }

    private List<Money> money(String whole, String decimals) {
        if (whole.length() > MOST_DIGITS) {
            return List.of();
        }
        String tiyn = (decimals + "00").substring(0, 2);
        var money = new Money(Long.parseLong(whole + tiyn), currency);
        return money.isZero() ? List.of() : List.of(money);
    }
}
