package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.RequisiteShape;
import kz.nusqau.mailbox.PhoneLinks;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.subscriber.AccessLevel;
import kz.nusqau.subscriber.PartnerUser.Notifications;
import kz.nusqau.subscriber.PartnerUserId;
import kz.nusqau.subscriber.Scope;
import kz.nusqau.subscriber.UserAct;
import org.springframework.stereotype.Component;

/** Body to wish; the body is as the contract says, what it names may not be there. */
@Component
final class WishReader {

    /** Three days: an order is on its way for some. */
    private static final long USUAL_MINUTES = 3 * 24 * 60;

    private static final long TEXTS_MINUTES = 24 * 60;

    /** As for the hub's own texts. */
    private static final int MOST_PARTS = 3;

    private static final Duration TO_SIGN_IN = Duration.ofMinutes(5);

    private final CatalogueInForce catalogue;
    private final PhoneLinks links;
    private final Banks banks;
    private final PartnerProperties properties;

    WishReader(
            CatalogueInForce catalogue,
            PhoneLinks links,
            Banks banks,
            PartnerProperties properties) {
        this.catalogue = catalogue;
        this.links = links;
        this.banks = banks;
        this.properties = properties;
        properties
                .partners()
                .forEach(
                        (id, partner) ->
                                partner.providers().forEach(code -> requireKnown(id, code)));
    }

    private void requireKnown(String partner, String provider) {
        // What was published since may have taken it away; that must not stop a start.
        if (catalogue.now().providers().known(provider).isEmpty()) {
            throw new IllegalArgumentException(
                    "nusqau.partners.%s.providers=%s: the catalogue has no such provider"
                            .formatted(partner, provider));
        }
    }

    Wish read(String partner, RequestType type, JsonNode body) throws FaultyMessage {
        return switch (type) {
            case PAYMENT_CREATE -> create(partner, body);
            case PAYMENT_GET -> new Wish.Get(named(body));
            case PAYMENT_APPROVE -> new Wish.Approve(named(body), by(body).orElseThrow());
            case PAYMENT_CANCEL -> new Wish.Cancel(named(body), by(body));
            case BALANCE_GET -> disclose(Scope.About.BALANCE, body);
            case STATEMENT_GET -> disclose(Scope.About.STATEMENT, body);
            case CODE_ISSUE -> issue(body);
            case CODE_VERIFY -> verify(partner, body);
            case MESSAGE_SEND -> send(partner, body);
            case MESSAGE_APPEND ->
                    new Wish.Append(
                            which(body),
                            body.path("part").asInt(),
                            recipients(body),
                            body.path("more").asBoolean());
            case MESSAGE_GET -> new Wish.Look(which(body));
            case MESSAGE_OUTCOMES -> new Wish.Outcomes(which(body), body.path("from").asInt());
            case MESSAGE_CANCEL -> new Wish.Recall(which(body));
            case REPORT_GET -> report(body);
            case USER_CREATE ->
                    new Wish.CreateUser(
                            new Msisdn(body.path("subscriber").asText()), level(body), by(body));
            case USER_GET -> new Wish.GetUser(user(body));
            case USER_CHANGE -> act(body, new UserAct.ChangeLevel(level(body)));
            case USER_BLOCK -> act(body, new UserAct.Block());
            case USER_UNBLOCK -> act(body, new UserAct.Unblock());
            case NOTIFICATION_SET ->
                    act(
                            body,
                            new UserAct.Notify(
                                    Notifications.valueOf(
                                            body.path("notifications")
                                                    .asText()
                                                    .toUpperCase(Locale.ROOT))));
            case NOTIFICATION_GRANT -> act(body, new UserAct.Grant());
            case NOTIFICATION_REVOKE -> act(body, new UserAct.Revoke());
            case EVENTS_REPLAY -> {
                long from = body.path("from").asLong();
                yield new Wish.Replay(from, body.path("to").asLong(Long.MAX_VALUE));
            }
        };
    }

