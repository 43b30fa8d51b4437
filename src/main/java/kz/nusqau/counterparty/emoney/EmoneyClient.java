package kz.nusqau.counterparty.emoney;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.CounterpartyUnavailable;
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
import kz.nusqau.shared.Msisdn;

/** A synchronous e-money system: top-up, provider payment, reversal, and their status. */
public final class EmoneyClient implements CounterpartyClient {

    private final HttpLine line;
    private final Signing signing;
    private final String clientId;
    private final Duration answerTimeout;

    public EmoneyClient(
            HttpLine line, String clientId, String secret, Duration answerTimeout, Clock clock) {
        this.line = line;
        this.signing = new Signing(clientId, secret, clock);
        this.clientId = clientId;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public SendResult send(SentCommand command, BooleanSupplier stillWanted) {
        var transaction = Transaction.of(command, clientId);
        byte[] body = Json.bytes(transaction.body());
        var headers = headers("POST", transaction.path(), body);
        headers.put("X-CorrelationID", NamedId.of(command.key()).toString());
        var request = HttpRequest.post(transaction.path(), headers, body);
        return switch (line.call(request, answerTimeout, stillWanted)) {
            case HttpExchange.NothingSent(var why) -> new SendResult.NothingSent(why);
            case HttpExchange.NotWanted n -> new SendResult.NotNow("too late to send");
            case HttpExchange.NoAnswer(var why) -> new SendResult.NoUsableAnswer(why, true);
            case HttpExchange.Answered answer -> sent(transaction, answer);
        };
    }

    private Map<String, String> headers(String method, String path, byte[] body) {
        return new HashMap<>(signing.headers(method, line.basePath() + path, body));
    }

    private SendResult sent(Transaction transaction, HttpExchange.Answered answer) {
        if (!signing.isGenuine(answer)) {
            return new SendResult.NoUsableAnswer("the signature is wrong: " + told(answer), true);
        }
        Optional<JsonNode> body = Json.read(answer.body());
        if (answer.status() == 201) {
            return body.filter(transaction::isConfirmedBy)
                    .<SendResult>map(node -> new SendResult.Answered(accepted(node)))
                    .orElseGet(() -> new SendResult.NoUsableAnswer(told(answer), true));
        }
        Optional<WireError> error = WireError.of(body);
        if (error.isEmpty()) {
            return new SendResult.NoUsableAnswer(told(answer), true);
        }
        if (error.get().isDuplicate()) {
            return new SendResult.NoUsableAnswer("the key is known already", false);
        }
        return switch (answer.status()) {
            // Not looked at, and the key stays free: the contract says so.
            case 401 -> new SendResult.NothingSent("our credentials were refused: " + error.get());
            case 400, 409, 422 -> new SendResult.Answered(refused(error.get()));
            default -> new SendResult.NoUsableAnswer(told(answer), true);
        };
    }

    private static Accepted accepted(JsonNode node) {
        Map<String, String> details =
                node.path("paymentNumber").isTextual()
                        ? Map.of("paymentNumber", node.path("paymentNumber").asText())
                        : Map.of();
        return new Accepted(node.path("transactionReference").asText(), details);
    }

    private static Refused refused(WireError error) {
        return new Refused(EmoneyRefusals.reason(error), error.toString());
    }

    private static String told(HttpExchange.Answered answer) {
        return "HTTP " + answer.status() + " " + Excerpt.of(answer.body());
    }

    @Override
    public StatusResult inquire(SentCommand command) {
        var transaction = Transaction.of(command, clientId);
        String path = "/v1/responses/" + NamedId.of(command.key());
        return switch (read(path, answerTimeout)) {
            case HttpExchange.NothingSent(var why) -> new StatusResult.NoAnswer(why);
            case HttpExchange.NotWanted n -> new StatusResult.NotNow();
            case HttpExchange.NoAnswer(var why) -> new StatusResult.NoAnswer(why);
            case HttpExchange.Answered answer -> status(transaction, answer);
        };
    }

    private StatusResult status(Transaction transaction, HttpExchange.Answered answer) {
        Optional<JsonNode> body = Json.read(answer.body());
        if (answer.status() == 404) {
            return WireError.of(body)
                            .filter(error -> error.code().equals("identifierError"))
                            .isPresent()
                    ? new StatusResult.NotFound()
                    : new StatusResult.NoAnswer(told(answer));
        }
        if (answer.status() != 200 || body.isEmpty()) {
            return new StatusResult.NoAnswer(told(answer));
        }
        JsonNode response = body.get().path("response");
        return switch (body.get().path("state").asText()) {
            case "pending" -> new StatusResult.Pending();
            case "completed" ->
                    transaction.isConfirmedBy(response)
                            ? new StatusResult.Answered(accepted(response))
                            : new StatusResult.Contradiction(
                                    "completed, but not what was sent: " + told(answer));
            case "failed" ->
                    WireError.of(Optional.of(response))
                            .<StatusResult>map(error -> new StatusResult.Answered(refused(error)))
                            .orElseGet(() -> new StatusResult.NoAnswer(told(answer)));
            default -> new StatusResult.NoAnswer(told(answer));
        };
    }

    /** A signed GET; an answer that isn't genuine is none. */
    private HttpExchange read(String path, Duration timeout) {
        var headers = headers("GET", path, new byte[0]);
        return genuine(line.call(HttpRequest.get(path, headers), timeout));
    }

    private HttpExchange genuine(HttpExchange exchange) {
        return exchange instanceof HttpExchange.Answered answer && !signing.isGenuine(answer)
                ? new HttpExchange.NoAnswer("the signature is wrong: " + told(answer))
                : exchange;
    }

    /**
     * Asks whether a provider payment would be accepted.
     *
     * @return fails with {@link CounterpartyUnavailable}
     */
    public QuoteAnswer quote(QuotedPayment payment, Duration timeout) {
        String path = "/v1/quotations";
        byte[] body = Json.bytes(payment.body());
        var headers = headers("POST", path, body);
        headers.put("X-CorrelationID", UUID.randomUUID().toString());
        var answer = answered(genuine(line.call(HttpRequest.post(path, headers, body), timeout)));
        Optional<JsonNode> read = Json.read(answer.body());
        if (answer.status() == 201 && read.isPresent()) {
            return new QuoteAnswer.Accepted();
        }
        Optional<WireError> error = WireError.of(read);
        if ((answer.status() != 422 && answer.status() != 400) || error.isEmpty()) {
            throw new CounterpartyUnavailable(told(answer));
        }
        return new QuoteAnswer.Refused(
                EmoneyRefusals.reason(error.get()), error.get().field(), error.get().toString());
    }

    /**
     * What is in a wallet and can be spent. A number that can't have a wallet has nothing in it.
     *
     * @return fails with {@link CounterpartyUnavailable}
     */
    public Money walletBalance(Msisdn msisdn, Duration timeout) {
        String path = "/v1/accounts/msisdn/" + msisdn.digits() + "/balance";
        var answer = answered(read(path, timeout));
        Optional<JsonNode> body = Json.read(answer.body());
        if (answer.status() == 404 && WireError.of(body).isPresent()) {
            return Money.tiyn(0);
        }
        try {
            JsonNode balance = body.orElseThrow();
            return Money.parse(
                    balance.path("availableBalance").asText(), balance.path("currency").asText());
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new CounterpartyUnavailable(told(answer), e);
        }
    }

    private static HttpExchange.Answered answered(HttpExchange exchange) {
        return switch (exchange) {
            case HttpExchange.Answered answer -> answer;
            case HttpExchange.NothingSent(var why) -> throw new CounterpartyUnavailable(why);
            case HttpExchange.NoAnswer(var why) -> throw new CounterpartyUnavailable(why);
            case HttpExchange.NotWanted n -> throw new CounterpartyUnavailable("not wanted");
        };
    }

    @Override
    public void close() {
        line.close();
    }
}
