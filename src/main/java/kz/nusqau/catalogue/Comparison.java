package kz.nusqau.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kz.nusqau.catalogue.CatalogueRemark.Kind;
import kz.nusqau.shared.Money;

/** Compares a catalogue that could come into force with the one that is. */
final class Comparison {

    /** Beyond these a code is easier to guess than it should be (R-OTP). */
    private static final long LONG_LIFE_MINUTES = 10;

    private static final int MANY_TRIES = 5;

    /** What fees are compared by. */
    private static final List<Money> AMOUNTS =
            List.of(Money.tenge(100), Money.tenge(1_000), Money.tenge(10_000));

    private final Catalogue before;
    private final Catalogue after;
    private final LocalDate today;
    private final List<CatalogueRemark> remarks = new ArrayList<>();

    private Comparison(Catalogue before, Catalogue after, LocalDate today) {
        this.before = before;
        this.after = after;
        this.today = today;
    }

    /**
     * What is worth a second look.
     *
     * @throws CatalogueFault where documents that are right each don't go together
     */
    static List<CatalogueRemark> of(
            SourceText changed, Catalogue before, Catalogue after, LocalDate today) {
        var comparison = new Comparison(before, after, today);
        switch (Objects.requireNonNull(changed.document())) {
            case TEXTS -> comparison.texts();
            case LIMITS -> comparison.limits(YamlEntry.read(changed));
            case PROVIDERS -> comparison.providers(YamlEntry.read(changed));
            case SERVICE -> comparison.service(YamlEntry.read(changed));
            case SHORT_CODES -> comparison.shortCodes();
            case USSD -> comparison.menus("menus");
            case WORDS -> {}
        }
        return List.copyOf(comparison.remarks);
    }

    private void remark(Kind kind, String about, Object... facts) {
        remarks.add(CatalogueRemark.of(kind, about, facts));
    }

    private void texts() {
        for (String key : after.texts().keys()) {
            if (!before.texts().has(key)) {
                remark(Kind.UNSAID, key);
                continue;
            }
            Set<String> gone = new TreeSet<>(before.texts().arguments(key));
            gone.removeAll(after.texts().arguments(key));
            if (!gone.isEmpty()) {
                remark(Kind.SAYS_LESS, key, String.join(", ", gone));
            }
        }
    }

    private void limits(YamlEntry root) {
        var rules = after.limitRules();
        layer("hub", rules.ofHub());
        for (String system : rules.systems()) {
            layer(root.child("systems"), system, rules.ownOf(system), rules.of(system));
        }
        layer(root, "app-store", rules.ownOfAppStore(), rules.ofAppStore());
        var yes = rules.plainYes();
        Money most = rules.ofHub().operationMaximum();
        if (yes.upTo().isMoreThan(most)) {
            remark(Kind.YES_ABOVE_OPERATION, "plain-yes", yes.upTo(), most);
        }
        var numbers = after.shortCodes().all().stream().map(ShortCode::number).toList();
        yes.shortCodes().stream()
                .filter(number -> !numbers.contains(number))
                .forEach(number -> remark(Kind.UNKNOWN_NUMBER, "plain-yes", number));
        var code = rules.code();
        if (code.lifetime().toMinutes() > LONG_LIFE_MINUTES || code.attempts() > MANY_TRIES) {
            remark(Kind.EASY_CODE, "code", code.lifetime().toMinutes(), code.attempts());
        }
    }

    private void layer(YamlEntry parent, String name, Limits own, Limits together) {
        layer(name, own);
        if (together.operationMinimum().isMoreThan(together.operationMaximum())) {
            throw parent.child(name)
                    .fault(
                            "operation-minimum",
                            "and 'hub' leave no amount that could be paid; mend one of them");
        }
        above(name, "operation-maximum", own.operationMaximum(), together.operationMaximum());
        above(name, "day-maximum", own.dayMaximum(), together.dayMaximum());
        if (own.dayCount() > together.dayCount()) {
            unreached(name, "day-count", own.dayCount(), "hub day-count", together.dayCount());
        }
    }

