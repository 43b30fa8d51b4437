package kz.nusqau.counterparty.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.wire.CounterpartyClient;
import kz.nusqau.counterparty.wire.Excerpt;
import kz.nusqau.counterparty.wire.HttpExchange;
import kz.nusqau.counterparty.wire.HttpLine;
import kz.nusqau.counterparty.wire.HttpRequest;
import kz.nusqau.counterparty.wire.Json;
import kz.nusqau.counterparty.wire.SendResult;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.counterparty.wire.WireError;
import kz.nusqau.shared.Money;

/** Reserve, charge, release and refund at the operator's billing. */
public final class BillingClient implements CounterpartyClient {

    private final HttpLine line;
    private final String token;
    private final Duration answerTimeout;

    public BillingClient(HttpLine line, String token, Duration answerTimeout) {
        this.line = line;
        this.token = token;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public SendResult send(SentCommand command, BooleanSupplier stillWanted) {
        var step = Step.of(command.operation());
        var request =
                HttpRequest.post(
                        step.path,
                        Map.of(
                                "Authorization",
                                "Bearer " + token,
                                "X-CorrelationID",
                                command.key().toString()),
                        Json.bytes(body(command)));
        return switch (line.call(request, answerTimeout, stillWanted)) {
            case HttpExchange.NothingSent(var why) -> new SendResult.NothingSent(why);
            case HttpExchange.NotWanted n -> new SendResult.NotNow("too late to send");
            case HttpExchange.NoAnswer(var why) -> new SendResult.NoUsableAnswer(why, true);
            case HttpExchange.Answered answer -> sent(command, step, answer);
        };
    }

    private static ObjectNode body(SentCommand command) {
        ObjectNode body = Json.object();
        switch (command.operation()) {
            case Operation.Reserve(Money amount) ->
                    body.put("msisdn", command.msisdn().digits())
                            .put("amount", amount.toDecimal())
                            .put("currency", amount.currency())
                            .put("purpose", "payment");
            case Operation.Charge(CommandKey reservation) ->
                    body.put("reservation", reservation.toString());
            case Operation.Release(CommandKey reservation) ->
                    body.put("reservation", reservation.toString());
            case Operation.Refund(CommandKey charge, Money amount) ->
                    body.put("charge", charge.toString())
                            .put("amount", amount.toDecimal())
                            .put("currency", amount.currency());
            case Operation.OfEmoney o -> throw notOurs(o);
            case Operation.OfBank o -> throw notOurs(o);
        }
        return body;
    }

    private static IllegalArgumentException notOurs(Operation operation) {
        return new IllegalArgumentException(
                "billing has no " + operation.getClass().getSimpleName());
    }

    private static SendResult sent(SentCommand command, Step step, HttpExchange.Answered answer) {
        Optional<JsonNode> body = Json.read(answer.body());
        if (answer.status() == 200 || answer.status() == 201) {
            return body.filter(node -> confirms(node, command, step))
                    .<SendResult>map(node -> new SendResult.Answered(accepted(command)))
                    .orElseGet(() -> nonsense(answer));
        }
        Optional<WireError> error = WireError.of(body);
        if (error.isEmpty()) {
            return nonsense(answer);
        }
        if (answer.status() == 401) {
            // Not looked at, and the key stays free: the contract says so.
            return new SendResult.NothingSent("our credentials were refused: " + error.get());
        }
        if (answer.status() != 400 && answer.status() != 409 && answer.status() != 422) {
            return nonsense(answer);
        }
        if (error.get().isDuplicate()) {
            return new SendResult.KeyKnown("the key is known already");
        }
        return new SendResult.Answered(refused(error.get()));
    }

    private static boolean confirms(JsonNode node, SentCommand command, Step step) {
        return node.path("state").asText().equals(step.doneState)
                && node.path(step.keyField).asText().equals(command.key().toString())
                && difference(node, command).isEmpty();
    }

    private static SendResult nonsense(HttpExchange.Answered answer) {
        return new SendResult.NoUsableAnswer(
                "HTTP " + answer.status() + " " + Excerpt.of(answer.body()), true);
    }

    private static Accepted accepted(SentCommand command) {
        return new Accepted(command.key().toString(), Map.of());
    }

    private static Refused refused(WireError error) {
        return new Refused(BillingRefusals.reason(error), error.toString());
    }

    @Override
    public StatusResult inquire(SentCommand command) {
        String key = URLEncoder.encode(command.key().toString(), StandardCharsets.UTF_8);
        var request =
                HttpRequest.get(
                        "/v1/operations?key=" + key, Map.of("Authorization", "Bearer " + token));
        return switch (line.call(request, answerTimeout)) {
            case HttpExchange.NothingSent(var why) -> new StatusResult.NoAnswer(why);
            case HttpExchange.NotWanted n -> new StatusResult.NotNow();
            case HttpExchange.NoAnswer(var why) -> new StatusResult.NoAnswer(why);
            case HttpExchange.Answered answer -> status(command, answer);
        };
    }

    private static StatusResult status(SentCommand command, HttpExchange.Answered answer) {
        Optional<JsonNode> body = Json.read(answer.body());
        if (answer.status() == 404) {
            return WireError.of(body).filter(error -> error.code().equals("notFound")).isPresent()
                    ? new StatusResult.NotFound()
                    : unreadable(answer);
        }
        if (answer.status() != 200 || body.isEmpty()) {
            return unreadable(answer);
        }
        JsonNode node = body.get();
        Optional<String> difference = difference(node, command);
        if (difference.isPresent()) {
            return new StatusResult.Contradiction(difference.get());
        }
        boolean named = node.hasNonNull("key") && node.hasNonNull("kind");
        return switch (node.path("state").asText()) {
            case "pending" -> new StatusResult.Pending();
            case "completed" ->
                    named ? new StatusResult.Answered(accepted(command)) : unreadable(answer);
            case "refused" ->
                    WireError.of(Optional.of(node.path("error")))
                            .filter(error -> named)
                            .<StatusResult>map(error -> new StatusResult.Answered(refused(error)))
                            .orElseGet(() -> unreadable(answer));
            default -> unreadable(answer);
        };
    }

    /** What billing says of an operation that we did not send; empty when it is ours. */
    private static Optional<String> difference(JsonNode node, SentCommand command) {
        var expected = new LinkedHashMap<String, String>();
        expected.put("key", command.key().toString());
        expected.put("kind", Step.of(command.operation()).kind);
        expected.put("msisdn", command.msisdn().digits());
        switch (command.operation()) {
            case Operation.Reserve(Money amount) -> {
                expected.put("reservation", command.key().toString());
                expect(expected, amount);
            }
            case Operation.Charge(CommandKey reservation) ->
                    expected.put("reservation", reservation.toString());
            case Operation.Release(CommandKey reservation) ->
                    expected.put("reservation", reservation.toString());
            case Operation.Refund(CommandKey charge, Money amount) -> {
                expected.put("charge", charge.toString());
                expect(expected, amount);
            }
            case Operation.OfEmoney o -> throw notOurs(o);
            case Operation.OfBank o -> throw notOurs(o);
        }
        return expected.entrySet().stream()
                .filter(each -> node.hasNonNull(each.getKey()))
                .filter(each -> !node.path(each.getKey()).asText().equals(each.getValue()))
                .map(each -> "the operation under our key has another " + each.getKey())
                .findFirst();
    }

    private static void expect(Map<String, String> expected, Money amount) {
        expected.put("amount", amount.toDecimal());
        expected.put("currency", amount.currency());
    }

    private static StatusResult unreadable(HttpExchange.Answered answer) {
        return new StatusResult.NoAnswer(
                "HTTP " + answer.status() + " " + Excerpt.of(answer.body()));
    }

    @Override
    public void close() {
        line.close();
    }

    private enum Step {
        RESERVE("/v1/reservations", "reservation", "reservation", "reserved"),
        CHARGE("/v1/charges", "charge", "charge", "charged"),
        RELEASE("/v1/releases", "release", "release", "released"),
        REFUND("/v1/refunds", "refund", "refund", "refunded");

        private final String path;
        private final String kind;
        private final String keyField;
        private final String doneState;

        Step(String path, String kind, String keyField, String doneState) {
            this.path = path;
            this.kind = kind;
            this.keyField = keyField;
            this.doneState = doneState;
        }

        static Step of(Operation operation) {
            return switch (operation) {
                case Operation.Reserve o -> RESERVE;
                case Operation.Charge o -> CHARGE;
                case Operation.Release o -> RELEASE;
                case Operation.Refund o -> REFUND;
                case Operation.OfEmoney o -> throw notOurs(o);
                case Operation.OfBank o -> throw notOurs(o);
            };
        }
    }
}
