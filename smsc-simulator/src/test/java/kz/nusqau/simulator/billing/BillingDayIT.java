package kz.nusqau.simulator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import kz.nusqau.simulator.counterparty.Differences.Kind;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Billing's end-of-day file, right and wrong on purpose. */
class BillingDayIT {

    private static final String PAYER = "77011234567";
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    // 23:00 in Almaty.
    private final MovableClock clock = new MovableClock("2026-03-02T18:00:00Z");
    private WebServer web;
    private BillingSandbox billing;
    private BillingClient client;

    @BeforeEach
    void start() {
        web = WebServer.start("127.0.0.1", 0);
        billing =
                BillingSandbox.of(World.demo())
                        .token(BillingClient.TOKEN)
                        .clock(clock)
                        .reservationLifetime(Duration.ofHours(2))
                        .mount(web, "/billing");
        client = new BillingClient(web);
    }

    @AfterEach
    void stop() {
        billing.close();
        web.close();
    }

    @Test
    void tellsHowReservationsStoodAtTheEndOfTheDay() {
        client.reserve("i1/reserve/1", PAYER, "10.00");
        client.charge("i1/charge/1", "i1/reserve/1");
        client.reserve("i2/reserve/1", PAYER, "20.00");
        client.reserve("i3/reserve/1", PAYER, "999999.00");
        client.reserve("i4/reserve/1", PAYER, "40.00");
        clock.move(Duration.ofHours(1));
        client.release("i2/release/1", "i2/reserve/1");
        clock.move(Duration.ofHours(2));

        assertThat(file("2026-03-02"))
                .containsExactly(
                        "billing,2026-03-02",
                        "reference,kind,state,amount,currency,at",
                        "i1/reserve/1,reservation,charged,10.00,KZT,2026-03-02T18:00:00Z",
                        "i2/reserve/1,reservation,reserved,20.00,KZT,2026-03-02T18:00:00Z",
                        "i4/reserve/1,reservation,reserved,40.00,KZT,2026-03-02T18:00:00Z",
                        "total,3,70.00");
        assertThat(file("2026-03-03"))
                .containsExactly(
                        "billing,2026-03-03",
                        "reference,kind,state,amount,currency,at",
                        "i2/reserve/1,reservation,released,20.00,KZT,2026-03-02T19:00:00Z",
                        "i4/reserve/1,reservation,expired,40.00,KZT,2026-03-02T20:00:00Z",
                        "total,2,60.00");
    }

    @Test
    void plantsDifferencesThatStayTheSame() {
        for (int i = 1; i <= 6; i++) {
            client.reserve("i" + i + "/reserve/1", PAYER, "10.00");
        }
        for (Kind kind : Kind.values()) {
            plant(kind);
        }

        List<String> file = file("2026-03-02");

        assertThat(file).hasSize(9).isEqualTo(file("2026-03-02"));
        assertThat(file).noneMatch(line -> line.startsWith("i1/"));
        assertThat(file.get(2)).startsWith("i2/");
        assertThat(file.get(3)).doesNotStartWith("i").contains("/reserve/1,reservation,reserved");
        assertThat(file.get(4)).startsWith("i3/reserve/1,reservation,reserved,11.00,");
        assertThat(file.get(5)).startsWith("i4/reserve/1,reservation,charged,");
        assertThat(file.get(6))
                .isEqualTo("i5/reserve/1,reservation,reserved,10.00,KZT,2026-02-27T18:00:00Z");
        assertThat(file.getLast()).isEqualTo("total,6,61.00");
        assertThat(billing.differences().planted()).hasSize(5);
        client.http().send("DELETE", "/billing/_differences", Map.of(), "");
        assertThat(file("2026-03-02").getLast()).isEqualTo("total,6,60.00");
    }

    private void plant(Kind kind) {
        if (kind == Kind.AMOUNT) {
            var reply =
                    client.http()
                            .send(
                                    "POST",
                                    "/billing/_differences",
                                    Map.of(),
                                    "{\"date\":\"2026-03-02\",\"difference\":\"amount\"}");
            assertThat(reply.status()).isEqualTo(200);
        } else {
            billing.differences().plant(MONDAY, kind);
        }
    }

    private List<String> file(String date) {
        return client.report(date).raw().body().lines().toList();
    }
}
