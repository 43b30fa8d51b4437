package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.simulator.smsc.MessageState;
import kz.nusqau.simulator.smsc.SmscFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A code that doesn't arrive is offered another way (R-OTP-5). */
@ExtendWith(SharedHub.class)
@Tag("R-OTP-5")
class UndeliveredCodeIT {

    private static final String PHONE = "77010800001";
    private static final String UNREACHABLE = "77010800002";
    private static final String UNKNOWN = "77010800003";

    /** Senders whose texts don't arrive, with the number after them. */
    private static final Set<String> KEPT_AWAY = ConcurrentHashMap.newKeySet();

    @AfterEach
    void deliverAllAgain(HubUnderTest hub) {
        KEPT_AWAY.clear();
        hub.simulator().smsc().deliveryState(submitted -> MessageState.DELIVERED);
    }

    @Test
    void saysTheCodeAgainFromTheShortCodeThatWasAddressed(HubUnderTest hub) {
        keepAway(hub, "4404 " + PHONE);
        var phone = new Phone(hub, PHONE);

        var prompt = phone.exchange("7701", "оплата alma 7273001123 1500тг");
        assertThat(prompt.source()).isEqualTo("4404");
        var again = phone.read();

        assertThat(again.source()).isEqualTo("7701");
        assertThat(again.text()).isEqualTo(prompt.text());
        // Both die with the code, which lives for three minutes.
        assertThat(prompt.submits())
                .allMatch(
                        part -> part.validityPeriod().matches("0000000002[45]\\d000R|.{9}300000R"));
        assertThat(again.submits())
                .allMatch(part -> part.validityPeriod().matches("0000000002\\d\\d000R"));
        assertThat(phone.ask("7701", Phone.codeIn(again.text())))
                .containsPattern("N[0-9A-Z]{8,12}");
    }

    @Test
    void offersTheMenuWhenNothingArrives(HubUnderTest hub) {
        keepAway(hub, "4404 " + UNREACHABLE, "7701 " + UNREACHABLE);
        var phone = new Phone(hub, UNREACHABLE);

        phone.exchange("7701", "оплата alma 7273001123 1500тг");
        assertThat(Phone.hasCode(phone.read().text())).isTrue();
        var offer = phone.read();

        assertThat(offer.source()).isEqualTo("7701");
        assertThat(offer.text()).contains("*9909#", "не списаны");
    }

    @Test
    void saysTheCodeAgainWhenTheSmscRefusesIt(HubUnderTest hub) {
        var phone = new Phone(hub, UNKNOWN);
        hub.simulator().smsc().enqueue(SmscFault.answer(0x0B));

        var text = phone.exchange("7701", "оплата alma 7273001123 1500тг");

        assertThat(text.source()).isEqualTo("7701");
        assertThat(Phone.hasCode(text.text())).isTrue();
    }

    private static void keepAway(HubUnderTest hub, String... senders) {
        KEPT_AWAY.addAll(Set.of(senders));
        hub.simulator()
                .smsc()
                .deliveryState(
                        submitted ->
                                KEPT_AWAY.contains(
                                                submitted.source() + " " + submitted.destination())
                                        ? MessageState.UNDELIVERABLE
                                        : MessageState.DELIVERED);
    }
}
