package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.PartSubmitted;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.Submitted;
import kz.nusqau.simulator.smsc.VendorProfile;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.sms.smpp.ABind;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.BindComponent;
import kz.nusqau.sms.smpp.BindType;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.Delivery;
import kz.nusqau.sms.smpp.LinkListener;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** From the outbox to the phone over the real routes; only the outbox is a mock. */
class SmsChannelIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Msisdn PHONE = new Msisdn("77011234567");
    private static final String LONG_TEXT = "Сіздің төлеміңіз қабылданды. ".repeat(4).strip();

    private static final String LATIN1 = "latin1-default";
    private final Smsc smsc =
            Smsc.builder().account("hub", "secret").vendor(VendorProfile.HEX_THEN_DECIMAL).start();
    private final Smsc second = Smsc.builder().account("hub", "secret").start();
    private final NumberRouting routing = mock(NumberRouting.class);
    private final Outbox outbox = mock(Outbox.class);
    private final List<PartSubmitted> submitted = new CopyOnWriteArrayList<>();
    private final List<String> later = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final CamelContext camel = new DefaultCamelContext();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final RefusedSenders refusedSenders = new RefusedSenders();
    private final FullPhones fullPhones = new FullPhones();
    private Bind bind;
    private Bind another;
    private SmsChannel channel;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        when(outbox.submitted(any())).thenAnswer(call -> done(submitted, call.getArgument(0)));
        when(outbox.retryLater(any(), any(), any()))
                .thenAnswer(call -> done(later, call.getArgument(2)));
        when(outbox.waitLonger(any(), any(), any()))
                .thenAnswer(call -> done(later, call.getArgument(2)));
        when(outbox.refused(any(), any())).thenAnswer(call -> done(refused, call.getArgument(1)));
        start(test.getTags().contains(LATIN1) ? LATIN1 : "hex-then-decimal");
    }

    private void start(String vendorProfile) throws Exception {
        var properties =
                new Binder(
                                new MapConfigurationPropertySource(
                                        Map.of(
                                                "b.binds[0].id", "operator",
                                                "b.binds[0].host", "127.0.0.1",
                                                "b.binds[0].port", smsc.port(),
                                                "b.binds[0].system-id", "hub",
                                                "b.binds[0].vendor-profile", vendorProfile,
                                                "b.binds[1].id", "another",
                                                "b.binds[1].host", "127.0.0.1",
                                                "b.binds[1].port", second.port(),
                                                "b.binds[1].system-id", "hub")))
                        .bind("b", SmppProperties.class)
                        .get();
        bind =
                new Bind(
                        ABind.to(smsc.port()).of(BindType.TX).settings(),
                        new Sessions(),
                        clock,
                        new SimpleMeterRegistry());
        another =
                new Bind(
                        ABind.to(second.port()).named("another").of(BindType.TX).settings(),
                        new Sessions(),
                        clock,
                        new SimpleMeterRegistry());
        var binds = new Binds(List.of(bind, another));
        var links = new SmsLinks(properties, binds);
        camel.addComponent("smpp", new BindComponent(binds));
        camel.getRegistry().bind("smsInbox", new Object());
        camel.getRegistry().bind("smsOutbox", new SmsOutbox(Clock.systemUTC()));
        camel.start();
        load("failures", "sms-out");
        camel.addRouteFromTemplate(
                "sms-out-operator", "sms-out", Map.of("bind", "operator", "link", "operator"));
        camel.addRouteFromTemplate(
                "sms-out-another", "sms-out", Map.of("bind", "another", "link", "another"));
        channel =
                new SmsChannel(
                        links,
                        new SmsOutQueue(camel),
                        new SmsResults(outbox, refusedSenders, fullPhones),
                        refusedSenders,
                        fullPhones,
                        routing,
                        Clock.systemUTC(),
                        new SimpleMeterRegistry(),
                        properties);
        bind.hold(0);
        another.hold(0);
        await().atMost(SOON).until(() -> channel.room("operator") > 0);
        await().atMost(SOON).until(() -> channel.room("another") > 0);
    }

    private void load(String... files) throws Exception {
        for (var file : files) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            ResourceHelper.resolveResource(
                                    camel, "file:routes/" + file + ".camel.yaml"));
        }
    }

    @AfterEach
    void stop() {
        camel.getShutdownStrategy().setTimeout(5);
        camel.stop();
        bind.close();
        another.close();
        clock.shutdownNow();
        smsc.close();
        second.close();
    }

    @Test
    void sendsAKazakhTextInUcs2FromItsShortCode() {
        var message = message("Қалдық: 98 499,50 тг", Priority.REPLY);

        channel.take(List.of(message));

        var submit = smsc.takeSubmit(SOON);
        assertThat(submit.text()).isEqualTo("Қалдық: 98 499,50 тг");
        assertThat(submit.alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(submit.source()).isEqualTo("9909");
        assertThat(submit.message().source().ton()).isZero();
        assertThat(submit.message().destination().ton()).isOne();
        assertThat(submit.registeredDelivery()).isOne();
        await().atMost(SOON).until(() -> submitted.size() == 1);
        var part = submitted.getFirst();
        assertThat(part.message()).isEqualTo(message.text().id());
        assertThat(part.smscId()).isEqualTo(submit.messageId());
        assertThat(part.normalisedId())
                .isEqualTo(Long.toString(Long.parseLong(submit.messageId(), 16)));
        await().atMost(SOON).until(() -> channel.depth("operator") == 0);
    }

    @Test
    void sendsTheCharactersThatLatin1GetsWrong() {
        channel.take(List.of(message("@alma_1 $5 [x] {y} €", Priority.REPLY)));

        var submit = smsc.takeSubmit(SOON);
        assertThat(submit.dataCoding()).isZero();
        assertThat(submit.text()).isEqualTo("@alma_1 $5 [x] {y} €");
    }

    @Test
    @Tag(LATIN1)
    void sendsLatin1WhereTheSmscTakesThatForItsDefault() {
        channel.take(List.of(message("@alma_1 $5 [x]", Priority.REPLY)));

        var submit = smsc.takeSubmit(SOON);
        assertThat(submit.dataCoding()).isEqualTo(3);
        assertThat(submit.text()).isEqualTo("@alma_1 $5 [x]");
    }

    @Test
    void sendsALongTextInPartsThatThePhoneJoins() {
        channel.take(List.of(message(LONG_TEXT, Priority.REPLY)));

        var joined = smsc.takeMessage(PHONE.digits(), SOON);
        assertThat(joined.text()).isEqualTo(LONG_TEXT);
        assertThat(joined.parts()).isEqualTo(2);
        await().atMost(SOON).until(() -> submitted.size() == 2);
        assertThat(submitted).extracting(PartSubmitted::part).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void tellsCodesToHurryAndTheSmscWhenTheyExpire() {
        channel.take(
                List.of(expiring("123456 - код", Priority.CODE, Instant.now().plusSeconds(180))));

        var submit = smsc.takeSubmit(SOON);
        assertThat(submit.priority()).isEqualTo(3);
        assertThat(submit.validityPeriod()).matches("00000000025\\d000R|000000000300000R");
    }

    @Test
    void doesNotSendWhatHasExpired() {
        channel.take(List.of(expiring("123456", Priority.CODE, Instant.now().minusSeconds(1))));

        await().atMost(SOON).until(() -> refused.size() == 1);
        assertThat(smsc.stats().submitted()).isZero();
    }

    @Test
    void sendsCodesBeforeRepliesBeforeNotificationsBeforeBulk() {
        smsc.during(Duration.ofMinutes(5), FaultPoint.SUBMIT, SmscFault.hold());
        var texts = new ArrayList<OutboundMessage>();
        for (int i = 0; i < 60; i++) {
            texts.add(message("bulk " + i, Priority.BULK));
        }
        channel.take(texts);
        int window = 10;
        awaitFull(window);
        // Nothing leaves now, so that all three are there when the next one may.
        channel.take(
                List.of(
                        message("notification", Priority.NOTIFICATION),
                        message("reply", Priority.REPLY),
                        message("123456", Priority.CODE)));
        for (int answered = 1; answered <= 5; answered++) {
            smsc.release(1);
            awaitFull(window + answered);
        }
        smsc.clearFaults();
        smsc.release();

        var inOrder = new ArrayList<String>();
        for (int i = 0; i < 63; i++) {
            inOrder.add(smsc.takeSubmit(SOON).text());
        }
        assertThat(inOrder).containsSubsequence("123456", "reply", "notification", "bulk 59");
        // Only the window went ahead, and what its answers let go before the code was seen.
        assertThat(inOrder.indexOf("123456")).isLessThan(14);
        assertThat(inOrder.indexOf("notification")).isLessThan(16);
    }

    /** So many have left, and the bind's own queue is full again. */
    private void awaitFull(int left) {
        await().atMost(SOON).until(() -> smsc.stats().submitted() == left);
        await().atMost(SOON).until(() -> bind.waiting() == bind.settings().window());
    }

    @Test
    void slowsOnlyThePhoneThatTheSmscHasNoRoomFor() {
        smsc.toPhone(PHONE.digits(), SmscFault.queueFull());

        channel.take(List.of(message("to a full queue", Priority.REPLY)));
        await().atMost(SOON).until(() -> later.size() == 1);
        channel.take(List.of(message("behind it", Priority.CODE)));
        channel.take(List.of(to(new Msisdn("77011234568"), "to another phone")));

        assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("to another phone");
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(later)
                                        .containsExactly(
                                                "SMPP status 0x14",
                                                "the recipient's queue is full"));
        assertThat(fullPhones.pause("operator", PHONE)).isPositive();
        // Else a text whose phone was off for minutes would be given up for the next hiccup.
        verify(outbox, never()).retryLater(any(), any(), any());

        smsc.clearFaults();
        fullPhones.hasRoom("operator", PHONE);
        channel.take(List.of(message("there is room again", Priority.REPLY)));

        assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("there is room again");
    }

    @Test
    void neverSendsAnAcceptedPartAgain() {
        smsc.enqueue(SmscFault.answer(0), SmscFault.answer(0x08));
        var message = message(LONG_TEXT, Priority.REPLY);
        channel.take(List.of(message));
        await().atMost(SOON).until(() -> later.size() == 1);
        assertThat(submitted).extracting(PartSubmitted::part).containsExactly(1);
        await().atMost(SOON).until(() -> channel.depth("operator") == 0);

        channel.take(
                List.of(new OutboundMessage(message.text(), message.to(), 1, Set.of(1), null)));

        await().atMost(SOON).until(() -> submitted.size() == 2);
        assertThat(smsc.stats().submitted()).isEqualTo(2);
        assertThat(smsc.takeMessage(PHONE.digits(), SOON).text()).isEqualTo(LONG_TEXT);
    }

    @Test
    void asksForAnotherAttemptWhenTheOutcomeIsUnknown() {
        smsc.enqueue(SmscFault.dropLink());

        channel.take(List.of(message("x", Priority.REPLY)));

        await().atMost(SOON).until(() -> later.size() == 1);
        assertThat(later.getFirst()).startsWith("no answer");
    }

    @Test
    void givesUpOnANumberThatDoesNotExist() {
        smsc.enqueue(SmscFault.answer(0x0B));

        channel.take(List.of(message("x", Priority.REPLY)));

        await().atMost(SOON).until(() -> refused.size() == 1);
        assertThat(refused).containsExactly("SMPP status 0x0B");
    }

    @Test
    void triesAPortedNumberOnceWhereItWent() {
        when(routing.linkOf(PHONE)).thenReturn(Optional.of("another"));
        smsc.toPhone(PHONE.digits(), SmscFault.answer(0x0B));

        channel.take(List.of(message(LONG_TEXT, Priority.REPLY)));

        assertThat(second.takeMessage(PHONE.digits(), SOON).text()).isEqualTo(LONG_TEXT);
        await().atMost(SOON).until(() -> submitted.size() == 2);
        assertThat(submitted).extracting(PartSubmitted::link).containsOnly("another");
        await().atMost(SOON).until(() -> channel.depth("operator") == 0);

        second.toPhone(PHONE.digits(), SmscFault.answer(0x0B));
        channel.take(List.of(message("nowhere", Priority.REPLY)));

        await().atMost(SOON).until(() -> refused.size() == 1);
        assertThat(refused).containsExactly("SMPP status 0x0B");
    }

    @Test
    void holdsBackASenderThatTheSmscRefuses() {
        smsc.enqueue(SmscFault.answer(0x0A));
        channel.take(List.of(message("x", Priority.REPLY)));
        await().atMost(SOON).until(() -> later.size() == 1);

        channel.take(List.of(message("y", Priority.REPLY)));

        await().atMost(SOON).until(() -> later.size() == 2);
        assertThat(later.get(1)).isEqualTo("the SMSC refuses the sender");
        assertThat(refusedSenders.all()).containsExactly("operator 9909");
        assertThat(smsc.stats().submitted()).isZero();
    }

    @Test
    void hasNoRoomForALinkWithoutASession() {
        smsc.goDown();

        await().atMost(SOON).until(() -> channel.room("operator") == 0);
        assertThat(channel.room("unknown")).isZero();
    }

    @Test
    void tellsTheOutboxAgainUntilItIsStored() {
        var attempts = new AtomicInteger();
        doAnswer(
                        call ->
                                attempts.incrementAndGet() == 1
                                        ? CompletableFuture.failedFuture(
                                                new IllegalStateException("database is down"))
                                        : done(submitted, call.getArgument(0)))
                .when(outbox)
                .submitted(any());

        channel.take(List.of(message("x", Priority.REPLY)));

        await().atMost(SOON).until(() -> submitted.size() == 1);
        assertThat(attempts).hasValue(2);
        assertThat(smsc.stats().submitted()).isOne();
    }

    @Test
    void keepsTheOrderOfOneSubscribersTexts() {
        var texts = new ArrayList<OutboundMessage>();
        for (int i = 0; i < 300; i++) {
            texts.add(message("text " + i, Priority.REPLY));
        }

        channel.take(texts);

        var got = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            Submitted submit = smsc.takeSubmit(SOON);
            got.add(submit.text());
        }
        assertThat(got).isEqualTo(texts.stream().map(message -> message.text().text()).toList());
        await().atMost(SOON).until(() -> channel.depth("operator") == 0);
    }

    private OutboundMessage message(String text, Priority priority) {
        return expiring(text, priority, null);
    }

    private OutboundMessage to(Msisdn phone, String text) {
        return new OutboundMessage(message(text, Priority.REPLY).text(), phone, 0, Set.of(), null);
    }

    private OutboundMessage expiring(String text, Priority priority, Instant expiresAt) {
        return new OutboundMessage(
                new OutboundText(
                        UUID.randomUUID(),
                        new SubscriberId(new UUID(1, 1)),
                        "operator",
                        "9909",
                        text,
                        priority,
                        null,
                        null),
                PHONE,
                0,
                Set.of(),
                expiresAt);
    }

    private static <T> CompletableFuture<Void> done(List<T> list, T item) {
        list.add(item);
        return CompletableFuture.completedFuture(null);
    }

    private static final class Sessions implements LinkListener {

        @Override
        public UUID opened(String link) {
            return UUID.randomUUID();
        }

        @Override
        public void closed(String link, UUID session, boolean inOrder) {
            // Nothing depends on it here.
        }

        @Override
        public void answeredLate(Delivery delivery) {
            // A transmitter gets none.
        }
    }
}
