package kz.nusqau.simulator.emoney;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.References;

/** The books as JSON, for people and scripts. */
final class EmoneyReport {

    private EmoneyReport() {}

    static Answer of(String system, EmoneyBooks books, Call call) {
        var all = books.operations();
        return Answer.json(
                200,
                json -> {
                    json.writeStringField("system", system);
                    writeHealth(json, books);
                    writeTotals(json, books.totals());
                    writeCounts(json, all);
                    var msisdn = call.parameter("msisdn");
                    if (msisdn.isPresent()) {
                        json.writeObjectFieldStart("subscriber");
                        json.writeStringField("msisdn", msisdn.get());
                        json.writeStringField("wallet", books.wallet(msisdn.get()).toString());
                        json.writeEndObject();
                    }
                    json.writeArrayFieldStart("operations");
                    for (var operation : chosen(all, call)) {
                        json.writeStartObject();
                        var reversed = books.isReversed(String.valueOf(operation.transaction()));
                        EmoneyWire.writeLine(json, operation, reversed);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    /** The newest first, narrowed by number, payment number or instruction. */
    private static List<EmoneyOperation> chosen(List<EmoneyOperation> all, Call call) {
        var msisdn = call.parameter("msisdn");
        var number = call.parameter("paymentNumber");
        var instruction = call.parameter("instruction");
        return all.reversed().stream()
                .filter(each -> msisdn.isEmpty() || msisdn.get().equals(each.msisdn()))
                .filter(each -> number.isEmpty() || number.equals(each.paymentNumber()))
                .filter(
                        each ->
                                instruction.isEmpty()
                                        || instruction
                                                .get()
                                                .equals(References.instructionOf(each.reference())))
                .limit(call.limit())
                .toList();
    }

    private static void writeHealth(JsonGenerator json, EmoneyBooks books) throws IOException {
        json.writeArrayFieldStart("discrepancies");
        for (var each : books.discrepancies()) {
            json.writeString(each);
        }
        json.writeEndArray();
        var doubled = new TreeMap<>(books.doubleDeposits());
        doubled.putAll(books.doublePayments());
        doubled.putAll(books.doubleTransfers());
        json.writeObjectFieldStart("doubled");
        for (var each : doubled.entrySet()) {
            json.writeArrayFieldStart(each.getKey());
            for (var reference : each.getValue()) {
                json.writeString(reference);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeTotals(JsonGenerator json, EmoneyBooks.Totals totals)
            throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeStringField("issued", totals.issued().toString());
        json.writeStringField("inWallets", totals.inWallets().toString());
        json.writeStringField("paidToProviders", totals.paidToProviders().toString());
        json.writeStringField("redeemed", totals.redeemed().toString());
        json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, List<EmoneyOperation> all)
            throws IOException {
        Map<String, Long> counts =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        each ->
                                                each.request().type()
                                                        + (each.isCompleted()
                                                                ? " completed"
                                                                : " refused"),
                                        TreeMap::new,
                                        Collectors.counting()));
        json.writeObjectFieldStart("counts");
        for (var each : counts.entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
