package kz.nusqau.simulator.bank;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.BooksReport;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.CounterpartyApi;
import kz.nusqau.simulator.counterparty.DayFile;
import kz.nusqau.simulator.counterparty.Differences;
import kz.nusqau.simulator.counterparty.Operation;
import kz.nusqau.simulator.counterparty.Refusal;

/**
 * A bank serves by queue; over HTTP it hands out its end-of-day file, {@code
 * src/docs/api/iso20022/README.md}, and shows its books.
 */
final class BankPages implements CounterpartyApi {

    static final String REPORT = "report";

    private final BankBooks books;
    private final byte[] authorization;
    private final DayFile dayFile;
    private final Operation report;

    BankPages(BankBooks books, Clock clock, String token) {
        this.books = books;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.dayFile = new DayFile(clock, new BankDay(books));
        this.report = new Operation.Lookup(REPORT, dayFile::answer);
    }

    @Override
    public Optional<Operation> operation(Call call) {
        return call.method().equals("GET") && call.path().startsWith(DayFile.PATH)
                ? Optional.of(report)
                : Optional.empty();
    }

    @Override
    public Optional<Refusal> refuseEntry(Call call) {
        var given = call.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, authorization)
                ? Optional.empty()
                : Optional.of(Refusal.unauthorised("invalidCredentials", "a wrong or no token"));
    }

    @Override
    public Optional<Differences> differences() {
        return Optional.of(dayFile.differences());
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
                    BooksReport.writeHealth(
                            json, books.discrepancies(), books.doubleTransfers().keySet());
                    json.writeObjectFieldStart("totals");
                    json.writeEndObject();
                    BooksReport.writeCounts(
                            json, all.stream().map(each -> "transfers " + stateOf(each)));
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
            case PDNG -> "waiting";
            case ACSP -> "accepted";
            case ACSC -> "completed";
            case RJCT -> "refused";
            case CANC -> "recalled";
        };
    }
}
