package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.Texts;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reason code that banks give has a reason of ours and a reply in three languages. */
@Tag("R-OPS-4")
class BankReasonsTest {

    @ParameterizedTest
    @CsvSource({
        "AC01, PAYEE_ACCOUNT_WRONG",
        "AC04, PAYEE_ACCOUNT_CLOSED",
        "AC06, RESTRICTED_ACCOUNT",
        "AG01, BANK_FORBIDS",
        "AM03, CURRENCY_MISMATCH",
        "AM04, INSUFFICIENT_ACCOUNT_FUNDS",
        "AM05, DUPLICATE_ORDER",
        "AM09, WRONG_AMOUNT",
        "AM14, BANK_LIMIT",
        "BE01, PAYEE_MISMATCH",
        "BE04, PAYEE_DATA_MISSING",
        "DUPL, DUPLICATE_ORDER",
        "FF01, BANK_REFUSED",
        "MS03, BANK_REFUSED",
        "TECH, SERVICE_UNAVAILABLE",
        "RR04, BANK_REGULATION",
        "ZZ99, BANK_REFUSED",
    })
    void hasAReasonAndAReply(String code, RefusalReason reason) {
        assertThat(BankReasons.reason(code)).isEqualTo(reason);
        Map<Language, String> replies = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            replies.put(language, reply(reason, language));
        }
        assertThat(replies.values()).doesNotHaveDuplicates();
        assertThat(replies.get(Language.KK)).containsPattern("[әғқңөұүһі]");
        assertThat(replies.get(Language.RU))
                .containsPattern("[а-я]")
                .doesNotContainPattern("[әғқңөұүһі]");
        assertThat(replies.get(Language.EN)).matches("\\p{ASCII}+");
    }

    private static String reply(RefusalReason reason, Language language) {
        String text =
                CatalogueForTests.catalogue()
                        .texts()
                        .render(
                                Texts.refused(reason),
                                language,
                                Map.of("callCentre", "3030", "limit", ""));
        assertThat(text).isNotBlank().doesNotContain("{", "}");
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"AM05", "DUPL", "TECH"})
    void asksTheBooksWhereAnAnswerProvesNothing(String code) {
        assertThat(BankReasons.demandsInquiry(code)).isTrue();
    }

    @Test
    void takesEveryOtherReasonForFinal() {
        assertThat(BankReasons.demandsInquiry("AM04")).isFalse();
        assertThat(BankReasons.demandsInquiry("")).isFalse();
    }
}
