package kz.nusqau.payment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.nusqau.counterparty.Exchange;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * What of a payment's terms is personal, as the text that is sealed into its row: a name and a
 * value a line, the requisites in the provider's order.
 */
final class SealedTerms {

    private static final String PHONE = "phone";
    private static final String IBAN = "iban";

    /** No requisite begins with it. */
    private static final String OURS = "@";

    private static final String BANK = OURS + "bank";
    private static final String FROM = OURS + "from";
    private static final String TO_BANK = OURS + "to-bank";
    private static final String TO = OURS + "to";
    private static final String COUNTED = OURS + "counted";
    private static final String EXCHANGE = OURS + "exchange";
    private static final String HOLDER = OURS + "holder";

    private final Map<String, String> requisites = new LinkedHashMap<>();
    private final Map<String, String> ours = new LinkedHashMap<>();

    private SealedTerms() {}

    static SealedTerms of(Payment.Terms terms) {
        var sealed = new SealedTerms();
        sealed.requisites.putAll(requisites(terms.payee()));
        BankMove move = terms.move();
        if (move != null) {
            sealed.put(move);
        }
        return sealed;
    }

    private static Map<String, String> requisites(Payee payee) {
        return switch (payee) {
            case Payee.Provider(var code, var requisites) -> requisites;
            case Payee.Person(var msisdn) -> Map.of(PHONE, msisdn.digits());
            case Payee.Own own -> own.requisites();
            case Payee.Purchase purchase -> purchase.requisites();
            case Payee.Advance advance -> advance.requisites();
            case Payee.Self self -> Map.of();
            case Payee.AppStore store -> Map.of();
            // Stands in the move.
            case Payee.OtherAccount other -> Map.of();
            case Payee.SomebodysAccount(var iban) -> Map.of(IBAN, iban);
        };
    }

    private void put(BankMove move) {
        ours.put(BANK, move.bank());
        ours.put(FROM, move.from());
        ours.put(TO_BANK, move.toBank());
        ours.put(TO, move.to());
        ours.put(COUNTED, move.counted().toDecimal());
        Exchange exchange = move.exchange();
        if (exchange != null) {
            ours.put(
                    EXCHANGE,
                    String.join(
                            " ",
                            exchange.from(),
                            exchange.to(),
                            exchange.unit(),
                            exchange.rate().toPlainString()));
        }
        String holder = move.holder();
        if (holder != null) {
            ours.put(HOLDER, holder);
        }
    }

    static SealedTerms parse(String text) {
        var sealed = new SealedTerms();
        for (String line : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            String name = line.substring(0, equals);
            (name.startsWith(OURS) ? sealed.ours : sealed.requisites)
                    .put(name, line.substring(equals + 1));
        }
        return sealed;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        requisites.forEach((name, value) -> lines.add(name + "=" + value));
        ours.forEach((name, value) -> lines.add(name + "=" + value));
        return String.join("\n", lines);
    }

    Payee payee(PaymentKind kind, @Nullable String provider) {
        return switch (kind) {
            case PAY, PAY_FROM_WALLET, PAY_FROM_BANK ->
                    new Payee.Provider(Objects.requireNonNull(provider), requisites);
            case SEND, SEND_FROM_WALLET, SEND_FROM_BANK ->
                    new Payee.Person(new Msisdn(Objects.requireNonNull(requisites.get(PHONE))));
            case TOP_UP, TOP_UP_FROM_BANK -> new Payee.Self();
            case OWN_TRANSFER -> new Payee.OtherAccount(ours.getOrDefault(TO, ""));
            case BANK_TRANSFER ->
                    new Payee.SomebodysAccount(Objects.requireNonNull(requisites.get(IBAN)));
            case REDEEM, REFUND -> Payee.Own.of(requisites);
            case APP_STORE -> new Payee.AppStore();
            case APP_STORE_REFUND -> Payee.Purchase.of(requisites);
            case REVERSAL -> Payee.Advance.of(requisites);
        };
    }

    /** Null where no bank moves anything. */
    @Nullable BankMove move() {
        return ours.containsKey(BANK)
                ? new BankMove(
                        ours(BANK),
                        ours(FROM),
                        ours(TO_BANK),
                        ours(TO),
                        Money.parse(ours(COUNTED), "KZT"),
                        exchange(),
                        ours.get(HOLDER))
                : null;
    }

    private @Nullable Exchange exchange() {
        String text = ours.get(EXCHANGE);
        if (text == null) {
            return null;
        }
        String[] parts = text.split(" ", -1);
        return new Exchange(parts[0], parts[1], parts[2], new BigDecimal(parts[3]));
    }

    private String ours(String name) {
        return Objects.requireNonNull(ours.get(name), name);
    }
}
