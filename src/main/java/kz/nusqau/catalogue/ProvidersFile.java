package kz.nusqau.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.ProviderShape;
import kz.nusqau.instruction.RequisiteShape;
import kz.nusqau.shared.Language;

/** Reads {@code providers.yaml}. */
record ProvidersFile(List<Provider> providers, List<Keyword> keywords) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    static ProvidersFile read(YamlEntry root) {
        root.onlyKeys("providers");
        var providers = new ArrayList<Provider>();
        var keywords = new ArrayList<Keyword>();
        for (var entry : root.child("providers").children().entrySet()) {
            String code = entry.getKey();
            if (!CODE.matcher(code).matches()) {
                throw root.child("providers")
                        .fault(code, "is no code; use small Latin letters, digits and -");
            }
            providers.add(provider(code, entry.getValue()));
            var words =
                    WordsFile.byLanguage(
                            entry.getValue().child("words"),
                            new Keyword.Sense.Provider(code),
                            true);
            if (words.isEmpty()) {
                throw entry.getValue().fault("words", "must hold a word: {any: [alma]}");
            }
            keywords.addAll(words);
        }
        return new ProvidersFile(providers, keywords);
    }

    private static Provider provider(String code, YamlEntry entry) {
        entry.onlyKeys(
                "words",
                "names",
                "requisites",
                "fee",
                "amount",
                "systems",
                "plain-yes",
                "example",
                "examples");
        var rule = amountRule(entry);
        var requisites = entry.list("requisites").stream().map(ProvidersFile::requisite).toList();
        if (requisites.isEmpty()) {
            throw entry.fault("requisites", "must name at least one requisite");
        }
        var systems = new LinkedHashSet<>(entry.texts("systems"));
        if (systems.isEmpty()) {
            throw entry.fault("systems", "must name at least one e-money system");
        }
        return new Provider(
                new ProviderShape(code, requisites, rule instanceof AmountRule.Stated),
                names(entry.child("names").onlyKeys("kk", "ru", "en")),
                fee(entry, "fee"),
                rule,
                systems,
                entry.flag("plain-yes"),
                entry.text("example"),
                ShortCodesFile.examples(entry));
    }

    private static Map<Language, String> names(YamlEntry entry) {
        var names = new EnumMap<Language, String>(Language.class);
        for (Language language : Language.values()) {
            names.put(language, entry.text(WordsFile.code(language)));
        }
        return names;
    }

    private static RequisiteShape requisite(YamlEntry entry) {
        entry.onlyKeys("name", "pattern", "check", "example");
        return new RequisiteShape(
                entry.text("name"),
                entry.parsed("pattern", Pattern::compile, "write a regular expression"),
                check(entry),
                entry.text("example"));
    }

    private static RequisiteShape.Check check(YamlEntry entry) {
        return switch (entry.text("check")) {
            case "none" -> RequisiteShape.Check.NONE;
            case "sum9mod10" -> RequisiteShape.Check.SUM_MOD_10;
            case "iin" -> RequisiteShape.Check.IIN;
            case "msisdn" -> RequisiteShape.Check.MSISDN;
            default ->
                    throw entry.fault("check", "is not known; use none, sum9mod10, iin or msisdn");
        };
    }

    static Fee fee(YamlEntry entry, String key) {
        if (entry.isText(key) && entry.text(key).equals("none")) {
            return new Fee.None();
        }
        String remedy = "must be none, {fixed: 50} or {percent: \"1\", minimum: 20}";
        if (!entry.has(key) || entry.isText(key)) {
            throw entry.fault(key, remedy);
        }
        var fee = entry.child(key).onlyKeys("fixed", "percent", "minimum");
        if (fee.has("fixed")) {
            return new Fee.Fixed(fee.tenge("fixed"));
        }
        return new Fee.Share(
                fee.parsed("percent", text -> hundredths(text, 2), remedy), fee.tenge("minimum"));
    }

    private static AmountRule amountRule(YamlEntry entry) {
        if (entry.isText("amount") && entry.text("amount").equals("stated")) {
            return new AmountRule.Stated();
        }
        String remedy = "must be stated or {index: \"0.5\"}";
        if (!entry.has("amount") || entry.isText("amount")) {
            throw entry.fault("amount", remedy);
        }
        var amount = entry.child("amount").onlyKeys("index");
        return new AmountRule.OfIndex(amount.parsed("index", text -> hundredths(text, 4), remedy));
    }

    /** A positive decimal as a whole number of its {@code digits}-th decimal places. */
    private static int hundredths(String text, int digits) {
        int value = new BigDecimal(text).movePointRight(digits).intValueExact();
        if (value <= 0) {
            throw new IllegalArgumentException("not above zero");
        }
        return value;
    }
}
