package kz.nusqau.dialogue;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.payment.PaymentKind;
import kz.nusqau.payment.PaymentReceipt;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Payments in words. */
@Component
final class ReceiptTexts {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    private final CatalogueInForce catalogue;

    ReceiptTexts(CatalogueInForce catalogue) {
        this.catalogue = catalogue;
    }

    /** What was told of a payment, and how it stands now. */
    Reply again(PaymentReceipt receipt, Language language) {
        String number = receipt.paymentNumber();
        boolean somebody = receipt.provider() != null || !receipt.requisiteTail().isEmpty();
        return new Reply(
                "receipt.again",
                Map.of(
                        "deed",
                        say("deed." + deed(receipt.kind()), language, Map.of()),
                        "amount",
                        receipt.amount(),
                        "fee",
                        receipt.fee(),
                        "payee",
                        somebody
                                ? payee(receipt.provider(), receipt.requisiteTail(), language)
                                : BankTexts.NONE,
                        "status",
                        status(receipt, language),
                        "day",
                        DAY.format(LocalDate.ofInstant(receipt.confirmedAt(), Lookups.ALMATY)),
                        "number",
                        number == null ? BankTexts.NONE : number),
                receipt.id());
    }

    private String status(PaymentReceipt receipt, Language language) {
        Map<String, Object> facts = new HashMap<>();
        receipt.executedBy().ifPresent(day -> facts.put("date", BankTexts.day(day)));
        return say(
                "status." + receipt.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                language,
                facts);
    }

    private String say(String key, Language language, Map<String, Object> arguments) {
        return catalogue.now().texts().render(key, language, arguments);
    }

    /** A provider may have left the catalogue since a payment to it was made. */
    String payee(@Nullable String provider, String tail, Language language) {
        String account = "*" + tail;
        if (provider == null) {
            return account;
        }
        return catalogue
                        .now()
                        .providers()
                        .known(provider)
                        .map(found -> found.name(language))
                        .orElse(provider)
                + " "
                + account;
    }

    /** What was done is called the same whatever it was paid from. */
    static String deed(PaymentKind kind) {
        return switch (kind) {
            case PAY, PAY_FROM_WALLET, PAY_FROM_BANK -> "pay";
            case TOP_UP, TOP_UP_FROM_BANK -> "top-up";
            case SEND, SEND_FROM_WALLET, SEND_FROM_BANK -> "send";
            case REDEEM -> "redeem";
            case REFUND -> "refund";
            case OWN_TRANSFER -> "own-transfer";
            case BANK_TRANSFER -> "bank-transfer";
            case APP_STORE -> "app-store";
            case APP_STORE_REFUND -> "app-store-refund";
            case REVERSAL -> "reversal";
        };
    }
}
