package kz.nusqau.simulator.billing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import kz.nusqau.simulator.world.Subscriber;
import kz.nusqau.simulator.world.World;

/** Billing's HTTP interface: {@code src/docs/api/billing.openapi.yaml}. */
final class BillingApi implements CounterpartyApi {

    static final Set<String> OPERATIONS =
            Set.of("query", "reservation", "charge", "release", "refund", "inquiry", "report");

    private static final int MAX_QUERIED = 256;

    private final World world;
    private final BillingBooks books;
    private final Pending pending;
    private final Clock clock;
    private final byte[] authorization;
    private final Map<String, Operation> operations;
    private final DayFile dayFile;
    private final Operation report;

    BillingApi(World world, BillingBooks books, Pending pending, Clock clock, String token) {
        this.world = world;
        this.books = books;
        this.pending = pending;
        this.clock = clock;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.dayFile = new DayFile(clock, new BillingDay(books));
        this.report = new Operation.Lookup("report", dayFile::answer);
        this.operations =
                Map.of(
                        "POST /v1/subscribers/query",
                        new Operation.Lookup("query", this::query),
                        "POST /v1/reservations",
                        effect("reservation", BillingApi::reserve),
                        "POST /v1/charges",
                        effect("charge", body -> new BillingRequest.Charge(reservation(body))),
                        "POST /v1/releases",
                        effect("release", body -> new BillingRequest.Release(reservation(body))),
                        "POST /v1/refunds",
                        effect("refund", BillingApi::refund),
                        "GET /v1/operations",
                        new Operation.Lookup("inquiry", this::inquire));
    }

    @Override
    public Optional<Operation> operation(Call call) {
        return call.method().equals("GET") && call.path().startsWith(DayFile.PATH)
                ? Optional.of(report)
                : Optional.ofNullable(operations.get(call.method() + " " + call.path()));
    }

    @Override
    public Optional<Refusal> refuseEntry(Call call) {
        var given = call.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, authorization)
                ? Optional.empty()
                : Optional.of(Refusal.unauthorised("invalidCredentials", "a wrong or no token"));
    }

    /** Billing's answers carry no signature. */
    @Override
    public Answer seal(Call call, Answer answer) {
        return answer;
    }

    @Override
    public Answer sealBadly(Call call, Answer answer) {
        return answer;
    }

    @Override
    public Answer books(Call call) {
        return BillingReport.of(books, world, call);
    }

    @Override
    public Optional<Differences> differences() {
        return Optional.of(dayFile.differences());
    }

    private Operation effect(String name, Function<JsonNode, BillingRequest> read) {
        return new Operation.Effect(
                name, (call, forced) -> perform(call, read.apply(Json.read(call.body())), forced));
    }

    private Answer perform(Call call, BillingRequest request, Optional<Refusal> forced) {
        var outcome = books.perform(call.correlationId(), request, forced, call.resumed());
        return switch (outcome) {
            case BillingBooks.Outcome.Done done -> answer(done.operation(), 201);
            case BillingBooks.Outcome.Repeated repeated -> answer(repeated.operation(), 200);
            case BillingBooks.Outcome.KeyTaken taken ->
                    Refusal.duplicate("the key is taken; ask for the operation by its key")
                            .answer(clock.instant());
        };
    }

    private static Answer answer(BillingOperation operation, int status) {
        return operation
                .refusal()
                .map(refusal -> refusal.answer(operation.at()))
                .orElseGet(
                        () -> Answer.json(status, json -> BillingWire.writeDone(json, operation)));
    }

    private static BillingRequest reserve(JsonNode body) {
        return new BillingRequest.Reserve(
                BodyFields.msisdn("msisdn", BodyFields.text(body, "msisdn")),
                BodyFields.amount(body),
                BodyFields.textOr(body, "purpose", ""));
    }

    private static BillingRequest refund(JsonNode body) {
        return new BillingRequest.Refund(BodyFields.text(body, "charge"), BodyFields.amount(body));
    }

    private static String reservation(JsonNode body) {
        return BodyFields.text(body, "reservation");
    }

    private Answer query(Call call) {
        var known = new ArrayList<Subscriber>();
        var unknown = new ArrayList<String>();
        for (var msisdn : queried(Json.read(call.body()))) {
            world.subscriber(msisdn).ifPresentOrElse(known::add, () -> unknown.add(msisdn));
        }
        var available = books.available(known);
        var now = clock.instant();
        return Answer.json(
                200,
                json -> {
                    json.writeArrayFieldStart("subscribers");
                    for (var i = 0; i < known.size(); i++) {
                        BillingWire.write(json, known.get(i), available.get(i), now);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("unknown");
                    for (var msisdn : unknown) {
                        json.writeString(msisdn);
                    }
                    json.writeEndArray();
                });
    }

    private static List<String> queried(JsonNode body) {
        var array = body.get("msisdns");
        if (array == null) {
            throw MalformedRequest.missing("msisdns");
        }
        if (!array.isArray() || array.isEmpty() || array.size() > MAX_QUERIED) {
            throw MalformedRequest.format("msisdns", "msisdns holds 1 to " + MAX_QUERIED);
        }
        var msisdns = new ArrayList<String>(array.size());
        for (var element : array) {
            msisdns.add(BodyFields.msisdn("msisdns", element.asText()));
        }
        return msisdns;
    }

    private Answer inquire(Call call) {
        var key = call.parameter("key").orElseThrow(() -> MalformedRequest.missing("key"));
        // Before looking for the outcome: a key leaves here only when its outcome is there.
        if (pending.contains(key)) {
            return Answer.json(
                    200,
                    json -> {
                        json.writeStringField("key", key);
                        json.writeStringField("state", "pending");
                    });
        }
        return books.operation(key)
                .map(found -> Answer.json(200, json -> write(json, found)))
                .orElseGet(
                        () ->
                                Refusal.notFound("notFound", "no request with this key")
                                        .answer(clock.instant()));
    }

    private void write(JsonGenerator json, BillingOperation found) throws IOException {
        BillingWire.writeInquired(json, found, books.reservation(found.key()));
    }
}
