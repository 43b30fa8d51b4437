package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Timelines in the reader's language. */
class NotedTest {

    private static final String ID = "01a209f0-0288-708a-93b0-6301c9b0110a";

    /** What may stay in Latin letters: names, numbers, currencies. */
    private static final Pattern NAME =
            Pattern.compile(
                    ID
                            + "|KZT|USD|SIM|SMSC|wooppay|kazeuromobile|kaspi|halyk|alma|demo-shop|r-17|kcell"
                            + "|code\\.pay|credit/1|T-9|[.*/0-9-]+");

    private final ResourceBundleMessageSource texts = texts();
    private final Noted noted = new Noted(new Words(texts), new Shown(texts, Clock.systemUTC()));

    @AfterEach
    void forgetTheReader() {
        LocaleContextHolder.resetLocaleContext();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    confirmed | подтверждено
                    still topping-up | всё ещё: покупка электронных денег
                    credit/1 refused INSUFFICIENT_FUNDS | credit/1: отказ: недостаточно денег
                    typed in at demo-shop; attempts left: 2 | введён у партнёра demo-shop; осталось попыток: 2
                    1500.00 KZT, fee 0.00 KZT, to the own wallet | 1 500,00 KZT, комиссия 0,00 KZT, кому: собственный кошелёк
                    by aigul: the payer wrote; confirmed | aigul: the payer wrote; confirmed
                    """)
    void areSaidInRussian(String detail, String expected) {
        LocaleContextHolder.setLocale(Locale.of("ru"));

        assertThat(noted.said(detail).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    /** Each as the hub notes it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text 17 to 7701: code.pay",
                "sent again from 7701",
                "another way was offered",
                "the SMSC of kcell never said what became of it",
                "by the subscriber",
                "by the subscriber, in debiting",
                "confirmed, but SIM_CHANGED",
                "cancelled by the subscriber",
                "cancelled by the partner",
                "cancelled, as the partner was suspended",
                "cancelled, as no try was left for its code",
                "a newer instruction took its place",
                "not confirmed in time",
                "the bank executes it on 2026-11-24",
                "recalled by the subscriber",
                "asked for once more by a person",
                "asked for once more by a person, held anew",
                "given up by a person",
                "credit/1 accepted T-9",
                "credit/1 accepted ",
                "credit/1 accepted",
                "credit/1 not sent: 404",
                "credit/1 unknown",
                "credit/1 unknown: 503",
                "credit/1 stuck",
                "credit/1 refused BANK_LIMIT 17",
                "typed in at demo-shop; its time was over",
                "at demo-shop; it was used up",
                "to sign in at demo-shop; request r-17",
                "for an order at demo-shop; request r-17",
                "demo-shop r-17: disclose.balance",
                "demo-shop r-17: disclose.balance-at-bank",
                "demo-shop r-17: disclose.statement-at-bank",
                "1500.00 KZT by the app store; refund " + ID,
                "1500.00 KZT at halyk; for a person",
                "1500.00 KZT, fee 20.00 KZT, to alma: ABOVE_MAXIMUM",
                "1500.00 KZT, fee 0.00 KZT, to alma; by wooppay for 0.00 KZT, the only one",
                "1.00 KZT, fee 0.00 KZT, to the own wallet; by wooppay for 0.00 KZT, where the"
                        + " wallet holds 9.00 KZT, used last; kazeuromobile: takes too long",
                "1.00 KZT, fee 0.00 KZT, to the wallet of 77011234567; by wooppay for 0.00 KZT;"
                        + " kazeuromobile declines: EMONEY_LIMIT",
                "1.00 KZT, fee 0.00 KZT, to alma; by wooppay for 0.00 KZT; kazeuromobile: does not"
                        + " answer",
                "1.00 KZT, fee 0.00 KZT, to the own account *1234 at halyk; by halyk, which holds"
                        + " the account",
                "1.00 KZT, fee 0.00 KZT, to the own account *1234",
                "1.00 KZT, fee 0.00 KZT, to the account *1234, from halyk *1111 to kaspi *2222",
                "1.00 USD, fee 0.00 KZT, to the own account *12, from halyk *11 to halyk *22 at"
                        + " 471.35 for a 1",
                "1.00 KZT, fee 0.00 KZT, to the app store; by halyk, the app store's bank",
                "1.00 KZT, fee 0.00 KZT, to the payer of 17",
                "1.00 KZT, fee 0.00 KZT, to the own advance, from " + ID,
                "by " + ID
            })
    void leaveNoEnglishToOtherReaders(String detail) {
        for (String language : new String[] {"ru", "kk"}) {
            LocaleContextHolder.setLocale(Locale.of(language));

            assertThat(NAME.matcher(noted.said(detail)).replaceAll(""))
                    .as("%s in %s", detail, language)
                    .doesNotContainPattern("\\p{IsLatin}")
                    .doesNotContain("{");
        }
    }

    @Test
    void areShownAsTheyAreWhereNobodyKnowsThem() {
        LocaleContextHolder.setLocale(Locale.of("ru"));

        for (String words : new String[] {"the bank's own words", "500 KZT at kaspi"}) {
            assertThat(noted.said(words)).isEqualTo(words);
        }
    }

    private static ResourceBundleMessageSource texts() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasename("console/messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }
}
