package kz.nusqau.catalogue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.shared.Money;

/** Layers of limits, of which the strictest holds, and the rules of confirmation. */
public final class LimitRules {

    private final Limits hub;
    private final Map<String, Limits> bySystem;
    private final Limits appStore;
    private final PlainYes plainYes;
    private final CodeRule codeRule;

    LimitRules(
            Limits hub,
            Map<String, Limits> bySystem,
            Limits appStore,
            PlainYes plainYes,
            CodeRule codeRule) {
        this.hub = hub;
        this.bySystem = Map.copyOf(bySystem);
        this.appStore = appStore;
        this.plainYes = plainYes;
        this.codeRule = codeRule;
    }

    /** The limits of a payment executed by that e-money system (R-LIM-1, R-LIM-2). */
    public Limits of(String system) {
        return Optional.ofNullable(bySystem.get(system)).map(hub::and).orElse(hub);
    }

    /**
     * Those systems whose limits allow the amount (R-LIM-2); all when there are none, so that the
     * limit is told.
     */
    public List<String> able(Collection<String> systems, Money amount) {
        var able = systems.stream().filter(system -> of(system).allowsOperation(amount)).toList();
        return able.isEmpty() ? List.copyOf(systems) : able;
    }

    /** The hub's own layer, for a first look before a system is chosen. */
    public Limits ofHub() {
        return hub;
    }

    /** The limits of a payment to the app store (R-LIM-1, R-LIM-2). */
    public Limits ofAppStore() {
        return hub.and(appStore);
    }

    public PlainYes plainYes() {
        return plainYes;
    }

    public CodeRule code() {
        return codeRule;
    }

    /**
     * Where a plain yes is enough for a payee that this payer paid before.
     *
     * @param shortCodes to which the instruction came
     */
    public record PlainYes(Set<String> shortCodes, Money upTo) {
        public PlainYes {
            shortCodes = Set.copyOf(shortCodes);
        }
    }

    public record CodeRule(Duration lifetime, int attempts) {}

    /** What is said of that e-money system alone. */
    Limits ownOf(String system) {
        return Optional.ofNullable(bySystem.get(system))
                .orElseThrow(() -> new IllegalArgumentException("no limits of " + system));
    }

    Limits ownOfAppStore() {
        return appStore;
    }

    List<String> systems() {
        return List.copyOf(bySystem.keySet());
    }
}
