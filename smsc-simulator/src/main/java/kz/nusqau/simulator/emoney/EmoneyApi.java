package kz.nusqau.simulator.emoney;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.BodyFields;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.CounterpartyApi;
import kz.nusqau.simulator.counterparty.DayFile;
import kz.nusqau.simulator.counterparty.Differences;
import kz.nusqau.simulator.counterparty.Json;
import kz.nusqau.simulator.counterparty.MalformedRequest;
import kz.nusqau.simulator.counterparty.Operation;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.World;
import org.jspecify.annotations.Nullable;

/** The system's HTTP interface: {@code src/docs/api/emoney.openapi.yaml}. */
final class EmoneyApi implements CounterpartyApi {

    static final Set<String> OPERATIONS =
            Set.of(
                    "deposit",
                    "billpay",
                    "transfer",
                    "withdrawal",
                    "reversal",
                    "quotation",
                    "inquiry",
                    "balance",
                    "heartbeat",
                    "report");

    private static final Duration LARGEST_CLOCK_SKEW = Duration.ofMinutes(5);
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String TRANSACTIONS = "/v1/transactions/";
    private static final String REVERSALS = "/reversals";
    static final String RESPONSES = "/v1/responses/";
    private static final String ACCOUNTS = "/v1/accounts/msisdn/";
    private static final String BALANCE = "/balance";

    private final World world;
    private final EmoneyRules rules;
    private final EmoneyBooks books;
    private final Pending pending;
    private final Clock clock;
    private final Map<String, Signatures> clients;
    private final String system;

    private final DayFile dayFile;
    private final Operation report;
    private final Map<String, Operation> posts;
    private final Operation reversal;
    private final Operation inquiry = new Operation.Lookup("inquiry", this::inquire);
    private final Operation balance = new Operation.Lookup("balance", this::balance);
    private final Operation heartbeat = new Operation.Lookup("heartbeat", call -> alive());

    EmoneyApi(
            String system,
            World world,
            EmoneyRules rules,
            EmoneyBooks books,
            Pending pending,
            Clock clock,
            Map<String, Signatures> clients,
            Answering answering) {
        this.system = system;
        this.world = world;
        this.rules = rules;
        this.books = books;
        this.pending = pending;
        this.clock = clock;
        this.clients = clients;
        this.dayFile = new DayFile(clock, new EmoneyDay(system, books));
        this.report = new Operation.Lookup("report", dayFile::answer);
        this.reversal = answering.operation("reversal", EmoneyApi::reversal);
        this.posts =
                Map.of(
                        TRANSACTIONS + "type/deposit",
                        answering.operation("deposit", reading(EmoneyWire::deposit)),
                        TRANSACTIONS + "type/billpay",
                        answering.operation("billpay", reading(EmoneyWire::billPay)),
                        TRANSACTIONS + "type/transfer",
                        answering.operation("transfer", reading(EmoneyWire::transfer)),
                        TRANSACTIONS + "type/withdrawal",
                        answering.operation("withdrawal", reading(EmoneyWire::withdrawal)),
                        "/v1/quotations",
                        new Operation.Lookup("quotation", this::quote));
    }

    @Override
    public Optional<Operation> operation(Call call) {
        var path = call.path();
        if (call.method().equals("POST")) {
            return path.startsWith(TRANSACTIONS) && path.endsWith(REVERSALS)
                    ? Optional.of(reversal)
                    : Optional.ofNullable(posts.get(path));
        }
        if (!call.method().equals("GET")) {
            return Optional.empty();
        }
        if (path.startsWith(RESPONSES)) {
            return Optional.of(inquiry);
        }
        if (path.startsWith(DayFile.PATH)) {
            return Optional.of(report);
        }
        if (path.equals("/v1/heartbeat")) {
            return Optional.of(heartbeat);
        }
        return path.startsWith(ACCOUNTS) && path.endsWith(BALANCE)
                ? Optional.of(balance)
                : Optional.empty();
    }

    private @Nullable Signatures clientOf(Call call) {
        return clients.get(call.header("X-Client-Id").orElse(""));
    }

    @Override
    public Optional<Refusal> refuseEntry(Call call) {
        var client = clientOf(call);
        if (client == null) {
            return Optional.of(
                    Refusal.unauthorised("invalidCredentials", "an unknown X-Client-Id"));
        }
        var timestamp = call.header("X-Timestamp").orElse("");
        if (!isNear(timestamp)) {
            return Optional.of(
                    Refusal.unauthorised(
                            "timestampError", "X-Timestamp is missing or not of now, in UTC"));
        }
        var expected = client.ofRequest(call.method(), call.target(), timestamp, call.body());
        return Signatures.areEqual(expected, call.header("X-Signature").orElse(""))
                ? Optional.empty()
                : Optional.of(Refusal.unauthorised("signatureError", "a wrong X-Signature"));
    }

