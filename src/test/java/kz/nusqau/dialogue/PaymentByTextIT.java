package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments from the first text to the receipt, held against the sandboxes' own books. */
@ExtendWith(SharedHub.class)
class PaymentByTextIT {

    @Test
    @Tag("R-OTP-1")
    @Tag("R-OTP-3")
    @Tag("R-OTP-10")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    @Tag("R-SC-2")
    void paysOnceAfterTheCodeAndSendsAReceipt(HubUnderTest hub) {
        var phone = new Phone(hub, "77010200001");

        var prompt = phone.exchange("7701", "оплата alma 7273001123 1500тг");
        assertThat(prompt.source()).isEqualTo("4404");
        assertThat(prompt.text())
                .matches("(?s)^\\d{6} .*")
                .contains("1 500,00 тг", "*1123", "0,00 тг", "3 мин", "Никому");
        var receipt = phone.exchange("4404", Phone.codeIn(prompt.text()));

        assertThat(receipt.source()).isEqualTo("7701");
        assertThat(receipt.text())
                .contains("1 500,00 тг", "*1123")
                .containsPattern("N[0-9A-Z]{8,12}");
        assertThat(phone.ask("9909", "баланс")).isEqualTo("Доступный остаток: 98 500,00 тг.");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                hub.simulator()
                                                        .billing()
                                                        .books()
                                                        .reserved("77010200001"))
                                        .hasToString("0.00"));
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
        assertThat(hub.simulator().wooppay().books().doublePayments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010200010 | 5505 | Kalaesp 900101300126       | 4 325,00 тг",
                "77010200011 | 9909 | Город_есп 900101300126     | 4 325,00 тг",
                "77010200012 | 7701 | ауыл есп 900101300126      | 2 163,00 тг",
            })
    @Tag("R-INS-6")
    void paysTheCumulativePaymentWithAPlainYes(
            String msisdn, String shortCode, String text, String amount, HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);

        var prompt = phone.exchange(shortCode, text);
        assertThat(prompt.text()).contains(amount, "*0126", "100,00 тг", "1");

        assertThat(phone.yes(shortCode))
                .contains(amount, "*0126")
                .containsPattern("N[0-9A-Z]{8,12}");
    }

    @Test
    @Tag("R-OTP-1")
    void refusesAWrongCodeThreeTimesAndThenEndsThePayment(HubUnderTest hub) {
        var phone = new Phone(hub, "77010200020");
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        String wrong = code.equals("000000") ? "000001" : "000000";

        assertThat(phone.ask("4404", wrong)).contains("2 attempts");
        assertThat(phone.ask("4404", wrong)).contains("1 attempt");
        assertThat(phone.ask("4404", wrong)).contains("cancelled");
        assertThat(phone.ask("4404", code)).contains("Too many wrong codes");
        assertThat(phone.ask("9909", "balance")).contains("100,000.00 KZT");
    }

    @Test
    void cancelsOnRequest(HubUnderTest hub) {
        var phone = new Phone(hub, "77010200021");
        String code = Phone.codeIn(phone.ask("7701", "төлеу alma 7273001123 1500тг"));

        assertThat(phone.ask("7701", "жоқ")).contains("тоқтатылды");
        assertThat(phone.ask("4404", code)).contains("растауды күтетін операция жоқ");
    }

    @Test
    void takesANewInstructionForTheOldOne(HubUnderTest hub) {
        var phone = new Phone(hub, "77010200022");
        String first = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        String second = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1700tg"));

        if (!first.equals(second)) {
            assertThat(phone.ask("4404", first)).contains("Wrong code");
        }
        assertThat(phone.ask("4404", second)).contains("1,700.00 KZT").contains(" N");
    }

    @Test
    void asksForTheCodeWhereAYesIsNotEnough(HubUnderTest hub) {
        var phone = new Phone(hub, "77010200023");
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));

        assertThat(phone.ask("7701", "yes")).contains("6-digit code");
        assertThat(phone.ask("4404", code)).contains("Paid");
    }

    @Test
    @Tag("R-OTP-4")
    void takesAPlainYesForASmallPaymentToAKnownPayee(HubUnderTest hub) {
        var phone = new Phone(hub, "77010200024");
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        assertThat(phone.ask("4404", code)).contains("Paid");

        assertThat(phone.ask("7701", "pay alma 7273001123 900tg")).contains("Reply 1");
        assertThat(phone.yes("7701")).contains("Paid: 900.00 KZT");
        assertThat(phone.ask("9909", "balance")).contains("97,600.00 KZT");
    }
}
