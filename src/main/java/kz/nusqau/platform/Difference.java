package kz.nusqau.platform;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.platform.DifferenceLine.Kind;

/** Compares two texts line by line. */
public final class Difference {

    /** Lines around a change that help to find it. */
    private static final int AROUND = 3;

    /** A table of the middle of two texts has at most so many places; larger ones change whole. */
    private static final int LARGEST_TABLE = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<String> shownBefore;
    private final List<String> shownAfter;

    private Difference(Lines before, Lines after) {
        this.before = before.clear;
        this.after = after.clear;
        this.shownBefore = before.shown;
        this.shownAfter = after.shown;
    }

    /** Lines and how they are shown, one for one. */
    public record Lines(List<String> clear, List<String> shown) {

        /** Shown as they are. */
        public static Lines of(String text) {
            List<String> clear = split(text);
            return new Lines(clear, clear);
        }

        /** Shown otherwise, line by line. */
        public static Lines of(String text, String shown) {
            return new Lines(split(text), split(shown));
        }

        private static List<String> split(String text) {
            return List.of(text.split("\n", -1));
        }
    }

    public static List<DifferenceLine> of(String before, String after) {
        return of(Lines.of(before), Lines.of(after));
    }

    public static List<DifferenceLine> of(Lines before, Lines after) {
        return shortened(new Difference(before, after).lines());
    }

    private List<DifferenceLine> lines() {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        var lines = new ArrayList<DifferenceLine>();
        add(lines, Kind.SAME, shownAfter, 0, start);
        addMiddle(lines, start, before.size() - end, after.size() - end);
        add(lines, Kind.SAME, shownAfter, after.size() - end, after.size());
        return lines;
    }

    private void addMiddle(List<DifferenceLine> lines, int start, int endBefore, int endAfter) {
        int rows = endBefore - start;
        int columns = endAfter - start;
        if ((long) rows * columns > LARGEST_TABLE) {
            add(lines, Kind.REMOVED, shownBefore, start, endBefore);
            add(lines, Kind.ADDED, shownAfter, start, endAfter);
            return;
        }
        int[][] common = common(start, rows, columns);
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            if (i < rows && j < columns && isSame(start + i, start + j)) {
                add(lines, Kind.SAME, shownAfter, start + j, start + j + 1);
                i++;
                j++;
            } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
                add(lines, Kind.REMOVED, shownBefore, start + i, start + i + 1);
                i++;
            } else {
                add(lines, Kind.ADDED, shownAfter, start + j, start + j + 1);
                j++;
            }
        }
    }

    /** How many lines the rests of both have in common, from each pair of places on. */
    private int[][] common(int start, int rows, int columns) {
        var common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] =
                        isSame(start + i, start + j)
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private boolean isSame(int lineBefore, int lineAfter) {
        return before.get(lineBefore).equals(after.get(lineAfter));
    }

    private static void add(
            List<DifferenceLine> lines, Kind kind, List<String> shown, int from, int to) {
        shown.subList(from, to).forEach(text -> lines.add(new DifferenceLine(kind, text)));
    }

    /** Without what is the same far from every change. */
    private static List<DifferenceLine> shortened(List<DifferenceLine> all) {
        var near = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).kind() != Kind.SAME) {
                int to = Math.min(all.size(), i + AROUND + 1);
                for (int j = Math.max(0, i - AROUND); j < to; j++) {
                    near[j] = true;
                }
            }
        }
        var shortened = new ArrayList<DifferenceLine>();
        int skipped = 0;
        for (int i = 0; i <= all.size(); i++) {
            if (i < all.size() && !near[i]) {
                skipped++;
                continue;
            }
            if (skipped > 0) {
                shortened.add(new DifferenceLine(Kind.SKIPPED, Integer.toString(skipped)));
                skipped = 0;
            }
            if (i < all.size()) {
                shortened.add(all.get(i));
            }
        }
        return shortened;
    }
}
