package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the contract announces is told to those whom it concerns. */
class DeprecationTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00.123Z");

    private final Contract contract = announcing("events.replay");

    @Test
    void isToldWithEachReplyToARequestThatWillEnd() {
        JsonNode reply = reply("events.replay");

        assertThat(reply.at("/deprecation/end").asText()).isEqualTo("2028-01-31");
        assertThat(contract.fault("reply", reply)).isEmpty();
    }

    @Test
    void isToldToNobodyElse() {
        assertThat(reply("payment.get").has("deprecation")).isFalse();
    }

    private JsonNode reply(String type) {
        var properties =
                new PartnerProperties(
                        Map.of(),
                        new PartnerProperties.Api(
                                "partners.html",
                                Duration.ofDays(90),
                                Duration.ofDays(30),
                                Duration.ofMinutes(15),
                                8,
                                new PartnerProperties.Questions(
                                        5, Duration.ofDays(1), Duration.ofMinutes(10)),
                                Duration.ofMinutes(15),
                                Duration.ofDays(1)));
        var envelope = new Envelope("demo-shop", 0, "a-1", type, "a-1", false, 1);
        return Html.read(
                new Wording(properties, contract).reply(envelope, new Answer.Replayed(2), NOW));
    }

    private static Contract announcing(String type) {
        JsonNode document = new Contract().document().deepCopy();
        var message = (ObjectNode) document.at("/components/messages/" + type);
        message.putObject("x-deprecation")
                .put("deprecated", "2027-01-01")
                .put("end", "2028-01-31")
                .put("instead", "version 2");
        return new Contract(document);
    }
}
