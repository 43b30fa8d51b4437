package kz.nusqau.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and their readings, by what they prove. The words alone are in EveryWordTest. */
class InstructionTableTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "баланс | balance personal",
                "БАЛАНС! | balance personal",
                "Баланс. | balance personal",
                "баланс пожалуйста | balance personal",
                "мой баланс | balance personal",
                "Здравствуйте, баланс пожалуйста | balance personal",
                "хочу узнать баланс | not understood",
                "balans | balance personal",
                "BAЛAHC | balance personal",
                "qaldyq | balance personal",
                "kaldyk | balance personal",
                "калдык | balance personal",
                "қалдық әмиян | balance wallet",
                "баланс кошелька | balance wallet",
                "balance wallet | balance wallet",
                "баланс каспи | balance kaspi",
                "balance halyk bank | balance halyk",
                "единицы | balance personal",
                "остаток | balance personal",
                "bal | balance personal",
                "баланс 500 | not understood",
                "баланс оплата | not understood",
            })
    @Tag("R-INFO-1")
    void readsBalances(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "оплата alma 7273001123 1500тг | pay alma account=7273001123 1500.00",
                "төлеу алма 7273001123 1500 | pay alma account=7273001123 1500.00",
                "pay ALMA 7273001123 1500 KZT | pay alma account=7273001123 1500.00",
                "oplata alma 7273001123 1500 tg | pay alma account=7273001123 1500.00",
                "tolem alma 7273001123 1500 tenge | pay alma account=7273001123 1500.00",
                "төлем;alma;7273001123;1500 | pay alma account=7273001123 1500.00",
                "оплата*alma*7273001123*1500# | pay alma account=7273001123 1500.00",
                "alma_7273001123_1500 | pay alma account=7273001123 1500.00",
                "alma-7273001123-1500 | pay alma account=7273001123 1500.00",
                "alma,7273001123,1500 | pay alma account=7273001123 1500.00",
                "alma 7273001123,1500 | pay alma account=7273001123 1500.00",
                "alma 7273001123, 50 | pay alma account=7273001123 50.00",
                "alma7273001123 1500тг | pay alma account=7273001123 1500.00",
                "оплата alma 1500 7273001123 | pay alma account=7273001123 1500.00",
                "оплата 7273001123 alma 1500 | pay alma account=7273001123 1500.00",
                "alma 1500тг 7273001123 | pay alma account=7273001123 1500.00",
                "alma 7273001123 тг1500 | pay alma account=7273001123 1500.00",
                "alma 7273001123 ₸ 1500 | pay alma account=7273001123 1500.00",
                "alma 7273001123 1 500 | pay alma account=7273001123 1500.00",
                "alma 7273001123 12 500,50 тг | pay alma account=7273001123 12500.50",
                "alma 7273001123 1500 әмиян | pay alma account=7273001123 1500.00 from wallet",
                "alma 7273001123 1500 kaspi | pay alma account=7273001123 1500.00 from kaspi",
                "alma счет 7273001123 сумма 1500 | pay alma account=7273001123 1500.00",
                "пожалуйста оплата alma 7273001123 1500 | pay alma account=7273001123 1500.00",
                "алма оплата 7273001123 1500 | pay alma account=7273001123 1500.00",
                "су 12345678 500 | pay su account=12345678 500.00",
                "cy 12345678 500 | pay su account=12345678 500.00",
                "su 12345678 100 500 | pay su account=12345678 100500.00",
                "tel 8 701 123 45 67 1 500 | pay tel phone=77011234567 1500.00",
                "тел +7 (701) 123-45-67 500 | pay tel phone=77011234567 500.00",
                "tel 8-10-7-701-123-45-67 500 | pay tel phone=77011234567 500.00",
                "tel 7011234567 500 | pay tel phone=77011234567 500.00",
                "tel 500 87011234567 | pay tel phone=77011234567 500.00",
                "Kalaesp 900101300126 | pay kalaesp iin=900101300126",
                "kala esp 900101300126 | pay kalaesp iin=900101300126",
                "Қала есп 900101 300126 | pay kalaesp iin=900101300126",
                "ГОРОД-ЕСП 900101300126 | pay kalaesp iin=900101300126",
                "қалаесп ЖСН 900101300126 | pay kalaesp iin=900101300126",
                "оплата городесп 900101300126 | pay kalaesp iin=900101300126",
                "aulesp 900101300126 | pay aulesp iin=900101300126",
                "auylesp 900101300126 | pay aulesp iin=900101300126",
                "Ауыл_есп 900101300126 | pay aulesp iin=900101300126",
                "аулесп 900101300126 | pay aulesp iin=900101300126",
                "селоесп 900101300126 | pay aulesp iin=900101300126",
            })
    @Tag("R-INS-1")
    void readsPayments(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "оплата | missing provider",
                "оплата 7273001123 1500 | missing provider",
                "оплата алмаа 7273001123 1500 | invalid provider",
                "оплата alma su 7273001123 1500 | invalid provider",
                "alma | missing requisite.account",
                "alma 1500 | missing requisite.account",
                "alma 1 500 тг | missing requisite.account",
                "alma 7273001123 | missing amount",
                "alma 7273001124 1500 | invalid requisite.account",
                "alma 727300112 1500 | invalid requisite.account",
                "alma 727300112 3 500 | invalid requisite.account",
                "alma 7273001123 0 | invalid amount",
                "alma 7273001123 0500 | invalid amount",
                "alma 7273001123 -500 | invalid amount",
                "alma 7273001123 15 00 | invalid amount",
                "alma 7273001123 1500.505 | invalid amount",
                "alma 7273001123 1.505 | invalid amount",
                "alma 7273001123 1.500.000 | invalid amount",
                "alma 7273001123 1500 2000 | ambiguous",
                "alma 7273001123 1.500 | ambiguous",
                "alma 7273001123 1,500 | ambiguous",
                "alma 7273001123 1500 usd | invalid currency",
                "alma 7273001123 5 тыс | invalid left-over",
                "alma 7273001123 5к | invalid left-over",
                "alma 7273001123 1500² | invalid left-over",
                "alma 7273001123 ½ | invalid left-over",
                "alma 7273001123 не 1500 | invalid left-over",
                "alma 727300112О 1500 | invalid left-over",
                "Kalaesp | missing requisite.iin",
                "Kalaesp 900101300127 | invalid requisite.iin",
                "Kalaesp 90010130012 | invalid requisite.iin",
                "Kalaesp 900101300126 4325 | invalid left-over",
                "tel 7011234 567 | invalid requisite.phone",
                "tel 79161234567 500 | invalid requisite.phone",
                "су 12345678 23456781 | ambiguous",
            })
    @Tag("R-INS-1")
    @Tag("R-INS-8")
    void namesTheExactFieldOfAnIncompletePayment(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1500 | 1500.00",
                "1 500 | 1500.00",
                "1 500 000 | 1500000.00",
                "1500.50 | 1500.50",
                "1500,50 | 1500.50",
                "1500.5 | 1500.50",
                "1 500,50 | 1500.50",
                "1,500.50 | 1500.50",
                "1.500,50 | 1500.50",
                "0,50 | 0.50",
                "1500тг | 1500.00",
                "1500 тг. | 1500.00",
                "тг1500 | 1500.00",
                "₸1500 | 1500.00",
                "1500₸ | 1500.00",
                "теңге 1 500 | 1500.00",
                "1500TENGE | 1500.00",
                "KZT 1500 | 1500.00",
                "１５００ | 1500.00",
            })
    @Tag("R-INS-1")
    void readsAmounts(String amount, String expected) {
        assertThat(read("topup " + amount)).isEqualTo("top-up " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.500 | ambiguous",
                "1,500 | ambiguous",
                "1 500 2 000 | ambiguous",
                "1500 500 | ambiguous",
                "1,505 | invalid amount",
                "0.500 | invalid amount",
                "1500.505 | invalid amount",
                "15 00 | invalid amount",
                "1 50 | ambiguous",
                "-500 | invalid amount",
                "0 | invalid amount",
                "00 | invalid amount",
                "0.00 | invalid amount",
                "9999999999999 | invalid amount",
                "1500к | invalid left-over",
                "1500$ | invalid currency",
                "1500 долларов | invalid currency",
                "50% | invalid left-over",
                "1e3 | invalid left-over",
            })
    void asksBackWhenAnAmountIsInDoubt(String amount, String expected) {
        assertThat(read("topup " + amount)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "толтыру 500 | top-up 500.00",
                "пополнить кошелек 500 | top-up 500.00",
                "top up 500 kaspi | top-up 500.00 from kaspi",
                "аудару 87011234567 500 | send 77011234567 500.00",
                "скинуть 500тг 87011234567 | send 77011234567 500.00",
                "перевод 500 | missing phone",
                "перевод 87011234567 | missing amount",
                "send 79161234567 500 | invalid phone",
                "аудару KZ41722C000000000001 1500 тг kaspi "
                        + "| bank-transfer KZ41722C000000000001 1500.00 from kaspi",
                "перевод KZ41 722C 0000 0000 0001 1 500 халык "
                        + "| bank-transfer KZ41722C000000000001 1500.00 from halyk",
                "send 1500,50 kz41722c000000000001 "
                        + "| bank-transfer KZ41722C000000000001 1500.50",
                "перевод КZ 41722С000000000001 1500 | bank-transfer KZ41722C000000000001 1500.00",
                "перевод KZ42722C000000000001 1500 kaspi | invalid iban",
                "перевод KZ41722C00000000000 1 500 | invalid iban",
                "перевод KZ41722C0000 00000001 1500 | bank-transfer KZ41722C000000000001 1500.00",
                "перевод KZ41 722C 0000 0000 000 1 500 | invalid iban",
                "перевод KZ41722C000000000001 kaspi | missing amount",
                "перевод KZ41722C000000000001 1500 usd | invalid currency",
                "перевод KZ41722C000000000001 1500 кошелек | invalid left-over",
                "перевод KZ41722C000000000001 1500 kaspi halyk | invalid left-over",
                "перевод KZ41722C000000000001 KZ41722C000000000001 1500 | invalid left-over",
                "перевод KZ41722C000000000001 1.500 | ambiguous",
                "шешу KZ41722C000000000001 1500 | redeem iban KZ41722C000000000001 1500.00",
                "вывод KZ41 722C 0000 0000 0001 1500 | redeem iban KZ41722C000000000001 1500.00",
                "вывод КZ41722С000000000001 1500 | redeem iban KZ41722C000000000001 1500.00",
                "вывод KZ42722C000000000001 1500 | invalid destination",
                "снять 4417 1500 | redeem *4417 1500.00",
                "снять 1500тг 4417 | redeem *4417 1500.00",
                "снять 4400431234564417 1500 | invalid destination",
                "возврат 4417 1 500 | refund *4417 1500.00",
                "себе usd kzt 100 | own USD KZT 100.00 USD",
                "перевод себе kzt usd 50000 | own KZT USD 50000.00",
                "өзіме 4417 1234 1500 | own *4417 *1234 1500.00",
                "own 4417 1234 100 usd | own *4417 *1234 100.00 USD",
                "own eur kzt 10 usd | invalid account-currency",
                "own kzt 100 | missing own-account",
                "үзінді | statement personal",
                "выписка кошелек | statement wallet",
                "stm kaspi | statement kaspi",
                "чек N48KX2 | receipt N48KX2",
                "түбіртек n48kx2 | receipt N48KX2",
                "чек № 48KX2 | receipt N48KX2",
                "чек N48КХ2 | receipt N48KX2",
                "чек | receipt",
                "соңғы түбіртек | receipt",
                "receipt last | receipt",
                "чек последний | receipt",
                "чек за свет | missing payment-number",
                "чек 1500 | invalid payment-number",
                "курс | rates",
                "курс доллара | rates USD",
                "бағам еуро | rates EUR",
                "шектеу | restrictions",
                "арест каспи | restrictions kaspi",
                "автоплатеж | autopay list",
                "autopay alma 7273001123 1 500 5 "
                        + "| autopay pay alma account=7273001123 1500.00 day 5",
                "autopay kalaesp 900101300126 25 | autopay pay kalaesp iin=900101300126 day 25",
                "autopay alma 7273001123 1500 | missing day",
                "autopay alma 7273001123 1500 32 | invalid day",
                "autopay stop 3 | autopay stop 3",
                "автотөлем тоқта 3 | autopay stop 3",
                "автоплатеж стоп | missing autopay-number",
                "күн сайын | notifications daily",
                "kun sayin | notifications daily",
                "бас тарту | withdraw",
                "bas_tartu | withdraw",
                "бас тату | withdraw",
                "рұқсат 87011234567 | grant 77011234567",
                "растау A48KX2 | approve A48KX2",
                "утвердить А48КХ2 | approve A48KX2",
                "жалоба N48KX2 Не зачислено! | claim N48KX2 Не зачислено!",
                "жалоба N48KX2 | missing claim-text",
                "жалоба | missing payment-number",
                "жалоба 1500 не пришли | invalid payment-number",
                "бұғаттау | block",
                "разблок | not understood",
                "unblock | not understood",
                "блок карта | not understood",
                "тіл | missing language",
                "тіл орысша | language ru",
                "lang en | language en",
                "қазақша | language kk",
                "по-русски | language ru",
                "по русски | language ru",
                "English | language en",
                "kz | language kk",
                "көмек | help",
                "? | help",
                "помощь оплата | help pay",
                "help balance | help balance",
            })
    @Tag("R-INS-2")
    void readsEveryOtherCommand(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    /** About one in fifty of the e-money systems' numbers has no digit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "чек NNMDHXNKPM | receipt NNMDHXNKPM",
                "түбіртек nrkmwmkjpw | receipt NRKMWMKJPW",
                "receipt NRTXJJRTNKXDXX | receipt NRTXJJRTNKXDXX",
                "чек NАFJТJWСАМ | receipt NAFJTJWCAM",
                "вернуть NWFNPRDRWK | reverse NWFNPRDRWK",
                "төлемді қайтару NWFNPRDRWK | reverse NWFNPRDRWK",
                "возврат NWFNPRDRWK | reverse NWFNPRDRWK",
                "refund nwfnprdrwk | reverse NWFNPRDRWK",
                "отозвать NCCKWPKCHTCJXE | recall NCCKWPKCHTCJXE",
                "отмена NCCKWPKCHTCJXE | recall NCCKWPKCHTCJXE",
                "жалоба NAFJTJWCAM не зачислено | claim NAFJTJWCAM не зачислено",
            })
    @Tag("R-INS-5")
    void readsPaymentNumbersWithoutADigit(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "вернуть NWFNPRDRWM | missing payment-number",
                "вернуть WFNPRDRWK | missing payment-number",
                "вернуть NWFNP RDRWK | missing payment-number",
                "вернуть деньги | missing payment-number",
                "вернуть неправильный | missing payment-number",
                "төлемді қайтару керек | missing payment-number",
                "reverse new apartment | missing payment-number",
                "reverse next week | missing payment-number",
                "reverse next | missing payment-number",
                "отозвать NATASHA | missing payment-number",
                "чек нужен | missing payment-number",
                "receipt needed | missing payment-number",
                "жалоба не зачислено | missing payment-number",
                "возврат деньги | invalid left-over",
                "возврат NWFNPRDRWM | invalid left-over",
            })
    @Tag("R-INS-11")
    void takesNoWordForAPaymentNumber(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "вернуть 1500 | invalid payment-number",
                "вернуть 1 500 | invalid payment-number",
                "вернуть 1500тг | invalid payment-number",
                "вернуть 4417 1500 | invalid payment-number",
                "төлемді қайтару 1500 | invalid payment-number",
                "reverse 1500 | invalid payment-number",
                "отозвать 1500 | invalid payment-number",
                "вернуть N1500 | reverse N1500",
                "вернуть 48KX2 | reverse N48KX2",
            })
    @Tag("R-INS-1")
    @Tag("R-INS-11")
    void asksWhichPaymentWhenAnAmountIsGiven(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "482913 | confirm 482913",
                " 482913. | confirm 482913",
                "код 482913 | confirm 482913",
                "482913 код | confirm 482913",
                "482 913 | confirm 482913",
                "1 | yes",
                "0 | cancel",
                "иә | yes",
                "ия | yes",
                "иа | yes",
                "да | yes",
                "ДА! | yes",
                "yes | yes",
                "нет | cancel",
                "жоқ | cancel",
                "жок | cancel",
                "HET | cancel",
                "отмена | cancel",
                "отмена N48KX2 | recall N48KX2",
                "cancel n48kx2 | recall N48KX2",
                "қайтарып алу | recall",
                "отозвать платеж N48KX2 | recall N48KX2",
                "возврат N48KX2 | reverse N48KX2",
                "қайтару N48KX2 | reverse N48KX2",
                "вернуть последний | reverse",
                "соңғы төлемді қайтару | reverse",
                "reverse the last | reverse",
                "refund 4417 1500 | refund *4417 1500.00",
                "стоп | cancel",
                "48291 | invalid code",
                "4829133 | invalid code",
                "1500 | top-up 1500.00",
                "500тг | top-up 500.00",
                "да 500 | not understood",
                "нет 482913 | not understood",
                "не да | not understood",
            })
    @Tag("R-OTP-1")
    void readsAnswersWhileAChallengeIsOpen(String text, String expected) {
        assertThat(shortForm(text, Command.TOP_UP, true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAY | 482913 | confirm 482913",
                "PAY | 500 | missing provider",
                "PAY | привет | not understood",
                "PAY | алмаа 7273001123 1500 | invalid provider",
                "TOP_UP | 1500 | top-up 1500.00",
                "TOP_UP | 150000 | confirm 150000",
                "TOP_UP | 482 913 | top-up 482913.00",
                "TOP_UP | 150 000 тг | top-up 150000.00",
                "TOP_UP | тг 1500 | top-up 1500.00",
                "SEND | 87011234567 1500 | send 77011234567 1500.00",
                "SEND | KZ41722C000000000001 1500 kaspi "
                        + "| bank-transfer KZ41722C000000000001 1500.00 from kaspi",
                "SEND | KZ41722C000000000001 | missing amount",
                "REDEEM | 4417 1500 | redeem *4417 1500.00",
                "REDEEM | 4417#1500! | redeem *4417 1500.00",
                "REDEEM | 4417 1500 🙏 | redeem *4417 1500.00",
                "REDEEM | 4417⁇1500 | not understood",
                "REDEEM | 4417 1500 ◆ | not understood",
                "REDEEM | 4417 1500 тг ◆ | redeem *4417 1500.00",
                "SEND | 87011234567 ‰1500 | not understood",
                "BALANCE | кошелек | balance wallet",
                "BALANCE | халық | balance halyk",
                "BALANCE | 500 | not understood",
                "BALANCE | 1 | yes",
                "BALANCE | alma 7273001123 1500 | pay alma account=7273001123 1500.00",
                "NOTIFICATIONS | 1500 | not understood",
                "APP_STORE | 990 тг | app-store 990.00",
                "CONFIRM | 482913 | confirm 482913",
            })
    @Tag("R-SC-1")
    void takesTheShortCodesCommandForTextsWithoutAKeyword(
            Command command, String text, String expected) {
        assertThat(shortForm(text, command, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",fkfyc | balance personal",
                "<FKFYC | balance personal",
                "0fkls0 | balance personal",
                "ифдфтсу | balance personal",
                ",fkfyc rfcgb | balance kaspi",
                "jgkfnf alma 7273001123 1500 | pay alma account=7273001123 1500.00",
                "n-ktv fkvf 7273001123 1500nu | pay alma account=7273001123 1500.00",
                "fkvf-7273001123-1500 | pay alma account=7273001123 1500.00",
                "зфн фдьф 7273001123 1500.50 | pay alma account=7273001123 1500.50",
                "gj-heccrb | language ru",
                ",fc nfhne | withdraw",
                "r8y cfqsy | notifications daily",
                "gjvjom. | help",
                ";fkj,f N48KX2 ult ltymub | claim N48KX2 где деньги",
                "xtr N48KX2 | receipt N48KX2",
                "ytn | cancel",
                "lf | not understood",
                "b2 | not understood",
                "rjl 482913 | not understood",
                "кусушзе Т48ЛЧ2 | missing payment-number",
                "ys | not understood",
            })
    @Tag("R-INS-2")
    void undoesTheWrongKeyboardLayout(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "перевод 8 701 123 45 67 | missing amount",
                "оплата тел +7 (701) 123-45-67 | missing amount",
                "вывод 4417,50 | missing destination",
                "вывод 4417 -1269 | invalid amount",
                "вывод 5790 0502 | invalid amount",
                "own 4417 1500,50 | missing own-account",
                "autopay alma 7273001123 1500,5 | missing day",
                "autopay alma 7273001123 1 005 | missing day",
                "top up8 639.00 | not understood",
                "topu5 00 | not understood",
                "topup n5 138 | invalid left-over",
                "topup т5 138 | invalid left-over",
                "чек платеж N48KX2 | missing payment-number",
                "баланс каспии | not understood",
                "баланс ха лык | balance halyk",
                "бал анс | balance personal",
                "баланс на сегодня | balance personal",
                "отмена патежа N48KX2 | recall N48KX2",
                "отмена плтжа N48KX2 | not understood",
                "нет спасибо | cancel",
                "nblock | not understood",
            })
    @Tag("R-INS-2")
    void takesNoSlipForAnotherServiceOrAmount(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "балланнс | BALANCE",
                "опалатаа alma 7273001123 1500 | PAY",
                "алмаа | PAY",
                "қосі | NOTIFICATIONS_ON",
                "не знаю | ",
                "asdfghjkl | ",
            })
    void namesTheNearestCommandForUnknownTexts(String text, Command nearest) {
        var reading = parser().read(text, context(null, false));

        assertThat(reading)
                .isEqualTo(
                        new Reading.NotUnderstood(Optional.ofNullable(nearest), reading.guess()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "қалдық | KK",
                "qaldyq | KK",
                "калдык | KK",
                "төлем alma 7273001123 1500 | KK",
                "Kalaesp 900101300126 | KK",
                "alma 7273001123 1500 теңге | KK",
                "баланс | RU",
                "остаток | RU",
                "oplata alma 7273001123 1500 | RU",
                "Город_есп 900101300126 | RU",
                "алма 7273001123 1500 | RU",
                "привет | RU",
                "balance | EN",
                "pay alma 7273001123 1500 | EN",
                "help | EN",
                "hello | EN",
                "сəлем | KK",
                "482913 | KK",
                "alma 7273001123 1500 | KK",
            })
    @Tag("R-OPS-7")
    void guessesTheLanguage(String text, Language expected) {
        var context = new ReadingContext(Optional.empty(), false, Language.KK);

        assertThat(parser().read(text, context).guess()).isEqualTo(expected);
    }

    private static String read(String text) {
        return shortForm(text, null, false);
    }

    private static String shortForm(String text, Command command, boolean challengeOpen) {
        return CatalogueForTests.shortForm(parser().read(text, context(command, challengeOpen)));
    }

    private static ReadingContext context(Command command, boolean challengeOpen) {
        return new ReadingContext(Optional.ofNullable(command), challengeOpen, Language.RU);
    }

    private static InstructionParser parser() {
        return CatalogueForTests.parser();
    }
}
