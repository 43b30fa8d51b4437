package kz.nusqau.catalogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/** Reads {@code limits.yaml}. */
record LimitsFile(LimitRules rules) {

    static LimitsFile read(YamlEntry root) {
        root.onlyKeys("hub", "systems", "app-store", "plain-yes", "code");
        Map<String, Limits> systems = new HashMap<>();
        root.child("systems").children().forEach((id, entry) -> systems.put(id, limits(entry)));
        var yes = root.child("plain-yes").onlyKeys("short-codes", "up-to");
        var code = root.child("code").onlyKeys("lifetime", "attempts");
        Duration lifetime =
                code.parsed("lifetime", DurationStyle::detectAndParse, "write 3m or 180s");
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw code.fault("lifetime", "must be above zero");
        }
        return new LimitsFile(
                new LimitRules(
                        limits(root.child("hub")),
                        systems,
                        limits(root.child("app-store")),
                        new LimitRules.PlainYes(
                                Set.copyOf(yes.texts("short-codes")), yes.tenge("up-to")),
                        new LimitRules.CodeRule(lifetime, code.number("attempts", 1))));
    }

    private static Limits limits(YamlEntry entry) {
        entry.onlyKeys("operation-minimum", "operation-maximum", "day-maximum", "day-count");
        var limits =
                new Limits(
                        entry.tenge("operation-minimum"),
                        entry.tenge("operation-maximum"),
                        entry.tenge("day-maximum"),
                        entry.number("day-count", 1));
        if (limits.operationMinimum().isMoreThan(limits.operationMaximum())) {
            throw entry.fault("operation-minimum", "is above operation-maximum; swap them");
        }
        return limits;
    }
}
