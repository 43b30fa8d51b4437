package kz.nusqau.counterparty.emoney;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.wire.StatusResult;
import kz.nusqau.counterparty.wire.WireError;

/** What an e-money system's bodies say of a command, whether it answers, is asked or tells. */
final class EmoneyAnswers {

    private EmoneyAnswers() {}

    static Accepted accepted(JsonNode node) {
        Map<String, String> details =
                node.path("paymentNumber").isTextual()
                        ? Map.of("paymentNumber", node.path("paymentNumber").asText())
                        : Map.of();
        return new Accepted(node.path("transactionReference").asText(), details);
    }

    static Refused refused(WireError error) {
        return new Refused(EmoneyRefusals.reason(error), error.toString());
    }

    /**
     * The state of a command.
     *
     * @param told an excerpt for people
     */
    static StatusResult status(Transaction transaction, JsonNode body, Supplier<String> told) {
        JsonNode response = body.path("response");
        return switch (body.path("state").asText()) {
            case "pending" -> new StatusResult.Pending();
            case "completed" ->
                    transaction.isConfirmedBy(response)
                            ? new StatusResult.Answered(accepted(response))
                            : new StatusResult.Contradiction(
                                    "completed, but not what was sent: " + told.get());
            case "failed" ->
                    WireError.of(Optional.of(response))
                            .<StatusResult>map(error -> new StatusResult.Answered(refused(error)))
                            .orElseGet(() -> new StatusResult.NoAnswer(told.get()));
            default -> new StatusResult.NoAnswer(told.get());
        };
    }
}
