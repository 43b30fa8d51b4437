package kz.nusqau.sms.smpp;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static kz.nusqau.sms.smpp.BindUnderTest.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.Redelivery;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.pdu.Octets;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.component.smpp.SmppException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindIT {

    private static final Address SHORT_CODE = new Address(0, 0, "9909");
    private static final Address PHONE = new Address(1, 1, "77011234567");

    private Smsc smsc;

    @BeforeEach
    void startSmsc() {
        smsc =
                Smsc.builder()
                        .account("hub", "secret")
                        .redelivery(Redelivery.every(Duration.ofMillis(50)))
                        .start();
    }

    @AfterEach
    void stopSmsc() {
        smsc.close();
    }

    @Test
    void answersOkOnlyAfterTheCommit() throws Exception {
        var commit = new CompletableFuture<Void>();
        try (var hub = new BindUnderTest(smsc, delivery -> commit)) {
            var delivery = smsc.deliver("77011234567", "9909", "баланс");
            assertThat(delivery.firstAnswer().copy().orTimeout(300, TimeUnit.MILLISECONDS))
                    .failsWithin(SOON);

            commit.complete(null);

            assertThat(delivery.awaitAnswer(SOON)).isZero();
            assertThat(hub.bind.boundSessions()).isOne();
        }
    }

    @Test
    void asksToComeAgainWhenTheCommitFails() throws Exception {
        var attempts = new ArrayList<Delivery>();
        try (var hub =
                new BindUnderTest(
                        smsc,
                        delivery -> {
                            attempts.add(delivery);
                            return attempts.size() == 1
                                    ? failedFuture(new IllegalStateException("database is down"))
                                    : completedFuture(null);
                        })) {
            var delivery = smsc.deliver("77011234567", "9909", "баланс");

            assertThat(delivery.awaitAnswer(SOON)).isEqualTo(Status.TRY_AGAIN);
            assertThat(delivery.awaitOutcome(SOON)).isZero();
            assertThat(attempts).hasSize(2);
            assertThat(hub.late).isEmpty();
        }
    }

    @Test
    void answersWithTheStatusThatTheRouteNames() throws Exception {
        try (var hub =
                new BindUnderTest(
                        smsc, delivery -> failedFuture(new ProcessRequestException("no", 0x65)))) {
            assertThat(smsc.deliver("77011234567", "9909", "x").awaitAnswer(SOON)).isEqualTo(0x65);
            assertThat(hub.bind.boundSessions()).isOne();
        }
    }

    @Test
    void asksToComeAgainInTimeAndTellsWhenTheCommitCameAfterAll() throws Exception {
        var commit = new CompletableFuture<Void>();
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port()).holdFor(Duration.ofMillis(300)),
                        delivery -> commit)) {
            var delivery = smsc.deliver("77011234567", "9909", "баланс");
            assertThat(delivery.awaitAnswer(SOON)).isEqualTo(Status.TRY_AGAIN);

            commit.complete(null);

            assertThat(hub.late.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(delivery.awaitOutcome(SOON)).isZero();
        }
    }

    @Test
    void neverAnswersOkToWhatItCannotRead() throws Exception {
        var received = new CopyOnWriteArrayList<Delivery>();
        try (var hub =
                new BindUnderTest(
                        smsc,
                        delivery -> {
                            received.add(delivery);
                            return completedFuture(null);
                        })) {
            smsc.awaitBound(SOON);

            var broken = smsc.deliverRaw("9909", Octets.of(new byte[] {0, 1, 1, '7', '7'}));
            var whole = smsc.deliver("77011234567", "9909", "баланс");

            assertThat(broken.awaitAnswer(SOON)).isEqualTo(Status.INVALID_SOURCE);
            assertThat(whole.awaitAnswer(SOON)).isZero();
            assertThat(received).hasSize(1);
            assertThat(hub.bind.boundSessions()).isOne();
        }
    }

    @Test
    void survivesNoiseOnTheLine() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            smsc.sendRaw(Octets.of("GET / HTTP/1.1\r\n\r\n".getBytes()));
            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("opened operator/0");
            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("closed operator/0");

            assertThat(smsc.deliver("77011234567", "9909", "x").awaitOutcome(SOON)).isZero();
        }
    }

    @Test
    void takesAnAnswerToNoUnbindForNoEndInOrder() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            smsc.sendRaw(
                    Octets.of(
                            new byte[] {
                                0, 0, 0, 16, (byte) 0x80, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0
                            }));

            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("opened operator/0");
            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("closed operator/0");
        }
    }

    @Test
    void submitsAndTellsTheIdOfTheMessage() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            var exchange = hub.submit(text("қалдық: 98 499,50 тг")).get(30, TimeUnit.SECONDS);

            var submitted = smsc.takeSubmit(SOON);
            assertThat(submitted.text()).isEqualTo("қалдық: 98 499,50 тг");
            assertThat(submitted.source()).isEqualTo("9909");
            assertThat(exchange.getMessage().getHeader(SmppConstants.ID))
                    .isEqualTo(List.of(submitted.messageId()));
        }
    }

    @Test
    void keepsItsWindowFullAndNoFuller() throws Exception {
        smsc.during(FOR_THE_TEST, FaultPoint.SUBMIT, SmscFault.hold());
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            var all = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 15; i++) {
                all.add(hub.submit(text("text " + i)));
            }

            await().atMost(SOON).until(() -> smsc.stats().submitted() == 10);
            await().atMost(SOON).until(() -> hub.bind.waiting() == 5);
            assertThat(smsc.stats().submitted()).isEqualTo(10);
            assertThat(hub.bind.boundSessions()).isOne();
            smsc.clearFaults();
            smsc.release();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .get(30, TimeUnit.SECONDS);
            assertThat(smsc.stats().submitted()).isEqualTo(15);
        }
    }

    @Test
    void sendsWhatIsBoundToASessionBeforeAllThatWaits() throws Exception {
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port()).window(1), delivery -> completedFuture(null))) {
            var session = hub.sessionIds.poll(30, TimeUnit.SECONDS);
            smsc.enqueue(SmscFault.hold());
            hub.submit(text("first"));
            await().atMost(SOON).until(() -> smsc.stats().submitted() == 1);
            hub.submit(text("second"));
            await().atMost(SOON).until(() -> hub.bind.waiting() == 1);

            hub.bind.submit(text("screen"), session, result -> {});
            smsc.release();

            for (var expected : List.of("first", "screen", "second")) {
                assertThat(smsc.takeSubmit(SOON).text()).isEqualTo(expected);
            }
        }
    }

    @Test
    void givesBackWhatIsBoundToASessionThatIsGone() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            var result = new CompletableFuture<SubmitResult>();

            hub.bind.submit(text("screen"), UUID.randomUUID(), result::complete);

            assertThat(result.get(30, TimeUnit.SECONDS)).isInstanceOf(SubmitResult.NotSent.class);
        }
    }

    @Test
    void slowsDownWhenThrottledAndKeepsTheOrder() throws Exception {
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port()).window(1), delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            smsc.enqueue(SmscFault.throttled(), SmscFault.throttled());

            var last = CompletableFuture.completedFuture((Object) null);
            for (int i = 0; i < 5; i++) {
                var next = hub.submit(text("text " + i));
                last = last.thenCombine(next, (a, b) -> b);
            }
            last.get(30, TimeUnit.SECONDS);

            for (int i = 0; i < 5; i++) {
                assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("text " + i);
            }
        }
    }

    @Test
    void tellsTheStatusOfARefusal() throws Exception {
        smsc.enqueue(SmscFault.answer(Status.INVALID_DESTINATION));
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            var exchange = hub.submit(text("x")).get(30, TimeUnit.SECONDS);

            assertThat(exchange.getException()).isInstanceOf(SmppException.class);
            assertThat(exchange.getException(NegativeResponseException.class).getCommandStatus())
                    .isEqualTo(Status.INVALID_DESTINATION);
        }
    }

    @Test
    void saysUnknownWhenTheLinkDropsBeforeTheAnswerAndComesBack() throws Exception {
        smsc.enqueue(SmscFault.dropLink());
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            var lost = hub.submit(text("lost")).get(30, TimeUnit.SECONDS);
            assertThat(lost.getException()).isInstanceOf(SubmitUnanswered.class);

            var next = hub.submit(text("next")).get(30, TimeUnit.SECONDS);
            assertThat(next.getException()).isNull();
        }
    }

    @Test
    void saysUnknownWhenNoAnswerComesInTimeAndKeepsItsSession() throws Exception {
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port()).answerWithin(SECOND),
                        delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            smsc.enqueue(SmscFault.noResponse());

            var lost = hub.submit(text("lost")).get(30, TimeUnit.SECONDS);

            assertThat(lost.getException()).isInstanceOf(SubmitUnanswered.class);
            assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("lost");
            assertThat(hub.sessions).containsExactly("opened operator/0");
        }
    }

    @Test
    void startsWithoutAnSmscAndBindsWhenItComes() throws Exception {
        int port = smsc.port();
        smsc.goDown();
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            assertThat(hub.bind.boundSessions()).isZero();
            smsc.comeBack();

            smsc.awaitBound(SOON);

            assertThat(smsc.port()).isEqualTo(port);
            await().atMost(SOON)
                    .until(() -> hub.bind.statuses().getFirst().state() == LinkStatus.State.BOUND);
        }
    }

    @Test
    void doesNotHammerAnSmscThatRefusesTheAccount() throws Exception {
        try (var other = Smsc.builder().account("hub", "changed").start();
                var hub = new BindUnderTest(other, delivery -> completedFuture(null))) {
            await().atMost(SOON)
                    .until(
                            () ->
                                    hub.bind.statuses().getFirst().state()
                                            == LinkStatus.State.WAITING);

            assertThat(hub.bind.statuses().getFirst().detail())
                    .contains("0x0E")
                    .matches(".*next attempt in PT(3\\d|4\\d|5\\d|1M).*");
        }
    }

    @Test
    void sendsSmallPdusAtOnce() throws Exception {
        var sockets = new CopyOnWriteArrayList<java.net.Socket>();
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port()).over(noting(sockets)),
                        delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);

            assertThat(sockets.getFirst().getTcpNoDelay()).isTrue();
            await().atMost(SOON).until(() -> hub.bind.boundSessions() == 1);
        }
    }

    @Test
    void leavesALinkOnWhichNothingComesAnyMore() throws Exception {
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port())
                                .enquireEvery(Duration.ofMillis(200))
                                .answerWithin(Duration.ofMillis(300)),
                        delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);
            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("opened operator/0");

            smsc.stall(Duration.ofSeconds(5));

            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("closed operator/0");
            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("opened operator/0");
        }
    }

    @Test
    void keepsAQuietLinkAliveByAskingForIt() throws Exception {
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port())
                                .enquireEvery(Duration.ofMillis(200))
                                .answerWithin(SECOND.plusMillis(500)),
                        delivery -> completedFuture(null))) {
            assertThat(hub.sessions.poll(30, TimeUnit.SECONDS)).isEqualTo("opened operator/0");

            // For longer than a silent link lives.
            await().atMost(SOON).until(() -> smsc.stats().enquired() > 5);
            assertThat(hub.sessions).isEmpty();
        }
    }

    @Test
    void bindsEverySlotAndSharesTheTexts() throws Exception {
        try (var hub =
                new BindUnderTest(
                        ABind.to(smsc.port()).sessions(3).window(2),
                        delivery -> completedFuture(null))) {
            hub.awaitBound(3);
            smsc.during(FOR_THE_TEST, FaultPoint.SUBMIT, SmscFault.hold());

            var all = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 6; i++) {
                all.add(hub.submit(text("text " + i)));
            }
            await().atMost(SOON).until(() -> smsc.stats().submitted() == 6);
            smsc.release();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .get(30, TimeUnit.SECONDS);

            assertThat(
                            java.util.stream.IntStream.range(0, 6)
                                    .mapToObj(i -> smsc.takeSubmit(SOON).session())
                                    .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void receivesAndTransmitsOnSeparateBinds() throws Exception {
        var received = new CopyOnWriteArrayList<Delivery>();
        try (var in =
                        new BindUnderTest(
                                ABind.to(smsc.port()).of(BindType.RX),
                                delivery -> {
                                    received.add(delivery);
                                    return completedFuture(null);
                                });
                var out =
                        new BindUnderTest(
                                ABind.to(smsc.port()).of(BindType.TX),
                                delivery -> completedFuture(null))) {
            smsc.awaitBound(2, SOON);
            assertThat(smsc.deliver("77011234567", "9909", "x").awaitAnswer(SOON)).isZero();
            assertThat(out.submit(text("y")).get(30, TimeUnit.SECONDS).getException()).isNull();
            assertThat(received).filteredOn(it -> !it.message().isReceipt()).hasSize(1);
            assertThat(in.bind.boundSessions()).isOne();
        }
    }

    @Test
    void answersAnUnbindWhenWhatCameBeforeIsAnswered() throws Exception {
        var commit = new CompletableFuture<Void>();
        try (var hub = new BindUnderTest(smsc, delivery -> commit)) {
            hub.awaitBound(1);
            var delivery = smsc.deliver("77011234567", "9909", "before the end");
            await().atMost(SOON).until(() -> smsc.stats().delivered() == 1);

            smsc.unbindAll();
            await().atMost(SOON).until(() -> hub.bind.submittable() == 0);
            assertThat(smsc.bound()).hasSize(1);
            commit.complete(null);

            assertThat(delivery.awaitAnswer(SOON)).isZero();
            assertThat(delivery.attempts()).hasSize(1);
            await().atMost(SOON).until(() -> hub.sessions.contains("closed operator/0"));
            smsc.awaitBound(SOON);
        }
    }

    @Test
    void pausesAndResumesWithoutLosingAnything() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            // The SMSC is bound first: a link that is left before it knows has nothing to end in
            // order.
            await().atMost(SOON).until(() -> hub.bind.boundSessions() == 1);

            hub.bind.pause("the operator asked for it");

            await().atMost(SOON).untilAsserted(() -> assertThat(smsc.bound()).isEmpty());
            var status = hub.bind.statuses().getFirst();
            assertThat(status.state()).isEqualTo(LinkStatus.State.PAUSED);
            assertThat(status.detail()).isEqualTo("the operator asked for it");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(hub.sessions).contains("closed operator/0 in order"));
            var delivery = smsc.deliver("77011234567", "9909", "kept by the SMSC");
            var givenBack = hub.submit(text("x")).get(10, TimeUnit.SECONDS);
            assertThat(givenBack.getException()).isInstanceOf(SubmitNotSent.class);

            hub.bind.resume();

            assertThat(delivery.awaitAnswer(SOON)).isZero();
            var sent = hub.submit(text("x")).get(10, TimeUnit.SECONDS);
            assertThat(sent.getException()).isNull();
        }
    }

    @Test
    void sendsByItsStandbyWhatItCannotSendItself() throws Exception {
        try (var second = Smsc.builder().account("hub", "secret").start();
                var hub = new BindUnderTest(smsc, delivery -> completedFuture(null));
                var other = new BindUnderTest(second, delivery -> completedFuture(null))) {
            hub.bind.standBy(List.of(other.bind));
            hub.awaitBound(1);
            other.awaitBound(1);
            smsc.goDown();
            await().atMost(SOON).until(() -> hub.bind.boundSessions() == 0);

            var exchange = hub.submit(text("by the other")).get(30, TimeUnit.SECONDS);

            assertThat(exchange.getException()).isNull();
            assertThat(second.takeSubmit(SOON).text()).isEqualTo("by the other");
        }
    }

    @Test
    void givesItsStandbyWhatWaitedWhenItsSessionEnds() throws Exception {
        smsc.during(FOR_THE_TEST, FaultPoint.SUBMIT, SmscFault.throttled());
        try (var second = Smsc.builder().account("hub", "secret").start();
                var hub = new BindUnderTest(smsc, delivery -> completedFuture(null));
                var other = new BindUnderTest(second, delivery -> completedFuture(null))) {
            hub.bind.standBy(List.of(other.bind));
            hub.awaitBound(1);
            other.awaitBound(1);
            var exchange = hub.submit(text("throttled, then by the other"));
            await().atMost(SOON).until(() -> hub.bind.waiting() == 1);

            smsc.goDown();

            assertThat(exchange.get(30, TimeUnit.SECONDS).getException()).isNull();
            assertThat(second.takeSubmit(SOON).text()).isEqualTo("throttled, then by the other");
        }
    }

    @Test
    void tellsThatAPhoneIsBack() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);

            smsc.alert("hub", "77011234567");

            assertThat(hub.reachable.poll(30, TimeUnit.SECONDS))
                    .isEqualTo("operator/0 77011234567");
        }
    }

    @Test
    void stopsAndStartsItsRoutes() throws Exception {
        try (var hub = new BindUnderTest(smsc, delivery -> completedFuture(null))) {
            smsc.awaitBound(SOON);

            hub.restartRoutes();

            smsc.awaitBound(SOON);
            assertThat(smsc.deliver("77011234567", "9909", "x").awaitOutcome(SOON)).isZero();
            assertThat(hub.submit(text("y")).get(30, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    @Test
    void unbindsAtTheEndAndAnswersAllThatItStored() throws Exception {
        var stored = new CopyOnWriteArrayList<Delivery>();
        var hub =
                new BindUnderTest(
                        smsc,
                        delivery -> {
                            stored.add(delivery);
                            return completedFuture(null);
                        });
        smsc.awaitBound(SOON);
        for (int i = 0; i < 2000; i++) {
            smsc.deliver("77011234567", "9909", "text " + i);
        }
        await().atMost(SOON).until(() -> stored.size() > 10);

        hub.close();

        await().atMost(SOON).until(() -> smsc.bound().isEmpty());
        assertThat(smsc.stats().accepted()).isEqualTo(stored.size());
    }

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FOR_THE_TEST = Duration.ofMinutes(5);

    private static javax.net.SocketFactory noting(List<java.net.Socket> sockets) {
        return new NotingSocketFactory(sockets);
    }

    private static SubmitSm text(String text) {
        return new SubmitSm(
                SHORT_CODE, PHONE, 0, 1, "", 1, 8, kz.nusqau.sms.text.Alphabet.UCS2.encode(text));
    }
}
