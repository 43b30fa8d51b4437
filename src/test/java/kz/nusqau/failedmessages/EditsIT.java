package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.counterparty.BankNotices;
import kz.nusqau.counterparty.CreditNotice;
import kz.nusqau.failedmessages.EditDecision.Result;
import kz.nusqau.failedmessages.EditForm.Standing;
import kz.nusqau.failedmessages.EditProposal.Fault;
import kz.nusqau.failedmessages.EditProposal.Proposed;
import kz.nusqau.failedmessages.EditProposal.Refused;
import kz.nusqau.failedmessages.ReplayView.Effect;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A message is edited by two people, in nothing that moves money, and replayed once. */
@ExtendWith(SharedHub.class)
class EditsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HubUnderTest hub;
    private Edits edits;
    private FailedMessages desk;
    private CreditNotice notice;

    @BeforeEach
    void begin(HubUnderTest shared) {
        hub = shared;
        edits = hub.bean(Edits.class);
        desk = hub.bean(FailedMessages.class);
        notice = CreditNotice.of(hub);
    }

    @Test
    void leadsFromANoticeThatNobodyCanReadToOneCredit() {
        send(notice.broken());
        UUID first = awaitKept();

        UUID second = approved(proposed(first));

        assertThat(message(first).state()).isEqualTo(State.SUPERSEDED);
        assertThat(message(first).supersededBy()).isEqualTo(second);
        assertThat(message(second).supersedes()).isEqualTo(first);
        assertThat(message(second).firstFailedAt()).isEqualTo(message(first).firstFailedAt());
        assertThat(credits()).isEmpty();
        // The one of before says nothing any more, whoever asks.
        assertThat(desk.plan(first).orElseThrow().effect()).isEqualTo(Effect.NOTHING);
        assertThat(desk.replay(first, "support", "once more").orElseThrow().effect())
                .isEqualTo(Effect.NOTHING);
        assertThat(desk.discard(first, "support", "away").orElseThrow())
                .isEqualTo(new FailedMessages.Discarded(false, State.SUPERSEDED));

        ReplayPlan plan = desk.plan(second).orElseThrow();
        assertThat(plan.effect()).isEqualTo(Effect.QUEUED_AGAIN);
        assertThat(replayed(second, plan)).isInstanceOf(PlannedReplay.Done.class);
        await().atMost(PATIENCE).until(() -> credits().size() == 1);
        assertThat(credits()).containsExactly(Money.tenge(70));
        assertThat(replayed(second, plan)).isInstanceOf(PlannedReplay.Outdated.class);
        assertThat(desk.plan(second).orElseThrow().effect()).isEqualTo(Effect.NOTHING);
        // Even the very same message, sent again by whomever, is one credit.
        send(notice.repaired());
        send("<after>" + notice.id() + "</after>");
        desk.discard(awaitKept("<after>" + notice.id() + "</after>"), "support", "a test");
        assertThat(credits()).containsExactly(Money.tenge(70));
        assertThat(acts(first))
                .containsExactly("failed", "edit-proposed", "edit-approved", "replayed");
        assertThat(acts(second)).containsExactly("edited", "edit-approved", "replayed");
    }

    @ParameterizedTest
    @CsvSource({
        ">70.00<, >71.00<, Ntfctn/Ntry/Amt",
        ">70.00<, >70.0<, Ntfctn/Ntry/Amt",
        "KZT, USD, Ntfctn/Ntry/Amt/@Ccy",
        "<MsgId>, <MsgId>x, GrpHdr/MsgId",
        "<IBAN>KZ, <IBAN>KG, Ntfctn/Acct/Id/IBAN",
        "<NtryRef>R1</NtryRef>, '', Ntfctn/Ntry/NtryRef",
        "CRDT, DBIT, Ntfctn/Ntry/CdtDbtInd",
        "<EndToEndId>E, <EndToEndId>F, Ntfctn/Ntry/NtryDtls/TxDtls/Refs/EndToEndId",
        "<Refs>, <Refs><InstrId>i</InstrId>, Ntfctn/Ntry/NtryDtls/TxDtls/Refs/InstrId",
        "</Acct>, '<Ownr><Nm>A</Nm></Ownr></Acct>', Ntfctn/Acct/Ownr/Nm"
    })
    void locksWhatNamesMoneyAndItsWays(String from, String to, String field) {
        UUID message = kept();

        var result = propose(message, notice.repaired().replace(from, to));

        assertThat(result).isEqualTo(new Refused(Fault.LOCKED, field, ""));
        assertThat(edits.of(message)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:00:00+05:00, yesterday, Ntfctn/Ntry/BookgDt/DtTm",
        "2026-11-21T10:00:00+05:00, 2026-11-21T10:00:01, Ntfctn/Ntry/BookgDt/DtTm",
        "<CreDtTm>2026, <CreDtTm>in 2026, GrpHdr/CreDtTm",
        "054.001.08, 054.001.13, xmlns",
        "</Document>, '', ''"
    })
    void takesOnlyWhatTheReaderOfTheQueueWouldTake(String from, String to, String field) {
        UUID message = kept();

        var result = propose(message, notice.repaired().replace(from, to));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.fault()).isEqualTo(Fault.UNREADABLE);
                            assertThat(refused.field()).isEqualTo(field);
                            assertThat(refused.detail()).isNotEmpty();
                        });
        assertThat(edits.of(message)).isEmpty();
    }

    @Test
    void saysWhenNothingWasChangedOrTheSameIsThereAlready() {
        UUID message = kept();
        keep(CreditNotice.QUEUE, notice.repaired());

        assertThat(propose(message, Layout.of(notice.broken()).replace("\n", "\r\n")))
                .isEqualTo(new Refused(Fault.UNCHANGED, "", ""));
        assertThat(propose(message, notice.repaired())).isEqualTo(new Refused(Fault.KNOWN, "", ""));
        assertThat(propose(message, "x".repeat(Edits.LONGEST + 1)))
                .isEqualTo(new Refused(Fault.TOO_LONG, "", ""));
    }

    @Test
    void takesTwoPeopleHoweverTheyWriteTheirNames() {
        UUID message = kept();
        EditView edit = proposed(message);

        assertThat(decided(edits.approve(edit.id(), "SUPPORT", "mine"))).isEqualTo(Result.OWN);
        assertThat(decided(edits.decline(edit.id(), "Support ", "mine"))).isEqualTo(Result.OWN);
        assertThat(decided(edits.withdraw(edit.id(), "supervisor"))).isEqualTo(Result.NOT_OWN);
        assertThat(message(message).state()).isEqualTo(State.OPEN);
        assertThat(edits.find(edit.id()).orElseThrow().state()).isEqualTo(EditView.State.OPEN);
    }

    @Test
    void waitsForOneDecisionAtATime() {
        UUID message = kept();
        EditView first = proposed(message);

        assertThat(propose(message, notice.repaired()))
                .isEqualTo(new Refused(Fault.NOT_EDITABLE, "", ""));
        assertThat(form(message).standing()).isEqualTo(Standing.PROPOSED);
        assertThat(form(message).open()).isEqualTo(first.id());

        assertThat(decided(edits.decline(first.id(), "supervisor", "no"))).isEqualTo(Result.DONE);
        assertThat(decided(edits.approve(first.id(), "supervisor", "yes"))).isEqualTo(Result.OVER);
        EditView second = proposed(message);
        assertThat(decided(edits.withdraw(second.id(), "Support"))).isEqualTo(Result.DONE);
        assertThat(edits.of(message))
                .extracting(EditView::state)
                .containsExactly(EditView.State.WITHDRAWN, EditView.State.DECLINED);
        assertThat(message(message).state()).isEqualTo(State.OPEN);
        assertThat(acts(message))
                .containsExactly(
                        "failed",
                        "edit-proposed",
                        "edit-declined",
                        "edit-proposed",
                        "edit-withdrawn");
    }

    @Test
    void isVoidWhenTheMessageWasMovedOnOtherwise() {
        UUID discarded = kept();
        EditView one = proposed(discarded);
        desk.discard(discarded, "support", "the bank sends another");
        notice = CreditNotice.of(hub);
        send(notice.broken());
        UUID replayed = awaitKept();
        EditView other = proposed(replayed);
        desk.replay(replayed, "support", "as it is");
        await().atMost(PATIENCE).until(() -> message(replayed).occurrences() == 2);

        for (EditView edit : List.of(one, other)) {
            assertThat(decided(edits.approve(edit.id(), "supervisor", "yes")))
                    .isEqualTo(Result.OVER);
            assertThat(edits.find(edit.id()).orElseThrow().state()).isEqualTo(EditView.State.VOID);
        }
        assertThat(acts(discarded)).contains("edit-void", "discarded");
        assertThat(message(replayed).state()).isEqualTo(State.OPEN);
        assertThat(message(replayed).supersededBy()).isNull();
        desk.discard(replayed, "support", "the test is over");
    }

    @Test
    void ofManyWhoApproveAtOnceOneDoes() throws Exception {
        UUID message = kept();
        EditView edit = proposed(message);

        var results = new ArrayList<Result>();
        try (var people = Executors.newFixedThreadPool(4)) {
            var all =
                    List.of("a", "b", "c", "d").stream()
                            .<Callable<Result>>map(
                                    who -> () -> decided(edits.approve(edit.id(), who, "yes")))
                            .toList();
            for (var result : people.invokeAll(all)) {
                results.add(result.get());
            }
        }

        assertThat(results)
                .containsExactlyInAnyOrder(Result.DONE, Result.OVER, Result.OVER, Result.OVER);
        assertThat(acts(message)).containsExactly("failed", "edit-proposed", "edit-approved");
        UUID version = edits.find(edit.id()).orElseThrow().newVersion();
        assertThat(message(version).supersedes()).isEqualTo(message);
        desk.discard(version, "support", "the test is over");
    }

    @Test
    void keepsToTheNewVersionWhenTheFirstOneComesAgain() {
        UUID first = kept();
        UUID second = approved(proposed(first));

        keep(CreditNotice.QUEUE, notice.broken());
        assertThat(message(first).state()).isEqualTo(State.SUPERSEDED);
        assertThat(message(first).occurrences()).isEqualTo(2);
        assertThat(acts(second)).doesNotContain("failed-again");

        desk.discard(second, "support", "not needed");
        keep(CreditNotice.QUEUE, notice.broken());
        // Nobody would hear of it otherwise.
        assertThat(message(second).state()).isEqualTo(State.OPEN);
        assertThat(acts(second)).endsWith("discarded", "failed-again");
        assertThat(message(first).state()).isEqualTo(State.SUPERSEDED);
        desk.discard(second, "support", "the test is over");
    }

    @Test
    void isLeftAloneByAGroupReplay() {
        UUID first = kept();
        String who = "edited-" + first;
        desk.assign(first, "support", Optional.of(who));
        var groups = hub.bean(GroupReplays.class);
        var theirs = new Filter(null, null, null, null, null, null, who, null, null, null, 10);
        UUID group = groups.prepare(theirs, "support").orElseThrow().id();
        awaitState(groups, group, GroupReplayView.State.PLANNED);

        UUID second = approved(proposed(first));
        groups.start(group, "support", "all of them", GroupReplays.FASTEST);

        awaitState(groups, group, GroupReplayView.State.DONE);
        assertThat(groups.items(group, null, 0, 10))
                .extracting(GroupItemView::state)
                .containsExactly(GroupItemView.State.OUTDATED);
        assertThat(message(first).state()).isEqualTo(State.SUPERSEDED);
        assertThat(message(second).state()).isEqualTo(State.OPEN);
        assertThat(desk.list(theirs)).extracting(FailedMessageView::id).contains(second);
        desk.discard(second, "support", "the test is over");
    }

    private static void awaitState(GroupReplays groups, UUID id, GroupReplayView.State state) {
        await().atMost(PATIENCE).until(() -> groups.find(id).orElseThrow().state() == state);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMAND, counterparty.billing, COMMAND",
        "INBOX, '', TEXT",
        "REVIEW, '', REVIEW",
        "QUEUE, counterparty.wooppay, FIXED",
        "QUEUE, bank.halyk, FIXED",
        "QUEUE, bank.nobody.notices, FIXED",
        "QUEUE, partner.demo-shop.requests, PARTNER",
        "QUEUE, expired-partner-requests, PARTNER",
        "QUEUE, bank.halyk.notices, BROKEN"
    })
    void offersNothingWhereNothingMayBeEdited(Source source, String queue, Standing standing) {
        UUID message = keep(source, queue, "hello " + UUID.randomUUID(), null);

        assertThat(form(message).standing()).isEqualTo(standing);
        assertThat(form(message).text()).isEmpty();
        assertThat(propose(message, "hello you"))
                .isEqualTo(new Refused(Fault.NOT_EDITABLE, "", ""));
        desk.discard(message, "support", "the test is over");
    }

    @Test
    @Tag("R-OPS-6")
    void masksWhatWasNotAskedForInClear() {
        UUID message = kept();
        EditView edit = proposed(message);
        edits.withdraw(edit.id(), "support");

        assertThat(form(message).text()).doesNotContain(notice.id(), notice.iban(), "70.00");
        assertThat(form(message).locked())
                .contains(new EditForm.Locked("Ntfctn/Ntry/Amt", "••.••"))
                .noneMatch(each -> each.value().contains(notice.iban()));
        assertThat(edits.formInClear(message).orElseThrow().text())
                .contains("<IBAN>" + notice.iban() + "</IBAN>");
        assertThat(edits.difference(edit.id(), false).orElseThrow().toString())
                .contains("<DtTm>")
                .doesNotContain("2026", notice.iban());
        assertThat(edits.difference(edit.id(), true).orElseThrow())
                .extracting(line -> line.kind() + " " + line.text().strip())
                .contains(
                        "REMOVED <DtTm>2026-11-21T10:00:00</DtTm>",
                        "ADDED <DtTm>2026-11-21T10:00:00+05:00</DtTm>");
    }

    @Test
    void isThereForProgramsToo() {
        String message = kept().toString();
        var support = new DeskClient(hub, "support");
        var supervisor = new DeskClient(hub, "supervisor");

        var locked =
                support.act(
                        message, "edits", wanted(notice.repaired().replace("70.00", "7000.00")));
        assertThat(locked.status()).isEqualTo(400);
        assertThat(locked.json().path("field").asText()).isEqualTo("Ntfctn/Ntry/Amt");
        assertThat(support.act(message, "edits", "{\"reason\":\"why\"}").status()).isEqualTo(400);
        assertThat(new DeskClient(hub, "auditor").act(message, "edits").status()).isEqualTo(403);

        var proposed = support.act(message, "edits", wanted(notice.repaired()));
        assertThat(proposed.status()).isEqualTo(200);
        String edit = "edits/" + proposed.json().path("id").asText();
        assertThat(support.act(message, "edits", wanted(notice.repaired())).status())
                .isEqualTo(409);
        assertThat(support.get("/edits").json().path("items").toString()).contains(message);
        assertThat(support.get("/" + edit).json().path("difference").toString())
                .contains("removed", "added")
                .doesNotContain(notice.iban());
        assertThat(support.act(edit, "approve").status()).isEqualTo(403);
        assertThat(supervisor.act(edit, "withdraw").status()).isEqualTo(403);
        assertThat(supervisor.act(edit, "approve", "{}").status()).isEqualTo(400);
        var approved = supervisor.act(edit, "approve");
        assertThat(approved.json().path("state").asText()).isEqualTo("approved");
        assertThat(supervisor.act(edit, "decline").status()).isEqualTo(409);
        assertThat(support.get("/" + message).json().at("/message/state").asText())
                .isEqualTo("superseded");
        assertThat(support.act("edits/" + UUID.randomUUID(), "withdraw").status()).isEqualTo(404);
        assertThat(support.act(approved.json().path("newVersion").asText(), "discard").status())
                .isEqualTo(200);
    }

    private static String wanted(String body) {
        return "{\"reason\":\"the offset is missing\",\"body\":\"%s\"}"
                .formatted(body.replace("\"", "\\\"").replace("\n", "\\n"));
    }

    /** A notice that nobody can read, on the desk. */
    private UUID kept() {
        return keep(CreditNotice.QUEUE, notice.broken());
    }

    private UUID keep(String queue, String text) {
        return keep(Source.QUEUE, queue, text, text);
    }

    private UUID keep(Source source, String queue, String reference, String text) {
        String digest =
                source == Source.QUEUE ? Masking.digest(queue + "\n" + reference) : reference;
        String payload =
                source == Source.QUEUE ? Optional.ofNullable(text).orElse(reference) : null;
        var failure =
                new Failure(
                        source,
                        digest,
                        "told " + UUID.randomUUID(),
                        null,
                        null,
                        "dead.letter",
                        "a test",
                        null,
                        1,
                        "a test",
                        queue,
                        payload);
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> desk.keep(failure));
        return find(source, digest).orElseThrow();
    }

    private Optional<UUID> find(Source source, String reference) {
        return desk.list(Filter.of(null, source, null, null, null, 1_000)).stream()
                .filter(each -> each.reference().equals(reference))
                .map(FailedMessageView::id)
                .findFirst();
    }

    private UUID awaitKept() {
        return awaitKept(notice.broken());
    }

    private UUID awaitKept(String text) {
        String digest = Masking.digest(CreditNotice.QUEUE + "\n" + text);
        return await().atMost(PATIENCE)
                .until(() -> find(Source.QUEUE, digest), Optional::isPresent)
                .orElseThrow();
    }

    private void send(String text) {
        new JmsTemplate(hub.context().getBean("pooledConnectionFactory", ConnectionFactory.class))
                .convertAndSend(CreditNotice.QUEUE, text);
    }

    private EditProposal propose(UUID message, String body) {
        return edits.propose(message, body, "support", "the offset is missing").orElseThrow();
    }

    private EditView proposed(UUID message) {
        return ((Proposed) propose(message, notice.repaired())).edit();
    }

    /** The new version. */
    private UUID approved(EditView edit) {
        var decision = edits.approve(edit.id(), "supervisor", "as the bank says").orElseThrow();
        assertThat(decision.result()).isEqualTo(Result.DONE);
        return decision.edit().newVersion();
    }

    private static Result decided(Optional<EditDecision> decision) {
        return decision.orElseThrow().result();
    }

    private EditForm form(UUID message) {
        return edits.form(message).orElseThrow();
    }

    private FailedMessageView message(UUID id) {
        return desk.detail(id).orElseThrow().message();
    }

    private List<String> acts(UUID id) {
        return desk.detail(id).orElseThrow().acts().stream().map(ActView::act).toList();
    }

    private PlannedReplay replayed(UUID id, ReplayPlan plan) {
        return desk.replay(id, plan.fingerprint(), "support", "as shown").orElseThrow();
    }

    private List<Money> credits() {
        return hub.bean(BankNotices.class).unmatched("halyk", 10_000).stream()
                .filter(each -> each.messageId().equals(notice.id()))
                .map(each -> each.amount())
                .toList();
    }
}
