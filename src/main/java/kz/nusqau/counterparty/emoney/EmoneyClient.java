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
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.wire.CallbackAddress;
import kz.nusqau.counterparty.wire.CallbackReading;
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

/**
 * An e-money system: top-up, provider payment, transfer, redemption, reversal, and their status.
 * Whether it answers with the outcome or only takes a command in, it says itself, each time.
 */
public final class EmoneyClient implements CounterpartyClient {

    private final HttpLine line;
    private final Signing signing;
    private final String clientId;
    private final Duration answerTimeout;
    private final Optional<EmoneyCallbacks> callbacks;

    /**
     * @param callbacks where outcomes may be told; empty for a system that is asked
     */
    public EmoneyClient(
            HttpLine line,
            String clientId,
            String secret,
            Duration answerTimeout,
            Clock clock,
            Optional<CallbackAddress> callbacks) {
        this.line = line;
        this.signing = new Signing(clientId, secret, clock);
        this.clientId = clientId;
        this.answerTimeout = answerTimeout;
        this.callbacks = callbacks.map(address -> new EmoneyCallbacks(signing, address, clientId));
    }

    @Override
    public Optional<CallbackReading> callbacks() {
        return callbacks.map(each -> each);
    }

    @Override
    public SendResult send(SentCommand command, BooleanSupplier stillWanted) {
        var transaction = Transaction.of(command, clientId);
        byte[] body = Json.bytes(transaction.body());
        var headers = headers("POST", transaction.path(), body);
        headers.put("X-CorrelationID", NamedId.of(command.key()).toString());
        callbacks
                .flatMap(each -> each.addressOf(command.key()))
                .ifPresent(address -> headers.put("X-Callback-URL", address));
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
                    .<SendResult>map(node -> new SendResult.Answered(EmoneyAnswers.accepted(node)))
                    .orElseGet(() -> new SendResult.NoUsableAnswer(told(answer), true));
        }
        if (answer.status() == 202) {
            return body.filter(transaction::isTakenInBy).isPresent()
                    ? new SendResult.Pending()
                    : new SendResult.NoUsableAnswer(told(answer), true);
        }
        Optional<WireError> error = WireError.of(body);
        if (error.isEmpty()) {
            return new SendResult.NoUsableAnswer(told(answer), true);
        }
        if (error.get().isDuplicate()) {
            return new SendResult.KeyKnown("the key is known already");
        }
        return switch (answer.status()) {
            // Not looked at, and the key stays free: the contract says so.
            case 401 -> new SendResult.NothingSent("our credentials were refused: " + error.get());
            case 400, 409, 422 -> new SendResult.Answered(EmoneyAnswers.refused(error.get()));
            default -> new SendResult.NoUsableAnswer(told(answer), true);
        };
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
        if (answer.status() != 200 || body.filter(transaction::isNamedBy).isEmpty()) {
            return new StatusResult.NoAnswer(told(answer));
        }
        return EmoneyAnswers.status(transaction, body.get(), () -> told(answer));
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
     * Asks whether something would be accepted.
     *
     * @return fails with {@link CounterpartyUnavailable}
     */
    public QuoteAnswer quote(Quotation quotation, Duration timeout) {
        String path = "/v1/quotations";
        byte[] body = Json.bytes(quotation.body());
        var headers = headers("POST", path, body);
        headers.put("X-CorrelationID", UUID.randomUUID().toString());
        var answer = answered(genuine(line.call(HttpRequest.post(path, headers, body), timeout)));
        Optional<JsonNode> read = Json.read(answer.body());
        if (answer.status() == 201 && read.isPresent()) {
            return new QuoteAnswer.Accepted(fee(read.get()));
        }
        Optional<WireError> error = WireError.of(read);
        if ((answer.status() != 422 && answer.status() != 400) || error.isEmpty()) {
            throw new CounterpartyUnavailable(told(answer));
        }
        return new QuoteAnswer.Refused(
                EmoneyRefusals.reason(error.get()), error.get().field(), error.get().toString());
    }

    private static Money fee(JsonNode quotation) {
        try {
            return Money.parse(quotation.path("fee").asText(), quotation.path("currency").asText());
        } catch (IllegalArgumentException e) {
            throw new CounterpartyUnavailable("a quotation without a fee", e);
        }
    }

    /** Whether it says that it works; changes nothing there. */
    public boolean isAlive(Duration timeout) {
        return read("/v1/heartbeat", timeout) instanceof HttpExchange.Answered answer
                && answer.status() == 200
                && Json.read(answer.body())
                        .filter(body -> body.path("serviceStatus").asText().equals("available"))
                        .isPresent();
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
