package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.TextForm;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;

/** Texts through the whole hub. */
@ExtendWith(SharedHub.class)
class SmsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(Alphabet.class)
    void answersATextInEveryAlphabet(Alphabet alphabet, HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        var phone = "7701110000" + alphabet.ordinal();

        var delivery = smsc.deliver(phone, "9909", "balance", TextForm.of(alphabet));

        assertThat(delivery.awaitAnswer(SOON)).isZero();
        assertThat(smsc.takeMessage(phone, SOON).text()).contains("100,000.00 KZT");
    }

    @ParameterizedTest
    @EnumSource(Concatenation.class)
    void answersALongTextOnce(Concatenation how, HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        var phone = "7701110001" + how.ordinal();
        var text = "баланс" + " ".repeat(80) + "?";

        smsc.deliver(phone, "9909", text, TextForm.of(Alphabet.UCS2).joinedBy(how))
                .awaitAnswer(SOON);

        assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
        assertNothingMoreFor(hub, phone);
    }

    @Test
    void answersOnceWhatTheSmscDeliversAgainAfterALostLink(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        smsc.enqueue(FaultPoint.DELIVER, SmscFault.dropLink());

        var delivery = smsc.deliver("77011100020", "9909", "баланс");

        assertThat(delivery.awaitOutcome(SOON)).isZero();
        assertThat(delivery.attempts()).hasSizeGreaterThan(1);
        assertThat(smsc.takeMessage("77011100020", SOON).text()).contains("100 000,00");
        assertNothingMoreFor(hub, "77011100020");
    }

    @Test
    void answersTwiceWhatWasWrittenTwice(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        smsc.deliver("77011100021", "9909", "баланс").awaitAnswer(SOON);
        smsc.deliver("77011100021", "9909", "баланс").awaitAnswer(SOON);

        assertThat(smsc.takeMessage("77011100021", SOON).text()).contains("100 000,00");
        assertThat(smsc.takeMessage("77011100021", SOON).text()).contains("100 000,00");
    }

    @Test
    void refusesABrokenPduAndKeepsItsSession(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        hub.awaitBound("kcell");
        int before = smsc.bound().size();

        var delivery = smsc.deliverRaw("9909", Octets.of(new byte[] {0, 1, 1, '7'}));

        assertThat(delivery.awaitAnswer(SOON)).isNotZero();
        assertThat(smsc.bound()).hasSize(before);
    }

    @Test
    void keepsAReceiptThatNamesNoMessage(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        var receipt =
                ShortMessage.of(Address.of("77011100030"), Address.of("9909"))
                        .withMessage(Octets.of("stat:DELIVRD no id".getBytes()));
        receipt = receipt.withFlags(receipt.flags().withEsmClass(4));

        assertThat(smsc.deliver(receipt).awaitAnswer(SOON)).isZero();

        await().atMost(SOON).until(() -> timeline(hub).contains("receipt.unreadable"));
    }

    @Test
    void keepsATextWithoutASender(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        var text =
                ShortMessage.of(new Address(5, 0, "Kaspi"), Address.of("9909"))
                        .withMessage(Octets.of("hello".getBytes()));

        assertThat(smsc.deliver(text).awaitAnswer(SOON)).isZero();

        await().atMost(SOON).until(() -> timeline(hub).contains("text.without-sender"));
    }

    @Test
    void answersBinaryDataWithHelp(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        var data =
                ShortMessage.of(Address.of("77011100031"), Address.of("9909"))
                        .withMessage(Octets.of(new byte[] {1, 2, 3}));

        smsc.deliver(data.withFlags(data.flags().withDataCoding(4))).awaitAnswer(SOON);

        assertThat(smsc.takeMessage("77011100031", SOON).text()).isNotBlank();
    }

    @Test
    void learnsThatATextArrived(HubUnderTest hub) {
        var smsc = hub.simulator().smsc();
        smsc.deliver("77011100040", "9909", "баланс").awaitAnswer(SOON);
        var id = smsc.takeMessage("77011100040", SOON).submits().getFirst().messageId();

        var message = await().atMost(SOON).until(() -> messageOf(hub, id), found -> found != null);
        await().atMost(SOON)
                .until(
                        () ->
                                hub.bean(Outbox.class).states(List.of(message)).get(message)
                                        instanceof OutboundState.Delivered);
    }

    @Test
    void tellsTheHealthOfEverySlot(HubUnderTest hub) {
        hub.awaitBound("kcell");
        var health = hub.bean(HealthEndpoint.class).healthForPath("smpp", "kcell", "0");

        assertThat(health).isInstanceOf(Health.class);
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(((Health) health).getDetails()).containsKeys("state", "since", "detail");
    }

    private static UUID messageOf(HubUnderTest hub, String smscId) {
        return hub
                .bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT message FROM mailbox.outbound_part WHERE smsc_id = ?",
                        UUID.class,
                        smscId)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static List<String> timeline(HubUnderTest hub) {
        return hub.bean(JdbcTemplate.class)
                .queryForList("SELECT DISTINCT kind FROM mailbox.timeline", String.class);
    }

    /** Texts of one phone are handled in their order: what comes after shows the end of those. */
    private static void assertNothingMoreFor(HubUnderTest hub, String phone) {
        var smsc = hub.simulator().smsc();
        smsc.deliver(phone, "9909", "курс usd").awaitAnswer(SOON);
        assertThat(smsc.takeMessage(phone, SOON).text()).contains("USD 520,00");
        var msisdn = new Msisdn(phone);
        var subscriber = hub.bean(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
        assertThat(
                        hub.bean(JdbcTemplate.class)
                                .queryForObject(
                                        "SELECT count(*) FROM mailbox.outbound"
                                                + " WHERE subscriber_id = ?",
                                        Integer.class,
                                        subscriber.value()))
                .isEqualTo(2);
    }
}
