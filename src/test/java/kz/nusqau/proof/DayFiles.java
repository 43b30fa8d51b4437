package kz.nusqau.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import kz.nusqau.HubProcess;
import kz.nusqau.OperationsClient;

/** The end-of-day files of everybody, held by a hub against its ledger. */
final class DayFiles {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final List<String> COUNTERPARTIES =
            List.of("billing", "wooppay", "kazeuromobile", "kaspi", "halyk");
    private static final int TAKEN_IN = 201;
    private static final int TAKEN_IN_BEFORE = 200;

    private final HubProcess hub;
    private final LocalDate since = LocalDate.now(ALMATY);

    /** As of the day on which it is made. */
    DayFiles(HubProcess hub) {
        this.hub = hub;
    }

    /** What the ledger and the files tell differently; a file without lines proves nothing. */
    List<String> faults() {
        var operations = new OperationsClient(hub, "support");
        var faults = new ArrayList<String>();
        for (String counterparty : COUNTERPARTIES) {
            long lines = 0;
            LocalDate today = LocalDate.now(ALMATY);
            for (LocalDate day = since; !day.isAfter(today); day = day.plusDays(1)) {
                var reply =
                        operations.post(
                                "/api/reconciliation/files/fetch",
                                "{\"counterparty\":\"%s\",\"date\":\"%s\"}"
                                        .formatted(counterparty, day));
                if (reply.status() != TAKEN_IN && reply.status() != TAKEN_IN_BEFORE) {
                    faults.add(counterparty + "'s file of " + day + ": " + reply);
                }
                lines += reply.json().at("/file/lines").asLong();
            }
            if (lines == 0) {
                faults.add(counterparty + "'s file tells nothing");
            }
        }
        for (JsonNode each :
                operations
                        .get("/api/reconciliation/breaks?state=open&limit=200")
                        .json()
                        .path("items")) {
            faults.add("a break: " + each);
        }
        return faults;
    }
}
