package kz.nusqau.confirmation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kz.nusqau.confirmation.ConfirmOutcome.Confirmed;
import kz.nusqau.confirmation.ConfirmOutcome.Ended;
import kz.nusqau.confirmation.ConfirmOutcome.Expired;
import kz.nusqau.confirmation.ConfirmOutcome.UsedUp;
import kz.nusqau.confirmation.ConfirmOutcome.Wrong;
import kz.nusqau.confirmation.EndedChallenge.Ending;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.SubscriberSide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Challenges on a real PostgreSQL. */
class ChallengesIT {

    static HikariDataSource pool;
    static JdbcTemplate jdbc;
    static TransactionTemplate transaction;
    static Challenges challenges;
    static final Queue<ChallengesEnded> ENDED = new ConcurrentLinkedQueue<>();

    final SubscriberId subscriber = new SubscriberId(UUID.randomUUID());
    final byte[] digest = "1500.00 to alma".getBytes(StandardCharsets.UTF_8);

    @BeforeAll
    static void connect() {
        pool = PostgresForTests.migrated().pool(8);
        jdbc = new JdbcTemplate(pool);
        var transactions = new JdbcTransactionManager(pool);
        transaction = new TransactionTemplate(transactions);
        challenges =
                new Challenges(
                        jdbc,
                        SubscriberSide.on(jdbc, transactions).personalData(),
                        event -> ENDED.add((ChallengesEnded) event));
    }

    @AfterAll
    static void disconnect() {
        pool.close();
    }

    @Test
    @Tag("R-OTP-1")
    void theRightCodeConfirmsOnce() {
        var asked = request(ChallengeKind.CODE);
        String code = open(asked).codes().get(asked.id());

        assertThat(code).matches("\\d{6}");
        assertThat(answer(asked, code)).isEqualTo(new Confirmed());
        assertThat(answer(asked, code)).isEqualTo(new Ended());
        assertThat(challenges.openFor(List.of(subscriber))).isEmpty();
        assertThat(challenges.lastEnded(List.of(subscriber)).get(subscriber).ending())
                .isEqualTo(Ending.CONFIRMED);
    }

    @Test
    @Tag("R-OTP-1")
    void threeWrongCodesUseItUp() {
        var asked = request(ChallengeKind.CODE);
        String code = open(asked).codes().get(asked.id());
        String wrong = code.equals("000000") ? "000001" : "000000";

        assertThat(answer(asked, wrong)).isEqualTo(new Wrong(2));
        assertThat(answer(asked, wrong)).isEqualTo(new Wrong(1));
        assertThat(answer(asked, wrong)).isEqualTo(new UsedUp());
        assertThat(answer(asked, code)).isEqualTo(new Ended());
    }

    @Test
    @Tag("R-OTP-3")
    void expiryIsJudgedByWhenTheAnswerWasReceived() {
        var asked = request(ChallengeKind.CODE);
        String code = open(asked).codes().get(asked.id());
        Instant end = challenges.openFor(List.of(subscriber)).get(subscriber).expiresAt();

        assertThat(end).isBetween(now().plusSeconds(170), now().plusSeconds(181));
        assertThat(judge(new ConfirmAttempt(asked.id(), code, digest, end)))
                .isEqualTo(new Confirmed());

        var late = request(ChallengeKind.CODE);
        String lateCode = open(late).codes().get(late.id());
        end = challenges.openFor(List.of(subscriber)).get(subscriber).expiresAt();
        assertThat(judge(new ConfirmAttempt(late.id(), lateCode, digest, end.plusMillis(1))))
                .isEqualTo(new Expired());
        assertThat(answer(late, lateCode)).isEqualTo(new Ended());
    }

    @Test
    void aCodeProvesNothingForOtherData() {
        var asked = request(ChallengeKind.CODE);
        String code = open(asked).codes().get(asked.id());
        byte[] other = "9500.00 to alma".getBytes(StandardCharsets.UTF_8);

        assertThat(judge(new ConfirmAttempt(asked.id(), code, other, now())))
                .isEqualTo(new Wrong(2));
        assertThat(answer(asked, code)).isEqualTo(new Confirmed());
    }

    @Test
    void aYesNeedsNoDigits() {
        var asked = request(ChallengeKind.YES);

        assertThat(open(asked).codes()).isEmpty();
        assertThat(judge(new ConfirmAttempt(asked.id(), null, digest, now())))
                .isEqualTo(new Confirmed());
    }

