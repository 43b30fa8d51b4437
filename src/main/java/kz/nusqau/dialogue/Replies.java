package kz.nusqau.dialogue;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.catalogue.Texts;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.dialogue.Dialogue.Prepared;
import kz.nusqau.instruction.Instruction;
import kz.nusqau.instruction.Instruction.Destination;
import kz.nusqau.instruction.Reading;
import kz.nusqau.payment.AtBank;
import kz.nusqau.payment.ConfirmResult;
import kz.nusqau.payment.Particulars;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.ProposalResult;
import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Chooses what to say; starts and changes nothing. */
@Component
final class Replies {

    /** News of a refusal brings the reason alone. */
    private static final Map<String, ?> NO_PARTICULARS = Map.of("limit", "");

    private final CatalogueInForce catalogue;
    private final BankTexts banks;
    private final ReceiptTexts receipts;
    private final WorkTexts work;

    Replies(CatalogueInForce catalogue, BankTexts banks, ReceiptTexts receipts, WorkTexts work) {
        this.catalogue = catalogue;
        this.banks = banks;
        this.receipts = receipts;
        this.work = work;
    }

    /** Whether the subscriber is served at all (R-BLK-1, R-JOIN-2). */
    static boolean serves(Turn turn) {
        return !turn.profile().blocked() && !turn.profile().consentWithdrawn();
    }

    /** What nobody's text is answered with. */
    String render(Reply reply, Language language) {
        return render(catalogue.now(), reply, language);
    }

    String render(Turn turn, Reply reply) {
        return render(turn.rules(), reply, turn.language());
    }

    private static String render(Catalogue rules, Reply reply, Language language) {
        return rules.texts().render(reply.key(), language, reply.arguments());
    }

    /** The short form for a phone that looks at a screen, where there is one of its own. */
    Optional<String> screen(Turn turn, Reply reply) {
        return turn.message().isOnScreen()
                ? turn.rules().menus().screen(reply.key(), turn.language(), reply.arguments())
                : Optional.empty();
    }

    /** The answer to a text that changes nothing but, at most, the language. */
    String to(Prepared prepared) {
        Turn turn = prepared.turn();
        Language language = turn.language();
        return turn.rules()
                .questions()
                .reply(turn.reading(), language, name(brand(prepared)))
                .orElseGet(() -> toUnderstood(prepared, language));
    }

    private String toUnderstood(Prepared prepared, Language language) {
        Turn turn = prepared.turn();
        var instruction = ((Reading.Understood) turn.reading()).instruction();
        return switch (instruction) {
            case Instruction.Help(var about) ->
                    turn.rules().questions().help(about, language, name(brand(prepared)));
            case Instruction.ChangeLanguage(var to) ->
                    render(turn.rules(), say("language.changed"), to);
            default -> render(turn, found(turn, prepared.found()));
        };
    }

    private Reply found(Turn turn, Found found) {
        if (!serves(turn)) {
            return refusal(
                    turn.profile().blocked()
                            ? RefusalReason.BLOCKED
                            : RefusalReason.CONSENT_WITHDRAWN,
                    brand(found));
        }
        return switch (found) {
            case Found.Personal(var facts) ->
                    say("balance.account", Map.of("amount", facts.balance()));
            case Found.Customer customer ->
                    throw new IllegalStateException("asked for its brand alone");
            case Found.Wallet(var balance) -> say("balance.wallet", Map.of("amount", balance));
            case Found.Stranger() -> refusal(RefusalReason.UNKNOWN_SUBSCRIBER, null);
            case Found.Payable(var facts, var quote, var bank) ->
                    say("later", Map.of("callCentre", callCentre(facts.brand())));
            case Found.OfBank ofBank -> banks.to(ofBank, turn.language());
            case Found.OfPayment(var receipt, var named) ->
                    receipt.map(it -> receipts.again(it, turn.language()))
                            .orElseGet(() -> say(named ? "receipt.not-found" : "receipt.none"));
            case Found.Closed(var window) -> closed(window, turn.language());
            case Found.Unavailable unavailable -> say("later");
            case Found.Nothing() -> say("not-yet");
        };
    }

    /** Planned work goes on: later, and when (R-OPS-1). */
    Reply closed(WorkWindow window, Language language) {
        return say("planned-work", work.facts(window, language));
    }

