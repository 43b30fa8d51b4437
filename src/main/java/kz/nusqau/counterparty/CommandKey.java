package kz.nusqau.counterparty;

import java.util.UUID;
import java.util.regex.Pattern;
import kz.nusqau.shared.InstructionId;

/**
 * What makes a call to a counterparty one and the same for every retry, inquiry and replay (I-2).
 *
 * @param step lower-case words joined by hyphens: {@code reverse-topup}
 * @param generation 1 or more; a new one exists only when every earlier one is proven without
 *     effect
 */
public record CommandKey(InstructionId instruction, String step, int generation) {

    private static final Pattern STEP = Pattern.compile("[a-z]+(-[a-z]+)*");

    public CommandKey {
        if (step.length() > 40 || !STEP.matcher(step).matches()) {
            throw new IllegalArgumentException("not a step: " + step);
        }
        if (generation < 1) {
            throw new IllegalArgumentException("generations count from 1: " + generation);
        }
    }

    /** Reads {@link #toString()}; fails with {@link IllegalArgumentException}. */
    public static CommandKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a command key: " + text);
        }
        return new CommandKey(
                new InstructionId(UUID.fromString(parts[0])), parts[1], Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return instruction + "/" + step + "/" + generation;
    }
}
