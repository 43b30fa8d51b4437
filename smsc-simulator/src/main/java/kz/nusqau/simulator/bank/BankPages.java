package kz.nusqau.simulator.bank;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.CounterpartyApi;
import kz.nusqau.simulator.counterparty.Operation;
import kz.nusqau.simulator.counterparty.Refusal;

/** A bank serves by queue; over HTTP it only shows its books. */
final class BankPages implements CounterpartyApi {

    private final BankBooks books;

    BankPages(BankBooks books) {
        this.books = books;
    }

    @Override
    public Optional<Operation> operation(Call call) {
        return Optional.empty();
    }

    @Override
    public Optional<Refusal> refuseEntry(Call call) {
        return Optional.empty();
    }

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
        List<Transfer> all = books.transfers();
        return Answer.json(
                200,
                json -> {
                    json.writeStringField("system", books.profile().id());
                    json.writeArrayFieldStart("discrepancies");
                    for (var each : books.discrepancies()) {
                        json.writeString(each);
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("doubled");
                    for (var each : books.doubleTransfers().keySet()) {
                        json.writeStringField(each, "");
                    }
                    json.writeEndObject();
                    json.writeObjectFieldStart("totals");
                    json.writeEndObject();
                    writeCounts(json, all);
                    var msisdn = call.parameter("msisdn");
                    if (msisdn.isPresent()) {
                        writeSubscriber(json, msisdn.get());
                    }
                    json.writeArrayFieldStart("operations");
                    for (var each : chosen(all, call)) {
                        write(json, each);
                    }
                    json.writeEndArray();
                });
    }

    /** The newest first, narrowed by number or instruction. */
    private List<Transfer> chosen(List<Transfer> all, Call call) {
        var ibans =
                call.parameter("msisdn")
                        .map(number -> books.accounts(number).stream().map(Account::iban).toList());
        var instruction = call.parameter("instruction").map(id -> id.replace("-", ""));
        return all.reversed().stream()
                .filter(
                        each ->
                                ibans.isEmpty()
                                        || ibans.get().contains(each.order().from())
                                        || ibans.get().contains(each.order().to()))
                .filter(
                        each ->
                                instruction.isEmpty()
                                        || instruction.get().equals(each.order().instruction()))
                .limit(call.limit())
                .toList();
    }

    private static void writeCounts(JsonGenerator json, List<Transfer> all) throws IOException {
        Map<String, Long> counts =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        BankPages::stateOf, TreeMap::new, Collectors.counting()));
        json.writeObjectFieldStart("counts");
        for (var each : counts.entrySet()) {
            json.writeNumberField("transfers " + each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }

    /** The accounts of a number, as figures with their IBANs as names. */
    private void writeSubscriber(JsonGenerator json, String msisdn) throws IOException {
        json.writeObjectFieldStart("subscriber");
        json.writeStringField("msisdn", msisdn);
        for (var account : books.accounts(msisdn)) {
            json.writeStringField("account " + account.currency(), account.iban());
            json.writeStringField(
                    "available " + account.currency(), books.available(account).toString());
            if (account.card().isPresent()) {
                json.writeStringField("linked card", "*" + account.card().get());
            }
            var held = books.restriction(account);
            if (held.isPresent()) {
                json.writeStringField(
                        "restriction " + account.currency(), held.get().kind().code());
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Transfer transfer) throws IOException {
        var order = transfer.order();
        json.writeStartObject();
        json.writeStringField("key", order.endToEndId());
        json.writeStringField("kind", "transfer");
        json.writeStringField("state", stateOf(transfer));
        json.writeStringField("msisdn", order.from() + " → " + order.to());
        json.writeStringField("amount", order.amount().toString());
        json.writeStringField("currency", order.currency());
        json.writeStringField("creationDate", transfer.at().toString());
        var reason = transfer.reason();
        if (reason != null) {
            json.writeObjectFieldStart("error");
            json.writeStringField("errorCode", reason);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String stateOf(Transfer transfer) {
        return switch (transfer.state()) {
            case ACSP -> "accepted";
            case ACSC -> "completed";
            case RJCT -> "refused";
            case CANC -> "recalled";
        };
    }
}
