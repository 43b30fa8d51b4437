package kz.nusqau.sms;

import java.util.HashSet;
import java.util.Locale;
import kz.nusqau.platform.StartRefused;
import kz.nusqau.sms.smpp.BindType;

/** What has to be true of binds that SMSCs connect for, told at the start with a remedy. */
final class OutbindRules {

    private OutbindRules() {}

    static void check(SmppProperties properties) {
        var introductions = new HashSet<String>();
        for (int i = 0; i < properties.binds().size(); i++) {
            var bind = properties.binds().get(i);
            var outbind = bind.outbind();
            if (outbind == null) {
                continue;
            }
            String key = "nusqau.smpp.binds[%d].".formatted(i);
            if (bind.type() != BindType.RX) {
                throw new StartRefused(
                        "%stype=%s: an SMSC that sends an outbind is answered by a bind as receiver"
                                .formatted(key, name(bind.type())),
                        "Set "
                                + key
                                + "type to rx, and submit by a bind of type tx with the same link.");
            }
            if (properties.outbind().port() == null) {
                throw new StartRefused(
                        "%soutbind.system-id=%s: nothing listens for it"
                                .formatted(key, outbind.systemId()),
                        "Set nusqau.smpp.outbind.port to the port that the SMSC connects to, or"
                                + " remove "
                                + key
                                + "outbind.");
            }
            if (bind.tls()) {
                throw new StartRefused(
                        key + "tls=true: this bind makes no connection that could be encrypted",
                        "Set nusqau.smpp.outbind.tls-bundle instead, and remove " + key + "tls.");
            }
            if (!introductions.add(outbind.systemId())) {
                throw new StartRefused(
                        "%soutbind.system-id=%s: another bind expects the same"
                                .formatted(key, outbind.systemId()),
                        "Agree with the operator on a system_id for each bind.");
            }
        }
    }

    private static String name(BindType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
