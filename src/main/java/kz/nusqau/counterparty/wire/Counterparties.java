package kz.nusqau.counterparty.wire;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configured counterparties by id. */
public final class Counterparties implements AutoCloseable {

    private final Map<String, Counterparty> byId = new TreeMap<>();

    public Counterparties(Collection<Counterparty> counterparties) {
        counterparties.forEach(each -> byId.put(each.id(), each));
    }

    /** Fails for an id that isn't configured: commands for it could never leave. */
    public Counterparty get(String id) {
        Counterparty found = byId.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no counterparty " + id + " in nusqau.counterparties: " + byId.keySet());
        }
        return found;
    }

    public Optional<Counterparty> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Counterparty> all() {
        return byId.values();
    }

    @Override
    public void close() {
        byId.values().forEach(Counterparty::close);
    }
}
