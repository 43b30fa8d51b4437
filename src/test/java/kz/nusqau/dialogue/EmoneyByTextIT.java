package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import kz.nusqau.simulator.emoney.EmoneyOperation;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wallets filled, sent from and paid from, from the first text to the receipt, held against the
 * sandboxes' own books and the hub's ledger to the tiyn.
 */
@ExtendWith(SharedHub.class)
class EmoneyByTextIT {

    private static final String NUMBER = "N[0-9A-Z]{9}\\.$";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010600001 | 5505 | толтыру 1500 тг | Wooppay әмиянын толтыру 1 500,00 тг, комиссия 0,00 тг. | Wooppay әмияны толтырылды: 1 500,00 тг, комиссия 0,00 тг. Төлем нөмірі ",
                "77010600002 | 7701 | пополнить 1500 | Пополнение кошелька Wooppay 1 500,00 тг, комиссия 0,00 тг. | Кошелек Wooppay пополнен: 1 500,00 тг, комиссия 0,00 тг. Номер платежа ",
                "77010600003 | 9909 | topup 1500 KZT | Top-up of your Wooppay wallet 1,500.00 KZT, fee 0.00 KZT. | Wooppay wallet topped up: 1,500.00 KZT, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-3")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    @Tag("R-INS-10")
    void fillsTheOwnWallet(
            String msisdn,
            String shortCode,
            String text,
            String asked,
            String told,
            HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask(shortCode, text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("TOP_UP");
        String system = systemWithWallet(hub, msisdn, "1500.00");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("operator.billing", 150_000L, "emoney." + system, -150_000L));
        assertThat(ledger.touched()).contains("wallets." + system);
        assertBilling(hub, msisdn, "1500.00", "98500.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010600011 | 525 | аудару 8 701 061 00 11 2 000 тг | 77010610011 | Аударым 2 000,00 тг, алушы +77010610011, комиссия 0,00 тг. | Аударым жасалды: 2 000,00 тг, алушы *0011, комиссия 0,00 тг. Төлем нөмірі ",
                "77010600012 | 7701 | перевод 87010610012 2000 | 77010610012 | Перевод 2 000,00 тг, получатель +77010610012, комиссия 0,00 тг. | Перевод выполнен: 2 000,00 тг, получатель *0012, комиссия 0,00 тг. Номер платежа ",
                "77010600013 | 9909 | send 77010610013 2000 KZT | 77010610013 | Transfer 2,000.00 KZT to +77010610013, fee 0.00 KZT. | Sent: 2,000.00 KZT to *0013, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-3")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    @Tag("R-INS-8")
    @Tag("R-INS-10")
    void sendsFromTheMainBalance(
            String msisdn,
            String shortCode,
            String text,
            String payee,
            String asked,
            String told,
            HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask(shortCode, text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("SEND");
        String system = systemWithWallet(hub, payee, "2000.00");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("operator.billing", 200_000L, "emoney." + system, -200_000L));
        assertThat(wallets(hub, msisdn)).containsExactly("0.00", "0.00");
        assertThat(sent(hub, msisdn)).containsExactly("2000.00");
        assertBilling(hub, msisdn, "2000.00", "98000.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010600021 | қазақша   | аудару 77010610021 1200 тг әмиян   | 77010610021 | Wooppay әмиянынан аударым 1 200,00 тг, алушы +77010610021, комиссия 0,00 тг. | Аударым жасалды: 1 200,00 тг, алушы *0021, комиссия 0,00 тг. Төлем нөмірі ",
                "77010600022 | по-русски | перевести 77010610022 1200 кошелек | 77010610022 | Перевод из кошелька Wooppay 1 200,00 тг, получатель +77010610022, комиссия 0,00 тг. | Перевод выполнен: 1 200,00 тг, получатель *0022, комиссия 0,00 тг. Номер платежа ",
                "77010600023 | english   | send 77010610023 1200 wallet       | 77010610023 | Transfer from your Wooppay wallet 1,200.00 KZT to +77010610023, fee 0.00 KZT. | Sent: 1,200.00 KZT to *0023, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    void sendsFromTheWallet(
            String msisdn,
            String language,
            String text,
            String payee,
            String asked,
            String told,
            HubUnderTest hub) {
        var phone = filled(hub, msisdn, language);

        String prompt = phone.ask("525", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("TOP_UP", "SEND_FROM_WALLET");
        String system = systemWithWallet(hub, payee, "1200.00");
        assertThat(systemWithWallet(hub, msisdn, "1800.00")).isEqualTo(system);
        assertThat(ledger.nets())
                .isEqualTo(Map.of("operator.billing", 300_000L, "emoney." + system, -300_000L));
        assertThat(sent(hub, msisdn)).containsExactly("1200.00");
        assertBilling(hub, msisdn, "3000.00", "97000.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010600031 | қазақша   | төлем су 12345678 1000 тг әмиян | Kazeuromobile әмиянынан төлем 1 000,00 тг, алушы Су арнасы *5678, комиссия 20,00 тг. | Төлем жасалды: 1 000,00 тг, алушы Су арнасы *5678, комиссия 20,00 тг. Төлем нөмірі ",
                "77010600032 | по-русски | оплата су 12345678 1000 кошелек | Платеж из кошелька Kazeuromobile 1 000,00 тг, получатель Водоканал *5678, комиссия 20,00 тг. | Платеж выполнен: 1 000,00 тг, получатель Водоканал *5678, комиссия 20,00 тг. Номер платежа ",
                "77010600033 | english   | pay su 12345678 1000tg wallet   | Payment from your Kazeuromobile wallet 1,000.00 KZT to City water *5678, fee 20.00 KZT. | Paid: 1,000.00 KZT to City water *5678, fee 20.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    void paysAProviderFromTheWallet(
            String msisdn,
            String language,
            String text,
            String asked,
            String told,
            HubUnderTest hub) {
        var books = hub.simulator().kazeuromobile().books();
        books.fill(msisdn, Amount.tenge(1_020));
        // Where there is money, more is put (R-INS-3).
        var phone = filled(hub, msisdn, language);

        String prompt = phone.ask("5505", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("TOP_UP", "PAY_FROM_WALLET");
        assertThat(systemWithWallet(hub, msisdn, "3000.00")).isEqualTo("kazeuromobile");
        assertThat(ledger.nets())
                .isEqualTo(
                        Map.of(
                                "operator.billing",
                                300_000L,
                                "emoney.kazeuromobile",
                                -298_000L,
                                "income.commission",
                                -2_000L));
        assertThat(ledger.touched()).contains("providers.su");
        assertThat(of(books.payments(), msisdn)).containsExactly("1000.00");
        assertBilling(hub, msisdn, "3000.00", "97000.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010600034 | kazeuromobile | оплата alma 7273001123 500тг кошелек | Отказано: этот платеж выполняется из кошелька Wooppay, а ваши деньги - в кошельке Kazeuromobile. Чтобы заплатить с основного баланса, отправьте снова без слова КОШЕЛЕК.",
                "77010600035 | kazeuromobile | төлеу алма 7273001123 500 теңге әмиян | Бас тартылды: бұл төлем Wooppay әмиянынан жасалады, ал ақшаңыз Kazeuromobile әмиянында. Негізгі теңгерімнен төлеу үшін ӘМИЯН сөзінсіз қайта жіберіңіз.",
                "77010600036 | wooppay       | pay su 12345678 500tg wallet | Refused: this payment is made from a Kazeuromobile wallet, and your money is in your Wooppay wallet. To pay from the main balance send it again without the word WALLET.",
                "77010600037 | wooppay       | pay su 12345678 981tg wallet | Refused: not enough money in your wallet.",
                "77010600038 | kazeuromobile | pay su 12345678 981tg wallet | Refused: not enough money in your wallet.",
            })
    @Tag("R-INS-3")
    @Tag("R-OPS-4")
    void tellsInWhichWalletTheMoneyLies(
            String msisdn, String system, String text, String told, HubUnderTest hub) {
        var books =
                system.equals("wooppay")
                        ? hub.simulator().wooppay().books()
                        : hub.simulator().kazeuromobile().books();
        books.fill(msisdn, Amount.tenge(1_000));

        assertThat(new Phone(hub, msisdn).ask("7701", text)).startsWith(told);
    }

    @Test
    @Tag("R-INS-3")
    void goesOnFillingTheWalletThatWasFilledBefore(HubUnderTest hub) {
        var phone = new Phone(hub, "77010600039");
        var kazeuromobile = hub.simulator().kazeuromobile().books();
        kazeuromobile.fill("77010600039", Amount.tenge(500));

        String prompt = phone.ask("7701", "send 77010610039 500 wallet");
        assertThat(prompt).contains("from your Kazeuromobile wallet 500.00 KZT");
        phone.ask("4404", Phone.codeIn(prompt));
        assertThat(kazeuromobile.wallet("77010600039")).hasToString("0.00");
        new HubLedger(hub, "77010600039").awaitSettled("SEND_FROM_WALLET");

        assertThat(phone.ask("5505", "topup 700")).contains("Top-up of your Kazeuromobile wallet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010600041 | аудару 77010600041 500   | Бас тартылды: өз нөміріңізге",
                "77010600042 | перевод 87010600042 500  | Отказано: перевод на собственный номер",
                "77010600043 | send 77010600043 500     | Refused: you cannot send money to your own number",
                "77010600044 | аудару 77051234567 500   | Бас тартылды: бұл нөмірге ақша аудару мүмкін емес",
                "77010600045 | перевод 87051234567 500  | Отказано: на этот номер нельзя перевести",
                "77010600046 | send 77051234567 500     | Refused: money cannot be sent to this number",
                "77010600047 | перевод 77025000009 500  | по требованиям закона",
                "77010600048 | перевод 79161234567 500  | Ошибка: номер телефона",
                "77010600049 | перевод 12345 500        | номер телефона",
                "77010600050 | send +14155552671 500    | Wrong phone number",
                "77010600051 | аудару 77010610051 500 әмиян   | Бас тартылды: әмиянда ақша жеткіліксіз",
                "77010600052 | перевод 77010610052 500 кошелек | Отказано: в кошельке недостаточно денег",
                "77010600053 | pay su 12345678 500 wallet     | Refused: not enough money in your wallet",
                "77010600054 | пополнить 9,99           | минимальная сумма - 10,00 тг",
                "77010600055 | пополнить 50000,01       | максимальная сумма - 50 000,00 тг",
                "77025000003 | пополнить 1500           | недостаточно денег на основном балансе",
                "77025000008 | пополнить 1500           | предоплатой",
                "77025000005 | перевод 77010610055 1500 | роуминге",
            })
    @Tag("R-ELIG-3")
    @Tag("R-ELIG-4")
    @Tag("R-ELIG-7")
    @Tag("R-ELIG-8")
    @Tag("R-ELIG-9")
    @Tag("R-INS-1")
    @Tag("R-INS-8")
    @Tag("R-OPS-4")
    void refusesWithTheReason(String msisdn, String text, String words, HubUnderTest hub) {
        assertThat(new Phone(hub, msisdn).ask("525", text)).contains(words);
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("0.00");
    }

    @Test
    @Tag("R-OTP-4")
    void takesAPlainYesForASmallTransferToAKnownPayee(HubUnderTest hub) {
        var phone = new Phone(hub, "77010600061");
        String code = Phone.codeIn(phone.ask("7701", "send 77010610061 900"));
        assertThat(phone.ask("4404", code)).contains("Sent");

        assertThat(phone.ask("7701", "send 77010610061 800")).contains("Reply 1");
        assertThat(phone.yes("7701")).contains("Sent: 800.00 KZT");
        assertThat(phone.ask("7701", "send 77010610062 800")).contains("is your code");
    }

    /** A wallet with 3,000. */
    private static Phone filled(HubUnderTest hub, String msisdn, String language) {
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", language);
        phone.ask("4404", Phone.codeIn(phone.ask("5505", "topup 3000")));
        return phone;
    }

    private static void assertBilling(
            HubUnderTest hub, String msisdn, String taken, String available) {
        var billing = hub.simulator().billing().books();
        assertThat(billing.taken(msisdn)).hasToString(taken);
        assertThat(billing.available(msisdn)).hasToString(available);
        assertThat(billing.reserved(msisdn)).hasToString("0.00");
        for (EmoneyBooks books : systems(hub)) {
            assertThat(books.discrepancies()).isEmpty();
        }
    }

    private static List<EmoneyBooks> systems(HubUnderTest hub) {
        return List.of(hub.simulator().wooppay().books(), hub.simulator().kazeuromobile().books());
    }

    private static List<String> wallets(HubUnderTest hub, String msisdn) {
        return systems(hub).stream().map(books -> books.wallet(msisdn).toString()).toList();
    }

    /** Fails unless one wallet holds exactly that, and the other nothing. */
    private static String systemWithWallet(HubUnderTest hub, String msisdn, String amount) {
        assertThat(wallets(hub, msisdn)).containsExactlyInAnyOrder(amount, "0.00");
        return wallets(hub, msisdn).getFirst().equals(amount) ? "wooppay" : "kazeuromobile";
    }

    private static List<String> sent(HubUnderTest hub, String msisdn) {
        return systems(hub).stream()
                .flatMap(books -> of(books.transfers(), msisdn).stream())
                .toList();
    }

    private static List<String> of(List<EmoneyOperation> operations, String msisdn) {
        return operations.stream()
                .filter(each -> each.msisdn().equals(msisdn))
                .map(each -> each.amount().toString())
                .toList();
    }
}
