package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.Payments;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.bank.Transfer;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Purchases in the app store, from the text to the long number to the bank's own books. */
@ExtendWith(SharedHub.class)
@Tag("R-SC-4")
class AppStoreByTextIT {

    private static final Pattern NUMBER = Pattern.compile(" (N[2-9A-Z]{13})\\.$");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010610101 | қазақша   | 77014589654  | 990 тг     | Қолданбалар дүкеніне төлем 990,00 тг (ең көбі 50 000,00 тг), комиссия 0,00 тг. | Қолданбалар дүкеніне төлем жасалды: 990,00 тг, комиссия 0,00 тг. Төлем нөмірі ",
                "77010610102 | по-русски | 77014589654  | 990        | Платеж в магазин приложений 990,00 тг (не более 50 000,00 тг), комиссия 0,00 тг. | Платеж в магазин приложений выполнен: 990,00 тг, комиссия 0,00 тг. Номер платежа ",
                "77010610103 | english   | +77014589654 | 990.00 KZT | App store payment 990.00 KZT (at most 50,000.00 KZT), fee 0.00 KZT. | App store payment made: 990.00 KZT, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-5")
    @Tag("R-INS-10")
    void paysFromTheMainBalanceThroughTheBank(
            String msisdn,
            String language,
            String longNumber,
            String text,
            String asked,
            String told,
            HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", language);

        String prompt = phone.ask(longNumber, text);
        var receipt = phone.exchange("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt.text()).startsWith(told).containsPattern(NUMBER);
        assertThat(receipt.source()).isEqualTo("77014589654");
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("APP_STORE");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("operator.billing", 99_000L, "bank.halyk", -99_000L));
        assertThat(ledger.touched()).contains("providers.app-store");
        String number = NUMBER.matcher(receipt.text()).results().findFirst().orElseThrow().group(1);
        assertPaidByTheBank(hub, number);
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("990.00");
        assertThat(hub.simulator().billing().books().reserved(msisdn)).hasToString("0.00");
        var payer = new Msisdn(msisdn);
        var id = hub.bean(Subscribers.class).resolve(List.of(payer)).get(payer);
        assertThat(hub.bean(Payments.class).receipts(Map.of(id, Optional.of(number))))
                .hasEntrySatisfying(
                        id, found -> assertThat(found.kind()).isEqualTo(PaymentKind.APP_STORE));
    }

    /** The app store is told the payment number; it knows the payer by the phone number. */
    private static void assertPaidByTheBank(HubUnderTest hub, String number) {
        var books = hub.simulator().halyk().books();
        assertThat(books.transfers())
                .filteredOn(each -> each.order().info().equals("App store payment " + number))
                .singleElement()
                .satisfies(
                        transfer -> {
                            assertThat(transfer.isSettled()).isTrue();
                            Transfer.Order order = transfer.order();
                            assertThat(order.amount()).hasToString("990.00");
                            assertThat(order.from()).isEqualTo(books.settlementAccount().iban());
                            assertThat(order.to()).isEqualTo(books.appStoreAccount().iban());
                        });
        assertThat(books.doubleTransfers()).isEmpty();
        assertThat(books.discrepancies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010610111 | 9,99     | минимальная сумма - 10,00 тг",
                "77010610112 | 50000,01 | максимальная сумма - 50 000,00 тг",
                "77025000001 | 990      | долг",
                "77025000002 | 990      | заблокированы",
                "77025000003 | 990      | недостаточно денег на основном балансе",
                "77025000004 | 990      | юридическое лицо",
                "77025000007 | 990      | бонусы не учитываются",
                "77025000008 | 990      | предоплатой",
                "77025000009 | 990      | по требованиям закона",
            })
    @Tag("R-ELIG-1")
    @Tag("R-ELIG-2")
    @Tag("R-ELIG-3")
    @Tag("R-ELIG-4")
    @Tag("R-ELIG-6")
    @Tag("R-ELIG-9")
    void refusesWithTheReason(String msisdn, String text, String words, HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", "по-русски");
        assertThat(phone.ask("77014589654", text)).contains(words);
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("0.00");
    }
}
