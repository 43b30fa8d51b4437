package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import kz.nusqau.simulator.counterparty.Differences.Kind;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.Test;

/** An e-money system's end-of-day file. */
class EmoneyDayIT {

    private static final String PAYER = "77011234567";

    @Test
    void listsTheTransactionsOfTheDaySigned() {
        var clock = new MovableClock("2026-03-02T18:00:00Z");
        try (var web = WebServer.start("127.0.0.1", 0);
                var wooppay =
                        EmoneySandbox.of("wooppay", World.demo())
                                .client(EmoneyClient.ID, EmoneyClient.SECRET)
                                .clock(clock)
                                .mount(web, "/wooppay")) {
            var client = new EmoneyClient(web, clock);
            client.deposit(EmoneyClient.newId(), PAYER, "500.00", "i1/topup/1");
            client.pay(EmoneyClient.newId(), PAYER, "alma", "7273001123", "500.00", "i1/pay/1");
            var undone = client.deposit(EmoneyClient.newId(), PAYER, "20.00", "i2/topup/1");
            client.reverse(EmoneyClient.newId(), undone.text("transactionReference"));

            var right = client.report("2026-03-02");
            wooppay.differences().plant(LocalDate.of(2026, 3, 2), Kind.STATE);
            var wrong = client.report("2026-03-02");

            assertThat(EmoneyClient.isSigned(right)).isTrue();
            assertThat(right.raw().body().lines())
                    .containsExactly(
                            "H;wooppay;2026-03-02",
                            "D;W0000000001;i1/topup/1;deposit;completed;500.00;KZT;2026-03-02T18:00:00Z",
                            "D;W0000000002;i1/pay/1;billpay;completed;500.00;KZT;2026-03-02T18:00:00Z",
                            "D;W0000000003;i2/topup/1;deposit;reversed;20.00;KZT;2026-03-02T18:00:00Z",
                            "D;W0000000004;;reversal;completed;20.00;KZT;2026-03-02T18:00:00Z",
                            "T;4;1040.00");
            assertThat(wrong.raw().body()).contains("i1/topup/1;deposit;failed");
        }
    }
}
