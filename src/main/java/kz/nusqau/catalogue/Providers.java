package kz.nusqau.catalogue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of who can be paid, and of who could be: what was begun then is still ended. */
public final class Providers {

    private final Map<String, Provider> byCode;
    private final Map<String, Provider> former;

    Providers(List<Provider> providers) {
        this(providers, List.of());
    }

    /**
     * With those of earlier versions.
     *
     * @param former the latest first
     */
    Providers(List<Provider> providers, List<Provider> former) {
        var map = new LinkedHashMap<String, Provider>();
        providers.forEach(provider -> map.put(provider.code(), provider));
        byCode = map;
        var gone = new LinkedHashMap<String, Provider>();
        former.stream()
                .filter(provider -> !map.containsKey(provider.code()))
                .forEach(provider -> gone.putIfAbsent(provider.code(), provider));
        this.former = gone;
    }

    /** Who can be paid now. */
    public Optional<Provider> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The same with those who could be paid once. */
    public Optional<Provider> known(String code) {
        return find(code).or(() -> Optional.ofNullable(former.get(code)));
    }

    /** For codes that the parser produced, now or a moment ago, which are always known. */
    public Provider get(String code) {
        return known(code).orElseThrow(() -> new IllegalStateException("no provider " + code));
    }

    public Collection<Provider> all() {
        return java.util.Collections.unmodifiableCollection(byCode.values());
    }
}
