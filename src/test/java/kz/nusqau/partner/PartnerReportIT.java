package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Set;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.partner.PartnerClient.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a partner settles a day by. Each test has a day of its own, weeks ago. */
class PartnerReportIT {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Almaty"));
    private static final String LAST_MOMENT = "23:59:59.999999";

    private final HubUnderTest hub = PartnerHub.HUB;
    private final JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
    private final String msisdn = FreshMsisdn.next();
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @Test
    void addsUpTheDaysPaymentsAndNamesEach() throws JMSException {
        LocalDate day = TODAY.minusDays(20);
        var settled = shop.ask(create(id(), msisdn, "1500.00"));
        var phone = new Phone(hub, msisdn);
        phone.ask("4404", Phone.codeIn(phone.nextMessage()));
        var number = shop.event("payment.settled", settled.paymentId()).body();
        var cancelled = cancelled("250.10");
        var another = cancelled("100.05");
        var tomorrow = cancelled("999.00");
        proposed(settled, day, "00:00:00");
        proposed(cancelled, day, LAST_MOMENT);
        proposed(another, day, "12:00:00");
        proposed(tomorrow, day.plusDays(1), "00:00:00");

        var report = shop.ask(report(day)).body().path("report");

        assertThat(report.path("provisional").asBoolean()).isFalse();
        assertThat(total(report, "settled")).isEqualTo("1 1500.00 0.00");
        assertThat(total(report, "cancelled")).isEqualTo("2 350.15 0.00");
        assertThat(report.path("totals")).hasSize(2);
        assertThat(ids(report))
                .containsExactly(settled.paymentId(), another.paymentId(), cancelled.paymentId());
        assertThat(report.at("/list/0/number")).isEqualTo(number.at("/payment/number"));
        assertThat(report.at("/list/0/createdBy")).isEqualTo(settled.body().path("requestId"));
        assertThat(report.has("next")).isFalse();
        assertThat(ids(shop.ask(report(day.plusDays(1))).body().path("report")))
                .containsExactly(tomorrow.paymentId());
        try (var bank = PartnerClient.connect(hub, "demo-bank")) {
            assertThat(bank.ask(report(day)).body().at("/report/totals")).isEmpty();
            var after = report(day).put("after", settled.paymentId());
            assertThat(bank.ask(after).code()).isEqualTo("PAYMENT_NOT_FOUND");
        }
    }

    @Test
    void isProvisionalWhileSomethingMayChange() throws JMSException {
        LocalDate day = TODAY.minusDays(30);
        var pending = shop.ask(create(id(), msisdn, "1500.00"));
        var today = shop.ask(report(LocalDate.now(ZoneId.of("Asia/Almaty"))));
        assertThat(today.body().at("/report/provisional").asBoolean()).isTrue();

        proposed(pending, day, "12:00:00");
        var report = shop.ask(report(day)).body().path("report");
        assertThat(report.path("provisional").asBoolean()).isTrue();
        assertThat(total(report, "pending")).isEqualTo("1 1500.00 0.00");

        shop.ask(request("payment.cancel", id()).put("paymentId", pending.paymentId()));
        assertThat(shop.ask(report(day)).body().at("/report/provisional").asBoolean()).isFalse();
    }

    @Test
    void goesOnPageByPage() throws JMSException {
        LocalDate day = TODAY.minusDays(40);
        var first = cancelled("100.00");
        proposed(first, day, "12:00:00");
        jdbc.update(
                """
                WITH copies AS (
                    INSERT INTO payment.payment
                    SELECT (jsonb_populate_record(
                                p, jsonb_build_object('id', gen_random_uuid()))).*
                      FROM payment.payment p CROSS JOIN generate_series(1, 249)
                     WHERE p.id = ?::uuid
                    RETURNING id)
                INSERT INTO partner.request (partner, request_id, type, digest, answer,
                    instruction_id, received_at)
                SELECT r.partner, 'copy-' || c.id, r.type, r.digest, r.answer, c.id, r.received_at
                  FROM copies c JOIN partner.request r ON r.instruction_id = ?::uuid
                 WHERE r.type = 'payment.create'
                """,
                first.paymentId(),
                first.paymentId());

        Set<String> seen = new LinkedHashSet<>();
        ObjectNode wanted = report(day);
        ObjectNode last = wanted;
        for (int size : new int[] {100, 100, 50}) {
            last = wanted;
            JsonNode page = shop.ask(wanted).body().path("report");
            assertThat(page.path("list")).hasSize(size);
            assertThat(total(page, "cancelled")).isEqualTo("250 25000.00 0.00");
            seen.addAll(ids(page));
            assertThat(page.has("next")).isEqualTo(size == 100);
            wanted = report(day).put("after", page.path("next").asText());
        }

        assertThat(seen).hasSize(250);
        proposed(cancelled("10.00"), day, "13:00:00");
        JsonNode later = shop.ask(last.put("requestId", id())).body().path("report");
        assertThat(later.path("list")).hasSize(51);
        assertThat(total(later, "cancelled"))
                .as("as on its first page")
                .isEqualTo("250 25000.00 0.00");
        JsonNode anew = shop.ask(report(day)).body().path("report");
        assertThat(total(anew, "cancelled")).isEqualTo("251 25010.00 0.00");
    }

    @Test
    void reachesBackSoFarAndNotAhead() throws JMSException {
        assertThat(shop.ask(report(TODAY.minusDays(90))).code()).isEqualTo("DAY_NOT_KEPT");
        assertThat(shop.ask(report(TODAY.plusDays(2))).code()).isEqualTo("DAY_NOT_KEPT");
        assertThat(shop.ask(report(TODAY.minusDays(88))).body().at("/report/list")).isEmpty();
        var noDay = request("report.get", id()).put("day", "2026-02-30");
        assertThat(shop.ask(noDay).body().at("/error/field").asText()).isEqualTo("/day");
    }

    private Received cancelled(String amount) throws JMSException {
        var reply = shop.ask(create(id(), FreshMsisdn.next(), amount));
        shop.ask(request("payment.cancel", id()).put("paymentId", reply.paymentId()));
        return reply;
    }

    /** As if it had been then. */
    private void proposed(Received payment, LocalDate day, String time) {
        jdbc.update(
                "UPDATE partner.request"
                        + " SET received_at = (? || ' ' || ?)::timestamp AT TIME ZONE 'Asia/Almaty'"
                        + " WHERE instruction_id = ?::uuid AND type = 'payment.create'",
                day.toString(),
                time,
                payment.paymentId());
    }

    private static ObjectNode report(LocalDate day) {
        return request("report.get", id()).put("day", day.toString());
    }

    private static String total(JsonNode report, String status) {
        for (JsonNode total : report.path("totals")) {
            if (total.path("status").asText().equals(status)) {
                return total.path("payments").asInt()
                        + " "
                        + total.at("/amount/value").asText()
                        + " "
                        + total.at("/fee/value").asText();
            }
        }
        return "none";
    }

    private static Set<String> ids(JsonNode report) {
        Set<String> ids = new LinkedHashSet<>();
        report.path("list").forEach(each -> ids.add(each.path("paymentId").asText()));
        return ids;
    }
}
