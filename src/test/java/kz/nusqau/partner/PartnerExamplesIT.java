package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The programs of {@code src/ops/partners}, from which partners copy: each asks for a payment, asks
 * the same again, loses the broker, finds it again, and hears how the payment ended.
 */
class PartnerExamplesIT {

    private final HubUnderTest hub = PartnerHub.HUB;
    private final List<Example> examples = new ArrayList<>();

    /** A program, and what it asks for. */
    private record Example(
            PartnerProcess program, String msisdn, ObjectNode create, ObjectNode whileDown) {

        void ask(JsonNode request) {
            try {
                program.ask(request);
            } catch (IOException e) {
                throw new AssertionError(program + " takes no more requests", e);
            }
        }
    }

    @AfterEach
    void stop() {
        examples.forEach(example -> example.program().close());
    }

    @Test
    @Tag("I-2")
    void payOnceThroughARestartOfTheBroker() throws Exception {
        examples.add(example(PartnerProcess.java(settings("demo-shop"))));
        examples.add(example(PartnerProcess.node("amqp.js", settings("demo-bank"))));
        examples.add(example(PartnerProcess.node("stomp.js", settings("demo-cabinet"))));

        examples.forEach(example -> example.ask(example.create()));
        List<JsonNode> answers =
                examples.stream().map(it -> it.program().takeReply(it.create())).toList();
        examples.forEach(example -> example.ask(example.create()));
        PartnerHub.restartBroker(
                () -> examples.forEach(example -> example.ask(example.whileDown())));

        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            JsonNode answer = answers.get(i);
            assertThat(answer.at("/payment/status").asText()).isEqualTo("pending");
            assertThat(example.program().takeReply(example.create())).isEqualTo(answer);
            JsonNode payment = example.program().takeReply(example.whileDown()).path("payment");
            assertThat(payment).isEqualTo(answer.path("payment"));
            confirmAndHear(example, payment.path("paymentId").asText());
            example.ask(example.create());
            assertThat(example.program().takeReply(example.create())).isEqualTo(answer);
            assertThat(example.program().end()).isZero();
        }
        assertThat(hub.simulator().wooppay().books().doublePayments()).isEmpty();
    }

    private void confirmAndHear(Example example, String paymentId) {
        var phone = new Phone(hub, example.msisdn());
        assertThat(phone.ask("4404", Phone.codeIn(phone.nextMessage())))
                .containsAnyOf("Paid", "Оплачено", "Төленді");
        JsonNode settled =
                example.program()
                        .take(
                                message ->
                                        message.path("type").asText().equals("payment.settled")
                                                && message.at("/payment/paymentId")
                                                        .asText()
                                                        .equals(paymentId));
        assertThat(settled.path("createdBy")).isEqualTo(example.create().path("requestId"));
        assertThat(phone.ask("9909", "balance")).contains("98,500.00 KZT");
    }

    private static Example example(PartnerProcess program) {
        String msisdn = FreshMsisdn.next();
        ObjectNode create = create(id(), msisdn, "1500.00").put("language", "en");
        ObjectNode get =
                request("payment.get", id()).put("createdBy", create.path("requestId").asText());
        return new Example(program, msisdn, create, get);
    }

    private static Map<String, String> settings(String partner) {
        return Map.of(
                "NUSQAU_URL",
                "tcp://127.0.0.1:%d?reconnectAttempts=-1&initialConnectAttempts=-1&retryInterval=200"
                        .formatted(PartnerHub.port()),
                "NUSQAU_BROKERS",
                "127.0.0.1:" + PartnerHub.port(),
                "NUSQAU_PARTNER",
                partner,
                "NUSQAU_PASSWORD",
                PartnerHub.password(partner));
    }
}