    private void layer(String name, Limits own) {
        if (own.operationMaximum().isMoreThan(own.dayMaximum())) {
            unreached(
                    name,
                    "operation-maximum",
                    own.operationMaximum(),
                    "day-maximum",
                    own.dayMaximum());
        }
    }

    private void above(String name, String bound, Money own, Money together) {
        if (own.isMoreThan(together)) {
            unreached(name, bound, own, "hub " + bound, together);
        }
    }

    private void unreached(String name, String bound, Object its, String other, Object others) {
        remark(Kind.NEVER_REACHED, name, bound, its, other, others);
    }

    private void providers(YamlEntry root) {
        after.providers().all().forEach(now -> requireRequisites(now, root));
        for (Provider old : before.providers().all()) {
            var now = after.providers().find(old.code()).orElse(null);
            if (now == null) {
                remark(Kind.PROVIDER_GONE, old.code());
                continue;
            }
            fees(old.code(), old.fee(), now.fee());
            if (!now.amountRule().equals(old.amountRule())) {
                remark(Kind.AMOUNT_RULE, old.code());
            }
        }
        menus("providers");
    }

    private void menus(String about) {
        if (!before.menus().edition().equals(after.menus().edition())) {
            remark(Kind.MENUS_BEGIN_AGAIN, about);
        }
    }

    /** Payments under way and receipts name them; also where somebody was gone for a while. */
    private void requireRequisites(Provider now, YamlEntry root) {
        var old = before.providers().known(now.code()).orElse(now);
        if (!requisites(now).equals(requisites(old))) {
            throw root.child("providers")
                    .child(now.code())
                    .fault(
                            "requisites",
                            "must keep their names %s, which payments refer to; give what is"
                                            .formatted(requisites(old))
                                    + " paid otherwise another code");
        }
    }

    private static List<String> requisites(Provider provider) {
        return provider.shape().requisites().stream().map(each -> each.name()).toList();
    }

    private void fees(String about, Fee old, Fee now) {
        for (Money amount : AMOUNTS) {
            if (!old.of(amount).equals(now.of(amount))) {
                remark(Kind.FEE, about, amount, old.of(amount), now.of(amount));
            }
        }
    }

    private void service(YamlEntry root) {
        var old = before.tariffs();
        var now = after.tariffs();
        if (now.indexDays().first().isAfter(today)) {
            throw root.fault("monthly-index", "must hold one that is in force today");
        }
        for (LocalDate day : old.indexDays()) {
            if (!day.isAfter(today)
                    && (now.indexDays().first().isAfter(day)
                            || !now.monthlyIndex(day).equals(old.monthlyIndex(day)))) {
                remark(
                        Kind.PAST_INDEX,
                        "monthly-index",
                        day,
                        old.monthlyIndex(day),
                        now.indexDays().first().isAfter(day) ? "–" : now.monthlyIndex(day));
            }
        }
        now.byKind().forEach((kind, fee) -> fees(kind, old.byKind().getOrDefault(kind, fee), fee));
        if (!after.rulesVersion().equals(before.rulesVersion())) {
            remark(
                    Kind.RULES,
                    "rules",
                    before.rulesVersion().wording(),
                    after.rulesVersion().wording());
        }
    }

    private void shortCodes() {
        var now = after.shortCodes();
        for (ShortCode old : before.shortCodes().all()) {
            var same =
                    now.all().stream()
                            .filter(
                                    each ->
                                            each.number().equals(old.number())
                                                    && each.links().equals(old.links()))
                            .findFirst();
            if (same.isEmpty()) {
                remark(Kind.NUMBER_GONE, old.number());
            } else if (!same.get().defaultCommand().equals(old.defaultCommand())) {
                remark(Kind.DEFAULT_COMMAND, old.number());
            }
        }
        if (!now.codeSender().equals(before.shortCodes().codeSender())) {
            remark(
                    Kind.CODE_SENDER,
                    "code-sender",
                    before.shortCodes().codeSender(),
                    now.codeSender());
        }
        after.limitRules().plainYes().shortCodes().stream()
                .filter(
                        number ->
                                now.all().stream().noneMatch(each -> each.number().equals(number)))
                .forEach(number -> remark(Kind.UNKNOWN_NUMBER, "plain-yes", number));
    }
}
