package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the systems outside are like where a site says little of them. */
class CounterpartyPropertiesTest {

    private static final String WOOPPAY = "nusqau.counterparties.wooppay.";
    private static final Map<String, String> SITE =
            Map.of(
                    WOOPPAY + "kind",
                    "emoney",
                    WOOPPAY + "url",
                    "http://127.0.0.1/wooppay",
                    WOOPPAY + "client-id",
                    "hub",
                    WOOPPAY + "secret",
                    "a-shared-secret",
                    "nusqau.counterparties.halyk.kind",
                    "bank",
                    "nusqau.counterparties.halyk.url",
                    "jms:queue:bank.halyk.requests",
                    "nusqau.counterparties.halyk.bank.bic",
                    "HSBKKZKX");

    @Test
    @Tag("R-INS-10")
    void asksAboutAPaymentForLessLongThanBillingHoldsItsMoney() {
        CounterpartyProperties usual = read(SITE);

        assertThat(usual.counterparties().get("wooppay").inquiry().giveUpAfter())
                .isLessThanOrEqualTo(usual.reservationLifetime().minus(Duration.ofHours(4)));
    }

    @Test
    @Tag("R-INS-10")
    void refusesToAskForLonger() {
        assertThatThrownBy(() -> read(with("nusqau.reservation-lifetime", "20h")))
                .rootCause()
                .hasMessageContainingAll(
                        "nusqau.counterparties.wooppay.inquiry.give-up-after=PT20H",
                        "must be shorter than nusqau.reservation-lifetime=PT20H");
        assertThatThrownBy(() -> read(with(WOOPPAY + "inquiry.give-up-after", "2d")))
                .rootCause()
                .hasMessageContaining("give-up-after=PT48H");
    }

    @Test
    void takesADebitForTheEndOfAnOrderUnlessTheBankSaysOtherwise() {
        assertThat(read(SITE).counterparties().get("halyk").bank().finalStatus()).isEqualTo("ACSC");
        assertThat(
                        read(with("nusqau.counterparties.halyk.bank.final-status", "ACCC"))
                                .counterparties()
                                .get("halyk")
                                .bank()
                                .finalStatus())
                .isEqualTo("ACCC");
    }

    @Test
    void looksUpMoreAtOnceWhereEachQuestionGoesAlone() {
        var usual = read(SITE).counterparties();
        assertThat(usual.get("wooppay").lookupsAtOnce())
                .isGreaterThan(usual.get("halyk").lookupsAtOnce());

        var told = read(with(WOOPPAY + "concurrent-lookups", "3")).counterparties();
        assertThat(told.get("wooppay").lookupsAtOnce()).isEqualTo(3);
    }

    private static Map<String, String> with(String key, String value) {
        var changed = new HashMap<>(SITE);
        changed.put(key, value);
        return changed;
    }

    private static CounterpartyProperties read(Map<String, String> site) {
        return new Binder(new MapConfigurationPropertySource(site))
                .bind("nusqau", CounterpartyProperties.class)
                .get();
    }
}
