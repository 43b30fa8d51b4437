package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.partner.PartnerClient.Received;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.subscriber.PartnerUserId;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments by users of a partner: who may have them proposed, and who has to wait for that. */
@Tag("R-ACC-1")
@Tag("R-ACC-3")
class PartnerApprovalIT {

    private static final HubUnderTest HUB = PartnerHub.HUB;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Person director;
    private static Person cashier;
    private static Person clerk;

    private final String msisdn = FreshMsisdn.next();
    private final Phone phone = new Phone(HUB, msisdn);
    private PartnerClient shop;

    @BeforeAll
    static void nameUsers() throws JMSException {
        // Those of other tests are in charge no more.
        jdbc().update(
                        "UPDATE subscriber.partner_user SET blocked_at = clock_timestamp()"
                                + " WHERE blocked_at IS NULL");
        try (var shop = PartnerClient.connect(HUB, "demo-shop")) {
            director = Person.director(HUB, shop);
            cashier = director.add(HUB, shop, "confirm");
            clerk = director.add(HUB, shop, "create");
        }
    }

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(HUB, "demo-shop");
    }

    @AfterEach
    void disconnect() throws JMSException {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "confirm"})
    @Tag("R-OPS-2")
    void proposesAtOnceForThoseWhoMayConfirm(String level) throws JMSException {
        Person user = level.equals("full") ? director : cashier;
        var reply = shop.ask(user.by(create(id(), msisdn, "1500.00")));

        assertThat(reply.status()).isEqualTo("pending");
        assertThat(phone.nextMessage()).contains("Demo Shop", "1,500.00 KZT");
        assertThat(acts(reply.paymentId()))
                .containsExactly(user.userId() + " payment.create " + reply.paymentId());
    }

    @Test
    @Tag("R-OPS-2")
    @Tag("R-OPS-6")
    void holdsWhatAUserCreatesWhoMayNotConfirmUntilOneApprovesWhoMay() throws JMSException {
        String createdBy = id();
        var held = shop.ask(clerk.by(create(createdBy, msisdn, "1500.00")));

        assertThat(held.status()).isEqualTo("awaiting-approval");
        assertThat(held.body().at("/payment/amount/value").asText()).isEqualTo("1500.00");
        assertThat(held.body().at("/payment/fee/value").asText()).isEqualTo("0.00");
        assertThat(get(held)).isEqualTo("awaiting-approval");
        assertThat(HUB.bean(Subscribers.class).known(List.of(new Msisdn(msisdn))))
                .as("nobody was asked whose number it is")
                .isEmpty();
        assertThat(
                        jdbc().queryForObject(
                                        "SELECT position(? IN encode(sealed, 'escape'))"
                                                + " FROM partner.held_payment WHERE id = ?::uuid",
                                        Integer.class,
                                        msisdn,
                                        held.paymentId()))
                .isZero();

        assertThat(shop.ask(clerk.by(approve(held))).code()).isEqualTo("ACCESS_LEVEL_TOO_LOW");
        assertThat(shop.ask(approve(held)).code()).isEqualTo("INVALID_MEMBER");
        assertThat(texts(held)).isZero();

        var approval = cashier.by(request("payment.approve", id()).put("createdBy", createdBy));
        var approved = shop.ask(approval);
        assertThat(approved.status()).isEqualTo("pending");
        assertThat(approved.paymentId()).isEqualTo(held.paymentId());
        assertThat(shop.ask(approval).body()).isEqualTo(approved.body());
        assertThat(shop.ask(director.by(approve(held))).code()).isEqualTo("NOTHING_TO_APPROVE");
        assertThat(phone.ask("4404", Phone.codeIn(phone.nextMessage()))).contains("Paid");
        var settled = shop.event("payment.settled", held.paymentId());
        assertThat(settled.body().path("createdBy").asText()).isEqualTo(createdBy);
        assertThat(get(held)).isEqualTo("settled");
        assertThat(texts(held)).as("a code and a receipt").isEqualTo(2);
        String id = held.paymentId();
        assertThat(acts(id))
                .containsExactly(
                        clerk.userId() + " payment.create " + id,
                        clerk.userId() + " payment.approve " + id + ": access level too low",
                        cashier.userId() + " payment.approve " + id,
                        director.userId() + " payment.approve " + id + ": nothing to approve");
    }

    @Test
    void isCancelledByThePartnerOrByWhoeverMayCreate() throws JMSException {
        var first = hold("1500.00");
        var second = hold("1600.00");
        LocalDate day = LocalDate.now(ZoneId.of("Asia/Almaty")).minusDays(50);
        created(first, day);
        created(second, day);
        assertThat(report(day).path("provisional").asBoolean()).isTrue();
        assertThat(report(day).at("/totals/0/status").asText()).isEqualTo("awaiting-approval");
        assertThat(report(day).at("/totals/0/amount/value").asText()).isEqualTo("3100.00");

        assertThat(shop.ask(cancel(first)).status()).isEqualTo("cancelled");
        assertThat(shop.ask(clerk.by(cancel(second))).status()).isEqualTo("cancelled");

        for (Received held : List.of(first, second)) {
            shop.event("payment.cancelled", held.paymentId());
            assertThat(get(held)).isEqualTo("cancelled");
            assertThat(shop.ask(cancel(held)).status()).isEqualTo("cancelled");
            var late = shop.ask(cashier.by(approve(held)));
            assertThat(late.code()).isEqualTo("NOTHING_TO_APPROVE");
            assertThat(late.body().at("/error/explanation").asText()).contains("cancelled");
            assertThat(texts(held)).isZero();
        }
        assertThat(report(day).path("provisional").asBoolean()).isFalse();
        assertThat(report(day).at("/list/0/status").asText()).isEqualTo("cancelled");
        assertThat(acts(second.paymentId()))
                .contains(clerk.userId() + " payment.cancel " + second.paymentId());
    }

    @Test
    void expiresWhenNobodyApprovesIt() throws JMSException {
        var held = hold("1500.00");
        jdbc().update(
                        "UPDATE partner.held_payment SET expires_at = clock_timestamp()"
                                + " WHERE id = ?::uuid",
                        held.paymentId());

        assertThat(get(held)).isEqualTo("expired");
        assertThat(shop.ask(cashier.by(approve(held))).code()).isEqualTo("NOTHING_TO_APPROVE");
        assertThat(shop.ask(cancel(held)).code()).isEqualTo("PAYMENT_NOT_PENDING");
        var event = shop.event("payment.expired", held.paymentId());
        assertThat(event.body().path("createdBy")).isEqualTo(held.body().path("requestId"));
        assertThat(
                        jdbc().queryForObject(
                                        "SELECT sealed IS NULL FROM partner.held_payment"
                                                + " WHERE id = ?::uuid",
                                        Boolean.class,
                                        held.paymentId()))
                .as("nothing of the subscriber is left")
                .isTrue();
        assertThat(texts(held)).isZero();
    }

    /** As two nodes would: each has looked up what it needs before either settles. */
    @Test
    @Tag("I-2")
    void proposesOnceWhenTwoApproveAtTheSameTime() throws Exception {
        var held = hold("1500.00");
        List<Prepared> approvals = List.of(prepared(cashier, held), prepared(director, held));
        var settlement = HUB.bean(RequestSettlement.class);
        var transaction = HUB.bean(TransactionTemplate.class);
        List<Future<?>> settling = new ArrayList<>();

        try (var nodes = Executors.newFixedThreadPool(approvals.size())) {
            transaction.executeWithoutResult(
                    status -> {
                        // However slow the others are to come.
                        jdbc().execute("SET LOCAL idle_in_transaction_session_timeout = 0");
                        HUB.bean(PartnerLimits.class).lock("demo-shop");
                        for (Prepared approval : approvals) {
                            settling.add(
                                    nodes.submit(
                                            () ->
                                                    transaction.executeWithoutResult(
                                                            own ->
                                                                    settlement.settle(
                                                                            "demo-shop",
                                                                            List.of(approval)))));
                        }
                        await().atMost(PATIENCE).until(() -> waitingForLocks() >= 2);
                    });
        }
        for (Future<?> settled : settling) {
            settled.get();
        }
        HUB.bean(Postmen.class).wake("demo-shop", Set.of(Outgoing.Channel.REPLIES));

        List<Received> replies = new ArrayList<>();
        for (Prepared approval : approvals) {
            String requestId = approval.envelope().requestId();
            replies.add(shop.reply(it -> it.body().path("requestId").asText().equals(requestId)));
        }
        assertThat(replies).filteredOn(it -> it.status().equals("pending")).hasSize(1);
        assertThat(replies)
                .filteredOn(it -> it.code().equals("NOTHING_TO_APPROVE"))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.body().at("/error/explanation").asText())
                                        .contains("pending"));
        assertThat(phone.ask("4404", Phone.codeIn(phone.nextMessage()))).contains("Paid");
        assertThat(texts(held)).as("a code and a receipt").isEqualTo(2);
        assertThat(phone.ask("9909", "balance")).contains("98,500.00 KZT");
    }

    private static int waitingForLocks() {
        Integer waiting =
                jdbc().queryForObject(
                                "SELECT count(*) FROM pg_locks"
                                        + " WHERE locktype = 'advisory' AND NOT granted",
                                Integer.class);
        return waiting == null ? 0 : waiting;
    }

    private static Prepared prepared(Person by, Received held) {
        String requestId = id();
        var wish =
                new Wish.Approve(
                        new Wish.Named.ById(new InstructionId(UUID.fromString(held.paymentId()))),
                        new Wish.By(
                                new PartnerUserId(UUID.fromString(by.userId())),
                                UUID.fromString(by.codeId())));
        Found found = HUB.bean(UserPaymentLookups.class).of("demo-shop", List.of(wish)).getFirst();
        assertThat(found).isInstanceOf(Found.Payable.class);
        Holder holder = HUB.bean(HolderLookups.class).of("demo-shop", List.of(wish)).getFirst();
        assertThat(holder).isInstanceOf(Holder.Owner.class);
        var envelope =
                new Envelope("demo-shop", 0, requestId, "payment.approve", requestId, false, 1);
        return new Prepared(
                new Arrival.Request(
                        envelope, RequestType.PAYMENT_APPROVE, requestId, new byte[32], wish),
                found,
                holder);
    }

    @Test
    void isApprovedAfterARestart() throws JMSException {
        var held = hold("1500.00");
        shop.close();
        HUB.restart();
        shop = PartnerClient.connect(HUB, "demo-shop");

        assertThat(get(held)).isEqualTo("awaiting-approval");
        assertThat(shop.ask(cashier.by(approve(held))).status()).isEqualTo("pending");
        assertThat(phone.nextMessage()).contains("Demo Shop", "1,500.00 KZT");
    }

    /** What the request before does is known to the next, though none waits for an answer. */
    @Test
    @Tag("I-7")
    void answersInOrderWhoeverAsks() throws JMSException {
        String createdBy = id();
        List<ObjectNode> requests =
                List.of(
                        clerk.by(create(createdBy, msisdn, "1500.00")),
                        cashier.by(request("payment.approve", id()).put("createdBy", createdBy)),
                        director.by(request("payment.approve", id()).put("createdBy", createdBy)),
                        clerk.by(request("payment.cancel", id()).put("createdBy", createdBy)));
        for (ObjectNode request : requests) {
            shop.send(shop.session().createTextMessage(request.toString()));
        }

        List<String> answers = new ArrayList<>();
        for (ObjectNode request : requests) {
            Received reply =
                    shop.reply(it -> it.body().path("requestId").equals(request.path("requestId")));
            answers.add(reply.status() + reply.code());
        }
        assertThat(answers)
                .containsExactly("awaiting-approval", "pending", "NOTHING_TO_APPROVE", "cancelled");
    }

    @Test
    void leavesItWaitingWhileTheSubscriberIsBusy() throws JMSException {
        var held = hold("1500.00");
        var other = shop.ask(create(id(), msisdn, "1700.00"));
        phone.nextMessage();
        var approval = cashier.by(approve(held));

        assertThat(shop.ask(approval).code()).isEqualTo("SUBSCRIBER_BUSY");
        assertThat(get(held)).isEqualTo("awaiting-approval");
        assertThat(shop.ask(cancel(other)).status()).isEqualTo("cancelled");
        assertThat(shop.ask(approval).status()).isEqualTo("pending");
        assertThat(phone.nextMessage()).contains("1,500.00 KZT");
    }

    @Test
    void isOverWhenItIsRefused() throws JMSException {
        var small = hold("1.00");
        var stranger = shop.ask(clerk.by(create(id(), "77479999999", "1500.00")));

        var tooSmall = shop.ask(cashier.by(approve(small)));
        var unknown = shop.ask(cashier.by(approve(stranger)));

        assertThat(tooSmall.body().at("/payment/reason").asText()).isEqualTo("BELOW_MINIMUM");
        assertThat(unknown.body().at("/payment/reason").asText()).isEqualTo("UNKNOWN_SUBSCRIBER");
        assertThat(unknown.paymentId()).isEqualTo(stranger.paymentId());
        for (Received held : List.of(small, stranger)) {
            assertThat(get(held)).isEqualTo("refused");
            assertThat(shop.ask(director.by(approve(held))).code()).isEqualTo("NOTHING_TO_APPROVE");
        }
        assertThat(acts(small.paymentId()))
                .contains(
                        "%s payment.approve %s: below minimum"
                                .formatted(cashier.userId(), small.paymentId()));
    }

    @Test
    @Tag("R-ACC-4")
    @Tag("R-ACC-6")
    void servesNobodyWhoIsNotSignedInOrIsBlocked() throws JMSException {
        var held = hold("1500.00");
        var nobody = new Person(cashier.userId(), clerk.codeId(), cashier.msisdn());
        var blocked = director.add(HUB, shop, "confirm");
        shop.ask(request("user.block", id()).put("userId", blocked.userId()));

        for (ObjectNode request :
                List.of(create(id(), FreshMsisdn.next(), "1500.00"), approve(held), cancel(held))) {
            assertThat(shop.ask(nobody.by(request)).code()).isEqualTo("NOT_SIGNED_IN");
            assertThat(shop.ask(blocked.by(request)).code()).isEqualTo("USER_BLOCKED");
        }
        assertThat(get(held)).isEqualTo("awaiting-approval");
        assertThat(acts(held.paymentId()))
                .endsWith(
                        blocked.userId()
                                + " payment.approve "
                                + held.paymentId()
                                + ": user blocked",
                        blocked.userId()
                                + " payment.cancel "
                                + held.paymentId()
                                + ": user blocked");
        try (var bank = PartnerClient.connect(HUB, "demo-bank")) {
            assertThat(bank.ask(cancel(held)).code()).isEqualTo("PAYMENT_NOT_FOUND");
            assertThat(bank.ask(cashier.by(approve(held))).code()).isEqualTo("NOT_SIGNED_IN");
        }
    }

    @Test
    @Tag("R-ACC-4")
    void movesNoMoneyOfWhoeverMayHaveAnothersSim() throws JMSException {
        var held = hold("1500.00");
        var user = director.add(HUB, shop, "confirm");
        Person.changeSim(HUB, user.msisdn(), Duration.ofHours(1));
        String payer = FreshMsisdn.next();
        String createdBy = id();

        for (ObjectNode request : List.of(create(createdBy, payer, "1500.00"), approve(held))) {
            var error = shop.ask(user.by(request)).body().path("error");
            assertThat(error.path("category").asText()).isEqualTo("authorisation");
            assertThat(error.path("code").asText()).isEqualTo("USER_NOT_ELIGIBLE");
            assertThat(error.path("explanation").asText())
                    .isEqualTo("codes to the user's number sign nobody in at present");
            assertThat(error.has("field")).isFalse();
        }
        assertThat(shop.ask(request("payment.get", id()).put("createdBy", createdBy)).code())
                .isEqualTo("PAYMENT_NOT_FOUND");
        assertThat(get(held)).isEqualTo("awaiting-approval");
        assertThat(texts(held)).isZero();
        assertThat(acts(held.paymentId()))
                .endsWith(
                        "%s payment.approve %s: user not eligible"
                                .formatted(user.userId(), held.paymentId()));
        assertThat(shop.ask(user.by(cancel(held))).status())
                .as("what only stops something")
                .isEqualTo("cancelled");
    }

    @Test
    @Tag("R-LIM-1")
    void countsAmongWhatIsOpen() throws JMSException {
        try (var thrifty = PartnerClient.connect(HUB, "thrifty-open")) {
            var owner = Person.director(HUB, thrifty);
            var seller = owner.add(HUB, thrifty, "create");
            var held = thrifty.ask(seller.by(create(id(), msisdn, "9000.00")));
            assertThat(held.status()).isEqualTo("awaiting-approval");

            var more = create(id(), FreshMsisdn.next(), "1000.01");
            assertThat(thrifty.ask(more).code()).isEqualTo("TOO_MANY_OPEN");
            assertThat(thrifty.ask(seller.by(more)).code()).isEqualTo("TOO_MANY_OPEN");
            assertThat(thrifty.ask(owner.by(approve(held))).status())
                    .as("not twice")
                    .isEqualTo("pending");
            assertThat(thrifty.ask(more).code()).isEqualTo("TOO_MANY_OPEN");
            assertThat(thrifty.ask(cancel(held)).status()).isEqualTo("cancelled");
        }
    }

    @Test
    void isCancelledWhenThePartnerIsSuspended() throws JMSException {
        var held = hold("1500.00");
        var supervisor = new OperationsClient(HUB, "supervisor");

        supervisor.post("/api/partners/demo-shop/suspend", "{\"reason\": \"keys were stolen\"}");
        supervisor.post("/api/partners/demo-shop/resume", "{\"reason\": \"they have new ones\"}");

        shop.event("payment.cancelled", held.paymentId());
        assertThat(get(held)).isEqualTo("cancelled");
    }

    private Received hold(String amount) throws JMSException {
        var held = shop.ask(clerk.by(create(id(), msisdn, amount)));
        assertThat(held.status()).isEqualTo("awaiting-approval");
        return held;
    }

    private String get(Received payment) throws JMSException {
        return shop.ask(about("payment.get", payment)).status();
    }

    private static ObjectNode approve(Received payment) {
        return about("payment.approve", payment);
    }

    private static ObjectNode cancel(Received payment) {
        return about("payment.cancel", payment);
    }

    private static ObjectNode about(String type, Received payment) {
        return request(type, id()).put("paymentId", payment.paymentId());
    }

    private JsonNode report(LocalDate day) throws JMSException {
        return shop.ask(request("report.get", id()).put("day", day.toString()))
                .body()
                .path("report");
    }

    /** As if it had been then. */
    private static void created(Received payment, LocalDate day) {
        jdbc().update(
                        "UPDATE partner.request SET received_at = (? || ' 12:00')::timestamp"
                                + " AT TIME ZONE 'Asia/Almaty'"
                                + " WHERE instruction_id = ?::uuid AND type = 'payment.create'",
                        day.toString(),
                        payment.paymentId());
    }

    /** Of all texts that there were about it. */
    private static int texts(Received payment) {
        Integer texts =
                jdbc().queryForObject(
                                "SELECT count(*) FROM mailbox.outbound"
                                        + " WHERE instruction_id = ?::uuid",
                                Integer.class,
                                payment.paymentId());
        return texts == null ? 0 : texts;
    }

    private static List<String> acts(String paymentId) {
        return jdbc().queryForList(
                        "SELECT by_user || ' ' || act || coalesce(': ' || refused, '')"
                                + " FROM subscriber.partner_user_act WHERE act LIKE ? ORDER BY id",
                        String.class,
                        "payment.% " + paymentId);
    }

    private static JdbcTemplate jdbc() {
        return HUB.bean(JdbcTemplate.class);
    }
}
