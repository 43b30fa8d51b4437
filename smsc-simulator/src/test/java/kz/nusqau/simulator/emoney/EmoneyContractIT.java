package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kz.nusqau.simulator.counterparty.Contract;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;

/** What the sandbox answers is what its OpenAPI file promises. */
class EmoneyContractIT {

    private static final String PAYER = "77011234567";
    private static final String ACCOUNT = "7273001123";
    private static final String DEPOSIT = "/v1/transactions/type/deposit";
    private static final String BILL_PAY = "/v1/transactions/type/billpay";
    private static final String TRANSFER = "/v1/transactions/type/transfer";
    private static final String WITHDRAWAL = "/v1/transactions/type/withdrawal";
    private static final String REVERSAL = "/v1/transactions/{transactionReference}/reversals";
    private static final String RESPONSE = "/v1/responses/{clientCorrelationId}";
    private static final String HEARTBEAT = "/v1/heartbeat";
    private static final String BALANCE = "/v1/accounts/msisdn/{msisdn}/balance";

    private final Contract contract = Contract.of("emoney.openapi.yaml");
    private final Set<String> seen = new HashSet<>();

    @Test
    void answersAsDescribed() {
        try (var web = WebServer.start("127.0.0.1", 0);
                var wooppay =
                        EmoneySandbox.of("wooppay", World.demo())
                                .client(EmoneyClient.ID, EmoneyClient.SECRET)
                                .mount(web, "/wooppay")) {
            var client = new EmoneyClient(web, Clock.systemUTC());
            var first = EmoneyClient.newId();
            var refused = EmoneyClient.newId();

            var deposit = client.deposit(first, PAYER, "500.00", "i1/topup/1");
            var reference = deposit.text("transactionReference");
            check("post", DEPOSIT, deposit);
            check("post", DEPOSIT, client.deposit(first, PAYER, "500.00", "i1/topup/1"));
            check("post", DEPOSIT, client.deposit(id(), PAYER, "x", "i1/topup/1"));
            check("post", DEPOSIT, client.http().send("POST", "/wooppay" + DEPOSIT, Map.of(), ""));
            check("post", BILL_PAY, pay(client, id(), "100.00"));
            check("post", BILL_PAY, pay(client, refused, "999.00"));
            check("post", BILL_PAY, client.pay(id(), PAYER, "gas", "1", "1.00", "i1/pay/1"));
            check("post", TRANSFER, client.transfer(id(), PAYER, PAYER, "1.00"));
            check("post", WITHDRAWAL, client.withdraw(id(), PAYER, "4417", "999.00"));
            check("post", REVERSAL, client.reverse(id(), reference));
            client.deposit(id(), PAYER, "100.00", "i1/topup/2");
            check("post", REVERSAL, client.reverse(id(), reference));
            check("post", REVERSAL, client.reverse(id(), reference));
            client.deposit(id(), PAYER, "100.00", "i2/topup/1");
            var redeemed = client.withdraw(id(), PAYER, "4417", "100.00");
            check("post", WITHDRAWAL, redeemed);
            check("post", REVERSAL, client.reverse(id(), redeemed.text("transactionReference")));
            check("post", "/v1/quotations", client.quoteWithdrawal(PAYER, "4417", "10.00"));
            check("post", "/v1/quotations", client.quote(PAYER, "alma", ACCOUNT, "10.00"));
            check("post", "/v1/quotations", client.quote(PAYER, "alma", "1", "10.00"));
            check("post", "/v1/quotations", client.quoteDeposit(PAYER, "10.00"));
            check("post", "/v1/quotations", client.quoteTransfer(PAYER, "77010000002", "10.00"));
            check("get", RESPONSE, client.inquire(first));
            check("get", RESPONSE, client.inquire(refused));
            check("get", RESPONSE, client.inquire(id()));
            check("get", BALANCE, client.balance(PAYER));
            check("get", BALANCE, client.balance("70000000000"));
            for (var date : new String[] {"2026-01-01", "2126-01-01", "today"}) {
                check("get", "/v1/reports/{date}", client.report(date));
            }
            check("get", HEARTBEAT, client.heartbeat());
            assertThat(wooppay.books().discrepancies()).isEmpty();
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(contract.operations());
    }

    @Test
    void answersLaterAsDescribed() {
        try (var web = WebServer.start("127.0.0.1", 0);
                var kazeuromobile =
                        EmoneySandbox.of("kazeuromobile", World.demo())
                                .client(EmoneyClient.ID, EmoneyClient.SECRET)
                                .actingAfter(Duration.ZERO)
                                .mount(web, "/kem")) {
            var client = new EmoneyClient(web, Clock.systemUTC(), "/kem", Map.of());
            var id = id();

            contract.accept("post", DEPOSIT, client.deposit(id, PAYER, "500.00", "i1/topup/1"));
            await().until(() -> client.inquire(id).text("state").equals("completed"));
            contract.accept("post", BILL_PAY, pay(client, id(), "100.00"));
            var reference = client.inquire(id).json().at("/response/transactionReference").asText();
            contract.accept("post", REVERSAL, client.reverse(id(), reference));
            contract.accept("get", RESPONSE, client.inquire(id));
            assertThat(kazeuromobile.books().discrepancies()).isEmpty();
        }
    }

    private static Reply pay(EmoneyClient client, String correlation, String amount) {
        return client.pay(correlation, PAYER, "alma", ACCOUNT, amount, "i1/pay/1");
    }

    private static String id() {
        return EmoneyClient.newId();
    }

    private void check(String method, String path, Reply reply) {
        seen.add(method + " " + path);
        contract.accept(method, path, reply);
    }
}
