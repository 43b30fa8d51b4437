package kz.nusqau.sms.smpp;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configured contracts by their id. */
public final class Binds implements AutoCloseable {

    private final Map<String, Bind> byId;

    public Binds(List<Bind> binds) {
        this.byId =
                binds.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        bind -> bind.settings().id(), Function.identity()));
    }

    public Optional<Bind> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Bind> all() {
        return byId.values();
    }

    @Override
    public void close() {
        byId.values().forEach(Bind::close);
    }
}
