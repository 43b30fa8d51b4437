package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.TextMessage;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.TextForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Binds that carry some short codes each: three of one operator, and one of another. */
@Tag("R-SC-1")
class SmsAddressesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration IN_THE_END = Duration.ofSeconds(60);
    private static final String PAY = "оплата alma 7273001123 1500тг";
    private static final String PORTED = "77010840003";

    private static final Smsc REPLIES = Smsc.builder().account("hub", "secret").start();
    private static final Smsc CODES = Smsc.builder().account("hub", "secret").start();
    private static final Smsc SPARE = Smsc.builder().account("hub", "secret").start();
    private static final Smsc TWIN = Smsc.builder().account("hub", "secret").start();
    private static final Smsc WITHOUT_CODES = Smsc.builder().account("hub", "secret").start();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        bind(settings, 1, "replies", "operator", REPLIES, "9909,7700-7709");
        bind(settings, 2, "codes", "operator", CODES, "4404");
        bind(settings, 3, "without-codes", "without-codes", WITHOUT_CODES, "9909");
        bind(settings, 4, "spare", "operator", SPARE, "9909");
        bind(settings, 5, "twin", "without-codes", TWIN, "9909");
        var ported = TemporaryFolder.create("ported").resolve("ported");
        Files.writeString(ported, PORTED + " operator\n");
        settings.put("nusqau.routing.ported-numbers", ported);
        hub = HubUnderTest.start(settings);
        Stream.of("replies", "codes", "spare", "without-codes", "twin").forEach(hub::awaitBound);
    }

    @AfterAll
    static void stop() {
        hub.close();
        REPLIES.close();
        CODES.close();
        SPARE.close();
        TWIN.close();
        WITHOUT_CODES.close();
    }

    private static void bind(
            Map<String, Object> settings,
            int index,
            String id,
            String link,
            Smsc smsc,
            String addresses) {
        String prefix = "nusqau.smpp.binds[%d].".formatted(index);
        settings.put(prefix + "id", id);
        settings.put(prefix + "link", link);
        settings.put(prefix + "host", "127.0.0.1");
        settings.put(prefix + "port", smsc.port());
        settings.put(prefix + "system-id", "hub");
        settings.put(prefix + "password", "secret");
        settings.put(prefix + "addresses", addresses);
    }

    @Test
    @Tag("R-SC-2")
    void sendsEachTextByTheBindThatCarriesItsSender() {
        deliver(REPLIES, "77010840001", "7701", PAY);
        var code = CODES.takeMessage("77010840001", SOON);
        assertThat(code.source()).isEqualTo("4404");

        deliver(REPLIES, "77010840001", "7701", Phone.codeIn(code.text()));

        var receipt = REPLIES.takeMessage("77010840001", IN_THE_END);
        assertThat(receipt.source()).isEqualTo("7701");
        assertThat(receipt.text()).containsPattern("N[0-9A-Z]{8,12}");
    }

    @Test
    void answersATextToANumberThatNoBindCarriesFromOneThatItDoes() {
        deliver(REPLIES, "77010840002", "5505", "баланс");

        TextMessage answer = REPLIES.takeMessage("77010840002", SOON);

        assertThat(answer.source()).isEqualTo("9909");
        assertThat(answer.text()).contains("100 000,00");
        await().atMost(SOON)
                .until(
                        () ->
                                hub.bean(JdbcTemplate.class)
                                                .queryForObject(
                                                        "SELECT count(*) FROM mailbox.timeline"
                                                                + " WHERE kind = 'text.misdirected'"
                                                                + " AND detail = 'to 5505'",
                                                        Integer.class)
                                        > 0);
    }

    @Test
    void sendsACodeByTheLinkThatANumberWasPortedToWhenItsOwnCannot() {
        deliver(WITHOUT_CODES, PORTED, "9909", PAY);

        assertThat(CODES.takeMessage(PORTED, SOON).source()).isEqualTo("4404");
    }

    @Test
    @Tag("R-OTP-5")
    void sendsACodeFromTheNumberThatWasAddressedWhenNoLinkCan() {
        deliver(WITHOUT_CODES, "77010840004", "9909", PAY);

        var code = WITHOUT_CODES.takeMessage("77010840004", SOON);

        assertThat(code.source()).isEqualTo("9909");
        assertThat(Phone.hasCode(code.text())).isTrue();
    }

    @Test
    void keepsWhatOnlyAnotherBindMaySendWhileThatIsAway() {
        CODES.goDown();
        try {
            deliver(REPLIES, "77010840005", "7701", PAY);
            deliver(REPLIES, "77010840006", "9909", "баланс");
            assertThat(REPLIES.takeMessage("77010840006", SOON).text()).contains("100 000,00");
        } finally {
            CODES.comeBack();
        }
        hub.awaitBound("codes");

        assertThat(CODES.takeMessage("77010840005", IN_THE_END).source()).isEqualTo("4404");
    }

    @Test
    void sendsByAnotherBindOfTheOperatorWhileTheFirstIsAway() {
        REPLIES.goDown();
        try {
            deliver(CODES, "77010840008", "9909", "баланс");
            assertThat(SPARE.takeMessage("77010840008", IN_THE_END).source()).isEqualTo("9909");
        } finally {
            REPLIES.comeBack();
            hub.awaitBound("replies");
        }
    }

    @Test
    void sendsByEachOfTwoBindsThatCarryTheSame() {
        deliver(TWIN, "77010840009", "9909", "баланс");
        assertThat(WITHOUT_CODES.takeMessage("77010840009", SOON).text()).contains("100 000,00");
        WITHOUT_CODES.goDown();
        try {
            deliver(TWIN, "77010840010", "9909", "баланс");
            assertThat(TWIN.takeMessage("77010840010", IN_THE_END).text()).contains("100 000,00");
        } finally {
            WITHOUT_CODES.comeBack();
            hub.awaitBound("without-codes");
        }
    }

    @Test
    void joinsPartsThatComeByDifferentBindsOfOneOperator() {
        String phone = "77010840007";
        var parts =
                REPLIES.encode(
                        phone, "9909", "баланс" + " ".repeat(80) + "?", TextForm.of(Alphabet.UCS2));
        assertThat(parts).hasSize(2);

        assertThat(CODES.deliver(parts.get(1)).awaitAnswer(SOON)).isZero();
        assertThat(REPLIES.deliver(parts.get(0)).awaitAnswer(SOON)).isZero();

        assertThat(REPLIES.takeMessage(phone, SOON).text()).isNotBlank();
    }

    private static void deliver(Smsc smsc, String phone, String to, String text) {
        assertThat(smsc.deliver(phone, to, text).awaitAnswer(SOON)).isZero();
    }
}
