package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.partner.Disclosure.Status;
import kz.nusqau.partner.DisclosureEvents.Outcome;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.PartnerTotal;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.subscriber.PartnerUser;
import org.springframework.stereotype.Component;

/** Replies and events as the contract words them. */
@Component
final class Wording {

    static final String NOT_ELIGIBLE = "SUBSCRIBER_NOT_ELIGIBLE";

    /**
     * Reasons that tell about the request or the service. All others would tell a partner about
     * somebody who has agreed to nothing yet, and who is told them (R-OPS-6).
     */
    private static final Set<RefusalReason> TOLD =
            EnumSet.of(
                    RefusalReason.BELOW_MINIMUM,
                    RefusalReason.ABOVE_MAXIMUM,
                    RefusalReason.EMONEY_LIMIT,
                    RefusalReason.UNKNOWN_PAYEE,
                    RefusalReason.INVALID_REQUISITE,
                    RefusalReason.UNKNOWN_SUBSCRIBER,
                    RefusalReason.PROVIDER_REFUSED,
                    RefusalReason.EMONEY_REFUSED,
                    RefusalReason.SERVICE_UNAVAILABLE,
                    RefusalReason.EXPIRED,
                    RefusalReason.RECALLED);

    private final PartnerProperties properties;
    private final Contract contract;

    Wording(PartnerProperties properties, Contract contract) {
        this.properties = properties;
        this.contract = contract;
    }

