package kz.nusqau.instruction;

import java.util.List;
import java.util.Optional;
import kz.nusqau.instruction.Item.Figure;

/** Texts of digits alone: codes, {@code 0} and {@code 1}. */
final class LoneNumber {

    private static final int CODE_LENGTH = 6;
    private static final int SHORTEST_SLIP = 3;
    private static final int LONGEST_SLIP = 8;

    private LoneNumber() {}

    /**
     * Six digits alone are always a code, {@code 0} and {@code 1} always an answer, whether or not
     * one is awaited: a code that comes too late must not become an amount.
     */
    static Optional<Reading> read(Line line) {
        List<Item> items = line.items();
        if (items.isEmpty() || !items.stream().allMatch(Figure.class::isInstance)) {
            return codeThenWord(line);
        }
        if (items.size() > 1) {
            return inGroups(line);
        }
        String digits = items.getFirst().raw();
        return switch (digits) {
            case "0" -> understood(new Instruction.Cancel(), line);
            case "1" -> understood(new Instruction.PlainYes(), line);
            default ->
                    digits.length() == CODE_LENGTH
                            ? understood(new Instruction.Confirm(digits), line)
                            : ofAnotherLength(digits, line);
        };
    }

    /** {@code 482913 код}. */
    private static Optional<Reading> codeThenWord(Line line) {
        var items = line.items();
        boolean both =
                items.size() == 2
                        && items.get(0) instanceof Figure
                        && items.get(0).raw().length() == CODE_LENGTH
                        && Item.isRun(items.get(1), Command.CONFIRM);
        return both
                ? understood(new Instruction.Confirm(items.get(0).raw()), line)
                : Optional.empty();
    }

    /** {@code 482 913} and {@code 482-913}, but only while a code is awaited. */
    private static Optional<Reading> inGroups(Line line) {
        var items = line.items();
        boolean halves =
                items.size() == 2
                        && items.stream().allMatch(item -> item.raw().length() == CODE_LENGTH / 2);
        return line.context().challengeOpen() && halves
                ? understood(new Instruction.Confirm(items.get(0).raw() + items.get(1).raw()), line)
                : Optional.empty();
    }

    /**
     * A mistyped code must not start anything while a code is awaited, and costs no attempt. Where
     * a lone amount is an instruction, only lengths next to a code's are taken for one.
     */
    private static Optional<Reading> ofAnotherLength(String digits, Line line) {
        if (!line.context().challengeOpen() && !line.isDefault(Command.CONFIRM)) {
            return Optional.empty();
        }
        int length = digits.length();
        boolean amountExpected =
                line.isDefault(Command.TOP_UP) || line.isDefault(Command.APP_STORE);
        boolean slip =
                amountExpected
                        ? Math.abs(length - CODE_LENGTH) == 1
                        : length >= SHORTEST_SLIP && length <= LONGEST_SLIP;
        return slip ? Optional.of(wrongLength(line)) : Optional.empty();
    }

    /** {@code код 482913}. */
    static Reading code(Line line, Arguments rest) {
        var items = rest.without(Keyword.Sense.Filler.class::isInstance).items();
        boolean single = items.size() == 1 && items.getFirst() instanceof Figure;
        if (single && items.getFirst().raw().length() == CODE_LENGTH) {
            return new Reading.Understood(
                    new Instruction.Confirm(items.getFirst().raw()), line.guess());
        }
        return wrongLength(line);
    }

    private static Reading wrongLength(Line line) {
        return new Reading.Invalid(Command.CONFIRM, Field.CODE, Optional.empty(), "", line.guess());
    }

    private static Optional<Reading> understood(Instruction instruction, Line line) {
        return Optional.of(new Reading.Understood(instruction, line.guess()));
    }
}
