package kz.nusqau.proof;

import kz.nusqau.HubProcess;
import kz.nusqau.OperationsClient;

/** Who asks once more for what a bank refused to take back, as people do. */
final class Clerk {

    private final HubProcess hub;

    Clerk(HubProcess hub) {
        this.hub = hub;
    }

    void workOff(HubBooks books) {
        for (String payment : books.refusedReturns()) {
            new OperationsClient(hub, "support")
                    .post("/api/payments/" + payment + "/retry", "{\"reason\":\"a proof\"}");
        }
    }
}
