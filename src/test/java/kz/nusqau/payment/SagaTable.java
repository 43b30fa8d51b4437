package kz.nusqau.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.shared.RefusalReason;

/** Every state with every event, and what the saga makes of it; for tests and for the docs. */
record SagaTable(PaymentKind kind, List<Row> rows) {

    /** One cell: {@code then} is empty where the event changes nothing. */
    record Row(PaymentState state, int generation, String event, Optional<Transition> then) {}

    static SagaTable of(PaymentKind kind) {
        var rows = new ArrayList<Row>();
        for (PaymentState state : PaymentState.values()) {
            for (int generation : List.of(1, PaymentSaga.MAX_GENERATION)) {
                events(kind.plan(), generation)
                        .forEach(
                                (name, event) ->
                                        rows.add(
                                                new Row(
                                                        state,
                                                        generation,
                                                        name,
                                                        PaymentSaga.on(
                                                                kind.plan(),
                                                                state,
                                                                generation,
                                                                event))));
            }
        }
        return new SagaTable(kind, rows);
    }

    /** What changes something. */
    List<Row> transitions() {
        return rows.stream().filter(row -> row.then().isPresent()).toList();
    }

    /** The diagram of states. */
    String mermaid() {
        var edges = new LinkedHashMap<String, List<String>>();
        for (Row row : transitions()) {
            PaymentState to = row.then().orElseThrow().to();
            List<String> labels =
                    edges.computeIfAbsent(
                            "    %s --> %s".formatted(row.state(), to), key -> new ArrayList<>());
            if (!labels.contains(row.event())) {
                labels.add(row.event());
            }
        }
        return edges.entrySet().stream()
                .map(edge -> edge.getKey() + ": " + String.join(", ", edge.getValue()))
                .collect(
                        Collectors.joining(
                                "\n",
                                "```mermaid\nstateDiagram-v2\n    [*] --> PROPOSED\n",
                                "\n```\n"));
    }

    /** The same as a table, with what each transition does. */
    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("| in | on | to | asks for | books | tells | review |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Row row : transitions()) {
            Transition then = row.then().orElseThrow();
            String line =
                    "| %s | %s | %s | %s | %s | %s | %s |"
                            .formatted(
                                    row.state(),
                                    row.event(),
                                    then.to(),
                                    asked(row, then),
                                    then.bookings().stream()
                                            .map(Enum::name)
                                            .map(SagaTable::words)
                                            .collect(Collectors.joining(", ")),
                                    then.tell() == Transition.Tell.NOTHING
                                            ? ""
                                            : words(then.tell().name()),
                                    then.review() == null ? "" : "`" + then.review() + "`");
            if (!lines.contains(line)) {
                lines.add(line);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String asked(Row row, Transition then) {
        if (then.ask() == null) {
            return "";
        }
        boolean again = Step.awaitedIn(row.state()).filter(then.ask()::equals).isPresent();
        return "`" + then.ask().key() + "`" + (again ? " under a new key" : "");
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, SagaEvent> events(Plan plan, int generation) {
        var events = new LinkedHashMap<String, SagaEvent>();
        events.put("confirmed", new SagaEvent.Confirmed());
        events.put("confirmed, not allowed", new SagaEvent.Disallowed(RefusalReason.ABOVE_MAXIMUM));
        events.put("cancelled", new SagaEvent.Cancelled(SagaEvent.Cause.SUBSCRIBER));
        events.put("superseded", new SagaEvent.Superseded());
        events.put("not confirmed in time", new SagaEvent.Expired());
        events.put(
                "waits for the bank's day",
                new SagaEvent.Scheduled(LocalDate.of(2026, 11, 23), Instant.EPOCH));
        events.put("recalled before it was sent", new SagaEvent.Recalled());
        events.put("a person retries", new SagaEvent.Retried());
        events.put("a person retries without a hold", new SagaEvent.RetriedWithoutHold());
        events.put("a person writes off", new SagaEvent.WrittenOff());
        String last = generation < PaymentSaga.MAX_GENERATION ? "" : " for the last time";
        for (Step step : Step.values()) {
            outcomes()
                    .forEach(
                            (name, outcome) ->
                                    events.put(
                                            step.key()
                                                    + " "
                                                    + name
                                                    + (outcome instanceof CommandOutcome.NotSent
                                                                    && plan.hasToHappen(step)
                                                            ? last
                                                            : ""),
                                            new SagaEvent.Answered(step, generation, outcome)));
            if (plan.isBeforePivot(step)) {
                events.put(
                        step.key() + " accepted, but recalled",
                        new SagaEvent.AnsweredRecalled(
                                new SagaEvent.Answered(
                                        step, generation, outcomes().get("accepted"))));
            }
        }
        return events;
    }

    private static Map<String, CommandOutcome> outcomes() {
        var outcomes = new LinkedHashMap<String, CommandOutcome>();
        outcomes.put("accepted", new CommandOutcome.Accepted("reference", Map.of()));
        outcomes.put(
                "refused", new CommandOutcome.Refused(RefusalReason.EMONEY_LIMIT, "as a test"));
        outcomes.put("not sent", new CommandOutcome.NotSent("as a test"));
        outcomes.put("unknown", new CommandOutcome.Unknown("as a test"));
        outcomes.put("stuck", new CommandOutcome.Stuck("as a test"));
        return outcomes;
    }
}