    /** The word of a payment's status, and the end of its event's type. */
    static String word(PartnerPayment.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String event(PartnerPayment.Status status) {
        return "payment." + word(status);
    }

    String reply(Envelope to, Answer answer, Instant at) {
        if (answer instanceof Answer.Again(var before)) {
            return before;
        }
        ObjectNode reply = message("reply");
        if (to.type() != null) {
            reply.put("to", to.type());
        }
        if (to.requestId() != null) {
            reply.put("requestId", to.requestId());
        }
        reply.put("at", text(at));
        switch (answer) {
            case Answer.OfPayment(var payment) -> reply.set("payment", payment(payment));
            case Answer.Refused(var provider, var reason) ->
                    reply.putObject("payment")
                            .put("status", word(PartnerPayment.Status.REFUSED))
                            .put("reason", reason(reason))
                            .put("provider", provider);
            case Answer.OfCode code -> reply.set("code", code(code));
            case Answer.OfSending(var sending, var refused) ->
                    reply.set("sending", sending(sending, refused));
            case Answer.OfOutcomes outcomes -> reply.set("outcomes", outcomes(outcomes));
            case Answer.OfReport(var report) -> reply.set("report", report(report));
            case Answer.OfPaymentCode code -> reply.set("code", code(code));
            case Answer.OfDisclosure(var disclosure, var expiresAt) ->
                    reply.set(
                            "disclosure",
                            disclosure(disclosure, Status.PENDING)
                                    .put("expiresAt", text(expiresAt)));
            case Answer.OfUser(var user) -> reply.set("user", user(user));
            case Answer.Replayed(var events) -> reply.put("replayed", events);
            case Answer.Failed(var fault) -> reply.set("error", error(fault));
            case Answer.Again again -> throw new IllegalStateException("worded before");
        }
        JsonNode deprecation = to.type() == null ? null : contract.deprecation(to.type());
        if (deprecation != null) {
            reply.set("deprecation", deprecation);
        }
        return reply.toString();
    }

    /** Without its number, which it gets when it is sent. */
    String event(PartnerPayment payment, String createdBy, Instant at) {
        ObjectNode event = message(event(payment.status()));
        event.put("at", text(at));
        event.put("createdBy", createdBy);
        event.set("payment", payment(payment));
        return event.toString();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String event(Status status) {
        return "disclosure." + word(status);
    }

    /** {@code Kaspi}: banks are called the same in all languages. */
    static String name(String bank) {
        return bank.substring(0, 1).toUpperCase(Locale.ROOT) + bank.substring(1);
    }

    /** Without its number. */
    String event(Outcome outcome, Instant at) {
        ObjectNode event = message(event(outcome.status()));
        event.put("at", text(at));
        event.put("createdBy", outcome.disclosure().requestId());
        ObjectNode disclosure = disclosure(outcome.disclosure(), outcome.status());
        outcome.failure().ifPresent(why -> disclosure.put("reason", why.name()));
        outcome.accounts()
                .ifPresent(
                        accounts -> {
                            ArrayNode list = disclosure.putArray("accounts");
                            accounts.forEach(account -> list.add(account(account)));
                        });
        event.set("disclosure", disclosure);
        return event.toString();
    }

    private static ObjectNode disclosure(Disclosure disclosure, Status status) {
        ObjectNode node =
                Bodies.object()
                        .put("disclosureId", disclosure.id().toString())
                        .put("about", word(disclosure.scope().about()));
        disclosure.scope().bank().ifPresent(bank -> node.put("bank", bank));
        return node.put("status", word(status));
    }

    private static ObjectNode account(Disclosure.Account account) {
        ObjectNode node = Bodies.object();
        account.tail().ifPresent(tail -> node.put("tail", tail));
        node.set("available", money(account.available()));
        account.operations()
                .ifPresent(
                        operations -> {
                            ArrayNode list = node.putArray("operations");
                            operations.forEach(
                                    it ->
                                            list.addObject()
                                                    .put("at", text(it.at()))
                                                    .put("credit", it.credit())
                                                    .set("amount", money(it.amount())));
                        });
        return node;
    }

    /** Without its number. */
    String event(UserEvent event, PartnerUser user, Instant at) {
        ObjectNode node = message(event.word());
        node.put("at", text(at));
        node.set("user", user(user));
        return node.toString();
    }

    /** Nothing of who it is: the partner knows, and others needn't. */
    private static ObjectNode user(PartnerUser user) {
        return Bodies.object()
                .put("userId", user.id().toString())
                .put("level", word(user.level()))
                .put("status", user.blocked() ? "blocked" : "active")
                .put("mayBeTold", user.mayBeTold())
                .put("notifications", word(user.notifications()));
    }

    String event(ServiceEvent event, Instant at) {
        return message(event.word()).put("at", text(at)).toString();
    }

    /** Why there is work is said in all languages, for the partner's own customers. */
    String event(ServiceEvent event, WorkWindow window, Map<Language, String> reason, Instant at) {
        ObjectNode node = message(event.word());
        node.put("at", text(at));
        ObjectNode work = node.putObject("work").put("workId", Long.toString(window.id()));
        if (window.counterparty() != null) {
            work.put("system", window.counterparty());
        }
        work.put("from", text(window.start())).put("until", text(window.end()));
        if (window.calledOff()) {
            work.put("calledOff", true);
        }
        ObjectNode words = work.put("reason", window.reason().word()).putObject("words");
        reason.forEach((language, text) -> words.put(word(language), text));
        return node.toString();
    }

    String event(CodeEvent event, CodeStore.Told code, String createdBy, Instant at) {
        ObjectNode node = message(event.word());
        node.put("at", text(at));
        node.put("createdBy", createdBy);
        node.set(
                "code",
                switch (event) {
                    case UNDELIVERED ->
                            code(
                                    new Answer.OfCode(
                                            code.id(),
                                            Answer.OfCode.Standing.ISSUED,
                                            Optional.empty(),
                                            Optional.of(code.expiresAt())));
                    case EXPIRED ->
                            code(
                                    new Answer.OfCode(
                                            code.id(),
                                            Answer.OfCode.Standing.EXPIRED,
                                            Optional.empty(),
                                            Optional.empty()));
                });
        return node.toString();
    }

    String event(SendingEvent event, SendingView sending, Instant at) {
        ObjectNode node = message(event.word());
        node.put("at", text(at));
        node.put("createdBy", sending.requestId());
        node.set("sending", sending(sending));
        return node.toString();
    }

    private static ObjectNode message(String type) {
        return Bodies.object().put("type", type).put("version", RequestType.VERSION);
    }

    private static ObjectNode payment(PartnerPayment payment) {
        ObjectNode node =
                Bodies.object()
                        .put("paymentId", payment.id().toString())
                        .put("status", word(payment.status()));
        payment.reason().ifPresent(reason -> node.put("reason", reason(reason)));
        payment.number().ifPresent(number -> node.put("number", number));
        node.put("provider", payment.provider());
        node.set("amount", money(payment.amount()));
        node.set("fee", money(payment.fee()));
        return node;
    }

    static String word(Answer.OfCode.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode code(Answer.OfCode code) {
        ObjectNode node =
                Bodies.object()
                        .put("codeId", code.code().toString())
                        .put("status", word(code.standing()));
        code.attemptsLeft().ifPresent(left -> node.put("attemptsLeft", left));
        code.expiresAt().ifPresent(at -> node.put("expiresAt", text(at)));
        return node;
    }

    private static ObjectNode sending(SendingView sending, List<Answer.RefusedPlace> refused) {
        ObjectNode node = sending(sending);
        if (!refused.isEmpty()) {
            var places = node.putArray("refused");
            refused.forEach(
                    it ->
                            places.addObject()
                                    .put("place", it.place())
                                    .put("reason", it.reason().name()));
        }
        return node;
    }

    private static ObjectNode sending(SendingView sending) {
        ObjectNode node =
                Bodies.object()
                        .put("sendingId", sending.id().toString())
                        .put("status", sending.state().word())
                        .put("cancelled", sending.cancelled())
                        .put("parts", sending.parts())
                        .put("recipients", sending.recipients());
        ObjectNode counts = node.putObject("counts");
        for (RecipientStatus status : RecipientStatus.values()) {
            counts.put(status.word(), sending.count(status));
        }
        return node;
    }

    private static ObjectNode outcomes(Answer.OfOutcomes outcomes) {
        ObjectNode node = Bodies.object().put("sendingId", outcomes.sending().id().toString());
        node.put("status", outcomes.sending().state().word());
        var list = node.putArray("list");
        for (var outcome : outcomes.outcomes()) {
            ObjectNode each =
                    list.addObject()
                            .put("place", outcome.place())
                            .put("status", outcome.status().word());
            if (outcome.reason() != null) {
                each.put("reason", outcome.reason());
            }
            each.put("at", text(outcome.at()));
        }
        outcomes.next().ifPresent(next -> node.put("next", next));
        return node;
    }

    private static ObjectNode report(DayReport report) {
        ObjectNode node =
                Bodies.object()
                        .put("day", report.day().toString())
                        .put("provisional", report.provisional());
        var totals = node.putArray("totals");
        for (PartnerTotal total : report.totals()) {
            ObjectNode each =
                    totals.addObject()
                            .put("status", word(total.status()))
                            .put("payments", total.payments());
            each.set("amount", money(total.amount()));
            each.set("fee", money(total.fee()));
        }
        var list = node.putArray("list");
        for (DayReport.Line line : report.page()) {
            ObjectNode each = list.addObject();
            each.put("createdBy", line.proposed().requestId());
            each.put("at", text(line.proposed().at()));
            each.setAll(payment(line.payment()));
        }
        report.next().ifPresent(next -> node.put("next", next.toString()));
        return node;
    }

    private static ObjectNode code(Answer.OfPaymentCode code) {
        ObjectNode node =
                Bodies.object()
                        .put("paymentId", code.payment().toString())
                        .put("status", word(code.standing()));
        code.attemptsLeft().ifPresent(left -> node.put("attemptsLeft", left));
        return node;
    }

    private static ObjectNode money(Money money) {
        return Bodies.object().put("value", money.toDecimal()).put("currency", money.currency());
    }

    private static String reason(RefusalReason reason) {
        return TOLD.contains(reason) ? reason.name() : NOT_ELIGIBLE;
    }

    private ObjectNode error(Fault fault) {
        FaultCode code = fault.code();
        ObjectNode error =
                Bodies.object().put("category", code.category().word()).put("code", code.name());
        if (fault.field() != null) {
            error.put("field", fault.field());
        }
        error.put("explanation", fault.explanation())
                .put("documentation", properties.partnerApi().documentation() + "#" + code.name())
                .put("retry", code.mayBeRetried());
        return fault.until() == null ? error : error.put("until", text(fault.until()));
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
