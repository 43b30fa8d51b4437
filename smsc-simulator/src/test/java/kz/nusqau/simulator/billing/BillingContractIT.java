package kz.nusqau.simulator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kz.nusqau.simulator.counterparty.Contract;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;

/** What the sandbox answers is what its OpenAPI file promises. */
class BillingContractIT {

    private static final String PAYER = "77011234567";
    private static final String KEY = "i1/reserve/1";

    private final Contract contract = Contract.of("billing.openapi.yaml");
    private final Set<String> seen = new HashSet<>();

    @Test
    void answersAsDescribed() {
        try (var web = WebServer.start("127.0.0.1", 0);
                var billing =
                        BillingSandbox.of(World.demo())
                                .token(BillingClient.TOKEN)
                                .mount(web, "/billing")) {
            var client = new BillingClient(web);

            post("subscribers/query", client.query(PAYER, "77025000010", "70000000000"));
            post("subscribers/query", client.query("x"));
            post("reservations", client.reserve(KEY, PAYER, "10.00"));
            post("reservations", client.reserve(KEY, PAYER, "10.00"));
            post("reservations", client.reserve(KEY, PAYER, "11.00"));
            post("reservations", client.reserve("i2/reserve/1", PAYER, "999999.00"));
            post("reservations", client.reserve("i3/reserve/1", PAYER, "1"));
            post("charges", client.charge("i1/charge/1", KEY));
            post("charges", client.charge("i1/charge/1", KEY));
            post("charges", client.charge("i1/charge/2", KEY));
            post("charges", client.charge("i1/charge/3", "nothing"));
            post("refunds", client.refund("i1/refund/1", "i1/charge/1", "1.00"));
            post("refunds", client.refund("i1/refund/1", "i1/charge/1", "1.00"));
            client.reserve("i4/reserve/1", PAYER, "10.00");
            post("releases", client.release("i4/release/1", "i4/reserve/1"));
            post("releases", client.release("i4/release/1", "i4/reserve/1"));
            billing.faults().enqueue("refund", new Refuse("maintenance"));
            post("refunds", client.refund("i1/refund/2", "i1/charge/1", "1.00"));
            for (var key :
                    new String[] {
                        KEY, "i2/reserve/1", "i1/charge/1", "i4/release/1", "i1/refund/1", "none"
                    }) {
                check("get", "/v1/operations", client.inquire(key));
            }
            for (var date : new String[] {"2026-01-01", "2126-01-01", "today"}) {
                check("get", "/v1/reports/{date}", client.report(date));
            }
            check(
                    "post",
                    "/v1/charges",
                    client.http().send("POST", "/billing/v1/charges", Map.of(), "{}"));
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(contract.operations());
    }

    private void post(String path, Reply reply) {
        check("post", "/v1/" + path, reply);
    }

    private void check(String method, String path, Reply reply) {
        seen.add(method + " " + path);
        contract.accept(method, path, reply);
    }
}