    /** The prompt of what is offered: a code message or a plain question. */
    Reply prompt(ProposalResult.Offered offered, Turn turn, Instruction wanted) {
        Language language = turn.language();
        String kind = PaymentKind.of(wanted).orElseThrow().key();
        var facts =
                new HashMap<String, Object>(
                        Map.of(
                                "amount", offered.amount(),
                                "fee", offered.fee(),
                                "payee", payee(turn, wanted),
                                "iban", iban(wanted),
                                "minutes", offered.lifetime(),
                                "date", offered.later().map(BankTexts::day).orElse(BankTexts.NONE),
                                "system", BankTexts.name(offered.system()),
                                "limit",
                                        turn.rules().limitRules().ofAppStore().operationMaximum()));
        offered.bank().ifPresent(bank -> facts.putAll(banks.facts(bank, language)));
        return say((offered.code().isPresent() ? "code." : "yes.") + kind, facts)
                .about(offered.id());
    }

    /** Who sends money sees the whole number once more: it is what they have to check (R-INS-8). */
    private static String payee(Turn turn, Instruction wanted) {
        return switch (wanted) {
            case Instruction.Pay pay ->
                    turn.rules()
                            .providers()
                            .get(pay.provider())
                            .payee(turn.language(), pay.requisites());
            case Instruction.Send send -> "+" + send.to().digits();
            case Instruction.Redeem redeem -> destination(redeem.to());
            case Instruction.Refund refund -> destination(refund.to());
            default -> "";
        };
    }

    private static String iban(Instruction wanted) {
        return wanted instanceof Instruction.BankTransfer transfer ? transfer.to() : BankTexts.NONE;
    }

    private static String destination(Destination to) {
        return switch (to) {
            case Destination.Iban(var iban) -> iban;
            case Destination.EndingIn(var lastFour) -> "*" + lastFour;
        };
    }

    /** What is said of money that a bank moves. */
    Map<String, Object> facts(AtBank bank, Language language) {
        return banks.facts(bank, language);
    }

    Reply refusal(ProposalResult.Refused refused, Brand brand, Language language) {
        return refusal(refused.reason(), facts(refused.particulars(), language), brand)
                .about(refused.id());
    }

    Reply to(ConfirmResult result, Language language) {
        return switch (result) {
            case ConfirmResult.Started(var id) -> say("paying").about(id);
            case ConfirmResult.WrongCode(var id, var left) ->
                    say("code.wrong", Map.of("attempts", left)).about(id);
            case ConfirmResult.CodeUsedUp(var id) -> say("code.used-up").about(id);
            case ConfirmResult.CodeExpired(var id) -> say("code.expired").about(id);
            case ConfirmResult.CodeNeeded() -> say("code.needed");
            case ConfirmResult.NothingOpen() -> say("code.none");
            case ConfirmResult.BeforePrompt before -> say("code.too-early");
            case ConfirmResult.LimitReached(var id, var reason, var particulars) ->
                    refusal(reason, facts(particulars, language), null).about(id);
            case ConfirmResult.Later(var window) -> closed(window, language);
            case ConfirmResult.AlreadyConfirmed(var id) -> say("already-confirmed").about(id);
        };
    }

    Reply say(String key) {
        return say(key, Map.of());
    }

    Reply say(String key, Map<String, ?> arguments) {
        var all = new HashMap<String, Object>(arguments);
        all.putIfAbsent("callCentre", callCentre(null));
        return new Reply(key, all, null);
    }

    /** A refusal whose reason says all. */
    Reply refusal(RefusalReason reason, @Nullable Brand brand) {
        return refusal(reason, NO_PARTICULARS, brand);
    }

    private Reply refusal(RefusalReason reason, Map<String, ?> facts, @Nullable Brand brand) {
        var all = new HashMap<String, Object>(facts);
        all.put("callCentre", callCentre(brand));
        return say(Texts.refused(reason), all);
    }

    private Map<String, ?> facts(Particulars particulars, Language language) {
        return switch (particulars) {
            case Particulars.None() -> NO_PARTICULARS;
            case Particulars.Limit(var amount) -> Map.of("limit", amount);
            case Particulars.Count(var operations) -> Map.of("limit", operations);
            case Particulars.Wallet(var where) ->
                    Map.of(
                            "wallet",
                            BankTexts.name(where.holds()),
                            "system",
                            where.needed().stream().map(BankTexts::name).collect(joining(", ")));
            case Particulars.Accounts(var possible) ->
                    Map.of("accounts", banks.named(possible, language));
        };
    }

    private String callCentre(@Nullable Brand brand) {
        return catalogue.now().callCentres().of(name(brand));
    }

    private static @Nullable Brand brand(Prepared prepared) {
        return brand(prepared.found());
    }

    private static @Nullable Brand brand(Found found) {
        return found instanceof Found.Customer(var brand) ? brand.orElse(null) : null;
    }

    private static @Nullable String name(@Nullable Brand brand) {
        return brand == null ? null : brand.name().toLowerCase(Locale.ROOT);
    }
}
