package kz.nusqau.catalogue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of who can be paid. */
public final class Providers {

    private final Map<String, Provider> byCode;

    Providers(List<Provider> providers) {
        var map = new LinkedHashMap<String, Provider>();
        providers.forEach(provider -> map.put(provider.code(), provider));
        byCode = map;
    }

    public Optional<Provider> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** For codes that the parser produced, which are always known. */
    public Provider get(String code) {
        return find(code).orElseThrow(() -> new IllegalStateException("no provider " + code));
    }

    public Collection<Provider> all() {
        return java.util.Collections.unmodifiableCollection(byCode.values());
    }
}