    @Test
    void aNewChallengeReplacesTheOldOne() {
        var first = request(ChallengeKind.CODE);
        String code = open(first).codes().get(first.id());

        var second = request(ChallengeKind.CODE);
        OpenedChallenges opened = open(second);

        assertThat(opened.replaced())
                .singleElement()
                .satisfies(
                        ended -> {
                            assertThat(ended.id()).isEqualTo(first.id());
                            assertThat(ended.instruction()).isEqualTo(first.instruction());
                            assertThat(ended.promptMessage()).isEqualTo(first.promptMessage());
                        });
        assertThat(answer(first, code)).isEqualTo(new Ended());
        assertThat(challenges.openFor(List.of(subscriber)).get(subscriber).id())
                .isEqualTo(second.id());
    }

    @Test
    void theDatabaseHoldsOneOpenChallengeASubscriber() {
        open(request(ChallengeKind.CODE));

        assertThatThrownBy(
                        () ->
                                transaction.executeWithoutResult(
                                        status ->
                                                new ChallengeStore(jdbc)
                                                        .insert(
                                                                List.of(request(ChallengeKind.YES)),
                                                                Map.of())))
                .hasMessageContaining("violates");
    }

    @Test
    void cancellingEndsWhatIsOpen() {
        var asked = request(ChallengeKind.CODE);
        String code = open(asked).codes().get(asked.id());

        var ended =
                transaction.execute(
                        status ->
                                challenges.cancel(Subject.PAYMENT, List.of(subscriber), Map.of()));

        assertThat(ended).extracting(EndedChallenge::ending).containsExactly(Ending.CANCELLED);
        assertThat(answer(asked, code)).isEqualTo(new Ended());
        assertThat(
                        transaction.<List<?>>execute(
                                status ->
                                        challenges.cancel(
                                                Subject.PAYMENT, List.of(subscriber), Map.of())))
                .isEmpty();
    }

    @Test
    @Tag("R-OTP-8")
    void everyEndIsToldSoThatThePromptCanBeForgotten() {
        var replaced = request(ChallengeKind.CODE);
        var confirmed = request(ChallengeKind.CODE);
        open(replaced);
        String code = open(confirmed).codes().get(confirmed.id());
        answer(confirmed, code.equals("000000") ? "000001" : "000000");
        assertThat(told(confirmed)).isEmpty();

        answer(confirmed, code);

        assertThat(told(replaced)).containsExactly(Ending.REPLACED);
        assertThat(told(confirmed)).containsExactly(Ending.CONFIRMED);
    }

