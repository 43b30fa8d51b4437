package kz.nusqau.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OutsideWorld;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.payment.Payments;
import kz.nusqau.proof.HubBooks;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A past that was made is as good as one that was lived. */
class FillIT {

    private static final int INSTRUCTIONS = 2_000;
    private static final int SUBSCRIBERS = 400;

    private static HubUnderTest hub;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void fill() {
        hub = HubUnderTest.start(OutsideWorld.patience());
        jdbc = hub.bean(JdbcTemplate.class);
        new Filling(hub, INSTRUCTIONS, SUBSCRIBERS, line -> {}).fill();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void leavesSoundBooksAtRest() {
        var books = new HubBooks(jdbc);
        await().untilAsserted(() -> assertThat(books.underWay()).isEmpty());
        var report = hub.bean(LedgerCheck.class).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.openPending()).isZero();
        assertThat(report.transfers()).isGreaterThan(INSTRUCTIONS);
        assertThat(books.faults()).isEmpty();
    }

    @Test
    void makesEveryInstructionWithAllThatBelongsToIt() {
        assertThat(count("payment.payment WHERE created_at < now() - interval '30 minutes'"))
                .isEqualTo(INSTRUCTIONS);
        assertThat(count("confirmation.challenge")).isGreaterThanOrEqualTo(INSTRUCTIONS);
        assertThat(
                        count(
                                """
                                payment.payment p WHERE state = 'SETTLED' AND (
                                    NOT EXISTS (SELECT FROM payment.payment_number n
                                                 WHERE n.instruction_id = p.id
                                                   AND n.number = p.payment_number)
                                    OR (SELECT count(*) FROM counterparty.command c
                                         WHERE c.instruction = p.id) < 4
                                    OR NOT EXISTS (SELECT FROM ledger.transfer t
                                                    WHERE t.instruction_id = p.id)
                                    OR NOT EXISTS (SELECT FROM mailbox.timeline t
                                                    WHERE t.instruction_id = p.id)
                                    OR NOT EXISTS (SELECT FROM subscriber.limit_use u
                                                    WHERE u.instruction_id = p.id))
                                """))
                .isZero();
        assertThat(count("mailbox.timeline_default")).isZero();
        assertThat(count("mailbox.outbound_default")).isZero();
        assertThat(count("mailbox.inbox_default")).isZero();
    }

    @Test
    void findsAnOldPaymentByItsNumberForItsPayerOnly() {
        SubscriberId payer = subscriber(0);
        List<String> numbers =
                jdbc.queryForList(
                        "SELECT number FROM payment.payment_number WHERE subscriber_id = ?",
                        String.class,
                        payer.value());

        assertThat(numbers).hasSize(INSTRUCTIONS / SUBSCRIBERS).doesNotHaveDuplicates();
        var named = Optional.of(numbers.getFirst());
        var receipts =
                hub.bean(Payments.class).receipts(Map.of(payer, named, subscriber(20), named));
        assertThat(receipts).containsOnlyKeys(payer);
        assertThat(receipts.get(payer).requisiteTail()).isEqualTo("1123");
        assertThat(receipts.get(payer).state()).isEqualTo(PaymentState.SETTLED);
    }

    @Test
    void servesAFilledSubscriberAsAnyOther() {
        var phone = new Phone(hub, msisdn(1));

        assertThat(phone.ask("9909", "баланс")).contains("100 000,00");
        String prompt = phone.ask("7701", Work.ELECTRICITY);
        assertThat(phone.ask("4404", Phone.codeIn(prompt))).containsPattern("N[0-9A-Z]{9}");
        assertThat(count("subscriber.subscriber WHERE msisdn IS NOT NULL"))
                .isLessThanOrEqualTo(SUBSCRIBERS + 20);
    }

    private static SubscriberId subscriber(int n) {
        var msisdn = new Msisdn(msisdn(n));
        return hub.bean(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
    }

    private static String msisdn(int n) {
        return Long.toString(Work.FIRST_NUMBER + n);
    }

    private static long count(String from) {
        Long rows = jdbc.queryForObject("SELECT count(*) FROM " + from, Long.class);
        return rows == null ? 0 : rows;
    }
}
