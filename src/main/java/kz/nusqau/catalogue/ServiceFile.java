package kz.nusqau.catalogue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kz.nusqau.shared.Money;

/** Reads {@code service.yaml}. */
record ServiceFile(Tariffs tariffs, RulesVersion rules, CallCentres callCentres) {

    private static final String PROVIDER = "provider";

    /** Everything that moves money has a tariff. */
    static final List<String> KINDS =
            List.of(
                    "pay",
                    "top-up",
                    "send",
                    "pay-from-wallet",
                    "send-from-wallet",
                    "redeem",
                    "refund",
                    "pay-from-bank",
                    "top-up-from-bank",
                    "send-from-bank",
                    "own-transfer",
                    "bank-transfer",
                    "app-store",
                    "app-store-refund",
                    "reversal");

    private static final Set<String> BY_PROVIDER =
            Set.of("pay", "pay-from-wallet", "pay-from-bank");

    /** Only a bank moves it, or it goes back to whom it was taken from. */
    private static final Set<String> FREE =
            Set.of("own-transfer", "bank-transfer", "app-store-refund", "reversal");

    static ServiceFile read(YamlEntry root) {
        root.onlyKeys("monthly-index", "commissions", "rules", "call-centres", "landline");
        var rules = root.child("rules").onlyKeys("operator", "emoney", "wording");
        var centres = new HashMap<String, String>();
        var byBrand = root.child("call-centres");
        byBrand.keys().forEach(brand -> centres.put(brand, byBrand.text(brand)));
        return new ServiceFile(
                tariffs(root),
                new RulesVersion(
                        rules.text("operator"), rules.text("emoney"), rules.text("wording")),
                new CallCentres(centres, root.text("landline")));
    }

    private static Tariffs tariffs(YamlEntry root) {
        var commissions = root.child("commissions");
        commissions.onlyKeys(KINDS.toArray(String[]::new));
        var byKind = new HashMap<String, Fee>();
        for (String kind : KINDS) {
            if (BY_PROVIDER.contains(kind)) {
                requireText(commissions, kind, PROVIDER, "the provider's entry tells");
            } else {
                byKind.put(kind, fee(commissions, kind));
            }
        }
        return new Tariffs(monthlyIndex(root), byKind);
    }

    private static Fee fee(YamlEntry commissions, String kind) {
        var tariff = commissions.child(kind).onlyKeys("fee", "examples");
        if (FREE.contains(kind)) {
            requireText(tariff, "fee", "none", "nobody could take it");
        }
        Fee fee = ProvidersFile.fee(tariff, "fee");
        var examples = tariff.child("examples");
        if (examples.keys().isEmpty()) {
            throw tariff.fault(
                    "examples", "must say what an amount costs: {\"1500.00\": \"0.00\"}");
        }
        for (String amount : examples.keys()) {
            Money costs = fee.of(tenge(examples, amount, amount));
            if (!costs.equals(tenge(examples, amount, examples.text(amount)))) {
                throw examples.fault(amount, "is not what it costs: %s".formatted(costs));
            }
        }
        return fee;
    }

    private static Money tenge(YamlEntry examples, String key, String amount) {
        try {
            return Money.parse(amount, "KZT");
        } catch (RuntimeException e) {
            throw examples.fault(key, "must be amounts in tenge, as \"1500.00\"");
        }
    }

    private static void requireText(YamlEntry entry, String key, String text, String because) {
        if (!entry.isText(key) || !entry.text(key).equals(text)) {
            throw entry.fault(key, "must be %s: %s".formatted(text, because));
        }
    }

    private static Map<LocalDate, Money> monthlyIndex(YamlEntry root) {
        var entry = root.child("monthly-index");
        var index = new TreeMap<LocalDate, Money>();
        for (String day : entry.keys()) {
            try {
                index.put(LocalDate.parse(day), entry.tenge(day));
            } catch (java.time.format.DateTimeParseException e) {
                throw entry.fault(day, "is no date; write 2026-01-01");
            }
        }
        if (index.isEmpty()) {
            throw root.fault("monthly-index", "must hold a date and an amount");
        }
        return index;
    }
}