    @Test
    void ofRacingAnswersOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            var asked = request(ChallengeKind.CODE);
            String code = open(asked).codes().get(asked.id());
            List<Future<ConfirmOutcome>> racing = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(4)) {
                Callable<ConfirmOutcome> answer = () -> answer(asked, code);
                for (int i = 0; i < 4; i++) {
                    racing.add(threads.submit(answer));
                }
            }

            List<ConfirmOutcome> outcomes = new ArrayList<>();
            for (Future<ConfirmOutcome> each : racing) {
                outcomes.add(each.get());
            }
            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new Confirmed(), new Ended(), new Ended(), new Ended());
        }
    }

    @Test
    @Tag("R-OTP-3")
    void sweepEndsWhatNobodyAnswered() {
        var asked = request(ChallengeKind.CODE, Duration.ofMillis(1));
        open(asked);
        List<ChallengesExpired> heard = new ArrayList<>();
        var sweep =
                new ExpirySweep(
                        challenges,
                        new ConfirmationProperties(Duration.ZERO, Duration.ofSeconds(1)),
                        transaction,
                        event -> heard.add((ChallengesExpired) event));

        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () -> {
                            sweep.run();
                            assertThat(heard)
                                    .flatExtracting(ChallengesExpired::challenges)
                                    .extracting(EndedChallenge::id)
                                    .contains(asked.id());
                        });
        assertThat(challenges.openFor(List.of(subscriber))).isEmpty();
    }

    @Test
    void sweepLeavesAnswersThatWereReceivedInTimeTheirGrace() {
        var asked = request(ChallengeKind.CODE, Duration.ofMillis(1));
        open(asked);

        transaction.executeWithoutResult(status -> challenges.expire(Duration.ofMinutes(1), 1_000));

        assertThat(challenges.openFor(List.of(subscriber))).containsKey(subscriber);
    }

    @Test
    @Tag("R-OTP-8")
    void keepsNoCodeAtRestAndNoProofOfAnEndedOne() {
        var asked = request(ChallengeKind.CODE);
        String code = open(asked).codes().get(asked.id());

        String row =
                jdbc.queryForObject(
                        "SELECT c::text || encode(proof, 'escape')"
                                + " FROM confirmation.challenge c WHERE id = ?",
                        String.class,
                        asked.id());
        assertThat(row.replaceAll("[0-9a-f-]{36}", "")).doesNotContain(code);
        assertThat(jdbc.queryForObject(PROOF_LENGTH, Integer.class, asked.id())).isEqualTo(32);

        answer(asked, code);
        assertThat(jdbc.queryForObject(PROOF_LENGTH, Integer.class, asked.id())).isNull();
    }

    @Test
    @Tag("R-OTP-8")
    void printsNoCode() {
        var asked = request(ChallengeKind.CODE);
        OpenedChallenges opened = open(asked);
        String code = opened.codes().get(asked.id());

        assertThat(opened.toString()).doesNotContain(code);
        assertThat(new ConfirmAttempt(asked.id(), code, digest, now()).toString())
                .doesNotContain(" " + code)
                .doesNotContain("digits");
    }

    @Test
    void leavesAnOpenOneAloneForThoseWhoMayNotReplaceIt() {
        var first = request(ChallengeKind.CODE);
        String code = open(first).codes().get(first.id());
        var second = request(ChallengeKind.CODE);

        OpenedChallenges opened =
                transaction.execute(status -> challenges.openWhereNoneIs(List.of(second)));

        assertThat(opened.ids()).isEmpty();
        assertThat(opened.codes()).isEmpty();
        assertThat(answer(first, code)).isInstanceOf(ConfirmOutcome.Confirmed.class);
        assertThat(transaction.execute(status -> challenges.openWhereNoneIs(List.of(second))).ids())
                .containsExactly(second.id());
    }

    @Test
    void waitsForWhoOpensOneAtTheSameMoment() throws Exception {
        var own = request(ChallengeKind.CODE);
        var partners = request(ChallengeKind.CODE);
        CompletableFuture<OpenedChallenges> other =
                transaction.execute(
                        status -> {
                            challenges.open(List.of(own));
                            return CompletableFuture.supplyAsync(
                                    () ->
                                            transaction.execute(
                                                    inner ->
                                                            challenges.openWhereNoneIs(
                                                                    List.of(partners))));
                        });

        assertThat(other.get(20, TimeUnit.SECONDS).ids()).isEmpty();
        assertThat(challenges.openFor(List.of(subscriber)).get(subscriber).id())
                .isEqualTo(own.id());
    }

    @Test
    void cancelsOnlyWhatAsksAboutThatInstruction() {
        var asked = request(ChallengeKind.CODE);
        open(asked);

        assertThat(cancel(InstructionId.next())).isEmpty();
        assertThat(cancel(asked.instruction())).hasSize(1);
    }

    private List<EndedChallenge> cancel(InstructionId instruction) {
        return transaction.execute(
                status ->
                        challenges.cancel(
                                Subject.PAYMENT, List.of(), Map.of(subscriber, instruction)));
    }

    private static final String PROOF_LENGTH =
            "SELECT length(proof) FROM confirmation.challenge WHERE id = ?";

    private ChallengeRequest request(ChallengeKind kind) {
        return request(kind, Duration.ofMinutes(3));
    }

    private ChallengeRequest request(ChallengeKind kind, Duration lifetime) {
        return new ChallengeRequest(
                UUID.randomUUID(),
                subscriber,
                InstructionId.next(),
                kind,
                digest,
                lifetime,
                3,
                UUID.randomUUID());
    }

    private static List<Ending> told(ChallengeRequest asked) {
        return ENDED.stream()
                .flatMap(event -> event.challenges().stream())
                .filter(challenge -> challenge.promptMessage().equals(asked.promptMessage()))
                .map(EndedChallenge::ending)
                .toList();
    }

    private static OpenedChallenges open(ChallengeRequest request) {
        return transaction.execute(status -> challenges.open(List.of(request)));
    }

    private ConfirmOutcome answer(ChallengeRequest asked, String code) {
        return judge(new ConfirmAttempt(asked.id(), code, digest, now()));
    }

    private static ConfirmOutcome judge(ConfirmAttempt attempt) {
        return transaction
                .execute(status -> challenges.confirm(List.of(attempt)))
                .get(attempt.challenge());
    }

    private static Instant now() {
        return jdbc.queryForObject(
                "SELECT clock_timestamp()", (row, n) -> row.getTimestamp(1).toInstant());
    }
}
