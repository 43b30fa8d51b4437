package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.simulator.bank.Account;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Restriction;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Money sent from an account at a bank to somebody else's, from the first text to the receipt, held
 * against the books of both banks and the hub's ledger to the tiyn.
 */
@ExtendWith(SharedHub.class)
class BankTransferByTextIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NUMBER = "N[0-9A-Z]{9,13}\\.$";

    /** Nurlan K., at Kaspi. */
    private static final String PAYEE = "77010690101";

    private static final String PAYEE_IBAN = "KZ96722C100002077134";

    private static HubUnderTest hub;

    @BeforeAll
    static void start(HubUnderTest shared) {
        hub = shared;
    }

    @AfterEach
    void check() {
        for (BankBooks books : List.of(kaspi(), halyk())) {
            assertThat(books.discrepancies()).isEmpty();
            assertThat(books.doubleTransfers()).isEmpty();
        }
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010690001 | 77010690104 | аудару KZ47722C100002077143 1500 тг kaspi     | Kaspi *\\d{4} шотынан аударым 1 500,00 тг, алушы Saule K., шоты KZ47722C100002077143, комиссия 0,00 тг. Код 3 мин жарамды. | Аударым жасалды: Kaspi *\\d{4} шотынан 1 500,00 тг, алушы Saule K., шоты *7143, комиссия 0,00 тг. Төлем нөмірі ",
                "77010690002 | 77010690105 | перевод KZ46 601C 1000 0207 6299 1 500 каспи  | Перевод 1 500,00 тг с Kaspi *\\d{4}, получатель Timur K., KZ46601C100002076299, комиссия 0,00 тг. Код действует 3 мин. | Перевод выполнен: 1 500,00 тг со счета Kaspi *\\d{4}, получатель Timur K., счет *6299, комиссия 0,00 тг. Номер платежа ",
                "77010690003 | 77010690106 | send kz79722c100002077149 1500 kaspi          | Transfer 1,500.00 KZT from Kaspi *\\d{4} to Madina K., KZ79722C100002077149, fee 0.00 KZT. Valid for 3 min. | Sent: 1,500.00 KZT from Kaspi *\\d{4} to Madina K., account *7149, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-5")
    @Tag("R-INS-6")
    @Tag("R-INS-8")
    void sendsToWhomeverTheBankNamed(
            String msisdn, String payee, String text, String asked, String told) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask("525", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).containsPattern(pattern(asked));
        assertThat(receipt).containsPattern("^" + pattern(told)).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("BANK_TRANSFER");
        assertThat(ledger.touched()).isEmpty();
        assertThat(available(kaspi(), msisdn)).isEqualTo("248500.00");
        boolean sameBank = !text.contains("601C");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(available(sameBank ? kaspi() : halyk(), payee))
                                        .isEqualTo(sameBank ? "251500.00" : "11500.00"));
    }

    @Test
    @Tag("R-OTP-4")
    void takesACodeEvenForALittleToSomebodyWhoWasPaidBefore() {
        var phone = new Phone(hub, "77010690011");
        String text = "send " + PAYEE_IBAN + " 500 kaspi";
        phone.ask("4404", Phone.codeIn(phone.ask("7701", text)));

        assertThat(Phone.hasCode(phone.ask("7701", text))).isTrue();
        assertThat(phone.ask("7701", "1")).startsWith("This operation needs the 6-digit code");
        assertThat(phone.ask("7701", "0")).startsWith("The operation is cancelled");

        assertThat(available(kaspi(), "77010690011")).isEqualTo("249500.00");
        assertThat(phone.ask("9909", "receipt"))
                .startsWith("Transfer to a bank account: 500.00 KZT, *7134, fee 0.00 KZT.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010690021 | аудару KZ96722C100002077134 1500  | Бірнеше банкте шотыңыз бар: Halyk; Kaspi.",
                "77010690022 | перевод KZ96722C100002077134 1500 | У вас есть счета в нескольких банках: Halyk; Kaspi.",
                "77010690023 | send KZ96722C100002077134 1500    | You have accounts at several banks: Halyk; Kaspi.",
            })
    @Tag("R-INS-8")
    void asksWhichBankWhenSeveralCouldPay(String msisdn, String text, String question) {
        assertThat(new Phone(hub, msisdn).ask("525", text)).startsWith(question);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010690031 | аудару KZ97722C100002077134 1500 kaspi  | Қате дерек: алушының IBAN нөмірі (****************7134). Тексеріп, қайта жіберіңіз. Мысалы: аудару KZ41722C000000000001 1500 kaspi",
                "77010690032 | перевод KZ97722C100002077134 1500 kaspi | Ошибка: IBAN получателя (****************7134). Проверьте и отправьте снова. Пример: перевод KZ41722C000000000001 1500 kaspi",
                "77010690033 | send KZ97722C100002077134 1500 kaspi    | Wrong IBAN of the payee (****************7134). Please check it and send again. Example: send KZ41722C000000000001 1500 kaspi",
                "77010690034 | send KZ96722C100002077134 1500 usd      | Payments are accepted in tenge only",
                "77010690035 | аудару KZ41722C000000000001 1500 kaspi  | Бас тартылды: банк көрсетілген шотты таппады.",
                "77010690036 | перевод KZ41722C000000000001 1500 kaspi | Отказано: банк не нашел указанный счет.",
                "77010690037 | send KZ41722C000000000001 1500 kaspi    | Refused: the bank does not know this account.",
                "77010690038 | аудару {own} 1500 halyk                 | Бас тартылды: бұл - өз шотыңыз.",
                "77010690039 | перевод {own} 1500 halyk                | Отказано: это ваш собственный счет. Для перевода между своими счетами укажите их последние 4 цифры: СЕБЕ",
                "77010690040 | send {own} 1500 kaspi                   | Refused: this account is your own.",
                "77010690041 | аудару KZ94722C200002078911 1500 kaspi  | Бас тартылды: алушының шоты теңгемен ашылмаған.",
                "77010690042 | перевод KZ94722C200002078911 1500 halyk | Отказано: счет получателя не в тенге.",
                "77010690043 | send KZ94722C200002078911 1500 kaspi    | Refused: the account of the payee is not in tenge.",
                "77010690044 | send KZ86125KZT5004100100 1500 kaspi    | Refused: we cannot send money to accounts at this bank.",
                "77010690045 | перевод {ours} 1500 kaspi               | Отказано: банку не хватает данных о получателе.",
                "77010690046 | send KZ96722C100002077134 50001 kaspi   | Refused: the greatest amount is 50,000.00 KZT",
                "77010690047 | перевод KZ96722C100002077134 5 kaspi    | Отказано: минимальная сумма - 10,00 тг",
                "77010690048 | send KZ96722C100002077134 12000 halyk   | Refused: not enough money on your bank account",
                "77020690049 | send KZ96722C100002077134 1500 kaspi    | Refused: you have no such account at the bank.",
                "77025000001 | send KZ96722C100002077134 1500 kaspi    | Refused: you have a debt",
                "77025000009 | send KZ96722C100002077134 1500 kaspi    | Refused: the law does not allow",
            })
    @Tag("R-ELIG-1")
    @Tag("R-ELIG-4")
    @Tag("R-ELIG-8")
    @Tag("R-INS-8")
    @Tag("R-INS-9")
    @Tag("R-LIM-1")
    @Tag("R-OPS-4")
    void refusesWithTheReason(String msisdn, String text, String words) {
        String own = msisdn.startsWith("7701") ? iban(kaspi(), msisdn) : "";
        String filled =
                text.replace("{own}", own).replace("{ours}", kaspi().settlementAccount().iban());

        var phone = new Phone(hub, msisdn);
        // Some are known from elsewhere, and keep the language that they spoke there.
        phone.ask("9909", languageOf(words));
        assertThat(phone.ask("525", filled)).startsWith(words);
        assertThat(ordersFrom(own)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010690051 | 77010690107 | аудару {iban} 1500 kaspi  | Бас тартылды: алушының шоты жабылған.",
                "77010690052 | 77010690108 | перевод {iban} 1500 kaspi | Отказано: счет получателя закрыт.",
                "77010690053 | 77010690109 | send {iban} 1500 kaspi    | Refused: the account of the payee is closed.",
            })
    @Tag("R-INS-8")
    void refusesAClosedAccount(String msisdn, String payee, String text, String words) {
        Account closed = halyk().account(payee, "KZT");
        halyk().close(closed);

        assertThat(new Phone(hub, msisdn).ask("525", text.replace("{iban}", closed.iban())))
                .startsWith(words);
        assertThat(ordersFrom(iban(kaspi(), msisdn))).isZero();
    }

    @Test
    @Tag("R-INS-8")
    void movesNothingWhenTheAccountIsClosedAfterItWasChecked() {
        String msisdn = "77010690054";
        var phone = new Phone(hub, msisdn);
        Account payee = kaspi().account("77010690110", "KZT");
        String code = Phone.codeIn(phone.ask("525", "send " + payee.iban() + " 1500 kaspi"));
        kaspi().close(payee);

        assertThat(phone.ask("4404", code))
                .startsWith("Refused: the account of the payee is closed.");
        assertThat(available(kaspi(), msisdn)).isEqualTo("250000.00");
    }

    @Test
    @Tag("R-ELIG-11")
    void refusesToDebitARestrictedAccount() {
        String msisdn = "77010690055";
        kaspi().restrict(
                        kaspi().account(msisdn, "KZT"),
                        new Restriction(Restriction.Kind.ARREST, Amount.tenge(1)));

        assertThat(new Phone(hub, msisdn).ask("525", "send " + PAYEE_IBAN + " 1500 kaspi"))
                .startsWith("Refused: your bank account is restricted");
    }

    @Test
    @Tag("R-INS-8")
    void startsNothingWhileTheBankOfThePayeeIsSilent() {
        String msisdn = "77010690061";
        String text = "send " + iban(halyk(), PAYEE) + " 1500 kaspi";
        var phone = new Phone(hub, msisdn);

        hub.simulator().halyk().faults().enqueue("check", new AnswerLost());
        assertThat(phone.ask("525", text)).startsWith("The service is not available right now");
        hub.simulator().kaspi().faults().enqueue("balance", new ServerError(503));
        assertThat(phone.ask("525", text)).startsWith("The service is not available right now");

        assertThat(ordersFrom(iban(kaspi(), msisdn))).isZero();
        assertThat(Phone.hasCode(phone.ask("525", text))).isTrue();
        assertThat(phone.ask("525", "0")).startsWith("The operation is cancelled");
    }

    private static String languageOf(String answer) {
        if (answer.chars().allMatch(letter -> letter < 0x400)) {
            return "english";
        }
        return answer.startsWith("Отказано") || answer.startsWith("Ошибка")
                ? "по-русски"
                : "қазақша";
    }

    private static BankBooks kaspi() {
        return hub.simulator().kaspi().books();
    }

    private static BankBooks halyk() {
        return hub.simulator().halyk().books();
    }

    private static String iban(BankBooks books, String msisdn) {
        return books.account(msisdn, "KZT").iban();
    }

    private static String available(BankBooks books, String msisdn) {
        return books.available(books.account(msisdn, "KZT")).toString();
    }

    private static long ordersFrom(String iban) {
        return kaspi().transfers().stream().filter(it -> it.order().from().equals(iban)).count();
    }

    /** Everything is meant as it stands but for digits. */
    private static String pattern(String text) {
        return "\\Q" + text.replaceAll("((?:\\\\d(?:\\{4})?)+)", "\\\\E$1\\\\Q") + "\\E";
    }
}
