package kz.nusqau.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.Provider;
import kz.nusqau.counterparty.Banks;
import kz.nusqau.instruction.Account;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.RequisiteShape;
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

    private static final Duration TO_SIGN_IN = Duration.ofMinutes(5);

    private final Catalogue catalogue;
    private final InstructionParser parser;
    private final Banks banks;
    private final PartnerProperties properties;

    WishReader(
            Catalogue catalogue,
            InstructionParser parser,
            Banks banks,
            PartnerProperties properties) {
        this.catalogue = catalogue;
        this.parser = parser;
        this.banks = banks;
        this.properties = properties;
        properties
                .partners()
                .forEach(
                        (id, partner) ->
                                partner.providers().forEach(code -> requireKnown(id, code)));
    }

    private void requireKnown(String partner, String provider) {
        if (catalogue.providers().find(provider).isEmpty()) {
            throw new IllegalArgumentException(
                    "nusqau.partners.%s.providers=%s: the catalogue has no such provider"
                            .formatted(partner, provider));
        }
    }

    Wish read(String partner, RequestType type, JsonNode body) throws FaultyMessage {
        return switch (type) {
            case PAYMENT_CREATE -> create(partner, body);
            case PAYMENT_GET -> new Wish.Get(named(body));
            case PAYMENT_CANCEL -> new Wish.Cancel(named(body));
            case BALANCE_GET -> disclose(Scope.About.BALANCE, body);
            case STATEMENT_GET -> disclose(Scope.About.STATEMENT, body);
            case CODE_ISSUE -> issue(body);
            case CODE_VERIFY ->
                    new Wish.Verify(
                            UUID.fromString(body.path("codeId").asText()),
                            body.path("digits").asText());
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

    private Wish create(String partner, JsonNode body) throws FaultyMessage {
        Provider provider =
                catalogue
                        .providers()
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
                provider,
                new Instruction.Pay(
                        provider.code(),
                        requisites(provider, body.path("requisites")),
                        amount,
                        Account.PERSONAL),
                language(body));
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
        return Optional.ofNullable(body.get("language"))
                .map(word -> Language.valueOf(word.asText().toUpperCase(Locale.ROOT)));
    }

    private Map<String, String> requisites(Provider provider, JsonNode stated)
            throws FaultyMessage {
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
