package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.instruction.Item.Figure;
import kz.nusqau.instruction.Item.Gap;
import kz.nusqau.instruction.Keyword.Sense;

/**
 * The numbers of a text in their order, with where the currency stands.
 *
 * <p>Position {@code p} lies before number {@code p}; the last one lies after all numbers.
 */
final class Figures {

    /** To which side a currency word belongs. */
    private enum Mark {
        NONE,
        LEFT,
        RIGHT,
        EITHER
    }

    private final List<Figure> figures = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>(List.of(Mark.NONE));
    private final List<Boolean> interrupted = new ArrayList<>(List.of(false));

    Figures(List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case Figure figure -> add(figure);
                case Item.Known known when known.sense() instanceof Sense.Currency ->
                        mark(items, i);
                default -> interrupted.set(figures.size(), true);
            }
        }
    }

    int count() {
        return figures.size();
    }

    Figure get(int at) {
        return figures.get(at);
    }

    /** Whether these numbers stand side by side, with no word or currency between. */
    boolean unbroken(int from, int to) {
        for (int p = from + 1; p <= to; p++) {
            if (interrupted.get(p) || marks.get(p) != Mark.NONE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether every currency word touches the amount that stands from {@code from} to {@code to}.
     */
    boolean currencyBelongsTo(int from, int to) {
        for (int p = 0; p < marks.size(); p++) {
            boolean satisfied =
                    switch (marks.get(p)) {
                        case NONE -> true;
                        case LEFT -> p == to + 1;
                        case RIGHT -> p == from;
                        case EITHER -> p == to + 1 || p == from;
                    };
            if (!satisfied) {
                return false;
            }
        }
        return true;
    }

    boolean hasCurrency() {
        return marks.stream().anyMatch(mark -> mark != Mark.NONE);
    }

    /** Whether a point or comma alone stands before this number. */
    boolean joinedByPoint(int at) {
        Gap gap = figures.get(at).gap();
        return gap == Gap.DOT || gap == Gap.COMMA;
    }

    String digits(int from, int to) {
        var digits = new StringBuilder();
        for (int k = from; k <= to; k++) {
            digits.append(figures.get(k).raw());
        }
        return digits.toString();
    }

    /** As it was typed, near enough to be recognised. */
    String raw(int from, int to) {
        var raw = new StringBuilder();
        for (int k = from; k <= to; k++) {
            var figure = figures.get(k);
            if (k > from) {
                raw.append(sign(figure.gap()));
            }
            raw.append(figure.minus() ? "-" : "").append(figure.raw());
        }
        return raw.toString();
    }

    private static String sign(Gap gap) {
        return switch (gap) {
            case NONE -> "";
            case SPACE, SIGN -> " ";
            case DOT -> ".";
            case COMMA -> ",";
        };
    }

    private void add(Figure figure) {
        figures.add(figure);
        marks.add(Mark.NONE);
        interrupted.add(false);
    }

    private void mark(List<Item> items, int at) {
        boolean left = at > 0 && items.get(at - 1) instanceof Figure;
        boolean right = at + 1 < items.size() && items.get(at + 1) instanceof Figure;
        boolean joinedLeft = left && items.get(at).gap() == Gap.NONE;
        boolean joinedRight = right && items.get(at + 1).gap() == Gap.NONE;
        Mark mark;
        if (left && right && joinedLeft == joinedRight) {
            mark = Mark.EITHER;
        } else if (left && !joinedRight) {
            mark = Mark.LEFT;
        } else {
            mark = right ? Mark.RIGHT : Mark.NONE;
        }
        if (mark == Mark.NONE) {
            interrupted.set(figures.size(), true);
        } else {
            marks.set(figures.size(), mark);
        }
    }
}
