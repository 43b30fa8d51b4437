package kz.nusqau.sms;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.sms.smpp.Bind;
import kz.nusqau.sms.smpp.BindSettings;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.ShortMessage;

/** Operator links: which binds carry one, and how its SMSC writes things. */
final class SmsLinks {

    private final Map<String, SmsLink> byName = new LinkedHashMap<>();
    private final Map<String, SmsLink> byBind = new LinkedHashMap<>();
    private final Map<String, BindSettings.Ussd> gateways = new HashMap<>();

    SmsLinks(SmppProperties properties, Binds binds) {
        for (var configured : properties.binds()) {
            var bind = binds.find(configured.id()).orElseThrow();
            var link =
                    byName.computeIfAbsent(
                            configured.linkName(),
                            name ->
                                    new SmsLink(
                                            name,
                                            properties.profile(configured),
                                            configured.transliterate()));
            if (bind.settings().carriesTexts()) {
                link.add(bind);
            }
            var gateway = bind.settings().ussd();
            if (gateway != null) {
                gateways.put(configured.id(), gateway);
            }
            byBind.put(configured.id(), link);
        }
    }

    SmsLink ofBind(String bind) {
        var link = byBind.get(bind);
        if (link == null) {
            throw new IllegalStateException("no bind " + bind);
        }
        return link;
    }

    /**
     * Whether what came is a step of a dialogue. A bind that carries nothing else may leave it
     * unsaid.
     */
    boolean isUssd(String bind, ShortMessage message) {
        var gateway = gateways.get(bind);
        return gateway != null && (!gateway.withTexts() || message.isUssd());
    }

    /** The link of that name; with a profile of its own when the configuration no longer has it. */
    SmsLink named(String name) {
        var link = byName.get(name);
        return link != null ? link : new SmsLink(name, VendorProfile.STANDARD, false);
    }

    Collection<SmsLink> all() {
        return byName.values();
    }

    /** One operator link. */
    static final class SmsLink {

        private final String name;
        private final VendorProfile profile;
        private final boolean transliterates;
        private final List<Bind> binds = new java.util.concurrent.CopyOnWriteArrayList<>();

        SmsLink(String name, VendorProfile profile, boolean transliterates) {
            this.name = name;
            this.profile = profile;
            this.transliterates = transliterates;
        }

        String name() {
            return name;
        }

        VendorProfile profile() {
            return profile;
        }

        boolean transliterates() {
            return transliterates;
        }

        /** What was encoded for one may be submitted to the other. */
        boolean writesLike(SmsLink other) {
            return transliterates == other.transliterates
                    && profile.defaultAlphabet() == other.profile.defaultAlphabet();
        }

        /** Whether a session of this node can submit now. */
        boolean canSubmit() {
            for (var bind : binds) {
                if (bind.settings().type().transmits() && bind.boundSessions() > 0) {
                    return true;
                }
            }
            return false;
        }

        private void add(Bind bind) {
            binds.add(bind);
        }
    }
}
