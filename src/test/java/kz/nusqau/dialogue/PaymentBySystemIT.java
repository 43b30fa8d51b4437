package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Payments by either e-money system, from the first text to the receipt and the books. */
@ExtendWith(SharedHub.class)
class PaymentBySystemIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010400010 | 7701 | қазақша   | 1 500,00 тг  | 20,00 тг  | 98 480,00 тг",
                "77010400011 | 5505 | по-русски | 1 500,00 тг  | 20,00 тг  | 98 480,00 тг",
                "77010400012 | 7701 | english   | 1,500.00 KZT | 20.00 KZT | 98,480.00 KZT",
            })
    @Tag("R-INS-3")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    @Tag("R-INS-6")
    void paysAtTheSystemThatAnswersLater(
            String msisdn,
            String shortCode,
            String language,
            String amount,
            String fee,
            String left,
            HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);
        phone.ask(shortCode, language);

        String prompt = phone.ask(shortCode, "su 12345678 1500");
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(amount, fee, "*5678");
        assertThat(receipt).contains(amount, "*5678").containsPattern("N[0-9A-Z]{8,12}");
        awaitSettled(hub, msisdn);
        assertThat(phone.ask("9909", "balance")).contains(left);
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("1520.00");
        assertThat(paid(hub.simulator().kazeuromobile().books(), msisdn))
                .containsExactly("1500.00");
        assertThat(paid(hub.simulator().wooppay().books(), msisdn)).isEmpty();
        assertThat(hub.simulator().kazeuromobile().books().wallet(msisdn)).hasToString("0.00");
        assertThat(hub.simulator().kazeuromobile().books().doublePayments()).isEmpty();
        assertThat(hub.simulator().kazeuromobile().books().discrepancies()).isEmpty();
        await().atMost(PATIENCE).until(() -> callbacks(hub) >= 2);
    }

    /** Heard over HTTP and recorded: without them the hub would find out by asking. */
    private static double callbacks(HubUnderTest hub) {
        return hub.bean(MeterRegistry.class)
                .counter(
                        "nusqau.counterparty.callbacks",
                        "counterparty",
                        "kazeuromobile",
                        "outcome",
                        "recorded")
                .count();
    }

    @Test
    @Tag("R-INS-3")
    void takesTheCheaperSystemAndSaysSoOnTheTimeline(HubUnderTest hub) {
        String msisdn = "77010400020";
        payForAPhone(hub, msisdn);

        assertThat(paid(hub.simulator().kazeuromobile().books(), msisdn))
                .containsExactly("1000.00");
        assertThat(choice(hub, msisdn))
                .endsWith("; by kazeuromobile for 10.00 KZT; wooppay for 15.00 KZT");
    }

    @Test
    @Tag("R-INS-3")
    void takesTheOtherSystemWhenTheCheaperOneIsDown(HubUnderTest hub) {
        String msisdn = "77010400021";
        hub.simulator().kazeuromobile().faults().enqueue("quotation", new Down());

        payForAPhone(hub, msisdn);

        assertThat(paid(hub.simulator().wooppay().books(), msisdn)).containsExactly("1000.00");
        assertThat(paid(hub.simulator().kazeuromobile().books(), msisdn)).isEmpty();
        assertThat(choice(hub, msisdn)).contains("; by wooppay for 15.00 KZT; kazeuromobile: ");
    }

    private static void payForAPhone(HubUnderTest hub, String msisdn) {
        var phone = new Phone(hub, msisdn);
        String code = Phone.codeIn(phone.ask("7701", "tel 77051234567 1000"));
        assertThat(phone.ask("4404", code)).containsPattern("N[0-9A-Z]{8,12}");
        awaitSettled(hub, msisdn);
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("1050.00");
    }

    private static void awaitSettled(HubUnderTest hub, String msisdn) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(of(hub, msisdn, "state")).containsExactly("SETTLED"));
    }

    private static List<String> paid(EmoneyBooks books, String msisdn) {
        return books.payments().stream()
                .filter(each -> each.msisdn().equals(msisdn))
                .map(each -> each.amount().toString())
                .toList();
    }

    private static String choice(HubUnderTest hub, String msisdn) {
        var id = new InstructionId(UUID.fromString(of(hub, msisdn, "id").getFirst()));
        return hub.bean(Timeline.class).of(id).stream()
                .filter(entry -> entry.kind().equals("payment.proposed"))
                .map(TimelineEntry::detail)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> of(HubUnderTest hub, String msisdn, String column) {
        var number = new Msisdn(msisdn);
        UUID subscriber = hub.bean(Subscribers.class).resolve(List.of(number)).get(number).value();
        return hub.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT " + column + "::text FROM payment.payment WHERE subscriber_id = ?",
                        String.class,
                        subscriber);
    }
}
