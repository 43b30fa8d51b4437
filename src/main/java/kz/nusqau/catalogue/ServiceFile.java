package kz.nusqau.catalogue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import kz.nusqau.shared.Money;

/** Reads {@code service.yaml}. */
record ServiceFile(Tariffs tariffs, RulesVersion rules, CallCentres callCentres) {

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
        var commissions =
                root.child("commissions")
                        .onlyKeys("top-up", "send", "redeem", "refund", "app-store");
        return new Tariffs(
                monthlyIndex(root),
                ProvidersFile.fee(commissions, "top-up"),
                ProvidersFile.fee(commissions, "send"),
                ProvidersFile.fee(commissions, "redeem"),
                ProvidersFile.fee(commissions, "refund"),
                ProvidersFile.fee(commissions, "app-store"));
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
