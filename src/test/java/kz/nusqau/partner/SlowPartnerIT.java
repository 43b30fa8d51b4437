package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** A partner that doesn't read its events. */
@Tag("I-6")
@Tag("I-9")
class SlowPartnerIT {

    private static final String PARTNER = "unread-shop";
    private static final String EVENTS = "partner.unread-shop.events";

    /** As many as the hub sends in one transaction. */
    private static final int MANY = OutgoingStore.AT_ONCE;

    private static final int MOST = 10 * MANY;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HubUnderTest hub = PartnerHub.HUB;

    @Test
    void isWaitedForOnItsOwnAddressAndThenInTheDatabaseAndNobodyElseNotices() throws Exception {
        // Pages after 200 kB, full after a few batches more.
        limit(
                """
                {"addressFullMessagePolicy": "PAGE", "maxSizeBytes": 200000,
                 "pageSizeBytes": 100000, "pageLimitBytes": 1000000,
                 "pageFullMessagePolicy": "FAIL"}
                """);

        int told = tellUntilBlocked();

        assertThat(meter("waiting")).isBetween(1.0, (double) told);
        assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
        try (var unread = PartnerClient.connect(hub, PARTNER);
                var shop = PartnerClient.connect(hub, "demo-shop")) {
            assertThat(unread.ask(request("payment.get", id()).put("createdBy", id())).code())
                    .isEqualTo("PAYMENT_NOT_FOUND");
            var others = shop.ask(create(id(), FreshMsisdn.next(), "1500.00"));
            shop.ask(request("payment.cancel", id()).put("paymentId", others.paymentId()));
            shop.event("payment.cancelled", others.paymentId());

            assertThat(read(unread, told))
                    .isEqualTo(LongStream.rangeClosed(1, told).boxed().toList());
        }
        await().atMost(SOON).until(() -> meter("blocked") == 0 && meter("waiting") == 0);
        assertThat(health()).isEqualTo(Status.UP);
    }

    /** The broker writes pages behind its back, and notices a little later that it has enough. */
    private int tellUntilBlocked() {
        int told = 0;
        while (meter("blocked") == 0) {
            assertThat(told).as("events that went out").isLessThan(MOST);
            tell(MANY);
            told += MANY;
            await().atMost(SOON).until(() -> meter("blocked") == 1 || meter("waiting") == 0);
        }
        return told;
    }

    private void tell(int many) {
        var wording = hub.bean(Wording.class);
        hub.bean(OutgoingStore.class)
                .add(
                        Collections.nCopies(
                                many,
                                new Outgoing(
                                        PARTNER,
                                        Outgoing.Channel.EVENTS,
                                        ServiceEvent.RESUMED.word(),
                                        null,
                                        null,
                                        wording.event(ServiceEvent.RESUMED, Instant.now()))));
    }

    private static List<Long> read(PartnerClient client, int many) throws JMSException {
        List<Long> numbers = new ArrayList<>();
        Session session = client.session();
        try (var consumer = session.createConsumer(session.createQueue(EVENTS))) {
            while (numbers.size() < many) {
                Message message = consumer.receive(SOON.toMillis());
                assertThat(message).as("after %s", numbers).isNotNull();
                numbers.add(message.getLongProperty("sequence"));
            }
        }
        return numbers;
    }

    private double meter(String what) {
        return hub.bean(MeterRegistry.class)
                .get("nusqau.partner.outgoing." + what)
                .tag("partner", PARTNER)
                .gauge()
                .value();
    }

    private Status health() {
        var partners =
                (CompositeHealthContributor) hub.context().getBean("partnersHealthContributor");
        return ((HealthIndicator) partners.getContributor(PARTNER)).health().getStatus();
    }

    /** As operations do it on a running broker. */
    private void limit(String settings) throws Exception {
        try (var connection = hub.bean(ConnectionFactory.class).createConnection();
                var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            var replies = session.createTemporaryQueue();
            Message message = session.createMessage();
            JMSManagementHelper.putOperationInvocation(
                    message, ResourceNames.BROKER, "addAddressSettings", EVENTS, settings);
            message.setJMSReplyTo(replies);
            session.createProducer(session.createQueue("activemq.management")).send(message);
            Message reply = session.createConsumer(replies).receive(SOON.toMillis());
            assertThat(JMSManagementHelper.hasOperationSucceeded(reply)).isTrue();
        }
    }
}
