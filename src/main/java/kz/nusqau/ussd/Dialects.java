package kz.nusqau.ussd;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.platform.StartRefused;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.Binds;
import org.springframework.stereotype.Component;

/** Which gateway speaks how, by the operator link it belongs to. */
@Component
class Dialects {

    private final Map<String, Dialect> byLink = new HashMap<>();
    private final Binds binds;

    Dialects(Binds binds, UssdProperties properties) {
        this.binds = binds;
        var known = properties.allDialects();
        for (Bind bind : binds.all()) {
            var ussd = bind.settings().ussd();
            if (ussd != null) {
                var dialect = known.get(ussd.dialect());
                if (dialect == null) {
                    throw new StartRefused(
                            "nusqau.smpp.binds, bind '%s': ussd '%s' is not known"
                                    .formatted(bind.settings().id(), ussd.dialect()),
                            "Use one of %s, or describe it in nusqau.ussd.dialects."
                                    .formatted(known.keySet().stream().sorted().toList()));
                }
                byLink.put(ussd.link(), dialect);
            }
        }
    }

    /** No bind is one of a gateway. */
    boolean areNone() {
        return byLink.isEmpty();
    }

    /** Of a link that has no gateway any more: the usual one, for what came before. */
    Dialect of(String link) {
        var dialect = byLink.get(link);
        return dialect != null ? dialect : Dialect.USUAL;
    }

    /** The bind that has this session on this node. */
    Optional<Bind> bindOf(UUID session) {
        return binds.all().stream()
                .filter(bind -> bind.settings().ussd() != null && bind.has(session))
                .findFirst();
    }
}
