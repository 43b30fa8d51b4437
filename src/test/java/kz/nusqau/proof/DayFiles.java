package kz.nusqau.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import kz.nusqau.HubProcess;
import kz.nusqau.OperationsClient;
import kz.nusqau.OperationsClient.Reply;

/** The end-of-day files of everybody, held by a hub against its ledger. */
final class DayFiles {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final List<String> COUNTERPARTIES =
            List.of("billing", "wooppay", "kazeuromobile", "kaspi", "halyk");
    private static final String FETCH = "/api/reconciliation/files/fetch";
    private static final int TIMES = 5;
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
                var reply = fetch(operations, counterparty, day);
                if (!isTakenIn(reply)) {
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

    /** Who may fail in every way may keep a file back, too, and gives it to who asks again. */
    private static Reply fetch(OperationsClient operations, String counterparty, LocalDate day) {
        String wanted = "{\"counterparty\":\"%s\",\"date\":\"%s\"}".formatted(counterparty, day);
        Reply reply = operations.post(FETCH, wanted);
        for (int asked = 1; asked < TIMES && !isTakenIn(reply); asked++) {
            reply = operations.post(FETCH, wanted);
        }
        return reply;
    }

    private static boolean isTakenIn(Reply reply) {
        return reply.status() == TAKEN_IN || reply.status() == TAKEN_IN_BEFORE;
    }
}
