package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.PaymentReceipt;
import kz.nusqau.payment.PaymentReceipt.Standing;
import kz.nusqau.payment.PaymentState;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("R-INS-5")
@Tag("R-OPS-7")
class ReceiptTextsTest {

    private static final Instant LATE_EVENING = Instant.parse("2026-11-20T20:30:00Z");

    private final Catalogue catalogue = CatalogueForTests.catalogue();
    private final ReceiptTexts texts = new ReceiptTexts(CatalogueForTests.inForce());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KK | DONE       | Төлем: 1 500,00 тг, Су арнасы *5678, комиссия 20,00 тг. Орындалды. Күні 21.11.2026, төлем нөмірі N4K7X2M9Q.",
                "RU | DONE       | Платеж: 1 500,00 тг, Водоканал *5678, комиссия 20,00 тг. Выполнено. Дата 21.11.2026, номер платежа N4K7X2M9Q.",
                "EN | TAKEN_BACK | Payment: 1,500.00 KZT, City water *5678, fee 20.00 KZT. Reversed as you asked. Date 21.11.2026, payment number N4K7X2M9Q.",
                "RU | SCHEDULED  | Платеж: 1 500,00 тг, Водоканал *5678, комиссия 20,00 тг. Банк исполнит не позднее 23.11. Дата 21.11.2026, номер платежа N4K7X2M9Q.",
            })
    void sayWhatWasDoneAndHowItStands(Language language, Standing standing, String expected) {
        assertThat(again(PaymentKind.PAY, "su", "5678", "N4K7X2M9Q", standing, language))
                .isEqualTo(expected);
    }

    @Test
    void leaveOutWhatThereIsNotYet() {
        assertThat(again(PaymentKind.TOP_UP, null, "", null, Standing.ON_ITS_WAY, Language.RU))
                .isEqualTo(
                        "Пополнение кошелька: 1 500,00 тг, комиссия 20,00 тг. Выполняется,"
                                + " результат сообщим по SMS. Дата 21.11.2026.");
    }

    @ParameterizedTest
    @EnumSource
    void sayEveryStandingOfEveryKindInEveryLanguage(Standing standing) {
        for (PaymentKind kind : PaymentKind.values()) {
            for (Language language : Language.values()) {
                assertThat(again(kind, null, "4417", "N4K7X2M9Q", standing, language))
                        .contains("*4417", "N4K7X2M9Q")
                        .doesNotContain("{", "none");
            }
        }
    }

    private String again(
            PaymentKind kind,
            @Nullable String provider,
            String tail,
            @Nullable String number,
            Standing standing,
            Language language) {
        var receipt =
                new PaymentReceipt(
                        InstructionId.next(),
                        number,
                        kind,
                        provider,
                        tail,
                        Money.tenge(1_500),
                        Money.tenge(20),
                        PaymentState.SETTLED,
                        standing,
                        standing == Standing.SCHEDULED
                                ? Optional.of(LocalDate.of(2026, 11, 23))
                                : Optional.empty(),
                        LATE_EVENING);
        Reply reply = texts.again(receipt, language);
        return catalogue.texts().render(reply.key(), language, reply.arguments());
    }
}
