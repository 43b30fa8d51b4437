package kz.nusqau.counterparty;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.NotSent;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.command.OpenCommands;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class CommandsIT {

    private static Stage stage;
    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage();
        hub = stage.hub().startRoutes();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        stage.close();
    }

    @Test
    @Tag("R-INS-5")
    @Tag("R-INS-10")
    void walksThroughAWholePayment() {
        var payer = hub.subscriber("77011234567");

        var reserve = hub.request("billing", "reserve", payer, reserve(1500));
        accepted(reserve);
        var topUp = hub.request("wooppay", "topup", payer, new Operation.TopUp(Money.tenge(1500)));
        var receipt = accepted(topUp);
        var pay = hub.request("wooppay", "pay", payer, alma(1500));
        accepted(pay);
        var charge = hub.request("billing", "charge", payer, new Operation.Charge(reserve));
        accepted(charge);

        assertThat(receipt.details().get("paymentNumber")).startsWith("N");
        assertThat(stage.outside.billing.books().charge(charge.toString())).isPresent();
        assertThat(stage.outside.wooppay.books().withReference(pay.toString())).hasSize(1);
        // Where the machine is slow it may be unknown for a moment first (I-3).
        assertThat(hub.answers.of(reserve))
                .filteredOn(answer -> !(answer instanceof CommandOutcome.Unknown))
                .hasSize(1);
    }

    /** Of a counterparty that nobody serves, so that they stay as they are. */
    @Test
    void countsWhatIsOpenByWhatItWaitsFor() {
        hub.jdbc()
                .update(
                        """
                        insert into counterparty.command (instruction, step, generation,
                            counterparty, subscriber, operation, payload, state, deadline, due_at,
                            parked, outcome, attempts, sent_at, taken_at, answered_at)
                        select gen_random_uuid(), 'reserve', 1, 'nobody', gen_random_uuid(), '', '',
                            state, now(), due_at, parked, outcome, 1, sent_at, taken_at,
                            case when due_at is null then now() end
                        from (values ('queued', now(), false, null, null, null),
                            ('queued', now(), true, null, null, null),
                            ('queued', now(), true, 'unknown', now(), null),
                            ('sending', now(), false, null, now(), null),
                            ('sending', now(), false, null, now(), now()),
                            ('unknown', now(), false, 'unknown', now(), null),
                            ('unknown', now(), false, 'unknown', now(), now()),
                            ('unknown', 'infinity', false, 'stuck', now(), null),
                            ('unknown', 'infinity', false, 'stuck', now(), now()),
                            ('unknown', 'infinity', false, 'stuck', now(), now()),
                            ('answered', null, false, 'accepted', now(), null),
                            ('cancelled', null, false, 'not-sent', null, null))
                            as each(state, due_at, parked, outcome, sent_at, taken_at)
                        """);

        assertThat(hub.bean(OpenCommands.class).of("nobody"))
                .containsOnly(
                        entry("queued", 1L),
                        entry("parked", 2L),
                        entry("sending", 1L),
                        entry("pending", 1L),
                        entry("unknown", 2L),
                        entry("stuck", 3L));
    }

    @Test
    @Tag("R-INS-4")
    void undoesWhatWasDone() {
        var payer = hub.subscriber("77011234568");
        var reserve = hub.request("billing", "reserve", payer, reserve(700));
        accepted(reserve);
        var topUp = hub.request("wooppay", "topup", payer, new Operation.TopUp(Money.tenge(700)));
        String reference = accepted(topUp).reference();

        accepted(
                hub.request(
                        "wooppay",
                        "reverse-topup",
                        payer,
                        new Operation.ReverseTopUp(topUp, reference)));
        accepted(hub.request("billing", "release", payer, new Operation.Release(reserve)));

        assertThat(stage.outside.wooppay.books().isReversed(reference)).isTrue();
        assertThat(stage.outside.billing.books().reserved("77011234568").toString())
                .isEqualTo("0.00");
    }

    @Test
    @Tag("R-ELIG-3")
    void tellsWhyACommandWasRefused() {
        var poor = hub.subscriber("77025000003");
        var blocked = hub.subscriber("77025000002");

        var tooMuch = hub.request("billing", "reserve", poor, reserve(1500));
        var notServed = hub.request("billing", "reserve", blocked, reserve(10));
        var wrongAccount =
                hub.request(
                        "wooppay",
                        "pay",
                        hub.subscriber("77011234569"),
                        new Operation.PayProvider(
                                "alma", Map.of("account", "7273001124"), Money.tenge(10)));

        assertThat(outcome(hub, tooMuch, Refused.class).reason())
                .isEqualTo(RefusalReason.INSUFFICIENT_FUNDS);
        assertThat(outcome(hub, notServed, Refused.class).reason())
                .isEqualTo(RefusalReason.BLOCKED);
        assertThat(outcome(hub, wrongAccount, Refused.class).reason())
                .isEqualTo(RefusalReason.INVALID_REQUISITE);
        assertThat(hub.view(tooMuch).state()).isEqualTo(CommandState.ANSWERED);
    }

    @Test
    void takesARepeatedRequestForTheSame() {
        var payer = hub.subscriber("77011234570");
        var request = request("reserve", payer, reserve(50));

        hub.request(request);
        accepted(request.key());
        hub.request(request);

        assertThat(hub.commands().of(request.key().instruction())).hasSize(1);
        assertThat(stage.outside.billing.books().reserved("77011234570").toString())
                .isEqualTo("50.00");
    }

    @Test
    void refusesAKeyWithOtherContent() {
        var payer = hub.subscriber("77011234571");
        var request = request("reserve", payer, reserve(50));
        hub.request(request);
        var other =
                new CommandRequest(
                        request.key(), "billing", payer, reserve(51), request.deadline());

        assertThatThrownBy(() -> hub.request(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(request.key().toString());
    }

    @Test
    void refusesACounterpartyThatIsNotConfigured() {
        var payer = hub.subscriber("77011234572");

        assertThatThrownBy(() -> hub.request("nobody", "reserve", payer, reserve(50)))
                .hasMessageContaining("nobody");
    }

    @Test
    void writesNothingWhenTheCallerRollsBack() {
        var payer = hub.subscriber("77011234573");
        var request = request("reserve", payer, reserve(50));

        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            hub.commands().request(List.of(request));
                            status.setRollbackOnly();
                        });

        assertThat(hub.commands().of(request.key().instruction())).isEmpty();
    }

    @Test
    void sendsNothingAfterItsDeadline() {
        var payer = hub.subscriber("77011234574");
        var late =
                new CommandRequest(
                        new CommandKey(InstructionId.next(), "reserve", 1),
                        "billing",
                        payer,
                        reserve(50),
                        Instant.now().minusSeconds(1));

        hub.request(late);

        assertThat(outcome(hub, late.key(), NotSent.class).why()).contains("deadline");
        assertThat(hub.view(late.key()).attempts()).isZero();
        assertThat(stage.outside.billing.books().operation(late.key().toString())).isEmpty();
    }

    @Test
    void cancelsOnlyWhatWasNotSent() {
        var payer = hub.subscriber("77011234575");
        var sent = hub.request("billing", "reserve", payer, reserve(50));
        accepted(sent);

        Set<CommandKey> cancelled =
                hub.bean(TransactionTemplate.class)
                        .execute(status -> hub.commands().cancel(Set.of(sent)));

        assertThat(cancelled).isEmpty();
        assertThat(hub.view(sent).outcome()).containsInstanceOf(Accepted.class);
    }

    @Test
    @Tag("R-OPS-6")
    void keepsNothingPersonalInClear() {
        var payer = hub.subscriber("77011234576");
        var pay = hub.request("wooppay", "topup", payer, new Operation.TopUp(Money.tenge(60)));
        accepted(pay);
        var bill = hub.request("wooppay", "pay", payer, alma(60));
        accepted(bill);

        List<String> rows =
                hub.jdbc()
                        .query(
                                "select c::text || encode(payload, 'escape')"
                                        + " || coalesce(encode(response, 'escape'), '')"
                                        + " from counterparty.command c where subscriber = ?",
                                (row, number) ->
                                        new String(row.getBytes(1), StandardCharsets.UTF_8),
                                payer.value());

        assertThat(rows).hasSize(2).noneMatch(row -> row.contains("77011234576"));
        assertThat(rows).noneMatch(row -> row.contains("7273001123"));
    }

    private static CommandRequest request(
            String step, kz.nusqau.shared.SubscriberId payer, Operation operation) {
        return new CommandRequest(
                new CommandKey(InstructionId.next(), step, 1),
                "billing",
                payer,
                operation,
                Instant.now().plus(Duration.ofMinutes(5)));
    }

    static Operation reserve(long tenge) {
        return new Operation.Reserve(Money.tenge(tenge));
    }

    static Operation alma(long tenge) {
        return new Operation.PayProvider(
                "alma", Map.of("account", "7273001123"), Money.tenge(tenge));
    }

    private static Accepted accepted(CommandKey key) {
        return outcome(hub, key, Accepted.class);
    }
}
