package kz.nusqau.reconciliation;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import kz.nusqau.reconciliation.FileLine.Effect;

/** An e-money system's file: {@code src/docs/api/emoney.openapi.yaml}, {@code dayFile}. */
final class EmoneyFileReader implements FileReader {

    private static final int VALUES = 8;

    /** Status there to the state of a step here; a reversal is a step of its own. */
    private static final Map<String, String> STATES =
            Map.of(
                    "completed", "done",
                    "reversed", "done",
                    "pending", "pending",
                    "failed", "failed");

    @Override
    public void read(BufferedReader file, String counterparty, LocalDate day, Consumer<FileLine> to)
            throws IOException {
        var csv = new Csv(file, ';');
        String[] head = csv.next(3);
        if (!Arrays.equals(head, new String[] {"H", counterparty, day.toString()})) {
            throw new MalformedFile(1, "not the file of %s of %s".formatted(counterparty, day));
        }
        String[] values = csv.next(VALUES);
        while (!values[0].equals("T")) {
            if (values.length != VALUES || !values[0].equals("D")) {
                throw new MalformedFile(csv.number(), "neither a line nor the total");
            }
            String state = csv.word("status", values[4], STATES.get(values[4]));
            Effect effect = effect(values[3], state);
            to.accept(
                    csv.line(values[2], values[1], state, effect, values[5], values[6], values[7]));
            values = csv.next(VALUES);
        }
        csv.end(values, "KZT");
    }

    /** A payment or a transfer moves a wallet's money; a reversal does not say what it undid. */
    private static Effect effect(String type, String state) {
        return switch (state) {
            case "failed" -> Effect.NONE;
            case "done" ->
                    switch (type) {
                        case "deposit" -> Effect.OUT;
                        case "withdrawal" -> Effect.IN;
                        default -> Effect.UNTOLD;
                    };
            default -> Effect.UNTOLD;
        };
    }
}