    private Wish send(String partner, JsonNode body) throws FaultyMessage {
        String sender = body.path("sender").asText();
        var allowed = properties.partners().get(partner);
        if (allowed == null || !allowed.senders().contains(sender)) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.SENDER_NOT_ALLOWED,
                            "/sender",
                            "texts from there are not yours to send"));
        }
        Map<Language, String> texts = new EnumMap<>(Language.class);
        for (var text : body.path("texts").properties()) {
            texts.put(language(text.getKey()), text(text.getKey(), text.getValue().asText()));
        }
        return new Wish.Send(
                sender,
                texts,
                recipients(body),
                Duration.ofMinutes(body.path("minutes").asLong(TEXTS_MINUTES)),
                body.path("more").asBoolean());
    }

    private String text(String language, String text) throws FaultyMessage {
        String field = "/texts/" + language;
        if (text.codePoints().anyMatch(WishReader::isNoCharacter)) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.INVALID_MEMBER,
                            field,
                            "holds what is no character of a text"));
        }
        int parts = links.parts(text);
        if (parts > MOST_PARTS) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.TEXT_TOO_LONG,
                            field,
                            "takes %d parts, and may take %d".formatted(parts, MOST_PARTS)));
        }
        return text;
    }

    /** Lines may end; a half of a character stands alone only where the other is missing. */
    private static boolean isNoCharacter(int c) {
        return (Character.isISOControl(c) && c != '\n')
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static List<String> recipients(JsonNode body) {
        List<String> recipients = new ArrayList<>();
        body.path("recipients").forEach(recipient -> recipients.add(recipient.asText()));
        return recipients;
    }

    private static Wish.Which which(JsonNode body) {
        return body.has("sendingId")
                ? new Wish.Which.ById(UUID.fromString(body.path("sendingId").asText()))
                : new Wish.Which.ByRequest(body.path("createdBy").asText());
    }

    private static Wish report(JsonNode body) throws FaultyMessage {
        try {
            return new Wish.Report(
                    LocalDate.parse(body.path("day").asText()),
                    Optional.ofNullable(body.get("after"))
                            .map(after -> new InstructionId(UUID.fromString(after.asText()))));
        } catch (DateTimeException e) {
            throw new FaultyMessage(
                    new Fault(FaultCode.INVALID_MEMBER, "/day", "no day of the calendar"));
        }
    }

    private Wish verify(String partner, JsonNode body) throws FaultyMessage {
        String digits = body.path("digits").asText();
        if (!body.has("paymentId")) {
            return new Wish.Verify(UUID.fromString(body.path("codeId").asText()), digits);
        }
        var settings = properties.partners().get(partner);
        if (settings == null || !settings.takesCodes()) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.CODES_NOT_TAKEN,
                            "/paymentId",
                            "subscribers text the codes for your payments themselves"));
        }
        return new Wish.Confirm(
                new InstructionId(UUID.fromString(body.path("paymentId").asText())), digits);
    }

    /** Also of what waited to be approved, by what holds then. */
    Wish.Create create(String partner, JsonNode body) throws FaultyMessage {
        var rules = catalogue.now();
        Provider provider =
                rules.providers()
                        .find(body.path("provider").asText())
                        .orElseThrow(
                                () ->
                                        new FaultyMessage(
                                                new Fault(
                                                        FaultCode.UNKNOWN_PROVIDER,
                                                        "/provider",
                                                        "nobody is paid under this code")));
        var allowed = properties.partners().get(partner);
        if (allowed == null || !allowed.mayPay(provider.code())) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.PROVIDER_NOT_ALLOWED,
                            "/provider",
                            "payments to it are not yours to ask for"));
        }
        Optional<Money> amount = amount(provider, body);
        if (amount.isPresent() && amount.get().isMoreThan(Money.tenge(allowed.limits().amount()))) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.ABOVE_PARTNER_LIMIT,
                            "/amount/value",
                            "you may ask for %d KZT at most".formatted(allowed.limits().amount())));
        }
        return new Wish.Create(
                new Msisdn(body.path("subscriber").asText()),
                rules,
                new Instruction.Pay(
                        provider.code(),
                        requisites(rules.parser(), provider, body.path("requisites")),
                        amount,
                        Account.PERSONAL),
                language(body),
                by(body),
                Optional.empty());
    }

    private static Wish issue(JsonNode body) {
        boolean signIn = body.path("purpose").asText().equals("sign-in");
        return new Wish.Issue(
                new Msisdn(body.path("subscriber").asText()),
                signIn ? Optional.empty() : Optional.of(body.path("order").asText()),
                signIn
                        ? TO_SIGN_IN
                        : Duration.ofMinutes(body.path("minutes").asLong(USUAL_MINUTES)),
                language(body));
    }

    private static Wish act(JsonNode body, UserAct act) {
        return new Wish.ActOnUser(user(body), act, by(body));
    }

    private static PartnerUserId user(JsonNode node) {
        return new PartnerUserId(UUID.fromString(node.path("userId").asText()));
    }

    private static Optional<Wish.By> by(JsonNode body) {
        return Optional.ofNullable(body.get("by"))
                .map(it -> new Wish.By(user(it), UUID.fromString(it.path("codeId").asText())));
    }

    private static AccessLevel level(JsonNode body) {
        return AccessLevel.valueOf(body.path("level").asText().toUpperCase(Locale.ROOT));
    }

    private Wish disclose(Scope.About about, JsonNode body) throws FaultyMessage {
        Optional<String> bank = Optional.ofNullable(body.get("bank")).map(JsonNode::asText);
        if (bank.isPresent() && !banks.ids().contains(bank.get())) {
            throw new FaultyMessage(
                    new Fault(
                            FaultCode.UNKNOWN_BANK,
                            "/bank",
                            "known are " + String.join(", ", banks.ids())));
        }
        return new Wish.Disclose(
                new Msisdn(body.path("subscriber").asText()),
                new Scope(about, bank),
                language(body));
    }

    private static Optional<Language> language(JsonNode body) {
        return Optional.ofNullable(body.get("language")).map(word -> language(word.asText()));
    }

    private static Language language(String word) {
        return Language.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> requisites(
            InstructionParser parser, Provider provider, JsonNode stated) throws FaultyMessage {
        Map<String, String> requisites = new HashMap<>();
        for (RequisiteShape shape : provider.shape().requisites()) {
            JsonNode value = stated.path(shape.name());
            Optional<String> normal = parser.requisite(shape, value.asText());
            if (value.isMissingNode() || normal.isEmpty()) {
                throw wrong(
                        shape.name(),
                        (value.isMissingNode() ? "missing" : "not valid")
                                + "; a valid one is "
                                + shape.example());
            }
            requisites.put(shape.name(), normal.get());
        }
        for (var names = stated.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!requisites.containsKey(name)) {
                throw wrong(name, provider.code() + " has no such requisite");
            }
        }
        return requisites;
    }

    private static FaultyMessage wrong(String requisite, String explanation) {
        return new FaultyMessage(
                new Fault(FaultCode.INVALID_REQUISITE, "/requisites/" + requisite, explanation));
    }

    private static Optional<Money> amount(Provider provider, JsonNode body) throws FaultyMessage {
        boolean stated = body.has("amount");
        if (stated != provider.shape().amountStated()) {
            throw new FaultyMessage(
                    stated
                            ? new Fault(
                                    FaultCode.AMOUNT_NOT_ALLOWED,
                                    "/amount",
                                    "the amount is set by law")
                            : new Fault(FaultCode.AMOUNT_MISSING, "/amount", "missing"));
        }
        return stated
                ? Optional.of(
                        Money.parse(
                                body.at("/amount/value").asText(),
                                body.at("/amount/currency").asText()))
                : Optional.empty();
    }

    private static Wish.Named named(JsonNode body) {
        return body.has("paymentId")
                ? new Wish.Named.ById(
                        new InstructionId(UUID.fromString(body.path("paymentId").asText())))
                : new Wish.Named.ByRequest(body.path("createdBy").asText());
    }
}
