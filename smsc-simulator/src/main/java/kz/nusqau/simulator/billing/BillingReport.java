package kz.nusqau.simulator.billing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.BooksReport;
import kz.nusqau.simulator.counterparty.Call;
import kz.nusqau.simulator.counterparty.References;
import kz.nusqau.simulator.world.World;

/** The books as JSON, for people and scripts. */
final class BillingReport {

    private BillingReport() {}

    static Answer of(BillingBooks books, World world, Call call) {
        var all = books.operations();
        return Answer.json(
                200,
                json -> {
                    json.writeStringField("system", "billing");
                    BooksReport.writeHealth(
                            json, books.discrepancies(), books.doubleCharges().keySet());
                    writeTotals(json, books.totals());
                    BooksReport.writeCounts(json, all.stream().map(BillingReport::described));
                    var msisdn = call.parameter("msisdn");
                    if (msisdn.isPresent() && world.subscriber(msisdn.get()).isPresent()) {
                        writeSubscriber(json, books, msisdn.get());
                    }
                    json.writeArrayFieldStart("operations");
                    for (var operation : chosen(all, call)) {
                        json.writeStartObject();
                        var reservation = books.reservation(operation.key());
                        BillingWire.writeInquired(json, operation, reservation);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    /** The newest first, narrowed by number or instruction. */
    private static List<BillingOperation> chosen(List<BillingOperation> all, Call call) {
        var msisdn = call.parameter("msisdn");
        var instruction = call.parameter("instruction");
        return all.reversed().stream()
                .filter(each -> msisdn.isEmpty() || msisdn.get().equals(each.msisdn()))
                .filter(
                        each ->
                                instruction.isEmpty()
                                        || instruction
                                                .get()
                                                .equals(References.instructionOf(each.key())))
                .limit(call.limit())
                .toList();
    }

    private static void writeTotals(JsonGenerator json, BillingBooks.Totals totals)
            throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeStringField("opened", totals.opened().toString());
        json.writeStringField("available", totals.available().toString());
        json.writeStringField("reserved", totals.reserved().toString());
        json.writeStringField("taken", totals.taken().toString());
        json.writeEndObject();
    }

    private static String described(BillingOperation operation) {
        return operation.request().kind() + (operation.isCompleted() ? " completed" : " refused");
    }

    private static void writeSubscriber(JsonGenerator json, BillingBooks books, String msisdn)
            throws IOException {
        json.writeObjectFieldStart("subscriber");
        json.writeStringField("msisdn", msisdn);
        json.writeStringField("available", books.available(msisdn).toString());
        json.writeStringField("reserved", books.reserved(msisdn).toString());
        json.writeStringField("taken", books.taken(msisdn).toString());
        json.writeEndObject();
    }
}