    private boolean isNear(String timestamp) {
        try {
            var skew = Duration.between(Instant.parse(timestamp), clock.instant()).abs();
            return skew.compareTo(LARGEST_CLOCK_SKEW) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    @Override
    public Answer seal(Call call, Answer answer) {
        var client = clientOf(call);
        if (client == null) {
            return answer;
        }
        var timestamp = clock.instant().toString();
        var signature = client.ofAnswer(answer.status(), timestamp, answer.body());
        return answer.with(Map.of("X-Timestamp", timestamp, "X-Signature", signature));
    }

    @Override
    public Answer sealBadly(Call call, Answer answer) {
        return answer.with(
                Map.of("X-Timestamp", clock.instant().toString(), "X-Signature", "0".repeat(64)));
    }

    @Override
    public Answer books(Call call) {
        return EmoneyReport.of(system, books, call);
    }

    @Override
    public Optional<Differences> differences() {
        return Optional.of(dayFile.differences());
    }

    private static Function<Call, Order> reading(Function<JsonNode, EmoneyRequest> read) {
        return call -> {
            var body = Json.read(call.body());
            var reference = BodyFields.text(body, EmoneyWire.CLIENT_REFERENCE);
            return new Order(correlationId(call), reference, read.apply(body));
        };
    }

    private static Order reversal(Call call) {
        var body = Json.read(call.body());
        if (!BodyFields.text(body, "type").equals("reversal")) {
            throw MalformedRequest.format("type", "type is reversal");
        }
        var transaction = between(call.path(), TRANSACTIONS, REVERSALS);
        return new Order(
                correlationId(call),
                BodyFields.textOr(body, EmoneyWire.CLIENT_REFERENCE, ""),
                new EmoneyRequest.Reversal(transaction));
    }

    private static String correlationId(Call call) {
        return uuid("X-CorrelationID", call.correlationId());
    }

    private static String uuid(String field, String text) {
        if (!UUID_TEXT.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            throw MalformedRequest.format(field, field + " is a UUID");
        }
        // Exactly as given: the key of pending requests is compared with the header.
        return text;
    }

    private Answer quote(Call call) {
        correlationId(call);
        var request = EmoneyWire.quotation(Json.read(call.body()));
        return rules.objectionTo(request)
                .map(refusal -> refusal.answer(clock.instant()))
                .orElseGet(() -> quoted(request));
    }

    private Answer quoted(EmoneyRequest.Quotable request) {
        return Answer.json(
                201,
                json -> {
                    json.writeStringField("quotationReference", UUID.randomUUID().toString());
                    json.writeStringField("type", request.type());
                    if (request instanceof EmoneyRequest.BillPay billPay) {
                        json.writeStringField("provider", billPay.provider());
                    }
                    json.writeStringField("amount", request.amount().toString());
                    json.writeStringField("fee", rules.fee(request).toString());
                    json.writeStringField("currency", "KZT");
                    json.writeStringField("creationDate", clock.instant().toString());
                });
    }

    private Answer inquire(Call call) {
        var id = uuid("clientCorrelationId", call.path().substring(RESPONSES.length()));
        // Before looking for the outcome: a key leaves here only when its outcome is there.
        if (pending.contains(id)) {
            return Answer.json(
                    200,
                    json -> {
                        json.writeStringField("clientCorrelationId", id);
                        json.writeStringField("state", "pending");
                    });
        }
        return books.operation(id)
                .map(EmoneyApi::found)
                .orElseGet(
                        () ->
                                Refusal.notFound("identifierError", "no request with this id")
                                        .answer(clock.instant()));
    }

    private static Answer found(EmoneyOperation operation) {
        return Answer.json(200, json -> EmoneyWire.writeOutcome(json, operation));
    }

    private static Answer alive() {
        return Answer.json(200, json -> json.writeStringField("serviceStatus", "available"));
    }

    private Answer balance(Call call) {
        var msisdn = BodyFields.msisdn("msisdn", between(call.path(), ACCOUNTS, BALANCE));
        if (world.subscriber(msisdn).isEmpty()) {
            return Refusal.notFound("identifierError", "this number can't have a wallet")
                    .answer(clock.instant());
        }
        var held = books.wallet(msisdn).toString();
        return Answer.json(
                200,
                json -> {
                    json.writeStringField("currentBalance", held);
                    json.writeStringField("availableBalance", held);
                    json.writeStringField("currency", "KZT");
                    json.writeStringField("accountStatus", "available");
                });
    }

    private static String between(String path, String before, String after) {
        var end = path.length() - after.length();
        if (end <= before.length()) {
            throw MalformedRequest.format("path", "the path names nothing");
        }
        return path.substring(before.length(), end);
    }
}
