package kz.nusqau.simulator.emoney;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kz.nusqau.simulator.counterparty.Answer;
import kz.nusqau.simulator.counterparty.BooksReport;
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
                    BooksReport.writeHealth(json, books.discrepancies(), doubled(books));
                    writeTotals(json, books.totals());
                    BooksReport.writeCounts(json, all.stream().map(EmoneyReport::described));
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

    private static Set<String> doubled(EmoneyBooks books) {
        var doubled = new TreeSet<String>();
        doubled.addAll(books.doubleDeposits().keySet());
        doubled.addAll(books.doublePayments().keySet());
        doubled.addAll(books.doubleTransfers().keySet());
        doubled.addAll(books.doubleWithdrawals().keySet());
        return doubled;
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

    private static String described(EmoneyOperation operation) {
        return operation.request().type() + (operation.isCompleted() ? " completed" : " refused");
    }
}
