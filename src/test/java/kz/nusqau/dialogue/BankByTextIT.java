package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.simulator.bank.Restriction;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subscriber asks a bank by text, and reads. */
@ExtendWith(SharedHub.class)
class BankByTextIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010500101 | баланс kaspi    | Kaspi, доступный остаток: *\\d{4} 250 000,00 тг; *\\d{4} 1 000,00 USD.",
                "77010500102 | қалдық каспи    | Kaspi, қолжетімді қалдық: *\\d{4} 250 000,00 тг; *\\d{4} 1 000,00 USD.",
                "77010500103 | balance halyk   | Halyk, available balance: *\\d{4} 10,000.00 KZT.",
                "77010500104 | халық           | Halyk, қолжетімді қалдық: *\\d{4} 10 000,00 тг.",
                "77010500105 | выписка kaspi   | Kaspi: операций пока нет. Остаток: *\\d{4} 250 000,00 тг; *\\d{4} 1 000,00 USD.",
                "77010500106 | бағам           | Kaspi, \\d\\d.\\d\\d бағамы, тг (сатып алу/сату): EUR 600,00/609,00; USD 520,00/526,00.",
                "77010500107 | курс usd        | Kaspi, курс на \\d\\d.\\d\\d, тг (покупка/продажа): USD 520,00/526,00.",
                "77010500108 | rates rub       | Kaspi has no rate for RUB. Send RATES for all rates.",
                "77010500109 | арест           | На ваших счетах нет ограничений (Halyk; Kaspi).",
            })
    @Tag("R-INFO-1")
    @Tag("R-INFO-2")
    @Tag("R-INFO-3")
    @Tag("R-INFO-6")
    void answersInTheLanguageOfTheText(
            String msisdn, String text, String answer, HubUnderTest hub) {
        var reply = new Phone(hub, msisdn).exchange("9909", text);

        assertThat(reply.text()).matches(pattern(answer));
        assertThat(reply.source()).isEqualTo("9909");
    }

    /** Everything is meant as it stands but for digits. */
    private static String pattern(String answer) {
        return "\\Q" + answer.replaceAll("((?:\\\\d(?:\\{4})?)+)", "\\\\E$1\\\\Q") + "\\E";
    }

    @Test
    @Tag("R-INFO-2")
    void tellsWhatIsHeldBack(HubUnderTest hub) {
        var books = hub.simulator().halyk().books();
        books.restrict(
                books.account("77010500110", "KZT"),
                new Restriction(Restriction.Kind.ARREST, Amount.tenge(5_000)));

        assertThat(new Phone(hub, "77010500110").ask("9909", "restrictions halyk"))
                .contains("Halyk *", "arrest 5,000.00 KZT");
    }

    @Test
    void tellsWhoIsNoClient(HubUnderTest hub) {
        assertThat(new Phone(hub, "77020500101").ask("9909", "баланс kaspi"))
                .isEqualTo("Kaspi: счетов, привязанных к вашему номеру, нет.");
        assertThat(new Phone(hub, "77020500102").ask("9909", "арест"))
                .isEqualTo("Halyk; Kaspi: счетов, привязанных к вашему номеру, нет.");
    }

    @Test
    void saysLaterWhenTheBankTurnsARequestAway(HubUnderTest hub) {
        hub.simulator()
                .kaspi()
                .faults()
                .enqueue("statement", new CounterpartyFault.ServerError(503));

        assertThat(new Phone(hub, "77010500111").ask("9909", "stm kaspi"))
                .contains("not available right now");
    }
}
