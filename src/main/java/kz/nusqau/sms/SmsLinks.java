package kz.nusqau.sms;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                link.add(bind, properties.addresses(configured));
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

    /**
     * The queue of texts that the bind empties; none where an earlier bind that carries the same
     * does so, and has this one stand by.
     */
    Optional<String> queueOf(String bind) {
        return ofBind(bind).queueOf(bind);
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
        private final List<Carrier> carriers = new java.util.concurrent.CopyOnWriteArrayList<>();

        /** The binds may differ in what they carry, and so each text may not go by each. */
        private boolean differing;

        /**
         * A bind for texts.
         *
         * @param queue of the texts that leave by it; binds that carry the same share one
         */
        private record Carrier(Bind bind, Addresses addresses, String queue) {

            boolean transmits() {
                return bind.settings().type().transmits();
            }

            boolean receives() {
                return bind.settings().type().receives();
            }
        }

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
            for (var carrier : carriers) {
                if (carrier.transmits() && carrier.bind.isBound()) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a bind may send from there, bound or not. */
        boolean sendsFrom(String sender) {
            for (var carrier : carriers) {
                if (carrier.transmits() && carrier.addresses.carry(sender)) {
                    return true;
                }
            }
            return carriers.isEmpty();
        }

        /** Whether a bind has a part in what is sent there. */
        boolean isReachedAt(String destination) {
            for (var carrier : carriers) {
                if (carrier.receives() && carrier.addresses.carry(destination)) {
                    return true;
                }
            }
            return carriers.isEmpty();
        }

        /** A number from which it may send what can't be sent from where it should. */
        Optional<String> ownNumber() {
            return carriers.stream()
                    .filter(Carrier::transmits)
                    .flatMap(carrier -> carrier.addresses.firstNumber().stream())
                    .findFirst();
        }

        /**
         * The queue for texts from this sender: that of the first bind that carries it and has a
         * session; empty when there is none now.
         */
        Optional<String> queueFor(String sender) {
            if (!differing) {
                return Optional.of(name);
            }
            for (var carrier : carriers) {
                if (carrier.transmits()
                        && carrier.addresses.carry(sender)
                        && carrier.bind.isBound()) {
                    return Optional.of(carrier.queue);
                }
            }
            return Optional.empty();
        }

        private Optional<String> queueOf(String bind) {
            var emptied = new HashSet<String>();
            for (var carrier : carriers) {
                if (carrier.transmits()
                        && emptied.add(carrier.queue)
                        && carrier.bind.settings().id().equals(bind)) {
                    return Optional.of(carrier.queue);
                }
            }
            return Optional.empty();
        }

        private void add(Bind bind, Addresses addresses) {
            var alike =
                    carriers.stream()
                            .filter(Carrier::transmits)
                            .filter(carrier -> carrier.addresses.equals(addresses))
                            .map(Carrier::queue)
                            .findFirst();
            boolean first = carriers.stream().noneMatch(Carrier::transmits);
            boolean transmits = bind.settings().type().transmits();
            differing |= transmits && !first && alike.isEmpty();
            var own = first ? name : name + "." + bind.settings().id();
            carriers.add(new Carrier(bind, addresses, alike.orElse(own)));
        }
    }
}
