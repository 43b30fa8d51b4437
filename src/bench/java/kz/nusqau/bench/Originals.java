package kz.nusqau.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.proof.HubBooks;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A few subscribers who do by text what subscribers do, each one thing: what the hub leaves of it
 * is what {@link Copying} copies.
 */
final class Originals {

    private static final long FIRST_NUMBER = 77_019_990_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ELECTRICITY = "оплата alma 7273001123 2500тг";

    private final HubUnderTest hub;
    private final List<String> msisdns = new ArrayList<>();

    Originals(HubUnderTest hub) {
        this.hub = hub;
    }

    /** The numbers of those who did it, when the hub is at rest again. */
    List<String> make() {
        for (int i = 0; i < 12; i++) {
            confirmed("7701", ELECTRICITY);
        }
        for (int i = 0; i < 4; i++) {
            confirmed("7701", "оплата su 12345678 2500тг");
        }
        confirmed("5505", "Kalaesp 900101300126");
        confirmed("5505", "Kalaesp 900101300126");
        cancelled();
        codesUsedUp();
        var jdbc = hub.bean(JdbcTemplate.class);
        var books = new HubBooks(jdbc);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(books.underWay()).isEmpty());
        assertThat(jdbc.queryForObject("SELECT count(*) FROM payment.payment", Integer.class))
                .as("one by each")
                .isEqualTo(msisdns.size());
        return msisdns;
    }

    private void confirmed(String shortCode, String text) {
        Phone phone = newcomer();
        String prompt = phone.ask(shortCode, text);
        if (Phone.hasCode(prompt)) {
            phone.ask("4404", Phone.codeIn(prompt));
        } else {
            phone.yes(shortCode);
        }
    }

    private void cancelled() {
        Phone phone = newcomer();
        phone.ask("7701", ELECTRICITY);
        phone.ask("7701", "0");
    }

    private void codesUsedUp() {
        Phone phone = newcomer();
        String code = Phone.codeIn(phone.ask("7701", ELECTRICITY));
        String wrong = code.equals("111111") ? "222222" : "111111";
        for (int attempt = 0; attempt < 3; attempt++) {
            // Texts that are alike could pass for one that the SMSC delivers again.
            phone.ask("4404", wrong + " ".repeat(attempt));
        }
    }

    /** Somebody who asks for the balance first. */
    private Phone newcomer() {
        String msisdn = Long.toString(FIRST_NUMBER + msisdns.size());
        msisdns.add(msisdn);
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", "баланс");
        return phone;
    }
}
