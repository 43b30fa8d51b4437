package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal of the sandbox world, in words. */
@ExtendWith(SharedHub.class)
class RefusalsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77025000001 | долг",
                "77025000002 | заблокированы",
                "77025000003 | недостаточно денег",
                "77025000004 | юридическое лицо",
                "77025000005 | роуминге",
                "77025000007 | бонусы не учитываются",
                "77025000008 | предоплатой",
                "77025000009 | по требованиям закона",
                "77025000010 | SIM-карта недавно заменена"
            })
    @Tag("R-ELIG-1")
    @Tag("R-ELIG-2")
    @Tag("R-ELIG-3")
    @Tag("R-ELIG-6")
    @Tag("R-ELIG-7")
    @Tag("R-ELIG-8")
    @Tag("R-ELIG-9")
    @Tag("R-OPS-4")
    void refusesWithTheReason(String msisdn, String words, HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", "по-русски");
        assertThat(phone.ask("7701", "оплата alma 7273001123 1500тг"))
                .startsWith("Отказано")
                .contains(words);
    }

    @Test
    @Tag("R-ELIG-7")
    void servesActivInRoaming(HubUnderTest hub) {
        assertThat(new Phone(hub, "77015000006").ask("7701", "оплата alma 7273001123 1500тг"))
                .contains("код платежа");
    }

    @Test
    @Tag("R-ELIG-4")
    @Tag("R-LIM-1")
    void refusesAmountsOutsideTheLimits(HubUnderTest hub) {
        var phone = new Phone(hub, "77010300001");

        assertThat(phone.ask("7701", "оплата alma 7273001123 9,99тг")).contains("10,00 тг");
        assertThat(phone.ask("7701", "оплата alma 7273001123 50000,01тг")).contains("50 000,00 тг");
        assertThat(phone.ask("7701", "оплата alma 7273001123 50000тг")).contains("50 000,00 тг");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010300012 | help                       | 3030",
                "77020300012 | help                       | 9090",
                "77020300014 | unblock                    | 9090",
                "77025000001 | pay alma 7273001123 1500tg | 9090",
                "77090300015 | help                       | +77272588300"
            })
    @Tag("R-SC-5")
    void namesTheCallCentreOfTheBrand(String msisdn, String text, String words, HubUnderTest hub) {
        assertThat(new Phone(hub, msisdn).ask("7701", text)).contains(words);
    }

    @Test
    @Tag("R-SC-5")
    void namesTheCallCentreOfEverybodyWhenBillingIsSilent(HubUnderTest hub) {
        var billing = hub.simulator().billing().faults();
        billing.enqueue("query", new CounterpartyFault.Slow(Duration.ofSeconds(30)));

        assertThat(new Phone(hub, "77020300016").ask("7701", "help")).contains("+77272588300");

        billing.clear();
        assertThat(new Phone(hub, "77020300016").ask("7701", "help")).contains("9090");
    }
}
