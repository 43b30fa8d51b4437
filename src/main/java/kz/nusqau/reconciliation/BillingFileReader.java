package kz.nusqau.reconciliation;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import kz.nusqau.reconciliation.FileLine.Effect;

/** Billing's file: {@code src/docs/api/billing.openapi.yaml}, {@code dayFile}. */
final class BillingFileReader implements FileReader {

    private static final String[] COLUMNS = {
        "reference", "kind", "state", "amount", "currency", "at"
    };

    /** Kind and state there to the state of a hold here. */
    private static final Map<String, String> STATES =
            Map.of(
                    "reservation reserved", "pending",
                    "reservation charged", "posted",
                    "reservation released", "voided",
                    "reservation expired", "voided",
                    "refund refunded", "posted");

    @Override
    public void read(BufferedReader file, String counterparty, LocalDate day, Consumer<FileLine> to)
            throws IOException {
        var csv = new Csv(file, ',');
        String[] head = csv.next(2);
        if (!Arrays.equals(head, new String[] {"billing", day.toString()})) {
            throw new MalformedFile(1, "not billing's file of " + day);
        }
        if (!Arrays.equals(csv.next(COLUMNS.length), COLUMNS)) {
            throw new MalformedFile(2, "the columns are not " + String.join(",", COLUMNS));
        }
        String[] values = csv.next(COLUMNS.length);
        while (!values[0].equals("total")) {
            if (values.length != COLUMNS.length) {
                throw new MalformedFile(csv.number(), "neither a line nor the total");
            }
            String told = values[1] + " " + values[2];
            String state = csv.word("kind and state", told, STATES.get(told));
            Effect effect = effect(values[1], state);
            to.accept(csv.line(values[0], "", state, effect, values[3], values[4], values[5]));
            values = csv.next(COLUMNS.length);
        }
        csv.end(values, "KZT");
    }

    private static Effect effect(String kind, String state) {
        return switch (state) {
            case "posted" -> kind.equals("refund") ? Effect.OUT : Effect.IN;
            case "voided" -> Effect.NONE;
            default -> Effect.UNTOLD;
        };
    }
}
